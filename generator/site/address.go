package site

import (
	"net/url"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"griot/generator/diag"
)

// AddressForm is the form of an address as an author writes it.
type AddressForm uint8

// The forms of an address.
const (
	PathForm     AddressForm = iota // a path in the site, perhaps with # and a heading
	WebForm                         // http:, https: or //host
	SchemeForm                      // another scheme, such as mailto:
	ComputerForm                    // a file on somebody's computer: C:\x, \\server\x, file:
	EmptyForm                       // nothing
)

var schemeStart = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9+.-]*:`)

// FormOf returns the form of an address, and its scheme in lower case if it has one.
func FormOf(dest string) (form AddressForm, scheme string) {
	dest = strings.TrimSpace(dest)
	switch {
	case dest == "":
		return EmptyForm, ""
	case strings.HasPrefix(dest, `\\`) || strings.HasPrefix(dest, `~/`):
		return ComputerForm, ""
	case strings.HasPrefix(dest, "//"):
		return WebForm, ""
	}
	start := schemeStart.FindString(dest)
	scheme = strings.ToLower(strings.TrimSuffix(start, ":"))
	switch {
	case start == "":
		return PathForm, ""
	case len(scheme) == 1 || scheme == "file": // one letter is a drive
		return ComputerForm, scheme
	case scheme == "http" || scheme == "https":
		return WebForm, scheme
	}
	return SchemeForm, scheme
}

// unsafeSchemes are never allowed: their addresses run code, or hold or name files that
// are not part of the site.
var unsafeSchemes = []string{"javascript", "vbscript", "livescript", "data", "file", "filesystem", "blob", "about", "view-source"}

// UnsafeScheme reports whether no site may allow links with a scheme, in any spelling that
// browsers read as one.
func UnsafeScheme(scheme string) bool {
	scheme = strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || unicode.IsControl(r) {
			return -1 // browsers skip tabs and line breaks
		}
		return unicode.ToLower(r)
	}, scheme)
	return len(scheme) < 2 || slices.Contains(unsafeSchemes, scheme)
}

// ValidScheme reports whether a text has the form of a scheme (RFC 3986, 3.1).
func ValidScheme(scheme string) bool { return schemeStart.FindString(scheme+":") == scheme+":" }

// WebFault is what is wrong with the address of a web page.
type WebFault struct {
	Part    string // the character or part that is wrong
	Instead string // how it is written; "" if there is only leaving it out
}

// FaultOf returns what keeps browsers from following an address in WebForm, or nil. A %
// that starts no code is no fault: it is published as %25.
func FaultOf(dest string) *WebFault {
	dest = strings.TrimSpace(dest)
	if i := strings.IndexFunc(dest, unicode.IsControl); i >= 0 {
		r, _ := utf8.DecodeRuneInString(dest[i:])
		return &WebFault{Part: string(r)}
	}
	scheme, rest, found := strings.Cut(dest, ":")
	if strings.HasPrefix(dest, "//") {
		scheme, rest, found = "https", dest, true
	}
	slashes := len(rest) - len(strings.TrimLeft(rest, `/\`))
	if rest[slashes:] == "" {
		return &WebFault{dest, strings.ToLower(scheme) + "://example.org"}
	}
	if !found || slashes != 2 || rest[:2] != "//" {
		return &WebFault{scheme + ":" + rest[:slashes], strings.ToLower(scheme) + "://"}
	}
	rest = rest[slashes:]
	host := rest
	if end := strings.IndexAny(rest, `/?#`); end >= 0 {
		host = rest[:end]
	}
	return hostFault(host)
}

// hostFault returns what is wrong with the part of an address between // and the path.
func hostFault(host string) *WebFault {
	name := host[strings.LastIndexByte(host, '@')+1:]
	port := ""
	if i := strings.LastIndexByte(name, ':'); i > strings.LastIndexByte(name, ']') && (name[0] != '[' || strings.Contains(name, "]")) {
		name, port = name[:i], name[i+1:]
	}
	if i := strings.IndexAny(name, " \\%<>\"^`|{}"); i >= 0 {
		f := &WebFault{Part: name[i : i+1]}
		if name[i] == '\\' {
			f.Instead = "/"
		}
		return f
	}
	if name == "" {
		return &WebFault{Part: "//" + host, Instead: "//example.org"}
	}
	if n, err := strconv.Atoi(port); port != "" && (err != nil || n < 0 || n > 65535) {
		return &WebFault{Part: ":" + port}
	}
	if _, err := url.Parse("https://" + name + "/"); err != nil {
		return &WebFault{Part: name}
	}
	return nil
}

// SecureHost returns the name of the host, in lower case, of an address that starts with
// https:// and that FaultOf finds no fault with. It is "" for other schemes, and where a user
// or a port is named too.
func SecureHost(dest string) string {
	dest = strings.TrimSpace(dest)
	const start = "https://"
	if len(dest) < len(start) || !strings.EqualFold(dest[:len(start)], start) {
		return ""
	}
	host := dest[len(start):]
	if end := strings.IndexAny(host, `/\?#`); end >= 0 {
		host = host[:end]
	}
	if strings.ContainsAny(host, "@:") {
		return ""
	}
	return strings.ToLower(host)
}

// EscapeWeb writes the address of a web page without what can't stand in a URL: a % that
// starts no code, spaces, quotation marks and angle brackets.
func EscapeWeb(dest string) string {
	var b strings.Builder
	dest = strings.TrimSpace(dest)
	for i := range len(dest) {
		c := dest[i]
		switch {
		case c == '%' && (i+2 >= len(dest) || !hex(dest[i+1]) || !hex(dest[i+2])):
			b.WriteString("%25")
		case strings.IndexByte(" \"<>`{}|\\^", c) >= 0:
			b.WriteString(url.PathEscape(string(rune(c))))
		default:
			b.WriteByte(c)
		}
	}
	return b.String()
}

func hex(c byte) bool { return '0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'f' }

// WebHint says how the address of a web page is written that an author wrote in another
// form.
func WebHint(dest string) diag.Phrase {
	form, scheme := FormOf(dest)
	switch {
	case form == PathForm && !strings.ContainsAny(dest, " @") && strings.Contains(dest, "."):
		return diag.Phrase{ID: "write", Of: "https://" + strings.TrimLeft(dest, "/")}
	case form == WebForm:
		if f := FaultOf(dest); f != nil && f.Instead != "" {
			return diag.Phrase{ID: "write-instead", Of: f.Instead, With: f.Part}
		} else if f != nil {
			return diag.Phrase{ID: "web-without", With: f.Part}
		}
		if scheme == "" {
			return diag.Phrase{ID: "write", Of: "https:" + dest}
		}
	case form == SchemeForm && strings.Contains(dest, "://") && !UnsafeScheme(scheme):
		return diag.Phrase{ID: "write", Of: "https" + dest[strings.IndexByte(dest, ':'):]}
	}
	return diag.Phrase{ID: "web-whole"}
}

// EscapePath writes a path as it stands in a URL: all but slashes and unreserved
// characters (RFC 3986, 2.3) as % and two digits.
func EscapePath(path string) string {
	parts := strings.Split(path, "/")
	for i, p := range parts {
		parts[i] = strings.ReplaceAll(url.PathEscape(p), ":", "%3A")
	}
	return strings.Join(parts, "/")
}

// EscapeFragment writes the id of a heading as it stands after the # of a URL.
func EscapeFragment(id string) string { return (&url.URL{Fragment: id}).EscapedFragment() }
