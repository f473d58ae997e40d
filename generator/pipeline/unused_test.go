package pipeline_test

import (
	"context"
	"encoding/binary"
	"hash/crc32"
	"image/color"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/i18n"
	"griot/generator/internal/testkit/folder"
	"griot/generator/pipeline"
)

// A picture of many megabytes is reported even if no page shows it, and is published in
// 2 560 pixels if one does.
func TestLargePicture(t *testing.T) {
	dir := smallSite(t)
	folder.Write(t, dir, "content/big.png", picture(t, 3000, 300, color.White))
	folder.Write(t, dir, "content/heavy.png", picture(t, 30, 30, color.White))
	if err := os.Truncate(filepath.Join(dir, "content", "heavy.png"), 40<<20); err != nil {
		t.Fatal(err)
	}
	folder.Write(t, dir, "content/about.en.md", "---\ntitle: About\nsummary: What it is.\n---\n![big](big.png)\n")
	_, list, err := pipeline.Build(context.Background(), pipeline.Options{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	var said strings.Builder
	for _, d := range list {
		said.WriteString(i18n.English().Explain(d).String() + "\n")
	}
	if got := said.String(); !strings.Contains(got, "content/heavy.png: warning: the picture has 40 MB") || strings.Contains(got, "content/big.png") {
		t.Error(got)
	}
	page := folder.Read(t, dir, "public/en/about/index.html")
	if !strings.Contains(page, `width="2560" height="256"`) || !strings.Contains(page, "big.png 2560w") {
		t.Error(page)
	}
	if at := folder.Read(t, dir, "public/files/big.png")[16:24]; at != "\x00\x00\x0a\x00\x00\x00\x01\x00" { // width and height
		t.Errorf("published with the size %x", at)
	}
	if _, err := os.Stat(filepath.Join(dir, "public", "files", "heavy.png")); err == nil {
		t.Error("a picture that no page shows is published")
	}
}

// The original of a picture that is shown smaller is published, cleaned, while a page links
// to it.
func TestOfferedOriginal(t *testing.T) {
	dir := smallSite(t)
	const secret = "Taken by Zuwena"
	body := picture(t, 3000, 300, color.White)
	text := "tEXtAuthor\x00" + secret
	var chunk []byte
	chunk = binary.BigEndian.AppendUint32(chunk, uint32(len(text)-4))
	chunk = append(chunk, text...)
	chunk = binary.BigEndian.AppendUint32(chunk, crc32.ChecksumIEEE([]byte(text)))
	folder.Write(t, dir, "content/big.png", body[:33]+string(chunk)+body[33:]) // after the header
	const head = "---\ntitle: About\nsummary: What it is.\n---\n"
	folder.Write(t, dir, "content/about.en.md", head+"![big](big.png)\n\n[All of it](big.png)\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	page := folder.Read(t, dir, "public/en/about/index.html")
	if !strings.Contains(page, `href="../../files/original~/big.png"`) || !strings.Contains(page, "big.png 2560w") {
		t.Error(page)
	}
	original := folder.Read(t, dir, "public/files/original~/big.png")
	if original[16:20] != "\x00\x00\x0b\xb8" || strings.Contains(original, secret) {
		t.Errorf("the original is published with the width %x and %d bytes", original[16:20], len(original))
	}
	equalsClean(t, dir)
	folder.Write(t, dir, "content/about.en.md", head+"![big](big.png)\n")
	mustBuild(t, pipeline.Options{Dir: dir})
	if _, err := os.Stat(filepath.Join(dir, "public/files/original~/big.png")); err == nil {
		t.Error("the original is published although no page offers it")
	}
	equalsClean(t, dir)
}
