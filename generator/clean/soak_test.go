//go:build soak

package clean

import (
	"bytes"
	"encoding/json"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// These tests need exiftool, mat2, qpdf, ffmpeg and LibreOffice (Debian:
// libimage-exiftool-perl, mat2, qpdf, ffmpeg, libreoffice).

// allowed matches what exiftool may say of a cleaned file: the file system, sizes,
// colours, structure, and what readers need.
var allowed = regexp.MustCompile(`^(SourceFile|(ExifTool|System|File|Composite|JFIF|ICC.*|PNG.*|GIF|RIFF|Adobe|APP14|MPEG|FLAC|Opus|Vorbis|Ogg|AIFF|Matroska|Track\d+|QuickTime|Meta|ZIP|SVG|BMP|Theora|XML|PDF):.*` +
	`|IFD0:.*|XMP-(dc:(Title|Language)|pdfuaid:Part|meta:.*Page-count|svg:.*|dc:Description))$`)

// forbidden matches the names of tags that must not be there even in allowed groups.
var forbidden = regexp.MustCompile(`(?i)(author|creator|artist|producer|gps|make$|^model$|serial|software|comment$|lens|owner|company|history)`)

func writeCleaned(t *testing.T) (dir string, names []string) {
	dir = t.TempDir()
	for i, p := range plantedFiles(t) {
		r, err := File(p.name, p.body, Keep{})
		if err != nil {
			t.Fatal(err)
		}
		name := filepath.Join(dir, fmt.Sprintf("%03d-%s", i, p.name))
		if err := os.WriteFile(name, r.Body, 0o600); err != nil {
			t.Fatal(err)
		}
		names = append(names, name)
	}
	return dir, names
}

func TestExiftoolFindsNothing(t *testing.T) {
	_, names := writeCleaned(t)
	out, _ := exec.Command("exiftool", append([]string{"-a", "-G1", "-u", "-j"}, names...)...).Output() // fails for formats that it doesn't know
	var list []map[string]any
	if err := json.Unmarshal(out, &list); err != nil {
		t.Fatal(err)
	}
	if len(list) < 100 {
		t.Errorf("exiftool read %d files", len(list))
	}
	for _, file := range list {
		for key, value := range file {
			_, tag, _ := strings.Cut(key, ":")
			text := fmt.Sprint(value)
			if !allowed.MatchString(key) || forbidden.MatchString(tag) && text != "" || key != "SourceFile" && strings.Contains(text, secret) {
				t.Errorf("%s: %s = %.80s", filepath.Base(fmt.Sprint(file["SourceFile"])), key, text)
			}
		}
	}
}

func TestQpdfAcceptsCleanedFiles(t *testing.T) {
	_, names := writeCleaned(t)
	for _, name := range names {
		if extension(name) != "pdf" {
			continue
		}
		if out, err := exec.Command("qpdf", "--check", name).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", filepath.Base(name), out)
		}
	}
}

