//go:build soak

package clean

import (
	"os/exec"
	"regexp"
	"strings"
	"testing"
)

// allowedMat2 matches the lines in which mat2 may show something of a cleaned file: what
// readers need, colours, and how a recording is built. It calls all that it could remove
// metadata. A date of -1 is none.
var allowedMat2 = regexp.MustCompile(`^(No metadata found.*|Metadata for .*` +
	`|(dc:title|[Tt]itle): The title|(dc:language|Language): fr|Title: A map|Desc: Two rivers|Properties: <Pages>\d+</Pages>|metadata: .*` +
	`|(mod|creation)-date: -1|format: PDF-1\.\d` +
	`|(Track|Media|Movie|Preview|Selection|Preferred|Poster|Profile|Device|Color|Rendering|Red|Green|Blue|Connection)\w*: .*` +
	`|(TimeScale|NextTrackID|MinorVersion|MajorBrand|HandlerType|CurrentTime|CompressorID|CompatibleBrands|PrimaryPlatform|CMMFlags|MatrixStructure|ExifByteOrder|MediaWhitePoint|Orientation|LineCount|MIMEEncoding|Newlines|WordCount|BitDepth|Compression|Filter|Interlace|APP14Flags[01]|DCTEncodeVersion): .*` +
	`|\w+:)$`) // of a profile of colours without maker

func TestMat2FindsNothing(t *testing.T) {
	_, names := writeCleaned(t)
	out, _ := exec.Command("mat2", append([]string{"--show"}, names...)...).CombinedOutput() // fails for formats that it doesn't know
	if shown := strings.Count(string(out), "etadata f"); shown < 100 {
		t.Fatalf("mat2 read %d files:\n%s", shown, out)
	}
	file := ""
	for line := range strings.Lines(string(out)) {
		text := strings.TrimSpace(strings.TrimLeft(strings.TrimSpace(line), "[+-]"))
		if strings.Contains(line, "etadata f") {
			file = text
		}
		if strings.Contains(line, secret) || text != "" && !strings.HasPrefix(strings.TrimSpace(line), "[-]") && !allowedMat2.MatchString(text) {
			t.Errorf("%s: %.100s", file, text)
		}
	}
}
