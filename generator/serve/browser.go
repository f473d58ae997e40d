package serve

import (
	"errors"
	"fmt"
	"os"
	"os/exec"
	"runtime"
	"strings"
)

// ErrNoBrowser says that this machine has no way to show a browser, as in a
// remote shell.
var ErrNoBrowser = errors.New("no browser to open")

// OpenBrowser shows an address in the default browser of Linux, macOS or
// Windows. It doesn't wait for the browser.
func OpenBrowser(address string) error {
	args, err := browserCommand(runtime.GOOS, address, os.Getenv)
	if err != nil {
		return err
	}
	cmd := exec.Command(args[0], args[1:]...)
	if err := cmd.Start(); err != nil {
		return fmt.Errorf("open %q in a browser: %w", address, err)
	}
	// The process has to be waited for, so that it doesn't stay as a zombie.
	go func() { _ = cmd.Wait() }()
	return nil
}

// browserCommand is the command that opens an address on a system.
func browserCommand(goos, address string, env func(string) string) ([]string, error) {
	if !strings.HasPrefix(address, "http://") && !strings.HasPrefix(address, "https://") {
		return nil, fmt.Errorf("open %q in a browser: not a web address", address)
	}
	switch goos {
	case "darwin":
		return []string{"open", address}, nil
	case "windows":
		return []string{"rundll32", "url.dll,FileProtocolHandler", address}, nil
	}
	// Without a screen, xdg-open would start a browser in the terminal.
	if env("DISPLAY") == "" && env("WAYLAND_DISPLAY") == "" {
		return nil, ErrNoBrowser
	}
	return []string{"xdg-open", address}, nil
}
