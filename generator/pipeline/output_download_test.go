package pipeline_test

import (
	"archive/zip"
	"bytes"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// offline is a page that offers the copy, and one that will be withdrawn.
const offline = `
-- content/offline.en.md --
---
title: Offline
summary: How to read it without a network.
layout: offline
---
Text.
-- content/secret.en.md --
---
title: Withdrawn
summary: It names Ouagalabad.
---
Nobody but this page knows Ouagalabad.
`

// copySite returns the folder of a site that offers a copy of itself.
func copySite(t *testing.T) string {
	t.Helper()
	dir := smallSite(t, offline)
	change(t, filepath.Join(dir, "content", "hub.yaml"), "sections:\n", "data: true\ndownload: true\nsections:\n")
	return dir
}

// copied reads the files in the copy of a published site.
func copied(t *testing.T, out string) map[string]string {
	t.Helper()
	z, err := zip.OpenReader(filepath.Join(out, "download", "a-hub.zip"))
	if err != nil {
		t.Fatal(err)
	}
	defer z.Close()
	files := map[string]string{}
	for _, f := range z.File {
		name, ok := strings.CutPrefix(f.Name, "a-hub/")
		if !ok || f.Modified.Year() != 1980 {
			t.Errorf("%s of %s", f.Name, f.Modified)
		}
		r, err := f.Open()
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(r)
		if err != nil {
			t.Fatal(err)
		}
		files[name] = string(body)
	}
	return files
}

func TestDownload(t *testing.T) {
	dir := copySite(t)
	mustBuild(t, pipeline.Options{Dir: dir})
	out := filepath.Join(dir, "public")
	files := copied(t, out)
	for name := range files {
		if strings.HasPrefix(name, "download/") || strings.HasPrefix(name, "search/bleve/") {
			t.Errorf("the copy has %s", name)
		}
	}
	portable := filepath.Join(t.TempDir(), "portable")
	mustBuild(t, pipeline.Options{Dir: dir, Out: portable, Cache: t.TempDir(), Portable: true})
	want := folder.Files(t, portable, "search/bleve")
	delete(want, ".griot-output")
	for name, body := range want {
		if !strings.HasPrefix(name, "search/bleve/") && files[name] != body {
			t.Errorf("%s differs from that of a portable site", name)
		}
	}
	page := folder.Read(t, dir, "public/en/offline/index.html")
	info, err := os.Stat(filepath.Join(out, "download", "a-hub.zip"))
	if err != nil {
		t.Fatal(err)
	}
	size := fmt.Sprintf("%d kB", (info.Size()+500)/1000)
	if plain := strings.NewReplacer("\u00a0", " ", "\u202f", " ").Replace(page); !strings.Contains(plain, `href="../../download/a-hub.zip" download`) || !strings.Contains(plain, size) {
		t.Errorf("%s is not offered with its size of %s in %s", info.Name(), size, page)
	}
	if inside := files["en/offline/index.html"]; strings.Contains(inside, ".zip") || !strings.Contains(inside, "You are reading the copy") {
		t.Errorf("the copy offers itself: %s", inside)
	}
}

// The copy of an incremental build is that of a clean one, byte for byte, and has nothing
// of a page that was withdrawn.
func TestDownloadFollowsTheSite(t *testing.T) {
	dir := copySite(t)
	out := filepath.Join(dir, "public")
	o := pipeline.Options{Dir: dir}
	mustBuild(t, o)
	if !strings.Contains(fmt.Sprint(copied(t, out)), "Ouagalabad") {
		t.Fatal("the copy lacks a page")
	}
	read := func(out string) []byte {
		body, err := os.ReadFile(filepath.Join(out, "download", "a-hub.zip"))
		if err != nil {
			t.Fatal(err)
		}
		return body
	}
	before := read(out)
	for i, edit := range []func(){
		func() { change(t, filepath.Join(dir, "content", "about.en.md"), "Text.", "Another text.") },
		func() { change(t, filepath.Join(dir, "content", "hub.yaml"), "en: Mali,", "en: The Mali,") },
		func() {
			if err := os.Remove(filepath.Join(dir, "content", "secret.en.md")); err != nil {
				t.Fatal(err)
			}
		},
	} {
		edit()
		mustBuild(t, o)
		clean := filepath.Join(t.TempDir(), "public")
		mustBuild(t, pipeline.Options{Dir: dir, Out: clean, Cache: t.TempDir()})
		now := read(out)
		if bytes.Equal(now, before) || !bytes.Equal(now, read(clean)) {
			t.Errorf("edit %d: the copy is that of before, or differs from a clean build", i)
		}
		samePublished(t, folder.Files(t, clean, "search", ".griot-kept"), folder.Files(t, out, "search", ".griot-kept"))
		before = now
	}
	for name, body := range copied(t, out) {
		if strings.Contains(strings.ToLower(body), "ouagalabad") {
			t.Errorf("%s has a word of a page that was withdrawn", name)
		}
	}
	if sum := mustBuild(t, o); sum.Written != 0 {
		t.Errorf("%d files are written where nothing changed", sum.Written)
	}
	change(t, filepath.Join(dir, "content", "hub.yaml"), "download: true\n", "")
	mustBuild(t, o)
	if _, err := os.Stat(filepath.Join(out, "download")); !os.IsNotExist(err) {
		t.Errorf("a copy that nobody asks for stays (%v)", err)
	}
}
