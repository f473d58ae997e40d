package serve

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// ErrNoBrowser means that no browser can be opened, as in a remote shell.
var ErrNoBrowser = errors.New("no browser to open")

// OpenBrowser opens a URL in the default browser of Linux, macOS or Windows. It
// doesn't wait for the browser.
func OpenBrowser(url string) error {
	args, err := browserCommand(runtime.GOOS, url, os.Getenv)
	if err != nil {
		return err
	}
	cmd := exec.Command(args[0], args[1:]...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %q in a browser: %w", url, err)
	}
	// Wait, so that the process doesn't become a zombie.
	go func() { _ = cmd.Wait() }()
	return nil
}

// browserCommand returns the command that opens a URL on a system.
func browserCommand(goos, url string, env func(string) string) ([]string, error) {
	if !strings.HasPrefix(url, "http://") && !strings.HasPrefix(url, "https://") {
		return nil, fmt.Errorf("open %q in a browser: not a web address", url)
	}
	switch goos {
	case "darwin":
		return []string{"open", url}, nil
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", url}, nil
	}
	// Without a screen, xdg-open would start a browser in the terminal.
	if env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" {
		return nil, ErrNoBrowser
	}
	return []string{"xdg-open", url}, nil
}
