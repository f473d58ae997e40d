package clean

import (
	"bytes"
	"encoding/binary"
	"regexp"
	"unicode/utf16"
)

// iccColour are the tags of a colour profile (ICC.1:2022, 9.2) that say how colours
// are computed. The others name a device, its maker and its serial number, or hold
// texts.
var iccColour = map[string]bool{
	"rXYZ": true, "gXYZ": true, "bXYZ": true, "rTRC": true, "gTRC": true, "bTRC": true, "kTRC": true, "wtpt": true, "bkpt": true,
	"chad": true, "chrm": true, "cicp": true, "lumi": true, "meas": true, "view": true, "gamt": true, "A2B0": true, "A2B1": true, "A2B2": true,
	"B2A0": true, "B2A1": true, "B2A2": true, "D2B0": true, "D2B1": true, "D2B2": true, "D2B3": true, "B2D0": true, "B2D1": true, "B2D2": true, "B2D3": true,
	"pre0": true, "pre1": true, "pre2": true, "rig0": true, "rig2": true, "tech": true, "clro": true, "ncl2": true,
}

// iccKnown matches the texts of profiles that are everybody's, which stay as they are.
var iccKnown = regexp.MustCompile(`(?i)^(s?RGB( IEC61966-2\.?1)?( built-in)?|sRGB|c2(ci)?|nRGB|Adobe RGB \(1998\)|Display P3|Dot Gain \d+%|Gray Gamma [\d.]+|Generic (RGB|Gray).*|` +
	`IEC http://www\.iec\.ch|IEC 61966-2\.1 Default RGB colou?r space - sRGB|Reference Viewing Condition in IEC61966-2\.1|CRT|` +
	`Copyright \(c\) 1998 Hewlett-Packard Company|Copyright \d{4} Adobe Systems Incorporated|Copyright Apple Inc\., \d{4}|Copyright (19|20)\d\d Apple Computer Inc.*|` +
	`No copyright, use freely|FB|Google Inc\. 2016|CC0|Public Domain|U\.S\. Web Coated \(SWOP\) v2|ProPhoto RGB|Rec\. ?(709|2020).*)?$`)

// profile returns a colour profile without texts that could name somebody or
// something. Colours are unchanged. A profile that can't be read is left out.
func (j *job) profile(b []byte) []byte {
	if len(b) < 132 || string(b[36:40]) != "acsp" {
		j.remove(Description)
		return nil
	}
	size, n := binary.BigEndian.Uint32(b), binary.BigEndian.Uint32(b[128:])
	if int64(size) > int64(len(b)) || n > 100 || 132+12*int64(n) > int64(size) {
		j.remove(Description)
		return nil
	}
	if int(size) < len(b) {
		j.remove(Trailing)
	}
	b = b[:size]
	tags, known, ok := iccTags(b, int(n))
	if !ok {
		j.remove(Description)
		return nil
	}
	if known {
		return b
	}
	j.remove(Device)
	return iccWritten(b, append([]iccTag{{"desc", iccText(b[8], "ICC")}, {"cprt", iccText(b[8], "CC0")}}, tags...))
}

// iccTag is a field of a profile.
type iccTag struct {
	name string
	data []byte
}

// iccTags returns the tags about colours; known reports whether the texts of all others
// are everybody's.
func iccTags(b []byte, n int) (tags []iccTag, known, ok bool) {
	known = true
	for k := range n {
		e := b[132+12*k:]
		at, length := binary.BigEndian.Uint32(e[4:]), binary.BigEndian.Uint32(e[8:])
		if uint64(at)+uint64(length) > uint64(len(b)) {
			return nil, false, false
		}
		t := iccTag{string(e[:4]), b[at : at+length]}
		if iccColour[t.name] {
			tags = append(tags, t)
			continue
		}
		for _, text := range iccTexts(t.data) {
			known = known && iccKnown.MatchString(text)
		}
		known = known && iccStandard[t.name]
	}
	return tags, known, true
}

// iccWritten returns a profile of tags with the header of another, without what names
// its program, device and date.
func iccWritten(b []byte, tags []iccTag) []byte {
	out := append([]byte(nil), b[:128]...)
	clear(out[4:8])    // the program that would convert
	clear(out[24:36])  // date
	clear(out[40:64])  // platform, device; flags and attributes
	clear(out[80:128]) // creator, hash
	copy(out[24:36], []byte{0x07, 0xd0, 0, 1, 0, 1})
	copy(out[64:68], b[64:68]) // rendering intent
	out = binary.BigEndian.AppendUint32(out, uint32(len(tags)))
	at := len(out) + 12*len(tags)
	var data []byte
	seen := map[string]int{}
	for _, t := range tags {
		offset, ok := seen[string(t.data)]
		if !ok {
			offset = at + len(data)
			seen[string(t.data)] = offset
			data = append(data, t.data...)
			data = append(data, make([]byte, -len(data)&3)...)
		}
		out = append(out, t.name...)
		out = binary.BigEndian.AppendUint32(out, uint32(offset))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
	}
	out = append(out, data...)
	binary.BigEndian.PutUint32(out, uint32(len(out)))
	return out
}

// iccStandard are tags beside iccColour that the profiles of iccKnown have.
var iccStandard = map[string]bool{"desc": true, "cprt": true, "dmnd": true, "dmdd": true, "vued": true, "dscm": true}

// iccTexts returns the texts of a tag.
func iccTexts(b []byte) []string {
	if len(b) < 12 {
		return nil
	}
	clip := func(b []byte) string { return string(bytes.TrimRight(b, "\x00")) }
	switch string(b[:4]) {
	case "text":
		return []string{clip(b[8:])}
	case "desc": // ICC.1:2001, 6.5.17: ASCII, Unicode and a Macintosh text
		n := int64(binary.BigEndian.Uint32(b[8:]))
		if 12+n > int64(len(b)) {
			return []string{"\x00"}
		}
		if bytes.ContainsFunc(b[12+n:], func(r rune) bool { return r >= 'a' && r <= 'z' }) {
			return []string{"\x00"}
		}
		return []string{clip(b[12 : 12+n])}
	case "mluc":
		n := int64(binary.BigEndian.Uint32(b[8:]))
		var out []string
		for k := int64(0); k < n && 16+12*k+12 <= int64(len(b)); k++ {
			e := b[16+12*k:]
			size, at := int64(binary.BigEndian.Uint32(e[4:])), int64(binary.BigEndian.Uint32(e[8:]))
			if at+size > int64(len(b)) {
				return []string{"\x00"}
			}
			var units []uint16
			for i := at; i+1 < at+size; i += 2 {
				units = append(units, binary.BigEndian.Uint16(b[i:]))
			}
			out = append(out, string(bytes.TrimRight([]byte(string(utf16.Decode(units))), "\x00")))
		}
		return out
	}
	return nil
}

// iccText returns the data of a tag that holds a text, for a major version.
func iccText(version byte, text string) []byte {
	if version < 4 && text == "ICC" { // a description
		b := append([]byte("desc\x00\x00\x00\x00"), 0, 0, 0, byte(len(text)+1))
		b = append(append(b, text...), 0)
		return append(b, make([]byte, 78)...)
	}
	if version < 4 {
		return append([]byte("text\x00\x00\x00\x00"+text), 0)
	}
	b := []byte("mluc\x00\x00\x00\x00\x00\x00\x00\x01\x00\x00\x00\x0cenUS\x00\x00\x00\x00\x00\x00\x00\x1c")
	b[23] = byte(2 * len(text))
	for _, c := range []byte(text) {
		b = append(b, 0, c)
	}
	return b
}
