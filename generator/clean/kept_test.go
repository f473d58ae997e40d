package clean

import (
	"bytes"
	"encoding/binary"
	"errors"
	"image"
	"image/gif"
	"reflect"
	"strings"
	"testing"
)

func TestPixelsStayTheSame(t *testing.T) {
	for _, p := range plantedFiles(t) {
		switch formatOf(p.name, p.body) {
		case "jpeg", "png", "gif":
		default:
			continue
		}
		before, _, err := image.Decode(bytes.NewReader(p.body))
		if err != nil { // the standard library's decoder is strict with what is planted
			continue
		}
		r, err := File(p.name, p.body, Keep{})
		if err != nil {
			t.Fatal(err)
		}
		after, _, err := image.Decode(bytes.NewReader(r.Body))
		if err != nil || !reflect.DeepEqual(before, after) {
			t.Errorf("%s, %s: the pixels differ (%v)", p.name, p.what, err)
		}
	}
	r, err := File("a.gif", gifFile(t), Keep{})
	if err != nil {
		t.Fatal(err)
	}
	before, err1 := gif.DecodeAll(bytes.NewReader(gifFile(t)))
	after, err2 := gif.DecodeAll(bytes.NewReader(r.Body))
	if err1 != nil || err2 != nil || !reflect.DeepEqual(before, after) {
		t.Error("the animation differs")
	}
}

func TestFilesWithoutMetadataStayTheSame(t *testing.T) {
	for name, body := range map[string][]byte{
		"a.jpg": jpegFile(t), "a.png": pngFile(t), "a.gif": gifFile(t), "a.webp": tinyWebP, "a.mp3": mp3Frames(9), "a.csv": []byte("a;b\n"), "a.txt": []byte("BMI II*"),
		"a.svg": []byte(`<svg xmlns="http://www.w3.org/2000/svg"><title>A &amp; b</title></svg>`), "utf16.csv": []byte("\xff\xfea\x00;\x00"),
	} {
		r, err := File(name, body, Keep{})
		if err != nil || !bytes.Equal(r.Body, body) || r.Removed != nil {
			t.Errorf("%s: removed %v, error %v", name, r.Removed, err)
		}
	}
}

func TestOrientationStays(t *testing.T) {
	for turn := 1; turn <= 8; turn++ {
		for _, order := range []binary.ByteOrder{binary.LittleEndian, binary.BigEndian} {
			body := insertAfter(jpegFile(t), 2, segment(nil, 0xe1, []byte("Exif\x00\x00"+string(exifData(order, turn, secret)))))
			r, err := File("a.jpg", body, Keep{})
			if err != nil {
				t.Fatal(err)
			}
			j := &job{removed: map[Kind]bool{}}
			at := bytes.Index(r.Body, []byte("Exif\x00\x00"))
			if turn == 1 {
				if at >= 0 {
					t.Error("an upright picture says that it is")
				}
				continue
			}
			if got := j.exif(r.Body[at+6:]); got != turn {
				t.Errorf("orientation %d became %d", turn, got)
			}
		}
	}
}

