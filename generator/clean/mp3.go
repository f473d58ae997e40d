package clean

import (
	"bytes"
	"encoding/binary"
)

// cleanMP3 keeps the frames of sound; tags before, between and after them go
// (ISO 11172-3; ID3v1 and ID3v2, APE, Lyrics3).
func cleanMP3(j *job, b []byte) ([]byte, error) {
	out := make([]byte, 0, len(b))
	frames, i := 0, id3v2End(b)
	if i > 0 {
		j.remove(Description)
	}
	if bytes.HasPrefix(b[i:], []byte("fLaC")) {
		return cleanFLAC(j, b[i:])
	}
	for i+4 <= len(b) {
		size := frameSize(b[i:])
		if size == 0 || i+size < len(b)-4 && frameSize(b[i+size:]) == 0 && !tagAt(b[i+size:]) && frames == 0 {
			i = j.nextFrame(b, i)
			continue
		}
		if tagAt(b[i:]) {
			break
		}
		end := min(i+size, len(b))
		frame := b[i:end]
		if frames == 0 {
			frame = j.xing(frame)
		}
		out = append(out, frame...)
		frames++
		i = end
	}
	if frames == 0 || len(out) < len(b)/10 {
		return nil, damaged("it has no MP3 sound")
	}
	if i < len(b) {
		j.remove(Trailing)
	}
	j.encoders(out)
	return out, nil
}

// nextFrame returns where the next two frames in a row start, after something that is
// no frame, or the end.
func (j *job) nextFrame(b []byte, i int) int {
	j.remove(Description)
	if n := id3v2End(b[i:]); n > 0 {
		return min(i+n, len(b))
	}
	for i++; i+4 <= len(b); i++ {
		n := bytes.IndexByte(b[i:], 0xff)
		if n < 0 {
			break
		}
		i += n
		if size := frameSize(b[i:]); size > 0 && i+size <= len(b) && (i+size == len(b) || frameSize(b[i+size:]) > 0 || tagAt(b[i+size:])) {
			return i
		}
	}
	return len(b)
}

// tagAt reports whether a tag starts here.
func tagAt(b []byte) bool {
	for _, start := range []string{"TAG", "APETAGEX", "LYRICSBEGIN", "ID3", "3DI"} {
		if bytes.HasPrefix(b, []byte(start)) {
			return true
		}
	}
	return false
}

// id3v2End returns where an ID3v2 tag at the start ends, or 0.
func id3v2End(b []byte) int {
	if len(b) < 10 || string(b[:3]) != "ID3" {
		return 0
	}
	size := 10 + (int(b[6]&0x7f)<<21 | int(b[7]&0x7f)<<14 | int(b[8]&0x7f)<<7 | int(b[9]&0x7f))
	if b[5]&0x10 != 0 { // a footer
		size += 10
	}
	for size < len(b) && b[size] == 0 { // padding that the size leaves out
		size++
	}
	return min(size, len(b))
}

// bitrates are those of MPEG-1 layers I to III and of MPEG-2 layers I and, for both
// others, II, in kbit/s.
var bitrates = [5][16]int{
	{0, 32, 64, 96, 128, 160, 192, 224, 256, 288, 320, 352, 384, 416, 448},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320, 384},
	{0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320},
	{0, 32, 48, 56, 64, 80, 96, 112, 128, 144, 160, 176, 192, 224, 256},
	{0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160},
}

// frameSize returns the size of the frame that starts here, or 0.
func frameSize(b []byte) int {
	if len(b) < 4 || b[0] != 0xff || b[1]&0xe0 != 0xe0 {
		return 0
	}
	version, layer, rate := b[1]>>3&3, 4-int(b[1]>>1&3), b[2]>>2&3
	if version == 1 || layer == 4 || rate == 3 {
		return 0
	}
	hertz := []int{44100, 48000, 32000}[rate]
	row := layer - 1
	if version != 3 { // MPEG-2, or 2.5
		hertz /= 2
		row = min(layer+2, 4)
		if version == 0 {
			hertz /= 2
		}
	}
	bits, padding := bitrates[row][b[2]>>4]*1000, int(b[2]>>1&1)
	switch {
	case bits == 0:
		return 0
	case layer == 1:
		return (12*bits/hertz + padding) * 4
	case layer == 3 && version != 3:
		return 72*bits/hertz + padding
	}
	return 144*bits/hertz + padding
}

// xing removes the version of the encoder from the first frame, which says how long
// the recording is. "LAME" stays: players read the encoder's delay only after it.
func (j *job) xing(frame []byte) []byte {
	at := bytes.Index(frame[:min(len(frame), 64)], []byte("Xing"))
	if at < 0 {
		at = bytes.Index(frame[:min(len(frame), 64)], []byte("Info"))
	}
	if at < 0 || at+8 > len(frame) {
		return frame
	}
	flags := binary.BigEndian.Uint32(frame[at+4:])
	tag := at + 8
	for bit, size := range []int{4, 4, 100, 4} {
		if flags>>bit&1 == 1 {
			tag += size
		}
	}
	if tag+36 > len(frame) || string(frame[tag:tag+4]) == "LAME" && bytes.Equal(frame[tag+4:tag+9], make([]byte, 5)) {
		return frame
	}
	if frame[tag] == 0 {
		return frame
	}
	j.remove(Software)
	out := bytes.Clone(frame)
	copy(out[tag:], "LAME\x00\x00\x00\x00\x00")
	binary.BigEndian.PutUint16(out[tag+34:], crc16(out[:tag+34]))
	return out
}

// crc16 is the checksum of the LAME tag (polynomial 0x8005, reflected).
func crc16(b []byte) uint16 {
	var c uint16
	for _, x := range b {
		c ^= uint16(x)
		for range 8 {
			if c&1 == 1 {
				c = c>>1 ^ 0xa001
			} else {
				c >>= 1
			}
		}
	}
	return c
}
