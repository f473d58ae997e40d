package clean

import (
	"bytes"
	"compress/zlib"
	"encoding/binary"
	"hash/crc32"
	"io"
)

// pngKept are the chunks that a decoder needs or that say what colours and sizes
// mean (PNG third edition, 11).
var pngKept = map[string]bool{
	"IHDR": true, "PLTE": true, "IDAT": true, "IEND": true, "tRNS": true, "gAMA": true, "cHRM": true, "sRGB": true, "sBIT": true,
	"pHYs": true, "bKGD": true, "acTL": true, "fcTL": true, "fdAT": true, "cICP": true, "mDCV": true, "cLLI": true,
}

const pngStart = "\x89PNG\r\n\x1a\n"

// cleanPNG keeps the chunks of pngKept, the colour profile under a neutral name and
// the orientation, up to the end of the picture.
func cleanPNG(j *job, b []byte) ([]byte, error) {
	if len(b) < 33 || string(b[12:16]) != "IHDR" {
		return nil, damaged("the PNG file has no header")
	}
	if err := j.pngTexts(b); err != nil {
		return nil, err
	}
	out := append(make([]byte, 0, len(b)), pngStart...)
	for i := len(pngStart); ; {
		if i+12 > len(b) {
			return nil, damaged("the PNG file ends before its picture does")
		}
		size, name := int64(binary.BigEndian.Uint32(b[i:])), string(b[i+4:i+8])
		end := int64(i) + 12 + size
		if end > int64(len(b)) {
			return nil, damaged("the PNG chunk %q is cut off", name)
		}
		data := b[i+8 : end-4]
		switch {
		case pngKept[name]:
			out = append(out, b[i:end]...)
		case name == "iCCP":
			out = append(out, j.pngProfile(data)...)
		case name == "eXIf":
			if turn := j.exif(data); turn > 1 {
				out = append(out, pngChunk("eXIf", minimalEXIF(turn, rights{}))...)
			}
		case name[0]&0x20 == 0: // critical
			return nil, damaged("the PNG chunk %q is not known", name)
		}
		if name == "IHDR" {
			out = append(out, j.pngRights()...)
		}
		i = int(end)
		if name == "IEND" {
			if i < len(b) {
				j.remove(Trailing)
			}
			return out, nil
		}
	}
}

// pngTexts notes what chunks say that are removed.
func (j *job) pngTexts(b []byte) error {
	for i := len(pngStart); i+12 <= len(b); {
		size, name := int64(binary.BigEndian.Uint32(b[i:])), string(b[i+4:i+8])
		end := int64(i) + 12 + size
		if end > int64(len(b)) {
			return nil // cleanPNG says so
		}
		data := b[i+8 : end-4]
		switch name {
		case "tEXt", "zTXt", "iTXt":
			j.pngText(name, data)
		case "tIME":
			j.remove(History)
		case "iCCP", "eXIf":
		case "IEND":
			return nil
		default:
			if !pngKept[name] {
				j.remove(Description)
			}
		}
		i = int(end)
	}
	return nil
}

func (j *job) pngText(name string, data []byte) {
	key, text, _ := bytes.Cut(data, []byte{0})
	switch string(key) {
	case "XML:com.adobe.xmp":
		j.xmp(text)
		return
	case "Copyright":
		if name == "tEXt" {
			j.foundCopyright(latin1(text))
		}
	case "Author":
		j.remove(Person)
	case "Software":
		j.remove(Software)
	case "Creation Time":
		j.remove(History)
	case "Comment":
		j.remove(Comment)
	}
	j.remove(Description)
}

func latin1(b []byte) string {
	r := make([]rune, len(b))
	for i, c := range b {
		r[i] = rune(c)
	}
	return string(r)
}

// pngRights returns the chunk with what is kept of the rights.
func (j *job) pngRights() []byte {
	packet := j.keptRights().xmp()
	if packet == nil {
		return nil
	}
	return pngChunk("iTXt", append([]byte("XML:com.adobe.xmp\x00\x00\x00\x00\x00"), packet...))
}

// maxProfile is the size of the largest colour profile, unpacked.
const maxProfile = 8 << 20

// pngProfile returns the chunk of a colour profile under a neutral name, or nothing
// if it can't be read.
func (j *job) pngProfile(data []byte) []byte {
	name, rest, _ := bytes.Cut(data, []byte{0})
	if len(rest) < 2 {
		return nil
	}
	z, err := zlib.NewReader(bytes.NewReader(rest[1:]))
	if err != nil {
		return nil
	}
	whole, err := io.ReadAll(io.LimitReader(z, maxProfile))
	if err != nil {
		return nil
	}
	cleaned := j.profile(whole)
	if cleaned == nil {
		return nil
	}
	if string(name) != "ICC" {
		j.remove(Description)
	}
	var packed bytes.Buffer
	packed.WriteString("ICC\x00\x00")
	w, _ := zlib.NewWriterLevel(&packed, zlib.BestCompression)
	_, _ = w.Write(cleaned) // a buffer never fails
	_ = w.Close()
	return pngChunk("iCCP", packed.Bytes())
}

func pngChunk(name string, data []byte) []byte {
	out := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	out = append(append(out, name...), data...)
	return binary.BigEndian.AppendUint32(out, crc32.ChecksumIEEE(out[4:]))
}