func TestKeptRights(t *testing.T) {
	packet := segment(nil, 0xe1, []byte(xmpHeader+xmpPacket(secret)))
	exif := segment(nil, 0xe1, []byte("Exif\x00\x00"+string(exifData(binary.LittleEndian, 1, "Hub"))))
	iptc := segment(nil, 0xed, []byte("Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x10\x1c\x02\x6e\x00\x06Agency"))
	for _, c := range []struct {
		name, in string
		keep     Keep
		want     []string
		gone     []string
	}{
		{"a.jpg", string(packet), Keep{}, nil, []string{"(c) Hub", "Agency"}},
		{"a.jpg", string(packet), Keep{Copyright: true}, []string{"(c) Hub"}, []string{"Agency", secret}},
		{"a.jpg", string(packet), Keep{Copyright: true, Credit: true}, []string{"(c) Hub", "Agency"}, []string{secret}},
		{"a.jpg", string(exif), Keep{Copyright: true}, []string{"Copyright Hub"}, nil},
		{"a.jpg", string(iptc), Keep{Credit: true}, []string{"Agency"}, nil},
	} {
		body := insertAfter(jpegFile(t), 2, []byte(c.in))
		r, err := File(c.name, body, c.keep)
		if err != nil {
			t.Fatal(err)
		}
		for _, w := range c.want {
			if !bytes.Contains(r.Body, []byte(w)) {
				t.Errorf("%+v: %q is gone", c.keep, w)
			}
		}
		for _, w := range c.gone {
			if bytes.Contains(r.Body, []byte(w)) {
				t.Errorf("%+v: %q is still there", c.keep, w)
			}
		}
		again, err := File(c.name, r.Body, c.keep)
		if err != nil || !bytes.Equal(again.Body, r.Body) {
			t.Errorf("%+v: cleaning twice changes the file again (%v)", c.keep, err)
		}
	}
}

func TestRefusals(t *testing.T) {
	signature := pdfWith("", "", "", "<</Type/Sig/ByteRange[0 1 2 3]/Contents<00>>>")
	locked := pdfWith("", "", "/Encrypt 5 0 R/ID[<00><00>]", "<</Filter/Standard/V 1/R 2/O<00>/U<00>/P -1>>")
	for _, c := range []struct {
		name string
		body string
		why  Why
	}{
		{"a.zip", "PK\x03\x04", Archive}, {"a.tar.gz", "\x1f\x8b\x08", Archive}, {"a.7z", "7z\xbc\xaf\x27\x1c", Archive}, {"a.xyz", "hello", Unknown}, {"a.exe", "MZ\x00", Unknown},
		{"a.rtf", "{\\rtf1}", Unknown}, {"a.doc", "\xd0\xcf\x11\xe0", Unknown}, {"a.docx", "\xd0\xcf\x11\xe0", Encrypted}, {"a.txt", "PK\x03\x04", Archive},
		{"a.jpg", "no picture", Damaged}, {"a.jpg", "\xff\xd8\xff\xe0\x00", Damaged}, {"a.png", pngStart + "IHDR", Damaged}, {"a.pdf", "%PDF-1.4 nothing", Damaged}, {"a.pdf", strings.Repeat("r", 3000), Damaged},
		{"a.pdf", string(signature), Signed}, {"a.pdf", string(locked), Encrypted},
		{"a.docx", string(zipFile(t, "x", "y")), Damaged}, {"a.docx", string(wordFile(t, "", "_xmlsignatures/sig1.xml", "<x/>")), Signed}, {"a.docx", string(wordFile(t, "", "word/vbaProject.bin", "x")), Unknown},
		{"a.docx", string(wordFile(t, "", "word/embeddings/oleObject1.bin", "\xd0\xcf\x11\xe0")), Unknown}, {"a.docx", string(wordFile(t, "<w:p>")), Damaged},
		{"a.odt", string(openFile(t, "", "META-INF/documentsignatures.xml", "<x/>")), Signed}, {"a.odt", string(zipFile(t, "content.xml", "x", "META-INF/manifest.xml", "<x><encryption-data/></x>")), Encrypted},
		{"a.svg", "<html></html>", Damaged}, {"a.mp3", "no sound at all", Damaged},
	} {
		_, err := File(c.name, []byte(c.body), Keep{})
		var e *Error
		if !errors.As(err, &e) || e.Why != c.why {
			t.Errorf("%s %.20q: error %v, want %s", c.name, c.body, err, c.why)
		}
	}
}

func TestKnownProfilesStay(t *testing.T) {
	for text, same := range map[string]bool{"sRGB IEC61966-2.1": true, "Display P3": true, "Color LCD of " + secret: false} {
		j := &job{removed: map[Kind]bool{}}
		in := iccProfile(text)
		out := j.profile(in)
		if bytes.Equal(in, out) != same {
			t.Errorf("profile %q: unchanged is %v, want %v", text, !same, same)
		}
	}
}
