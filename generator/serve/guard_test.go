package serve

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

func TestHosts(t *testing.T) {
	tests := []struct {
		host       string
		local, lan bool // answered without and with LAN
	}{
		{"localhost", true, true}, {"LocalHost:8484", true, true}, {"hub.localhost:8484", true, true}, {"localhost.", true, true},
		{"127.0.0.1:8484", true, true}, {"127.8.8.8", true, true}, {"[::1]:8484", true, true}, {"[::ffff:127.0.0.1]:8484", true, true},
		{"192.168.1.20:8484", false, true}, {"10.0.0.7", false, true}, {"[fe80::1]:8484", false, true},
		{"203.0.113.9:8484", false, false}, {"evil.example", false, false}, {"localhost.evil.example", false, false},
		{"127.0.0.1.evil.example", false, false}, {"", false, false}, {"notlocalhost", false, false},
		{"preview.example", true, true},
	}
	for _, tt := range tests {
		for _, lan := range []bool{false, true} {
			s := New(newSource(site()), Options{LAN: lan, Hosts: []string{"preview.example"}})
			r := httptest.NewRequest(http.MethodGet, "/", nil)
			r.Host = tt.host
			w := httptest.NewRecorder()
			s.Handler().ServeHTTP(w, r)
			want := http.StatusForbidden
			if tt.local && !lan || tt.lan && lan {
				want = http.StatusOK
			}
			if w.Code != want {
				t.Errorf("host %q, LAN %v: %d, want %d", tt.host, lan, w.Code, want)
			}
		}
	}
}

func TestHeaders(t *testing.T) {
	own := "default-src 'self'"
	for want, policy := range map[string]func() string{DefaultPolicy: nil, own: func() string { return own }} {
		s := New(newSource(site()), Options{Policy: policy})
		for _, path := range []string{"/", "/fr/rien/", "/assets/site.css", "/_griot/live.js", "/api/search"} {
			h := get(s, path).Header
			if got := h.Get("Content-Security-Policy"); got != want {
				t.Errorf("%s has the policy %q", path, got)
			}
			if h.Get("X-Content-Type-Options") != "nosniff" || h.Get("Cross-Origin-Resource-Policy") != "same-origin" || h.Get("Access-Control-Allow-Origin") != "" {
				t.Errorf("%s has the headers %v", path, h)
			}
		}
	}
}

func TestPolicy(t *testing.T) {
	if got := Policy(nil); got != DefaultPolicy {
		t.Errorf("without hosts: %s", got)
	}
	got := Policy([]string{"a.example.org", "b.example.org"})
	want := map[string]string{"img-src": "'self' https://a.example.org https://b.example.org", "media-src": "'self' https://a.example.org https://b.example.org"}
	for part := range strings.SplitSeq(DefaultPolicy, "; ") {
		if name, from, _ := strings.Cut(part, " "); want[name] == "" {
			want[name] = from
		}
	}
	for part := range strings.SplitSeq(got, "; ") {
		if name, from, _ := strings.Cut(part, " "); want[name] != from {
			t.Errorf("%s is %q", name, from)
		}
	}
}
