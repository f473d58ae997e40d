package pipeline_test

import (
	"context"
	"errors"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// explained builds a site and returns what is printed of it.
func explained(t *testing.T, dir string) string {
	t.Helper()
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, e := range i18n.English().ExplainAll(list) {
		b.WriteString(e.String() + "\n")
	}
	return b.String()
}

func link(t *testing.T, target, name string) {
	t.Helper()
	if err := os.MkdirAll(filepath.Dir(name), 0o755); err != nil {
		t.Fatal(err)
	}
	if err := os.Remove(name); err != nil && !errors.Is(err, fs.ErrNotExist) {
		t.Fatal(err)
	}
	if err := os.Symlink(target, name); err != nil {
		t.Skip(err)
	}
}

// What a link leads to is published only if it lies among the sources; the error names
// the link and its target.
func TestLinksOutOfTheSources(t *testing.T) {
	for name, target := range map[string]string{
		"content/briefs/report.txt": "../../.git/config",
		"content/env.txt":           "../.env",
		"content/git":               "../.git",
		"content/readme.txt":        "../README.txt",
		"content/theme":             "../themes/other",
		"content/hub.yaml":          "../hub.yaml",
		"i18n/active.fr.toml":       "../.env",
		"i18n/active.en.toml":       "/etc/hostname",
		"themes/palabre":            "../elsewhere",
		"themes":                    "elsewhere",
		"themes/palabre/layouts":    "../../.git",
		"themes/palabre/theme.yaml": "../../.env",
		"i18n":                      "elsewhere",
	} {
		t.Run(strings.ReplaceAll(name, "/", "-"), func(t *testing.T) {
			dir := smallSite(t)
			hub, err := os.ReadFile(filepath.Join(dir, "content/hub.yaml"))
			if err != nil {
				t.Fatal(err)
			}
			for _, file := range []string{".git/config", ".env", "README.txt", "elsewhere/active.fr.toml", "elsewhere/palabre/theme.yaml", "themes/other/x.txt"} {
				if name != "themes" || !strings.HasPrefix(file, "themes/") {
					folder.Write(t, dir, file, "token")
				}
			}
			folder.Write(t, dir, "hub.yaml", string(hub))
			link(t, target, filepath.Join(dir, name))
			got := explained(t, dir)
			if !strings.Contains(got, name) || !strings.Contains(got, `leads to "`+target+`"`) || !strings.Contains(got, "[symlink-skipped]") {
				t.Errorf("built with:\n%s", got)
			}
			if _, err := os.Stat(filepath.Join(dir, "public/en")); err == nil {
				t.Error("the site was published")
			}
		})
	}
}

// Named pipes are told of, and nothing waits for them.
func TestNamedPipes(t *testing.T) {
	for _, name := range []string{
		"content/hub.yaml", "content/synonyms.yaml", "content/pipe.pdf", "content/index.en.md", "i18n/active.fr.toml", "i18n/active.en.toml",
		"themes/palabre/layouts/page.html", "themes/palabre/partials/article.html", "themes/palabre/theme.yaml",
	} {
		t.Run(strings.ReplaceAll(name, "/", "-"), func(t *testing.T) {
			dir := smallSite(t)
			file := filepath.Join(dir, name)
			if err := os.MkdirAll(filepath.Dir(file), 0o755); err != nil {
				t.Fatal(err)
			}
			_ = os.Remove(file)
			if err := syscall.Mkfifo(file, 0o600); err != nil {
				t.Fatal(err)
			}
			if got := explained(t, dir); !strings.Contains(got, name+": error: this is neither a file nor a folder [file-unreadable]") {
				t.Errorf("built with:\n%s", got)
			}
		})
	}
}
