package plaintext

import (
	"html"
	"strings"
)

// xmlForm says how XML is read.
type xmlForm struct {
	part string // the local name of elements that are units, or ""
	unit Unit
	at   int // the number of the first unit, or 0
}

// paragraphs are the elements of XML formats in which elements may divide a word: runs of
// letters that look otherwise. Elsewhere, each element parts words.
var paragraphs = elements("p h si is text")

// blocks are the elements that part words in paragraphs, too.
var blocks = elements("p h tr tc td th table row c si br tab cr s line-break table-row table-cell text title desc g svg path rect list-item sheet " +
	"definedName lpstr comment note-body annotation creator date instrText delInstrText rPh item entry summary content link id name author loc url image page " +
	"li div body v f is")

// xml visits XML. It is lenient: what isn't well formed is text.
func (r *reader) xml(s string, form xmlForm) {
	m := &markupText{r: r}
	units, within := 0, 0 // within so many paragraphs
	write := func(text string) {
		m.text.WriteString(text)
		r.markup(text)
	}
	for i := 0; i < len(s); {
		if s[i] != '<' {
			end := strings.IndexByte(s[i:], '<')
			if end < 0 {
				end = len(s) - i
			}
			write(html.UnescapeString(s[i : i+end]))
			i += end
			continue
		}
		rest := s[i:]
		switch {
		case strings.HasPrefix(rest, "<!--"):
			i += m.until(rest, 4, "-->")
		case strings.HasPrefix(rest, "<![CDATA["):
			n := strings.Index(rest, "]]>")
			if n < 0 {
				n = len(rest)
			}
			write(rest[9:max(9, n)])
			i += min(len(rest), n+3)
		case strings.HasPrefix(rest, "<?"):
			i += m.until(rest, 2, "?>")
		case strings.HasPrefix(rest, "<!"):
			i += m.until(rest, 2, ">")
		default:
			name, end := m.xmlTag(rest)
			i += end
			local := name[strings.IndexByte(name, ':')+1:]
			opens, closes := rest[1] != '/', rest[1] == '/' || strings.HasSuffix(rest[:end], "/>")
			if form.part != "" && local == form.part && opens {
				if units++; units > 1 {
					m.text.WriteByte(unitEnd)
				}
			}
			if within == 0 || blocks[local] {
				m.text.WriteByte('\n')
			}
			if paragraphs[local] && opens != closes {
				within = max(0, within+map[bool]int{true: 1, false: -1}[opens])
			}
		}
	}
	m.r.passage(Passage{Text: m.text.String(), Unit: form.unit, At: form.at})
	m.text.Reset()
	m.flush()
}

// until adds what stands up to an end as a value, and returns the end.
func (m *markupText) until(s string, skip int, end string) int {
	n := strings.Index(s[skip:], end)
	if n < 0 {
		m.value(s[skip:])
		return len(s)
	}
	m.value(html.UnescapeString(s[skip : skip+n]))
	return skip + n + len(end)
}

// xmlTag reads a tag with its attributes and returns its name and its end.
func (m *markupText) xmlTag(s string) (name string, end int) {
	i := 1
	if i < len(s) && s[i] == '/' {
		i++
	}
	start := i
	for i < len(s) && strings.IndexByte(" \t\r\n/>", s[i]) < 0 {
		i++
	}
	name = s[start:i]
	key := i
	for i < len(s) && s[i] != '>' {
		if c := s[i]; c == '"' || c == '\'' {
			n := strings.IndexByte(s[i+1:], c)
			if n < 0 {
				n = len(s) - i - 2
			}
			m.attribute(strings.Trim(s[key:i], " \t\r\n=/"), html.UnescapeString(s[i+1:max(i+1, i+1+n)]))
			i = min(len(s), i+n+2)
			key = i
			continue
		}
		i++
	}
	return name, min(len(s), i+1)
}
