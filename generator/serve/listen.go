package serve

import (
	"cmp"
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
)

// A site is served on DefaultPort or, if that is taken, on one of the ports after it; if
// portsTried of them are taken, on any free port.
const (
	DefaultPort = 8484
	portsTried  = 20
)

// Listen opens the port that the options ask for: on this machine alone, or
// with LAN on all its IPv4 addresses.
func Listen(ctx context.Context, o Options) (net.Listener, error) {
	if o.Port != 0 {
		return listen(ctx, o.LAN, o.Port)
	}
	for port := DefaultPort; port < DefaultPort+portsTried; port++ {
		if l, err := listen(ctx, o.LAN, port); err == nil {
			return l, nil
		}
	}
	return listen(ctx, o.LAN, 0)
}

func listen(ctx context.Context, lan bool, port int) (net.Listener, error) {
	host := "127.0.0.1"
	if lan {
		host = "0.0.0.0"
	}
	var c net.ListenConfig
	l, err := c.Listen(ctx, "tcp4", net.JoinHostPort(host, strconv.Itoa(port)))
	if err != nil {
		return nil, fmt.Errorf("listen on port %d: %w", port, err)
	}
	return l, nil
}

// URLs returns the URLs of a site: on this machine first, then, with LAN, one
// for each IP address that a phone in the same network can reach.
func URLs(l net.Addr, o Options, lan []netip.Addr) []string {
	_, port, err := net.SplitHostPort(l.String())
	if err != nil {
		return nil
	}
	base := rootPath(o.Base)
	urls := []string{"http://" + net.JoinHostPort("localhost", port) + base}
	if o.LAN {
		for _, a := range lan {
			urls = append(urls, "http://"+net.JoinHostPort(a.String(), port)+base)
		}
	}
	return urls
}

// LANAddrs returns the IPv4 addresses of this machine in local networks, except those of
// virtual machines and containers.
func LANAddrs() ([]netip.Addr, error) {
	interfaces, err := net.Interfaces()
	if err != nil {
		return nil, fmt.Errorf("list network interfaces: %w", err)
	}
	var found []netip.Addr
	for _, i := range interfaces {
		if i.Flags&net.FlagUp == 0 || i.Flags&net.FlagLoopback != 0 || virtual(i.Name) {
			continue
		}
		addrs, err := i.Addrs()
		if err != nil {
			return nil, fmt.Errorf("list addresses of %q: %w", i.Name, err)
		}
		found = append(found, private(addrs)...)
	}
	slices.SortFunc(found, func(a, b netip.Addr) int { return cmp.Or(cmp.Compare(rank(a), rank(b)), a.Compare(b)) })
	return slices.Compact(found), nil
}

// private picks the addresses of local IPv4 networks (RFC 1918).
func private(addrs []net.Addr) []netip.Addr {
	var found []netip.Addr
	for _, a := range addrs {
		p, err := netip.ParsePrefix(a.String())
		if addr := p.Addr().Unmap(); err == nil && addr.Is4() && addr.IsPrivate() {
			found = append(found, addr)
		}
	}
	return found
}

// virtual reports whether an interface leads to containers or virtual machines.
func virtual(name string) bool {
	return slices.ContainsFunc([]string{"docker", "br-", "veth", "virbr", "vmnet", "vboxnet", "cni", "flannel", "podman"},
		func(prefix string) bool { return strings.HasPrefix(name, prefix) })
}

// rank sorts the networks that are common in homes and offices first.
func rank(a netip.Addr) int {
	switch a.As4()[0] {
	case 192:
		return 0
	case 10:
		return 1
	}
	return 2
}
