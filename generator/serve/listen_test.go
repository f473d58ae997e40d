package serve

import (
	"context"
	"net"
	"net/netip"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
)

func TestListen(t *testing.T) {
	ctx := context.Background()
	first, err := Listen(ctx, Options{})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = first.Close() }()
	second, err := Listen(ctx, Options{})
	if err != nil {
		t.Fatalf("with the first port taken: %v", err)
	}
	defer func() { _ = second.Close() }()
	a, b := first.Addr().(*net.TCPAddr), second.Addr().(*net.TCPAddr)
	if !a.IP.IsLoopback() || a.Port < DefaultPort || b.Port <= a.Port {
		t.Errorf("listens on %v, then on %v", a, b)
	}
	if l, err := Listen(ctx, Options{Port: a.Port}); err == nil {
		t.Errorf("a port asked for and taken gives %v", l.Addr())
	} else if !strings.HasPrefix(err.Error(), "listen on port ") {
		t.Errorf("got %q", err)
	}
	lan, err := Listen(ctx, Options{LAN: true})
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = lan.Close() }()
	if !lan.Addr().(*net.TCPAddr).IP.IsUnspecified() {
		t.Errorf("with LAN it listens on %v", lan.Addr())
	}
}

func TestAddresses(t *testing.T) {
	at := &net.TCPAddr{IP: net.IPv4zero, Port: 8484}
	lan := []netip.Addr{netip.MustParseAddr("192.168.1.20")}
	tests := []struct {
		opts Options
		want []string
	}{
		{Options{}, []string{"http://localhost:8484/"}},
		{Options{LAN: true, Base: "sub"}, []string{"http://localhost:8484/sub/", "http://192.168.1.20:8484/sub/"}},
	}
	for _, tt := range tests {
		if diff := cmp.Diff(tt.want, URLs(at, tt.opts, lan)); diff != "" {
			t.Errorf("%+v (-want +got):\n%s", tt.opts, diff)
		}
	}
}

func TestLANAddresses(t *testing.T) {
	var all []net.Addr
	for _, cidr := range []string{"127.0.0.1/8", "10.1.2.3/8", "8.8.8.8/24", "fe80::1/64", "192.168.1.20/24", "172.16.5.5/12", "169.254.1.1/16"} {
		ip, network, err := net.ParseCIDR(cidr)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, &net.IPNet{IP: ip, Mask: network.Mask})
	}
	var got []string
	for _, a := range private(all) {
		got = append(got, a.String())
	}
	if diff := cmp.Diff([]string{"10.1.2.3", "192.168.1.20", "172.16.5.5"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	found, err := LANAddrs()
	if err != nil {
		t.Fatal(err)
	}
	if slices.ContainsFunc(found, func(a netip.Addr) bool { return !a.Is4() || !a.IsPrivate() }) {
		t.Errorf("got %v", found)
	}
	for name, want := range map[string]bool{"wlan0": false, "eth0": false, "en0": false, "docker0": true, "br-1a2b": true, "veth12": true} {
		if got := virtual(name); got != want {
			t.Errorf("virtual(%q) = %v", name, got)
		}
	}
}

func TestBrowserCommand(t *testing.T) {
	screen := func(key string) string { return map[string]string{"DISPLAY": ":0"}[key] }
	none := func(string) string { return "" }
	const at = "http://localhost:8484/"
	tests := []struct {
		goos, address string
		env           func(string) string
		want          []string // nil for an error
	}{
		{"linux", at, screen, []string{"xdg-open", at}},
		{"linux", at, none, nil},
		{"darwin", at, none, []string{"open", at}},
		{"windows", at, none, []string{"rundll32", "url.dll,FileProtocolHandler", at}},
		{"linux", "file:///etc/passwd", screen, nil},
		{"darwin", "-a Calculator", none, nil},
	}
	for _, tt := range tests {
		got, err := browserCommand(tt.goos, tt.address, tt.env)
		if diff := cmp.Diff(tt.want, got); diff != "" || (err == nil) == (tt.want == nil) {
			t.Errorf("%s, %s: %v, %v", tt.goos, tt.address, got, err)
		}
	}
}
