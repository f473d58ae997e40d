package clean

import (
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"image"
	"image/color"
	"image/gif"
	"image/jpeg"
	"image/png"
	"strings"
	"testing"
)

func picture() *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, 24, 16))
	for y := range 16 {
		for x := range 24 {
			m.Set(x, y, color.RGBA{byte(x * 10), byte(y * 15), byte(x * y), 255})
		}
	}
	return m
}

func jpegFile(t testing.TB) []byte {
	var b bytes.Buffer
	if err := jpeg.Encode(&b, picture(), nil); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func pngFile(t testing.TB) []byte {
	var b bytes.Buffer
	if err := png.Encode(&b, picture()); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

func gifFile(t testing.TB) []byte {
	var b bytes.Buffer
	m := image.NewPaletted(image.Rect(0, 0, 8, 8), color.Palette{color.Black, color.White, color.RGBA{200, 0, 0, 255}})
	m.SetColorIndex(3, 3, 2)
	other := image.NewPaletted(m.Rect, m.Palette)
	if err := gif.EncodeAll(&b, &gif.GIF{Image: []*image.Paletted{m, other}, Delay: []int{5, 5}, LoopCount: 3}); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// exifData makes EXIF data in a byte order: texts, an orientation, a position and a
// thumbnail.
func exifData(order binary.ByteOrder, turn int, text string) []byte {
	type fieldOf struct {
		tag, kind uint16
		value     []byte
		number    uint32
	}
	b := []byte("II*\x00")
	if order == binary.BigEndian {
		b = []byte("MM\x00*")
	}
	u32 := func(n int) []byte { return order.(binary.AppendByteOrder).AppendUint32(nil, uint32(n)) }
	u16 := func(n int) []byte { return order.(binary.AppendByteOrder).AppendUint16(nil, uint16(n)) }
	b = append(b, u32(8)...)
	fields := []fieldOf{
		{tagMake, 2, []byte(text + "\x00"), 0}, {tagModel, 2, []byte(text + "\x00"), 0}, {tagOrientation, 3, nil, uint32(turn)},
		{tagSoftware, 2, []byte(text + "\x00"), 0}, {tagArtist, 2, []byte(text + "\x00"), 0}, {tagCopyright, 2, []byte("Copyright " + text + "\x00"), 0},
	}
	at := 8 + 2 + 12*(len(fields)+1) + 4
	var values []byte
	dir := u16(len(fields) + 1)
	for _, f := range fields {
		dir = append(append(dir, u16(int(f.tag))...), u16(int(f.kind))...)
		if f.value == nil {
			dir = append(append(append(dir, u32(1)...), u16(int(f.number))...), 0, 0)
			continue
		}
		dir = append(append(dir, u32(len(f.value))...), u32(at+len(values))...)
		values = append(values, f.value...)
	}
	gps := at + len(values)
	values = append(values, u16(1)...)
	values = append(append(append(values, u16(27)...), u16(2)...), u32(len(text)+1)...)
	values = append(append(values, u32(gps+2+12+4)...), 0, 0, 0, 0)
	values = append(values, text+"\x00"...)
	dir = append(append(append(append(dir, u16(tagGPS)...), u16(4)...), u32(1)...), u32(gps)...)
	next := at + len(values)
	dir = append(dir, u32(next)...)
	b = append(append(b, dir...), values...)
	b = append(append(b, u16(0)...), 0, 0, 0, 0)
	return append(b, "thumbnail "+text...)
}

func insertAfter(b []byte, at int, more []byte) []byte {
	return append(append(bytes.Clone(b[:at]), more...), b[at:]...)
}

func xmpPacket(text string) string {
	return `<?xpacket begin=""?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF><rdf:Description exif:GPSLatitude="12,38N" xmp:CreatorTool="` + text + `"><dc:creator><rdf:Seq><rdf:li>` + text +
		`</rdf:li></rdf:Seq></dc:creator><dc:rights><rdf:Alt><rdf:li xml:lang="x-default">(c) Hub</rdf:li></rdf:Alt></dc:rights><photoshop:Credit>Agency</photoshop:Credit></rdf:Description></rdf:RDF></x:xmpmeta>`
}

// iccProfile makes a colour profile whose description has a text.
func iccProfile(text string) []byte {
	curve := []byte("curv\x00\x00\x00\x00\x00\x00\x00\x01\x02\x33\x00\x00")
	desc := append(append([]byte("desc\x00\x00\x00\x00\x00\x00\x00"), byte(len(text)+1)), text+"\x00"...)
	desc = append(desc, make([]byte, 78+4-len(desc)%4)...)
	b := make([]byte, 128)
	b[8], b[36], b[37], b[38], b[39] = 2, 'a', 'c', 's', 'p'
	copy(b[12:], "mntrRGB XYZ ")
	b = binary.BigEndian.AppendUint32(b, 2)
	at := 132 + 24
	for _, tag := range []struct {
		name string
		data []byte
	}{{"desc", desc}, {"rTRC", curve}} {
		b = append(b, tag.name...)
		b = binary.BigEndian.AppendUint32(b, uint32(at))
		b = binary.BigEndian.AppendUint32(b, uint32(len(tag.data)))
		at += len(tag.data)
	}
	b = append(append(b, desc...), curve...)
	binary.BigEndian.PutUint32(b, uint32(len(b)))
	return b
}

func plantedJPEG(t testing.TB) []planted {
	base := jpegFile(t)
	with := func(marker byte, data string) []byte {
		return insertAfter(base, 2, segment(nil, marker, []byte(data)))
	}
	long := strings.Repeat("x", 60_000) + secret
	list := []planted{
		{what: "EXIF, little-endian", body: with(0xe1, "Exif\x00\x00"+string(exifData(binary.LittleEndian, 1, secret)))},
		{what: "EXIF, big-endian, turned", body: with(0xe1, "Exif\x00\x00"+string(exifData(binary.BigEndian, 6, secret)))},
		{what: "EXIF that is damaged", body: with(0xe1, "Exif\x00\x00IIII"+secret)},
		{what: "XMP", body: with(0xe1, xmpHeader+xmpPacket(secret))},
		{what: "extended XMP", body: with(0xe1, "http://ns.adobe.com/xmp/extension/\x00"+strings.Repeat("0", 32)+"\x00\x00\x00\x10\x00\x00\x00\x00"+xmpPacket(secret))},
		{what: "IPTC", body: with(0xed, "Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x30\x1c\x02\x50\x00\x10"+secret+"\x1c\x02\x5a\x00\x10"+secret)},
		{what: "comment", body: with(0xfe, secret)},
		{what: "long comment", body: with(0xfe, long)},
		{what: "unknown application", body: with(0xe9, "Acme\x00"+secret)},
		{what: "second picture", body: append(with(0xe2, "MPF\x00"+string(exifData(binary.LittleEndian, 1, secret))), insertAfter(base, 2, segment(nil, 0xfe, []byte(secret)))...)},
		{what: "after the end", body: append(bytes.Clone(base), secret...)},
		{what: "thumbnail of JFIF", body: with(0xe0, "JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x05\x01"+secret[:15]), words: []string{secret[:15]}},
		{what: "JFXX", body: with(0xe0, "JFXX\x00\x10"+secret)},
		{what: "colour profile of a device", body: with(0xe2, iccHeader+"\x01\x01"+string(iccProfile(secret))), stays: []string{"curv", "ICC_PROFILE"}},
		{what: "Adobe, with more", body: with(0xee, "Adobe\x00\x64\x00\x00\x00\x00\x01"+secret)},
		{what: "comment after a scan", body: append(bytes.Clone(base[:len(base)-2]), append(segment(nil, 0xfe, []byte(secret)), 0xff, 0xd9)...)},
	}
	for i := range list {
		list[i].name = fmt.Sprintf("photo%d.jpg", i)
	}
	list[0].name = "photo.JPEG"
	return list
}

func plantedPNG(t testing.TB) []planted {
	base := pngFile(t)
	with := func(name, data string) []byte { return insertAfter(base, 33, pngChunk(name, []byte(data))) }
	list := []planted{
		{what: "text", body: with("tEXt", "Author\x00"+secret)},
		{what: "packed text", body: with("zTXt", "Comment\x00\x00"+string(deflate([]byte(secret))))},
		{what: "international text", body: with("iTXt", "Description\x00\x00\x00fr\x00\x00"+secret)},
		{what: "XMP", body: with("iTXt", "XML:com.adobe.xmp\x00\x00\x00\x00\x00"+xmpPacket(secret))},
		{what: "EXIF", body: with("eXIf", string(exifData(binary.BigEndian, 1, secret)))},
		{what: "EXIF, turned", body: with("eXIf", string(exifData(binary.LittleEndian, 8, secret))), stays: []string{"eXIf"}},
		{what: "private chunk", body: with("prVt", secret)},
		{what: "after the end", body: append(bytes.Clone(base), secret...)},
		{what: "name of a colour profile", body: with("iCCP", secret+"\x00\x00"+string(deflate(iccProfile("sRGB")))), stays: []string{"iCCP"}},
		{what: "colour profile of a device", body: with("iCCP", "x\x00\x00"+string(deflate(iccProfile(secret)))), stays: []string{"iCCP", "curv"}},
		{what: "palette's name", body: with("sPLT", secret+"\x00\x08")},
	}
	for i := range list {
		list[i].name = "chart.png"
	}
	list[0].name = "named-as.jpg" // which browsers show too
	return list
}

func plantedGIF(t testing.TB) []planted {
	base := gifFile(t)
	head := 13 + colours(base[10])
	with := func(data string) []byte { return insertAfter(base, head, []byte(data)) }
	return []planted{
		{name: "a.gif", what: "comment", body: with("!\xfe\x10" + secret + "\x00")},
		{name: "b.gif", what: "XMP", body: with("!\xff\x0bXMP DataXMP" + "\x10" + secret + "\x00")},
		{name: "c.gif", what: "unknown application", body: with("!\xff\x0bACMEAPPL1.0" + "\x10" + secret + "\x00")},
		{name: "d.gif", what: "plain text", body: with("!\x01\x0c123456789012\x10" + secret + "\x00")},
		{name: "e.gif", what: "after the end", body: append(bytes.Clone(base), secret...)},
	}
}

// tinyWebP is a lossless picture of one pixel.
var tinyWebP, _ = base64.StdEncoding.DecodeString("UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")

func plantedRIFF() []planted {
	pixels := tinyWebP[12:]
	webp := func(flags byte, chunks ...string) []byte {
		body := appendChunk(nil, "VP8X", []byte{flags, 0, 0, 0, 0, 0, 0, 0, 0, 0})
		body = append(body, pixels...)
		for _, c := range chunks {
			body = appendChunk(body, c[:4], []byte(c[4:]))
		}
		return riff("WEBP", body)
	}
	sound := appendChunk(appendChunk(nil, "fmt ", []byte("\x01\x00\x01\x00\x40\x1f\x00\x00\x40\x1f\x00\x00\x01\x00\x08\x00")), "data", []byte("\x80\x90\xa0\x90\x80"))
	wav := func(chunks ...string) []byte {
		body := bytes.Clone(sound)
		for _, c := range chunks {
			body = appendChunk(body, c[:4], []byte(c[4:]))
		}
		return riff("WAVE", body)
	}
	return []planted{
		{name: "a.webp", what: "EXIF", body: webp(webpEXIF, "EXIF"+string(exifData(binary.LittleEndian, 1, secret)))},
		{name: "b.webp", what: "EXIF, turned", body: webp(webpEXIF, "EXIFExif\x00\x00"+string(exifData(binary.BigEndian, 3, secret))), stays: []string{"EXIF"}},
		{name: "c.webp", what: "XMP", body: webp(webpXMP, "XMP "+xmpPacket(secret))},
		{name: "d.webp", what: "unknown chunk", body: webp(0, "ACME"+secret)},
		{name: "e.webp", what: "after the end", body: append(bytes.Clone(tinyWebP), secret...)},
		{name: "a.wav", what: "INFO", body: wav("LISTINFOIART\x10\x00\x00\x00" + secret), stays: []string{"\x80\x90\xa0\x90\x80"}},
		{name: "b.wav", what: "broadcast", body: wav("bext" + secret)},
		{name: "c.wav", what: "ID3", body: wav("id3 ID3" + secret)},
		{name: "d.wav", what: "after the end", body: append(wav(), secret...)},
	}
}

func plantedSVG(t testing.TB) []planted {
	exif := insertAfter(jpegFile(t), 2, segment(nil, 0xe1, []byte("Exif\x00\x00"+string(exifData(binary.LittleEndian, 1, secret)))))
	const head = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" xmlns:inkscape="http://www.inkscape.org/namespaces/inkscape" xmlns:sodipodi="http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd" viewBox="0 0 9 9"`
	stays := []string{"A map", "Two rivers", "M0 0h9"}
	const shown = `<title>A map</title><desc>Two rivers</desc><path d="M0 0h9"/></svg>`
	list := []planted{
		{what: "metadata", body: []byte(head + `><metadata><rdf:RDF xmlns:rdf="x"><dc:creator xmlns:dc="y">` + secret + `</dc:creator></rdf:RDF></metadata>` + shown)},
		{what: "comment", body: []byte(`<?xml version="1.0"?><!-- ` + secret + ` -->` + head + `>` + shown)},
		{what: "editor's attributes", body: []byte(head + ` sodipodi:docname="` + secret + `" inkscape:export-filename="/home/` + secret + `">` + shown)},
		{what: "editor's elements", body: []byte(head + `><sodipodi:namedview><x>` + secret + `</x></sodipodi:namedview>` + shown)},
		{what: "picture", body: []byte(head + `><image href="data:image/jpeg;base64,` + base64.StdEncoding.EncodeToString(exif) + `"/>` + shown)},
		{what: "entity", body: []byte(`<!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "svg11.dtd" [<!ENTITY ns_ai "` + secret + `">]>` + head + ` xmlns:i="&ns_ai;"><i:pgf>x</i:pgf>` + shown)},
		{what: "style's comment", body: []byte(head + `><style>/* ` + secret + ` */ path{fill:red}</style>` + shown)},
		{what: "path on a computer", body: []byte(head + `><image xlink:href="file:///home/` + secret + `/a.png"/>` + shown)},
		{what: "instruction", body: []byte(`<?` + secret + ` a?>` + head + `>` + shown)},
	}
	for i := range list {
		list[i].name, list[i].stays = fmt.Sprintf("map%d.svg", i), stays
	}
	return list
}

// plantedPixels are TIFF and BMP pictures.
func plantedPixels() []planted {
	// A page of one pixel: after the header the directory, then a text and the pixel.
	tiff := []byte("II*\x00\x08\x00\x00\x00\x08\x00")
	field := func(tag, kind, count, value int) {
		tiff = binary.LittleEndian.AppendUint16(binary.LittleEndian.AppendUint16(tiff, uint16(tag)), uint16(kind))
		tiff = binary.LittleEndian.AppendUint32(binary.LittleEndian.AppendUint32(tiff, uint32(count)), uint32(value))
	}
	text := 8 + 2 + 8*12 + 4
	field(256, 3, 1, 1)
	field(257, 3, 1, 1)
	field(258, 3, 1, 8)
	field(262, 3, 1, 1)
	field(tagMake, 2, len(secret)+1, text)
	field(273, 4, 1, text+len(secret)+1)
	field(279, 4, 1, 1)
	field(tagSoftware, 2, len(secret)+1, text)
	tiff = append(append(append(tiff, 0, 0, 0, 0), secret+"\x00"...), 0x55)
	bmp := []byte("BM\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x28\x00\x00\x00\x01\x00\x00\x00\x01\x00\x00\x00\x01\x00\x18\x00")
	bmp = append(bmp, make([]byte, 24)...)
	gap := append(append(bytes.Clone(bmp), secret...), 1, 2, 3, 0)
	gap[10] = byte(54 + len(secret))
	tail := append(append(bytes.Clone(bmp), 1, 2, 3, 0), secret...)
	tail[10] = 54
	return []planted{
		{name: "scan.tif", what: "maker", body: tiff, stays: []string{"\x55"}},
		{name: "scan.tiff", what: "after the end", body: append(bytes.Clone(tiff), secret...)},
		{name: "a.bmp", what: "before the pixels", body: gap, stays: []string{"\x01\x02\x03"}},
		{name: "b.bmp", what: "after the pixels", body: tail, stays: []string{"\x01\x02\x03"}},
	}
}
