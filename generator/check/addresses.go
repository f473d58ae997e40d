package check

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"

	"griot/generator/config"
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
			c.list.Error(at, "address-computer.image", diag.Args{"path": shortened(ref.Raw), "file": baseOf(ref.Raw)})
		} else {
			c.list.Error(at, "address-computer.link", diag.Args{"path": shortened(ref.Raw), "file": baseOf(ref.Raw)})
		}
	case site.NoScheme:
		c.scheme(at, ref)
	case site.Malformed:
		c.malformed(at, ref.Raw)
	case site.Empty:
		if image {
			c.list.Error(at, "address-empty.image", nil)
		} else {
			c.list.Error(at, "address-empty.link", nil)
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
	advice := diag.Phrase{ID: "allow-scheme", With: scheme}
	switch {
	case near != "":
		advice = diag.Phrase{ID: "did-you-mean", Of: near + shortened(rest)}
	case ref.Kind == site.RefImage && scheme == "data":
		advice = diag.Phrase{ID: "save-picture"}
	case ref.Kind == site.RefImage:
		advice = diag.Phrase{ID: "copy-picture"}
	case site.UnsafeScheme(scheme):
		advice = diag.Phrase{ID: "link-to-page"}
	}
	if ref.Kind == site.RefImage {
		c.list.Error(at, "address-scheme.image", diag.Args{"scheme": scheme + ":", "advice": advice})
		return
	}
	c.list.Error(at, "address-scheme.link", diag.Args{"link": shortened(ref.Raw), "scheme": scheme + ":", "advice": advice})
}

// malformed reports the address of a web page that browsers can't follow.
func (c *checker) malformed(at diag.Position, raw string) {
	f := site.FaultOf(raw)
	if f == nil {
		return
	}
	advice := diag.Phrase{ID: "host-form"}
	switch {
	case f.Instead != "":
		advice = diag.Phrase{ID: "write-instead", Of: f.Instead, With: f.Part}
	case strings.HasPrefix(f.Part, ":"):
		advice = diag.Phrase{ID: "port-form"}
	case f.Part == "%":
		advice = diag.Phrase{ID: "host-percent"}
	}
	c.list.Error(at, "address-invalid", diag.Args{"address": shortened(raw), "part": printable(f.Part), "advice": advice})
}

// foreign reports a picture or recording that lies on another site.
func (c *checker) foreign(at diag.Position, ref *site.Ref) {
	host, raw := site.SecureHost(ref.Raw), strings.TrimSpace(ref.Raw)
	advice := diag.Phrase{ID: "copy-file"}
	switch _, after, _ := strings.Cut(raw, "//"); {
	case slices.Contains(c.Hub.ImageHosts, site.SecureHost("https://"+after)):
		advice = diag.Phrase{ID: "write", Of: "https://" + shortened(after)}
	case config.ValidHost(host):
		advice = diag.Phrase{ID: "copy-or-allow", With: host}
	}
	if ref.Kind == site.RefImage {
		c.list.Error(at, "image-foreign.picture", diag.Args{"address": shortened(raw), "advice": advice})
	} else {
		c.list.Error(at, "image-foreign.recording", diag.Args{"address": shortened(raw), "advice": advice})
	}
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

// outsideHint returns advice if a path is probably the address of a web page or of a
// mailbox, or a path as Windows writes it.
func outsideHint(raw string) (advice diag.Phrase, ok bool) {
	host, _, _ := strings.Cut(raw, "/")
	lower := strings.ToLower(raw)
	switch {
	case strings.HasPrefix(lower, "https//") || strings.HasPrefix(lower, "http//"):
		return diag.Phrase{ID: "write", Of: "https://" + raw[strings.Index(raw, "//")+2:]}, true
	case strings.Count(raw, "@") == 1 && !strings.ContainsAny(raw, "/ ") && strings.Contains(raw[strings.IndexByte(raw, '@'):], "."):
		return diag.Phrase{ID: "write", Of: "mailto:" + raw}, true
	case strings.HasPrefix(lower, "www."), strings.HasPrefix(raw, host+"/") && webHost(host), !strings.Contains(raw, "/") && webHost(host) && path.Ext(host) != ".md":
		return diag.Phrase{ID: "write", Of: "https://" + raw}, true
	case strings.Contains(raw, `\`):
		return diag.Phrase{ID: "write-slashes", Of: strings.ReplaceAll(raw, `\`, "/")}, true
	}
	return diag.Phrase{}, false
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

// suggestFile returns advice with the file that a path probably means, or else the given
// one.
func (c *checker) suggestFile(p *site.Page, raw, otherwise string) diag.Phrase {
	if advice, ok := outsideHint(raw); ok {
		return advice
	}
	file := locate(p, raw)
	if near := diag.NearestFile(file, c.Files); near != "" {
		to := relativeFile(path.Dir(p.File), near)
		if strings.ContainsAny(to, " ()#?%<>") {
			to = "<" + to + ">"
		}
		return diag.Phrase{ID: "did-you-mean", Of: to}
	}
	return diag.Phrase{ID: otherwise}
}

// relativeFile returns the path from a folder to a file, both from the site's folder.
func relativeFile(dir, file string) string {
	up := ""
	for dir != "." && !strings.HasPrefix(file, dir+"/") {
		dir, up = path.Dir(dir), up+"../"
	}
	return up + strings.TrimPrefix(file, dir+"/")
}
