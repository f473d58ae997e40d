package clean

import (
	"bytes"
	"encoding/binary"
	"strings"
)

// mp3Frames are silent frames of MPEG-1 layer III, 128 kbit/s, 44.1 kHz.
func mp3Frames(n int) []byte {
	frame := append([]byte{0xff, 0xfb, 0x90, 0x00}, make([]byte, 413)...)
	return bytes.Repeat(frame, n)
}

func id3v2(text string) []byte {
	body := append([]byte("TPE1\x00\x00\x00"), byte(len(text)+1), 0, 0, 3)
	body = append(body, text...)
	return append([]byte("ID3\x03\x00\x00\x00\x00\x00"), append([]byte{byte(len(body))}, body...)...)
}

func id3v1(text string) []byte {
	tag := append([]byte("TAG"), text...)
	return append(tag, make([]byte, 128-len(tag))...)
}

// oggFile makes an Ogg file of packets: each page holds one.
func oggFile(packets ...string) []byte {
	s := &oggStream{}
	var out []byte
	for i, p := range packets {
		page := oggPage{serial: 7, segments: lacing(len(p)), data: []byte(p)}
		switch i {
		case 0:
			page.flags = 2
		case len(packets) - 1:
			page.flags, page.granule = 4, 1000
		}
		out = s.append(out, page)
	}
	return out
}

// comments makes the list of comments of Vorbis, of one or two texts.
func comments(texts ...string) string {
	var b []byte
	b = binary.LittleEndian.AppendUint32(b, uint32(len(texts[0])))
	b = append(b, texts[0]...)
	b = binary.LittleEndian.AppendUint32(b, uint32(len(texts)-1))
	for _, s := range texts[1:] {
		b = binary.LittleEndian.AppendUint32(b, uint32(len(s)))
		b = append(b, s...)
	}
	return string(b)
}

func flacBlock(kind byte, data string) string {
	return string([]byte{kind, 0, byte(len(data) >> 8), byte(len(data))}) + data
}

func plantedSound() []planted {
	frames := mp3Frames(20)
	ape := "APETAGEX\xd0\x07\x00\x00\x40\x00\x00\x00\x01\x00\x00\x00" + strings.Repeat("\x00", 12) + secret
	stream := strings.Repeat("\x11", 34)
	sound := "\xff\xf8sound of the file"
	head := "OpusHead\x01\x01\x00\x00\x80\xbb\x00\x00\x00\x00\x00"
	vorbis := "\x01vorbis" + strings.Repeat("\x01", 23)
	aiff := func(chunks string) []byte {
		body := "AIFFCOMM\x00\x00\x00\x12" + strings.Repeat("\x01", 18) + "SSND\x00\x00\x00\x0a" + "soundsound" + chunks
		return append(binary.BigEndian.AppendUint32([]byte("FORM"), uint32(len(body))), body...)
	}
	return []planted{
		{name: "a.mp3", what: "ID3v2", body: append(id3v2(secret), frames...)},
		{name: "b.mp3", what: "ID3v1", body: append(bytes.Clone(frames), id3v1(secret)...)},
		{name: "c.mp3", what: "APE", body: append(bytes.Clone(frames), ape...)},
		{name: "d.mp3", what: "between frames", body: append(append(bytes.Clone(frames), id3v2(secret)...), frames...)},
		{name: "e.mp3", what: "Lyrics3", body: append(append(bytes.Clone(frames), "LYRICSBEGIN"+secret+"LYRICS200"...), id3v1(secret)...)},
		{name: "a.flac", what: "comments", body: []byte("fLaC" + flacBlock(0, stream) + flacBlock(0x84, comments("x", "ARTIST="+secret)) + sound), stays: []string{stream, sound}},
		{name: "b.flac", what: "picture", body: []byte("fLaC" + flacBlock(0, stream) + flacBlock(0x86, secret) + sound), stays: []string{sound}},
		{name: "c.flac", what: "application and padding", body: []byte("fLaC" + flacBlock(0, stream) + flacBlock(2, secret) + flacBlock(3, "seek") + flacBlock(0x81, secret) + sound), stays: []string{"seek"}},
		{name: "d.flac", what: "ID3", body: append(id3v2(secret), "fLaC"+flacBlock(0x80, stream)+sound+string(id3v1(secret))...), stays: []string{sound}},
		{name: "a.opus", what: "comments", body: oggFile(head, "OpusTags"+comments(secret, "TITLE="+secret), "sound of the file"), stays: []string{"sound of the file"}},
		{name: "a.ogg", what: "comments", body: oggFile(vorbis, "\x03vorbis"+comments(secret, "ARTIST="+secret)+"\x01", "\x05vorbis setup", "sound of the file"), stays: []string{"\x05vorbis setup", "sound of the file"}},
		{name: "b.ogg", what: "long comments", body: oggFile(vorbis, "\x03vorbis"+comments("v", strings.Repeat("PICTURE", 8000)+secret)+"\x01", "\x05vorbis setup", "sound of the file")},
		{name: "c.ogg", what: "after the end", body: append(oggFile(vorbis, "\x03vorbis"+comments("")+"\x01", "\x05vorbis setup", "sound of the file"), id3v1(secret)...)},
		{name: "a.oga", what: "FLAC in Ogg", body: oggFile("\x7fFLAC\x01\x00\x00\x01fLaC"+flacBlock(0, stream), flacBlock(0x84, comments("x", "A="+secret)), "sound of the file"), stays: []string{"sound of the file"}},
		{name: "a.aiff", what: "name and author", body: aiff("AUTH\x00\x00\x00\x10" + secret), stays: []string{"soundsound"}},
		{name: "b.aif", what: "ID3", body: aiff("ID3 \x00\x00\x00\x10" + secret)},
	}
}

