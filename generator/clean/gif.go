package clean

// cleanGIF keeps the pictures with their controls and the number of repetitions
// (GIF89a), up to the trailer.
func cleanGIF(j *job, b []byte) ([]byte, error) {
	if len(b) < 13 {
		return nil, damaged("the GIF file has no header")
	}
	i := 13 + colours(b[10])
	if i > len(b) {
		return nil, damaged("the GIF file's colours are cut off")
	}
	out := append(make([]byte, 0, len(b)), b[:i]...)
	for {
		if i >= len(b) {
			return append(out, ';'), nil // as decoders do
		}
		start := i
		switch b[i] {
		case ';':
			if i+1 < len(b) {
				j.remove(Trailing)
			}
			return append(out, ';'), nil
		case ',':
			if i+11 > len(b) {
				return nil, damaged("a picture of the GIF file is cut off")
			}
			if i = blocks(b, i+10+colours(b[i+9])+1); i < 0 {
				return nil, damaged("a picture of the GIF file is cut off")
			}
			out = append(out, b[start:i]...)
		case '!':
			if i+2 > len(b) {
				return append(out, ';'), nil
			}
			label := b[i+1]
			if i = blocks(b, i+2); i < 0 {
				return nil, damaged("an extension of the GIF file is cut off")
			}
			out = append(out, j.gifExtension(label, b[start:i])...)
		default:
			return nil, damaged("the GIF file has an unknown block at byte %d", i)
		}
	}
}

// gifExtension returns what is kept of an extension.
func (j *job) gifExtension(label byte, b []byte) []byte {
	switch {
	case label == 0xf9 && len(b) >= 8 && b[2] == 4:
		return append(append([]byte(nil), b[:7]...), 0)
	case label == 0xff && len(b) >= 19 && b[2] == 11 && (string(b[3:14]) == "NETSCAPE2.0" || string(b[3:14]) == "ANIMEXTS1.0") && b[14] == 3 && b[15] == 1:
		return append(append([]byte(nil), b[:18]...), 0)
	case label == 0xfe:
		j.remove(Comment)
	case label == 0xff && len(b) > 14 && string(b[3:11]) == "XMP Data":
		j.xmp(b)
	default:
		j.remove(Description)
	}
	return nil
}

// colours returns the size of a table of colours, from the flags before it.
func colours(flags byte) int {
	if flags&0x80 == 0 {
		return 0
	}
	return 3 << (flags&7 + 1)
}

// blocks returns where the data blocks that start at byte i end, or -1.
func blocks(b []byte, i int) int {
	for i < len(b) {
		n := int(b[i])
		if i += n + 1; n == 0 {
			return i
		}
	}
	return -1
}
