package markdown

import (
	"bytes"
	"regexp"
	"slices"
	"strings"

	"griot/generator/diag"

	"github.com/microcosm-cc/bluemonday"
	"golang.org/x/net/html"
)

// sanitiser has the policies for an author's HTML within a paragraph and between
// paragraphs.
type sanitiser struct{ inline, block *bluemonday.Policy }

// newSanitiser returns the policies. They allow no style attributes, no scripts and no
// forms.
func newSanitiser() *sanitiser {
	class := regexp.MustCompile(`^[a-zA-Z0-9 _-]+$`)
	id := regexp.MustCompile(`^[\p{L}\p{M}\p{N}._:-]+$`)
	media := regexp.MustCompile(`^(https?://|[^:]*$)`)
	phrasing := func() *bluemonday.Policy {
		b := bluemonday.NewPolicy()
		b.AllowElements("abbr", "b", "bdi", "bdo", "br", "cite", "code", "del", "dfn", "em", "i", "ins", "kbd",
			"mark", "q", "rp", "rt", "ruby", "s", "samp", "small", "strong", "sub", "sup", "time", "u", "var", "wbr", "a", "img",
			"audio", "video", "source", "track")
		b.AllowAttrs("class").Matching(class).Globally()
		b.AllowAttrs("id").Matching(id).Globally()
		b.AllowAttrs("name").Matching(id).OnElements("a") // an id, as it was written in HTML 4
		b.AllowAttrs("lang", "dir", "title").Globally()
		b.AllowAttrs("href").OnElements("a")
		b.AllowAttrs("src", "alt").OnElements("img")
		b.AllowAttrs("datetime").OnElements("time", "ins", "del")
		b.AllowAttrs("src").OnElements("audio", "video", "track")
		b.AllowAttrs("src").Matching(media).OnElements("source") // bluemonday knows no scheme there
		b.AllowAttrs("controls", "loop", "muted").OnElements("audio", "video")
		b.AllowAttrs("preload").Matching(regexp.MustCompile(`^(none|metadata|auto)$`)).OnElements("audio", "video")
		b.AllowAttrs("playsinline").OnElements("video")
		b.AllowAttrs("poster").Matching(media).OnElements("video")
		b.AllowAttrs("width", "height").Matching(bluemonday.Integer).OnElements("video")
		b.AllowAttrs("type").Matching(regexp.MustCompile(`^(audio|video)/[a-z0-9.+-]+$`)).OnElements("source")
		b.AllowAttrs("kind").Matching(regexp.MustCompile(`^(subtitles|captions|descriptions|chapters)$`)).OnElements("track")
		b.AllowAttrs("srclang", "label", "default").OnElements("track")
		b.AllowNoAttrs().OnElements("span", "audio", "video")
		b.AllowElements("span")
		b.AllowRelativeURLs(true)
		b.AllowURLSchemes("http", "https", "mailto", "tel", "sms", "geo", "whatsapp")
		return b
	}
	block := phrasing()
	block.AllowElements("address", "article", "aside", "blockquote", "caption", "col", "colgroup", "dd", "details",
		"div", "dl", "dt", "figcaption", "figure", "footer", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "ol", "p",
		"pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr", "ul")
	block.AllowAttrs("colspan", "rowspan").Matching(bluemonday.Integer).OnElements("td", "th")
	block.AllowAttrs("scope").Matching(regexp.MustCompile(`^(col|row|colgroup|rowgroup)$`)).OnElements("th")
	block.AllowAttrs("start").Matching(bluemonday.Integer).OnElements("ol")
	block.AllowAttrs("open").OnElements("details")
	return &sanitiser{phrasing(), block}
}

// hidden are elements whose content is no text of the page.
var hidden = map[string]bool{
	"script": true, "style": true, "iframe": true, "object": true, "noscript": true, "noembed": true, "noframes": true, "frameset": true, "template": true,
}

// withinWords are elements that are not allowed but may stand within a word, so that
// nothing takes their place.
var withinWords = map[string]bool{
	"a": true, "acronym": true, "big": true, "blink": true, "font": true, "nobr": true, "strike": true, "tt": true,
}

// cleaned returns HTML that passed a policy, with a space where an element went, and
// reports what was taken out. at returns the offset in the source of an offset in raw.
func (p *page) cleaned(policy *bluemonday.Policy, raw []byte, at func(int) int) []byte {
	z := html.NewTokenizer(bytes.NewReader(raw))
	var kept []byte
	until, depth := "", 0 // the element whose content is left out, and how many of it are open
	for start := 0; ; {
		kind := z.Next()
		if kind == html.ErrorToken {
			return policy.SanitizeBytes(kept)
		}
		tag := bytes.Clone(z.Raw())
		offset := start
		start += len(tag)
		name, _ := z.TagName()
		switch element := string(name); {
		case until != "":
			switch {
			case element != until:
			case kind == html.StartTagToken:
				depth++
			case kind == html.EndTagToken:
				if depth--; depth == 0 {
					until = ""
				}
			}
		case kind == html.CommentToken, kind == html.DoctypeToken:
		case kind == html.TextToken:
			kept = append(kept, tag...)
		case kind == html.EndTagToken:
			if !allowsEnd(policy, element) {
				kept = appendGap(kept, element)
				continue
			}
			kept = append(kept, tag...)
		case p.keepsTag(policy, element, tag, at(offset)):
			kept = append(kept, tag...)
		default:
			kept = appendGap(kept, element)
			if hidden[element] && kind == html.StartTagToken {
				until, depth = element, 1
			}
		}
	}
}

// appendGap appends a space where a tag goes, so that no words run together.
func appendGap(dst []byte, element string) []byte {
	if withinWords[element] {
		return dst
	}
	return append(dst, ' ')
}

// allowsEnd reports whether a policy keeps an end tag.
func allowsEnd(policy *bluemonday.Policy, element string) bool {
	if element == "a" { // bluemonday drops one without attributes
		return true
	}
	return len(policy.SanitizeBytes([]byte("</"+element+">"))) > 0
}

// keepsTag reports whether a policy keeps a start tag, and tells the author what it takes
// out.
func (p *page) keepsTag(policy *bluemonday.Policy, element string, tag []byte, offset int) bool {
	was, is := firstTag(tag), firstTag(policy.SanitizeBytes(tag))
	if is.Data != was.Data {
		if element == "a" && len(was.Attr) == 0 {
			return false
		}
		if element != "a" {
			p.warn(offset, "html-removed.element", diag.Args{"element": element})
			return false
		}
	}
	var lost []string
	for _, a := range was.Attr {
		if !slices.ContainsFunc(is.Attr, func(b html.Attribute) bool { return a.Key == b.Key }) && !slices.Contains(lost, a.Key) {
			lost = append(lost, a.Key)
		}
	}
	if element == "img" {
		lost = slices.DeleteFunc(lost, func(key string) bool {
			return key == "width" || key == "height" || key == "loading" || key == "decoding"
		}) // Griot writes them itself
	}
	if len(lost) > 0 {
		p.warn(offset, "html-removed.attribute", diag.Args{"attributes": strings.Join(lost, ", "), "element": element})
	}
	return is.Data == was.Data
}

// firstTag returns the first tag of some HTML.
func firstTag(b []byte) html.Token {
	z := html.NewTokenizer(bytes.NewReader(b))
	for {
		switch z.Next() {
		case html.ErrorToken:
			return html.Token{}
		case html.StartTagToken, html.SelfClosingTagToken:
			return z.Token()
		}
	}
}
