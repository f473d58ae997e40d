package serve

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"
)

// folderInterval is how often the preview looks whether the site's folder is still there.
const folderInterval = time.Second

// siteFolder is the folder of a site, as it was when the preview started.
type siteFolder struct {
	path string // absolute
	info os.FileInfo
	own  string // a file that the preview has made in it
}

func findFolder(dir, own string) (*siteFolder, error) {
	path, err := filepath.Abs(dir)
	if err != nil {
		return nil, fmt.Errorf("find site: %w", err)
	}
	info, err := os.Stat(path)
	if err != nil {
		return nil, fmt.Errorf("open site: %w", err)
	}
	if own, err = filepath.Abs(own); err != nil {
		return nil, fmt.Errorf("find cache: %w", err)
	}
	return &siteFolder{path, info, own}, nil
}

// gone reports whether the folder is not where it was any more. Nothing may be written then:
// it would stand in the way of the folder that comes back.
func (f *siteFolder) gone() bool {
	now, err := os.Stat(f.path)
	if err != nil || os.SameFile(f.info, now) {
		return errors.Is(err, os.ErrNotExist)
	}
	_, err = os.Stat(f.own) // some network shares number their files anew
	return errors.Is(err, os.ErrNotExist)
}

func (f *siteFolder) error() error {
	return fmt.Errorf("the folder of the site, %q, is gone: it was moved or deleted; start griot serve again where it is now", f.path)
}

// wait returns an error as soon as the folder is gone, or that of the context.
func (f *siteFolder) wait(ctx context.Context) error {
	for {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case <-time.After(folderInterval):
			if f.gone() {
				return f.error()
			}
		}
	}
}

// addressName is the file in the cache with the address at which the site is shown.
const addressName = "address"

// Announce tells another preview of the site at which address this one shows it.
func (p *Preview) Announce(address string) error {
	if err := os.WriteFile(filepath.Join(p.cache, addressName), []byte(address+"\n"), 0o644); err != nil {
		return fmt.Errorf("write address: %w", err)
	}
	return nil
}

// forget takes back what Announce told.
func (p *Preview) forget() { _ = os.Remove(filepath.Join(p.cache, addressName)) }

// heldBy returns the error for a site that another preview shows.
func heldBy(cache string, err error) error {
	address, readErr := os.ReadFile(filepath.Join(cache, addressName))
	if readErr != nil || len(address) == 0 {
		return fmt.Errorf("another griot serve shows this site already: %w", err)
	}
	return fmt.Errorf("another griot serve shows this site already, at %s: open that address, or stop it there first", strings.TrimSpace(string(address)))
}