func bx(name string, parts ...string) string {
	return string(appendBox(nil, name, []byte(strings.Join(parts, ""))))
}

func zeros(n int) string { return strings.Repeat("\x00", n) }

func be(n int) string { return string(binary.BigEndian.AppendUint32(nil, uint32(n))) }

// movieFile makes an MP4 file of one picture and, where wanted, a track of positions.
// Its samples stand after what is left over from recording.
func movieFile(handlerName, compressor string, extra func(box string) string, gap string) []byte {
	ftyp := bx("ftyp", "isom", zeros(4), "isom")
	const picture, data = "the first picture", "12.65N 8.00W " + secret
	track := func(kind, name string, description string, at, size int) string {
		return bx("trak", bx("tkhd", zeros(4), "\xd0\x00\x00\x01\xd0\x00\x00\x02", zeros(72)), extra("trak"),
			bx("mdia", bx("mdhd", zeros(4), "\xd0\x00\x00\x01\xd0\x00\x00\x02", zeros(12)), bx("hdlr", zeros(8), kind, zeros(12), name+"\x00"),
				bx("minf", bx("dinf", bx("dref", zeros(4), be(1), bx("url ", be(1)))), bx("stbl", bx("stsd", zeros(4), be(1), description), bx("stts", zeros(4), be(1), be(1), be(10)),
					bx("stsc", zeros(4), be(1), be(1), be(1), be(1)), bx("stsz", zeros(4), be(0), be(1), be(size)), bx("stco", zeros(4), be(1), be(at))))))
	}
	video := bx("mp4v", zeros(6), "\x00\x01", zeros(4), "appl", zeros(8), zeros(4), zeros(14), (compressor + zeros(32))[:32], "\x00\x18\xff\xff")
	at := len(ftyp) + 8 + len(gap)
	mdat := bx("mdat", gap, picture, data)
	return []byte(ftyp + mdat + bx("moov", bx("mvhd", zeros(4), "\xd0\x00\x00\x01\xd0\x00\x00\x02", zeros(88)), track("vide", handlerName, video, at, len(picture)),
		track("meta", "GPS", bx("mebx", zeros(8)), at+len(picture), len(data)), extra("moov")) + extra(""))
}

