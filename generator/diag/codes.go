package diag

// Code names a kind of mistake. It is stable: authors search for it, and
// scripts match it.
type Code string

// Doc is the line of documentation of each code: what is wrong, in plain
// words. A room that reports a new code adds it here.
var Doc = map[Code]string{
	// Reading files.
	"file-unreadable":  "a file or folder in content/ can't be read",
	"file-too-large":   "a Markdown or configuration file is larger than Griot reads (4 MB)",
	"file-encoding":    "a file is not valid UTF-8",
	"file-name":        "a Markdown file's name has no language, or one that hub.yaml doesn't list",
	"path-escapes":     "a path in front matter or a link climbs out of the site's folder",
	"page-nested":      "a page lies deeper than its section's folder",
	"symlink-skipped":  "a symbolic link in content/ leads outside the site, nowhere or in a circle",
	"yaml-syntax":      "the YAML can't be read",
	"yaml-type":        "a value has the wrong form, such as a text where a list is asked for",
	"front-missing":    "a page has no front matter between --- lines",
	"field-unknown":    "a key is not one that this file may have",
	"field-missing":    "a required key is missing",
	"field-duplicate":  "a key stands twice",
	"field-shared":     "a translation contradicts what its source page says for all languages",
	"value-invalid":    "a value is not allowed here",
	"id-duplicate":     "an id is given to two things of the same list",
	"date-invalid":     "a date or period is not written as YYYY-MM-DD, YYYY-MM or YYYY",
	"language-unknown": "a language is not one that hub.yaml lists",
	"kind-unknown":     "a kind is not one that Griot has",
	"layout-unknown":   "a layout is not one that the theme has",
	"section-unknown":  "a page lies in a folder that is no section and names no kind",
	"outcome-unknown":  "an outcome is not in hub.yaml",
	"country-unknown":  "a country is not in hub.yaml",
	"type-unknown":     "a document type is not in hub.yaml",
	"role-unknown":     "a partner's role is not in hub.yaml",
	"partner-unknown":  "a partner has no page",
	"term-unknown":     "a term is not in its vocabulary in hub.yaml",
	"page-unknown":     "a path in hub.yaml or front matter leads to no page",
	"node-unknown":     "a Theory of Change names a node, assumption, risk or indicator that it doesn't define",
	"node-circle":      "a Theory of Change leads back to where it started",

	// Across pages.
	"permalink-duplicate":  "two pages would have the same address",
	"source-conflict":      "the translations of a page don't agree on which one is the source",
	"link-broken":          "a link leads to a page or file that doesn't exist",
	"anchor-broken":        "a link leads to a heading that its page doesn't have",
	"link-absolute":        "a link to the hub's own pages is written as an address instead of a path",
	"image-missing":        "an image doesn't exist",
	"image-unreadable":     "an image's format can't be read, so its size is unknown",
	"image-alt":            "an image has no alternative text",
	"heading-level":        "a heading skips a level, or repeats the page's title level",
	"heading-duplicate":    "two headings are given the same id by hand",
	"alert-unknown":        "an alert such as > [!NOTE] has a word that Griot doesn't know",
	"footnote-unknown":     "a footnote is referred to but not written",
	"html-ignored":         "raw HTML in Markdown is not allowed on this site and is shown as text",
	"file-unreferenced":    "a download's details can't be read",
	"summary-long":         "a summary is longer than readers and search engines show",
	"title-long":           "a title is longer than readers and search engines show",
	"date-future":          "a date lies in the future",
	"translation-missing":  "a page is not translated",
	"translation-headings": "a translation's headings don't match its source's",
	"message-missing":      "a message that the theme uses has no text in a language",
	"message-unused":       "a message in i18n/ is used by no template",
	"message-plural":       "a message lacks a plural form that its language needs",
	"message-syntax":       "a message file can't be read",
	"theme-syntax":         "a template of the theme can't be read or executed",
	"output-foreign":       "the output folder holds files that Griot didn't write",
}
