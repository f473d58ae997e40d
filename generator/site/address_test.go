package site

import (
	"net/url"
	"strings"
	"testing"

	"griot/generator/diag"
)

func TestFormOf(t *testing.T) {
	for dest, want := range map[string]struct {
		form   AddressForm
		scheme string
	}{
		"a.md": {PathForm, ""}, "../a b.csv": {PathForm, ""}, "#x": {PathForm, ""}, "/a": {PathForm, ""}, "Fiche #1.csv": {PathForm, ""},
		"Réunion: notes.pdf": {PathForm, ""}, "a/b:c.pdf": {PathForm, ""}, "www.example.org": {PathForm, ""},
		"https://example.org": {WebForm, "https"}, "HTTP://example.org": {WebForm, "http"}, "//example.org": {WebForm, ""}, "https:example.org": {WebForm, "https"},
		"mailto:a@example.org": {SchemeForm, "mailto"}, "htps://example.org": {SchemeForm, "htps"}, "JavaScript:x": {SchemeForm, "javascript"}, "about:blank": {SchemeForm, "about"},
		`C:\a\b.png`: {ComputerForm, "c"}, "c:/a": {ComputerForm, "c"}, "d:a": {ComputerForm, "d"}, "file:///a": {ComputerForm, "file"}, "FILE:a": {ComputerForm, "file"},
		`\\server\a.pdf`: {ComputerForm, ""}, "~/a.pdf": {ComputerForm, ""}, "": {EmptyForm, ""}, " ": {EmptyForm, ""},
	} {
		if form, scheme := FormOf(dest); form != want.form || scheme != want.scheme {
			t.Errorf("%q: %d %q", dest, form, scheme)
		}
	}
}

func TestUnsafeScheme(t *testing.T) {
	for scheme, want := range map[string]bool{
		"javascript": true, "JavaScript": true, "java\tscript": true, " vbscript": true, "data": true, "file": true, "c": true, "": true, "blob": true,
		"https": false, "mailto": false, "whatsapp": false, "ftp": false,
	} {
		if UnsafeScheme(scheme) != want {
			t.Errorf("%q: %v", scheme, !want)
		}
	}
}

// The fault names a part of the address.
func TestFaultOf(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.org": "", "https://example.org/100%": "", "https://example.org/?q=50%&x=1": "", "https://example.org:8443/x": "", "https://example.org:/x": "",
		"https://example.org/a b": "", "https://u:p@example.org/": "", "https://[2001:db8::1]:80/": "", "https://exemple-été.org/": "", "//example.org/x": "", "https://a_b.example.org": "",
		"https://example.org:80a/": ":80a", "https://example.org:99999/": ":99999", "https://exa mple.org/": " ", "https://exam%ple.org/": "%", `https://example.org\a`: `\`,
		"https:/example.org": "https:/", "https:///example.org": "https:///", "https:example.org": "https:", `http:\\example.org`: `http:\\`, "https://?a": "//", "https://": "https://", "https://:80/": "//:80", "https://<host>/": "<",
		"https://[::1/": "[::1", "https://example.org/a\x01b": "\x01",
	} {
		f := FaultOf(dest)
		if got := ""; f != nil {
			if got = f.Part; got != want || !strings.Contains(dest, got) {
				t.Errorf("%q: %+v, want %q", dest, f, want)
			}
		} else if want != "" {
			t.Errorf("%q: no fault, want %q", dest, want)
		}
	}
}

func FuzzEscapePath(f *testing.F) {
	for _, s := range []string{"files/Fiche #1.csv", "Quoi ?.csv", "50%.csv", "a%20b", "é:x", "a/../b", ":", "a,b (1)"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, p string) {
		got := EscapePath(p)
		if strings.ContainsAny(got, " ?#:\"<>\\,") {
			t.Errorf("%q: %q", p, got)
		}
		if back, err := url.PathUnescape(got); err != nil || back != p {
			t.Errorf("%q: %q, which reads as %q (%v)", p, got, back, err)
		}
	})
}

func TestEscapeWeb(t *testing.T) {
	for dest, want := range map[string]string{
		"https://example.org/100%": "https://example.org/100%25", "https://example.org/a%20b?q=50%&x": "https://example.org/a%20b?q=50%25&x",
		"https://example.org/a b": "https://example.org/a%20b", "https://example.org/é%zz": "https://example.org/é%25zz", "https://a/%4": "https://a/%254",
	} {
		if got := EscapeWeb(dest); got != want {
			t.Errorf("%s: %s, want %s", dest, got, want)
		}
	}
}

func TestWebHint(t *testing.T) {
	for dest, want := range map[string]diag.Phrase{
		"www.example.org/x":      {ID: "write", Of: "https://www.example.org/x"},
		"example.org":            {ID: "write", Of: "https://example.org"},
		"//example.org/":         {ID: "write", Of: "https://example.org/"},
		"htps://example.org/":    {ID: "write", Of: "https://example.org/"},
		"https:/example.org":     {ID: "write-instead", Of: "https://", With: "https:/"},
		"https://example.org:x/": {ID: "web-without", With: ":x"},
		"the report":             {ID: "web-whole"}, "javascript://x": {ID: "web-whole"}, `C:\a.pdf`: {ID: "web-whole"}, "a@example.org": {ID: "web-whole"},
	} {
		if got := WebHint(dest); got != want {
			t.Errorf("%s: %v, want %v", dest, got, want)
		}
	}
}
