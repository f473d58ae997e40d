//go:build site

package checks

import (
	"archive/zip"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// TestDownloadedCopy unpacks the archive that the hub offers, as a reader does, and reads
// it from the disk.
func TestDownloadedCopy(t *testing.T) {
	archives := filesIn(t, filepath.Join(public, "download"), ".zip")
	archive, err := zip.OpenReader(filepath.Join(public, "download", archives[0]))
	if err != nil {
		t.Fatal(err)
	}
	defer archive.Close()
	dir, err := os.MkdirTemp(scratch, "copy-")
	if err != nil {
		t.Fatal(err)
	}
	if err := os.CopyFS(dir, archive); err != nil {
		t.Fatal(err)
	}
	folder := filepath.Join(dir, strings.TrimSuffix(archives[0], ".zip"))
	var homes, theories []string
	for _, page := range filesIn(t, folder, ".html") {
		address := (&url.URL{Scheme: "file", Path: filepath.ToSlash(filepath.Join(folder, page))}).String()
		switch text := read(t, folder, page); {
		case strings.Contains(text, `data-layout="home"`):
			homes = append(homes, address)
		case strings.Contains(text, `data-layout="theory-of-change"`):
			theories = append(theories, address)
		}
	}
	if len(homes) != 2 || len(theories) != 2 {
		t.Fatalf("the copy has the home pages %q and the theories %q", homes, theories)
	}
	for _, name := range []string{"chrome", "firefox"} {
		t.Run(name, func(t *testing.T) {
			walk(t, name, "copy", map[string]string{"homes": strings.Join(homes, " "), "theories": strings.Join(theories, " ")})
		})
	}
}

// TestCitationsKeepTheirNames saves the files of a citation in both browsers.
func TestCitationsKeepTheirNames(t *testing.T) {
	h := built(t, atRoot)
	for _, name := range []string{"chrome", "firefox"} {
		t.Run(name, func(t *testing.T) {
			walk(t, name, "save", map[string]string{
				"page": h.urlOf("fr/bibliotheque/mali-justice-rurale/index.html"), "folder": t.TempDir(),
				"names": "briefs-mali-rural-justice-fr.bib briefs-mali-rural-justice-fr.ris briefs-mali-rural-justice-fr.json",
			})
		})
	}
}
