package check

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"griot/generator/diag"
	"griot/generator/site"
)

// address reports the address of a link or image that is neither a path nor an address
// that readers can follow. It returns false if it is one of these.
func (c *checker) address(at diag.Position, ref *site.Ref) bool {
	image := ref.Kind == site.RefImage
	switch ref.Target.Status {
	case site.OnComputer:
		if image {
			c.list.Errorf(at, "address-computer", "copy the picture beside the page, and write its name alone: ![what it shows]("+baseOf(ref.Raw)+")",
				"the image \"%s\" lies on a computer, where readers can't see it", shortened(ref.Raw))
		} else {
			c.list.Errorf(at, "address-computer", "copy the file beside the page, and write its name alone: [text]("+baseOf(ref.Raw)+")",
				"the link leads to \"%s\" on a computer, where readers can't open it", shortened(ref.Raw))
		}
	case site.NoScheme:
		c.scheme(at, ref)
	case site.Malformed:
		c.malformed(at, ref.Raw)
	case site.Empty:
		if image {
			c.list.Errorf(at, "address-empty", "copy the picture beside the page, and write its name in the brackets: ![a map of Mali](map.png)", "the image has no address")
		} else {
			c.list.Errorf(at, "address-empty", "write where the link leads in the brackets: [Report](report.pdf)", "the link has no address")
		}
	default:
		return false
	}
	return true
}

// otherSchemes are common schemes that are no misspelling of https.
var otherSchemes = []string{"ftp", "ftps", "sftp", "ssh", "git", "irc", "news", "nntp", "sip", "xmpp", "tg", "signal", "skype", "zoommtg", "magnet", "ws", "wss", "intent", "market", "facetime", "webcal"}

// scheme reports a scheme that the site doesn't allow.
func (c *checker) scheme(at diag.Position, ref *site.Ref) {
	_, scheme := site.FormOf(ref.Raw)
	allowed := append([]string{"https", "http"}, c.Hub.LinkSchemes...)
	if ref.Kind == site.RefImage {
		allowed = allowed[:2]
	}
	near := ""
	if !site.UnsafeScheme(scheme) && !slices.Contains(otherSchemes, scheme) {
		near = diag.Nearest(scheme, allowed)
	}
	rest := ref.Raw[strings.IndexByte(ref.Raw, ':'):]
	hint := "if readers have a program for it, add " + scheme + " to link_schemes in hub.yaml; text to show as it is stands between backquotes"
	switch {
	case near != "":
		hint = "did you mean " + near + shortened(rest) + "?"
	case ref.Kind == site.RefImage && scheme == "data":
		hint = "save the picture as a file beside the page, and write its name: ![what it shows](picture.png)"
	case ref.Kind == site.RefImage:
		hint = "copy the picture beside the page, and write its name: ![what it shows](picture.png)"
	case site.UnsafeScheme(scheme):
		hint = "link to a page, or to a file beside the page; text to show as it is stands between backquotes"
	}
	if ref.Kind == site.RefImage {
		c.list.Errorf(at, "address-scheme", hint, "an image can't have an address that starts with %q", scheme+":")
		return
	}
	c.list.Errorf(at, "address-scheme", hint, "the link \"%s\" starts with %q, which this site doesn't allow", shortened(ref.Raw), scheme+":")
}

// malformed reports the address of a web page that browsers can't follow.
func (c *checker) malformed(at diag.Position, raw string) {
	f := site.FaultOf(raw)
	if f == nil {
		return
	}
	hint := "write it as https://example.org/page: letters, digits, hyphens and full stops before the first single slash"
	switch {
	case f.Instead != "":
		hint = "write " + f.Instead + " in its place"
	case strings.HasPrefix(f.Part, ":"):
		hint = "a port is a number up to 65535, such as https://example.org:8443/; leave it out if there is none"
	case f.Part == "%":
		hint = "leave it out: the name of a website has no %; further on, a % is written %25"
	}
	c.list.Errorf(at, "address-invalid", hint, "the address \"%s\" can't be opened: \"%s\" can't stand there", shortened(raw), printable(f.Part))
}

// shortened returns the start of an address: a picture written as data is long.
func shortened(raw string) string {
	if r := []rune(raw); len(r) > 60 {
		raw = string(r[:57]) + "..."
	}
	return printable(raw)
}

// printable writes control characters as \u and four digits.
func printable(s string) string {
	var b strings.Builder
	for _, r := range s {
		if unicode.IsControl(r) {
			fmt.Fprintf(&b, "\\u%04X", r)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

// baseOf returns the name of a file that is named with its folders on a computer.
func baseOf(raw string) string {
	if p, err := url.PathUnescape(raw); err == nil {
		raw = p
	}
	name := raw[strings.LastIndexAny(raw, `/\:`)+1:]
	if strings.ContainsAny(name, " ()") {
		return "<" + name + ">"
	}
	return name
}

// outsideHint returns a hint if a path is probably the address of a web page or of a
// mailbox, or a path as Windows writes it.
func outsideHint(raw string) string {
	host, _, _ := strings.Cut(raw, "/")
	lower := strings.ToLower(raw)
	switch {
	case strings.HasPrefix(lower, "https//") || strings.HasPrefix(lower, "http//"):
		return "write https://" + raw[strings.Index(raw, "//")+2:]
	case strings.Count(raw, "@") == 1 && !strings.ContainsAny(raw, "/ ") && strings.Contains(raw[strings.IndexByte(raw, '@'):], "."):
		return "write mailto:" + raw
	case strings.HasPrefix(lower, "www."), strings.HasPrefix(raw, host+"/") && webHost(host), !strings.Contains(raw, "/") && webHost(host) && path.Ext(host) != ".md":
		return "write https://" + raw
	case strings.Contains(raw, `\`):
		return "write / between folders: " + strings.ReplaceAll(raw, `\`, "/")
	}
	return ""
}

// webHost reports whether a name is probably that of a website.
func webHost(name string) bool {
	ext := strings.ToLower(path.Ext(name))
	return strings.IndexByte(name, '.') > 0 && slices.Contains([]string{".org", ".com", ".net", ".int", ".info", ".edu", ".gov", ".eu", ".fr", ".ch", ".ml", ".cd", ".io"}, ext)
}

// locate returns the path from the site's folder that a link of a page names.
func locate(p *site.Page, raw string) string {
	raw, _, _ = strings.Cut(raw, "#")
	if u, err := url.PathUnescape(raw); err == nil {
		raw = u
	}
	if raw = norm.NFC.String(raw); strings.HasPrefix(raw, "/") {
		return path.Join("content", raw)
	}
	return path.Join(path.Dir(p.File), raw)
}

// suggestFile returns a hint with the file that a path probably means, or else the given
// one.
func (c *checker) suggestFile(p *site.Page, raw, otherwise string) string {
	if hint := outsideHint(raw); hint != "" {
		return hint
	}
	file := locate(p, raw)
	if near := diag.NearestFile(file, c.Files); near != "" {
		to := relativeFile(path.Dir(p.File), near)
		if strings.ContainsAny(to, " ()#?%<>") {
			to = "<" + to + ">"
		}
		return "did you mean " + to + "?"
	}
	return otherwise
}

// relativeFile returns the path from a folder to a file, both from the site's folder.
func relativeFile(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	return up + strings.TrimPrefix(file, dir+"/")
}
