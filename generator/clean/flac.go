package clean

import "bytes"

// cleanFLAC keeps the description of the stream, the table of seek points and the
// sound (RFC 9639).
func cleanFLAC(j *job, b []byte) ([]byte, error) {
	out := append(make([]byte, 0, len(b)), "fLaC"...)
	last, lastAt := false, 0
	i := 4
	for !last {
		if i+4 > len(b) {
			return nil, damaged("the FLAC file has no sound")
		}
		kind := b[i] & 0x7f
		end := i + 4 + int(b[i+1])<<16 + int(b[i+2])<<8 + int(b[i+3])
		if end > len(b) {
			return nil, damaged("the FLAC file is cut off")
		}
		switch last = b[i]&0x80 != 0; kind {
		case 0, 3:
			lastAt = len(out)
			out = append(out, kind)
			out = append(out, b[i+1:end]...)
		case 6:
			j.remove(Thumbnail)
		default:
			j.remove(Description)
		}
		i = end
	}
	if lastAt == 0 {
		return nil, damaged("the FLAC file has no header")
	}
	out[lastAt] |= 0x80
	sound := b[i:]
	if n := len(sound) - 128; n > 0 && string(sound[n:n+3]) == "TAG" {
		j.remove(Trailing)
		sound = sound[:n]
	}
	if n := bytes.LastIndex(sound, []byte("APETAGEX")); n >= 0 && n == len(sound)-32 {
		size := int(sound[n+12]) | int(sound[n+13])<<8 | int(sound[n+14])<<16
		j.remove(Trailing)
		sound = sound[:max(0, len(sound)-size)]
		if n := len(sound) - 32; n > 0 && bytes.HasPrefix(sound[n:], []byte("APETAGEX")) {
			sound = sound[:n]
		}
	}
	return append(out, sound...), nil
}
