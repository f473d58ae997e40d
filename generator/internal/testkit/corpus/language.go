package corpus

import "strings"

// language says how the pseudo-words of a language are made. Words are as
// likely as their place: the particles come first, then the lemmas in the
// order in which they are made.
type language struct {
	code      string
	particles []string // the most frequent words, real ones
	onsets    []string
	nuclei    []string // some repeated, as they are more frequent
	codas     []string
	classes   [][]string // endings of the forms of a lemma; "" is the lemma itself
	elided    map[string]string
	spaced    bool // there is a space before ? ! ; : and inside quotes
	open      string
	close     string
}

var english = &language{
	code: "en",
	particles: []string{
		"the", "of", "and", "to", "in", "a", "that", "is", "for", "with", "as", "on", "by", "it", "are", "be",
		"this", "from", "which", "or", "an", "their", "have", "not", "was", "they", "who", "has", "more", "its",
		"were", "can", "when", "but", "between", "what", "been", "where", "these", "after", "about", "those",
		"under", "through", "would", "there", "before", "while", "each", "because",
	},
	onsets: []string{
		"b", "br", "c", "ch", "cl", "d", "dr", "f", "fl", "g", "gr", "h", "j", "l", "m", "n", "p", "pl", "pr",
		"r", "s", "sh", "sp", "st", "str", "t", "th", "tr", "v", "w", "", "",
	},
	nuclei: []string{"a", "e", "i", "o", "u", "ea", "ee", "ai", "ou", "oa"},
	codas:  []string{"", "", "b", "ck", "d", "l", "ll", "m", "n", "nd", "nt", "p", "r", "rd", "rt", "s", "st", "t", "x"},
	classes: [][]string{
		{"", "s", "’s"},
		{"", "s", "ed", "ing", "er", "ers"},
		{"", "ly", "ness"},
		{"", "ment", "ments", "mental"},
		{"ate", "ates", "ated", "ating", "ation", "ations"},
		{"ity", "ities", "ive", "ively"},
	},
	open: "“", close: "”",
}

var french = &language{
	code: "fr",
	particles: []string{
		"de", "la", "le", "et", "les", "des", "à", "en", "que", "du", "un", "une", "dans", "qui", "pour", "par",
		"sur", "est", "ne", "au", "ce", "se", "il", "pas", "plus", "sont", "avec", "son", "ont", "où", "aux",
		"elle", "leur", "cette", "mais", "être", "ou", "été", "ces", "sans", "même", "entre", "après", "dont",
		"comme", "lorsque", "jusque", "avant", "sous", "je",
	},
	onsets: []string{
		"b", "br", "c", "ch", "cl", "d", "dr", "f", "fr", "g", "gr", "h", "j", "l", "m", "n", "p", "pl", "pr",
		"qu", "r", "s", "t", "tr", "v", "", "", "",
	},
	nuclei: strings.Fields("a a a a a a e e e e e i i i i i i o o o o u u u é é é é è è ê ou ou oi ai ai au on on an an in " +
		"a e i o u â î ô ï eau œu"),
	codas: []string{"", "", "", "b", "c", "f", "l", "lle", "m", "n", "nn", "r", "rt", "s", "t", "tt"},
	classes: [][]string{
		{"e", "es"},
		{"", "s"},
		{"er", "e", "es", "ent", "é", "ée", "és", "ées", "ant", "ait", "aient", "era", "eront"},
		{"if", "ive", "ifs", "ives", "ivement"},
		{"ation", "ations", "atoire", "atoires"},
		{"ité", "ités", "itaire", "itaires"},
		{"eux", "euse", "euses", "eusement"},
	},
	elided: map[string]string{
		"le": "l’", "la": "l’", "de": "d’", "que": "qu’", "ne": "n’", "se": "s’", "ce": "c’", "je": "j’",
		"lorsque": "lorsqu’", "jusque": "jusqu’",
	},
	spaced: true,
	open:   "« ", close: " »",
}