// TestRecordingsStayTheSame records with ffmpeg, cleans, and compares each frame.
func TestRecordingsStayTheSame(t *testing.T) {
	dir := t.TempDir()
	metadata := []string{"-metadata", "title=" + secret, "-metadata", "artist=" + secret, "-metadata", "comment=" + secret, "-metadata", "location=+12.65-008.00/", "-metadata", "creation_time=2024-03-01T10:00:00Z"}
	sources := []string{"-y", "-v", "error", "-f", "lavfi", "-i", "testsrc=size=160x120:rate=10:duration=2", "-f", "lavfi", "-i", "sine=frequency=440:duration=2"}
	for name, codecs := range map[string]string{
		"a.mp4": "-c:v libx264 -pix_fmt yuv420p -c:a aac", "b.mp4": "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags faststart", "c.mp4": "-c:v libx264 -pix_fmt yuv420p -c:a aac -movflags frag_keyframe+empty_moov",
		"d.mov": "-c:v libx264 -pix_fmt yuv420p -c:a aac -timecode 10:00:00:00", "e.m4a": "-map 1 -c:a aac", "f.mp3": "-map 1 -c:a libmp3lame -write_id3v1 1", "g.ogg": "-map 1 -c:a libvorbis",
		"h.opus": "-map 1 -c:a libopus", "i.flac": "-map 1 -c:a flac", "j.oga": "-map 1 -c:a flac", "k.wav": "-map 1", "l.ogv": "-c:v libtheora -c:a libvorbis", "m.webm": "-c:v libvpx -c:a libopus", "n.aiff": "-map 1",
	} {
		before, after := filepath.Join(dir, name), filepath.Join(dir, "clean-"+name)
		arguments := append(append(append(append([]string{}, sources...), metadata...), strings.Fields(codecs)...), before)
		if out, err := exec.Command("ffmpeg", arguments...).CombinedOutput(); err != nil {
			t.Errorf("%s: %s", name, out)
			continue
		}
		body, err := os.ReadFile(before)
		if err != nil {
			t.Fatal(err)
		}
		r, err := File(name, body, Keep{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if err := os.WriteFile(after, r.Body, 0o600); err != nil {
			t.Fatal(err)
		}
		for _, word := range []string{secret, "Lavf", "Lavc", "x264", "12.65"} {
			if bytes.Contains(r.Body, []byte(word)) {
				t.Errorf("%s holds %q", name, word)
			}
		}
		if frames(t, before) != frames(t, after) {
			t.Errorf("%s: picture or sound differ", name)
		}
	}
}

// frames returns the sums of all frames of a recording.
func frames(t *testing.T, name string) string {
	out, err := exec.Command("ffmpeg", "-v", "error", "-i", name, "-f", "framemd5", "-").Output()
	if err != nil || len(out) == 0 {
		t.Errorf("%s can't be played: %v", name, err)
	}
	var kept []string
	for _, line := range strings.Split(string(out), "\n") {
		if !strings.HasPrefix(line, "#") {
			kept = append(kept, line)
		}
	}
	return strings.Join(kept, "\n")
}

// TestLibreOfficeOpensCleanedFiles makes documents with LibreOffice, cleans them and
// opens them again.
func TestLibreOfficeOpensCleanedFiles(t *testing.T) {
	dir := t.TempDir()
	office := func(arguments ...string) {
		c := exec.Command("soffice", append([]string{"--headless", "-env:UserInstallation=file://" + dir + "/profile"}, arguments...)...)
		c.Dir = dir
		if out, err := c.CombinedOutput(); err != nil {
			t.Errorf("soffice %v: %s", arguments, out)
		}
	}
	source := filepath.Join(dir, "page.html")
	html := `<html lang="fr"><head><title>The title</title><meta name="author" content="` + secret + `"></head><body><h1>Heading</h1><p>hello readers</p></body></html>`
	if err := os.WriteFile(source, []byte(html), 0o600); err != nil {
		t.Fatal(err)
	}
	office("--infilter=HTML (StarWriter)", "--convert-to", "odt", source)
	office("--convert-to", "docx", filepath.Join(dir, "page.odt"))
	for _, ext := range []string{"odt", "docx"} {
		body, err := os.ReadFile(filepath.Join(dir, "page."+ext))
		if err != nil {
			t.Fatal(err)
		}
		r, err := File("page."+ext, body, Keep{})
		if err != nil {
			t.Fatal(err)
		}
		if !deepContains(body, secret, 0) || deepContains(r.Body, secret, 0) {
			t.Errorf("page.%s: the author was not there, or is still there", ext)
		}
		name := filepath.Join(dir, "clean-"+ext+"."+ext)
		if err := os.WriteFile(name, r.Body, 0o600); err != nil {
			t.Fatal(err)
		}
		office("--convert-to", "txt:Text", name)
		text, err := os.ReadFile(filepath.Join(dir, "clean-"+ext+".txt"))
		if err != nil || !bytes.Contains(text, []byte("hello readers")) {
			t.Errorf("page.%s: LibreOffice reads %q (%v)", ext, text, err)
		}
	}
}
