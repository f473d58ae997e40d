package sitefs

import (
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
	"time"

	"griot/generator/internal/testkit/folder"
)

// A site's folder gives its sources, whatever links lead to, and nothing else.
func TestOpen(t *testing.T) {
	dir := t.TempDir()
	for _, name := range []string{"content/a.txt", "content/sub/b.txt", "themes/mine/theme.yaml", "i18n/active.fr.toml", ".git/config", ".env", "content/.hidden", "README.md"} {
		folder.Write(t, dir, name, "text of "+name)
	}
	folder.Write(t, filepath.Dir(dir), "secret", "secret")
	for link, to := range map[string]string{
		"content/near.txt": "sub/b.txt", "content/twice.txt": "near.txt", "content/folder": "sub",
		"content/git": "../.git/config", "content/gitdir": "../.git", "content/env": "../.env", "content/readme": "../README.md",
		"content/hidden": ".hidden", "content/out": "../../secret", "content/abs": filepath.Join(dir, "content/a.txt"),
		"content/theme": "../themes/mine", "content/round": "round", "content/gone": "nothing", "content/up": "..",
		"themes/git": "../.git", "themes/far": "../..", "themes/other": "mine", "i18n/active.en.toml": "../.env",
	} {
		if err := os.Symlink(to, filepath.Join(dir, link)); err != nil {
			t.Skip(err)
		}
	}
	if err := syscall.Mkfifo(filepath.Join(dir, "content/pipe"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := os.Symlink("pipe", filepath.Join(dir, "content/to-pipe")); err != nil {
		t.Fatal(err)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		t.Fatal(err)
	}
	defer root.Close()
	for name, want := range map[string]error{
		"content/a.txt": nil, "content/near.txt": nil, "content/twice.txt": nil, "content/folder/b.txt": nil, "themes/other/theme.yaml": nil,
		"content/git": ErrHidden, "content/gitdir/config": ErrHidden, "content/env": ErrHidden, "content/hidden": ErrHidden,
		"content/readme": ErrOutside, "content/out": ErrOutside, "content/abs": ErrOutside, "content/theme/theme.yaml": ErrOutside,
		"content/up/README.md": ErrOutside, "content/up/.env": ErrHidden, "themes/git/config": ErrHidden, "themes/far/secret": ErrOutside,
		"i18n/active.en.toml": ErrHidden, "content/round": ErrCircle, "content/gone": ErrNowhere, "content/gone/deeper": ErrNowhere,
		"content/pipe": ErrKind, "content/to-pipe": ErrKind, "content/nothing": fs.ErrNotExist, "nothing/at/all": fs.ErrNotExist,
	} {
		for _, fsys := range []fs.FS{New(root.FS()), New(os.DirFS(dir))} {
			got := make(chan error, 1)
			go func() { _, err := fs.ReadFile(fsys, name); got <- err }()
			select {
			case err := <-got:
				if !errors.Is(err, want) {
					t.Errorf("%s: %v, want %v", name, err, want)
				}
			case <-time.After(10 * time.Second):
				t.Errorf("%s: still waiting", name)
			}
		}
	}
	if _, err := fs.ReadDir(New(root.FS()), "content/gitdir"); !errors.Is(err, ErrHidden) {
		t.Errorf("a hidden folder is listed: %v", err)
	}
	if _, err := fs.Stat(New(root.FS()), "content/git"); !errors.Is(err, ErrHidden) {
		t.Errorf("a hidden file is described: %v", err)
	}
}
