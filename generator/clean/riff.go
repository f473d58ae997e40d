package clean

import (
	"encoding/binary"
)

// cleanRIFF cleans a WebP picture or a WAV recording.
func cleanRIFF(j *job, b []byte) ([]byte, error) {
	if len(b) < 12 {
		return nil, damaged("the RIFF file has no header")
	}
	switch string(b[8:12]) {
	case "WEBP":
		return cleanWebP(j, b)
	case "WAVE":
		return cleanWAV(j, b)
	}
	return nil, &Error{Unknown, "RIFF " + string(b[8:12])}
}

// chunk is a part of a RIFF file.
type chunk struct {
	name string
	data []byte
}

// chunks reads the chunks of a part of a RIFF file. A last one that is cut off is an
// error unless open names it: programs that record as long as they can't know the
// size leave it wrong.
func chunks(b []byte, open string) ([]chunk, error) {
	var out []chunk
	for len(b) >= 8 {
		name, size := string(b[:4]), int64(binary.LittleEndian.Uint32(b[4:]))
		b = b[8:]
		if size > int64(len(b)) {
			if name != open {
				return nil, damaged("the chunk %q is cut off", name)
			}
			size = int64(len(b))
		}
		out = append(out, chunk{name, b[:size]})
		b = b[min(size+size&1, int64(len(b))):]
	}
	return out, nil
}

func appendChunk(out []byte, name string, data []byte) []byte {
	out = append(out, name...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	out = append(out, data...)
	if len(data)&1 == 1 {
		out = append(out, 0)
	}
	return out
}

// inner returns what the header says is the content of a RIFF file.
func (j *job) inner(b []byte) []byte {
	size := int64(binary.LittleEndian.Uint32(b[4:])) + 8
	if size < int64(len(b)) && size >= 12 {
		if size+size&1 < int64(len(b)) {
			j.remove(Trailing)
		}
		return b[12:size]
	}
	return b[12:]
}

// riff returns a file of chunks.
func riff(form string, body []byte) []byte {
	out := append(make([]byte, 0, len(body)+12), "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(body)+4))
	return append(append(out, form...), body...)
}

// webpKept are the chunks of a WebP file, or of a frame of one, that a decoder needs.
var webpKept = map[string]bool{"VP8 ": true, "VP8L": true, "VP8X": true, "ALPH": true, "ANIM": true, "ANMF": true}

// Flags of a WebP file's header.
const (
	webpICC  = 0x20
	webpEXIF = 0x08
	webpXMP  = 0x04
	webpRest = 0x12 // alpha, animation
)

func cleanWebP(j *job, b []byte) ([]byte, error) {
	list, err := chunks(j.inner(b), "")
	if err != nil {
		return nil, err
	}
	var body, exif, packet, profile []byte
	header := -1
	for _, c := range list {
		switch {
		case c.name == "VP8X" && len(c.data) >= 10:
			header = len(body)
			head := append([]byte{c.data[0] & webpRest, 0, 0, 0}, c.data[4:10]...)
			body = appendChunk(body, c.name, head)
		case c.name == "ANMF":
			frame, err := j.webpFrame(c.data)
			if err != nil {
				return nil, err
			}
			body = appendChunk(body, c.name, frame)
		case webpKept[c.name]:
			body = appendChunk(body, c.name, c.data)
		case c.name == "ICCP" && header >= 0:
			if profile = j.profile(c.data); profile != nil {
				body = appendChunk(body, c.name, profile)
				body[header+8] |= webpICC
			}
		case c.name == "EXIF":
			exif = j.webpEXIF(c.data)
		case c.name == "XMP ":
			j.xmp(c.data)
		default:
			j.remove(Description)
		}
	}
	if len(body) == 0 {
		return nil, damaged("the WebP file has no picture")
	}
	if packet = j.keptRights().xmp(); header >= 0 && exif != nil {
		body = appendChunk(body, "EXIF", exif)
		body[header+8] |= webpEXIF
	}
	if header >= 0 && packet != nil {
		body = appendChunk(body, "XMP ", packet)
		body[header+8] |= webpXMP
	}
	return riff("WEBP", body), nil
}

// webpEXIF returns EXIF data that holds the orientation alone, or nil. Some programs
// write the start of a JPEG segment before it.
func (j *job) webpEXIF(b []byte) []byte {
	if len(b) > 6 && string(b[:4]) == "Exif" {
		b = b[6:]
	}
	return minimalEXIF(j.exif(b), rights{})
}

// webpFrame cleans a frame of an animation, whose chunks follow 16 bytes.
func (j *job) webpFrame(b []byte) ([]byte, error) {
	if len(b) < 16 {
		return nil, damaged("a frame of the WebP file is cut off")
	}
	list, err := chunks(b[16:], "")
	if err != nil {
		return nil, err
	}
	out := append([]byte(nil), b[:16]...)
	for _, c := range list {
		if c.name == "VP8 " || c.name == "VP8L" || c.name == "ALPH" {
			out = appendChunk(out, c.name, c.data)
		} else {
			j.remove(Description)
		}
	}
	return out, nil
}

// cleanWAV keeps the format and the sound.
func cleanWAV(j *job, b []byte) ([]byte, error) {
	if string(b[:4]) == "RF64" || string(b[:4]) != "RIFF" {
		return nil, &Error{Unknown, "RF64"}
	}
	list, err := chunks(j.inner(b), "data")
	if err != nil {
		return nil, err
	}
	var body []byte
	sound := false
	for _, c := range list {
		switch c.name {
		case "fmt ", "fact", "data":
			sound = sound || c.name == "data"
			body = appendChunk(body, c.name, c.data)
		case "bext", "iXML", "cart":
			j.remove(Person)
			j.remove(History)
		case "JUNK", "PAD ", "FLLR":
		default:
			j.remove(Description)
		}
	}
	if !sound {
		return nil, damaged("the WAV file has no sound")
	}
	return riff("WAVE", body), nil
}

// cleanAIFF keeps the format and the sound of an AIFF recording.
func cleanAIFF(j *job, b []byte) ([]byte, error) {
	if len(b) < 12 || string(b[8:12]) != "AIFF" && string(b[8:12]) != "AIFC" {
		return nil, &Error{Unknown, "FORM"}
	}
	end := int64(binary.BigEndian.Uint32(b[4:])) + 8
	if end < int64(len(b)) {
		j.remove(Trailing)
	}
	var body []byte
	for i := int64(12); i+8 <= min(end, int64(len(b))); {
		name, size := string(b[i:i+4]), int64(binary.BigEndian.Uint32(b[i+4:]))
		next := i + 8 + size + size&1
		if i+8+size > int64(len(b)) {
			return nil, damaged("the chunk %q is cut off", name)
		}
		switch name {
		case "COMM", "SSND", "FVER":
			body = append(body, b[i:i+8+size]...)
			if size&1 == 1 {
				body = append(body, 0)
			}
		default:
			j.remove(Description)
		}
		i = next
	}
	out := append(make([]byte, 0, len(body)+12), "FORM"...)
	out = binary.BigEndian.AppendUint32(out, uint32(len(body)+4))
	return append(append(out, b[8:12]...), body...), nil
}