// heifFile makes an AVIF picture with EXIF and XMP, and a preview.
func heifFile(text string) []byte {
	ftyp := bx("ftyp", "avif", zeros(4), "mif1avif")
	pixels, exif, preview := "coded picture", "Exif"+text, "small "+text
	infe := func(id int, kind, rest string) string {
		return bx("infe", "\x02\x00\x00\x00", string([]byte{0, byte(id), 0, 0}), kind, rest)
	}
	build := func(base int) (string, string) {
		place := func(id, at, size int) string {
			return string([]byte{0, byte(id), 0, 0, 0, 1}) + be(at) + be(size)
		}
		a, b, c := base, base+len(pixels), base+len(pixels)+len(exif)
		meta := bx("meta", zeros(4), bx("hdlr", zeros(8), "pict", zeros(12), text+"\x00"), bx("pitm", zeros(4), "\x00\x01"),
			bx("iloc", zeros(4), "\x44\x00", "\x00\x04", place(1, a, len(pixels)), place(2, b, len(exif)), place(3, b, len(exif)), place(4, c, len(preview))),
			bx("iinf", zeros(4), "\x00\x04", infe(1, "av01", text+"\x00"), infe(2, "Exif", "\x00"), infe(3, "mime", "\x00application/rdf+xml\x00"), infe(4, "av01", "\x00")),
			bx("iref", zeros(4), bx("cdsc", "\x00\x02\x00\x01\x00\x01"), bx("thmb", "\x00\x04\x00\x01\x00\x01")), bx("iprp", bx("ipco", bx("ispe", zeros(12)), bx("udes", zeros(4), text+"\x00")), bx("ipma", zeros(8))))
		return ftyp + meta, bx("mdat", pixels, exif, preview)
	}
	head, _ := build(0)
	head, data := build(len(head) + 8)
	return []byte(head + data)
}

func plantedMovies() []planted {
	none := func(string) string { return "" }
	in := func(where, box string) func(string) string {
		return func(at string) string {
			if at == where {
				return box
			}
			return ""
		}
	}
	stays := []string{"the first picture"}
	title := bx("udta", bx("\xa9nam", "\x00\x10\x00\x00"+secret), bx("\xa9xyz", "\x00\x12\x15\xc7+12.65-008.00/"))
	el := func(id, body string) string {
		return id + string([]byte{0x40 | byte(len(body)>>8), byte(len(body))}) + body
	}
	webm := func(info, more string) []byte {
		return []byte(el("\x1a\x45\xdf\xa3", "\x42\x82\x84webm") + el("\x18\x53\x80\x67", el("\x15\x49\xa9\x66", "\x2a\xd7\xb1\x83\x0f\x42\x40"+el("\x4d\x80", secret)+el("\x57\x41", "mux")+info)+
			el("\x16\x54\xae\x6b", el("\xae", "\xd7\x81\x01"+el("\x53\x6e", secret)))+el("\x1f\x43\xb6\x75", "the first picture")+more))
	}
	return []planted{
		{name: "a.mp4", what: "udta", body: movieFile("", "", in("moov", title), ""), words: []string{secret, "+12.65"}, stays: stays},
		{name: "b.mp4", what: "udta of a track", body: movieFile("", "", in("trak", title), ""), stays: stays},
		{name: "c.mp4", what: "meta", body: movieFile("", "", in("moov", bx("meta", zeros(4), bx("hdlr", zeros(8), "mdir", zeros(13)), bx("ilst", secret))), ""), stays: stays},
		{name: "d.mp4", what: "uuid", body: movieFile("", "", in("", bx("uuid", strings.Repeat("u", 16), xmpPacket(secret))), ""), stays: stays},
		{name: "e.mov", what: "handler and compressor", body: movieFile(secret, secret, none, ""), words: []string{secret, "appl"}, stays: stays},
		{name: "f.m4a", what: "left over from recording", body: movieFile("", "", none, "freeGPS "+secret), words: []string{"freeGPS", secret}, stays: stays},
		{name: "g.mp4", what: "a track of positions", body: movieFile("", "", none, ""), words: []string{"12.65N", secret}, stays: stays},
		{name: "h.mov", what: "free space", body: movieFile("", "", in("moov", bx("free", secret)), ""), stays: stays},
		{name: "i.mp4", what: "dates", body: movieFile("", "", none, ""), words: []string{"\xd0\x00\x00\x01\xd0\x00\x00\x02"}, stays: stays},
		{name: "a.avif", what: "items", body: heifFile(secret), stays: []string{"coded picture"}},
		{name: "b.heic", what: "items", body: bytes.Replace(heifFile(secret), []byte("avif"), []byte("heic"), 1), words: []string{"Exif" + secret, "small " + secret}, stays: []string{"coded picture"}},
		{name: "a.webm", what: "programs and names", body: webm("", ""), stays: stays},
		{name: "b.webm", what: "title and tags", body: webm(el("\x7b\xa9", secret)+"\x44\x61\x88\x07\x00\x00\x00\x00\x00\x00\x01", el("\x12\x54\xc3\x67", secret)), stays: stays},
		{name: "c.webm", what: "attachment", body: webm("", el("\x19\x41\xa4\x69", secret)), stays: stays},
		{name: "d.webm", what: "after the end", body: append(webm("", ""), secret...), stays: stays},
	}
}
