package plaintext

import (
	"archive/tar"
	"archive/zip"
	"bytes"
	"compress/gzip"
	"io"
	"path"
	"strconv"
	"strings"
)

// zip reads the parts of a document or archive.
func (r *reader) zip(body []byte) {
	z, err := zip.NewReader(bytes.NewReader(body), int64(len(body)))
	if err != nil || len(z.File) > maxParts {
		r.unread.Files++
		return
	}
	var names strings.Builder
	names.WriteString(z.Comment)
	for _, f := range z.File {
		names.WriteString("\n" + f.Name + "\n" + f.Comment)
		if strings.HasSuffix(f.Name, "/") {
			continue
		}
		if f.Flags&1 != 0 { // locked
			r.unread.Files++
			continue
		}
		part, err := f.Open()
		if err != nil {
			r.unread.Files++
			continue
		}
		if b, ok := r.inflate(part); ok {
			r.part(f.Name, b)
		}
		_ = part.Close() // only read
	}
	r.passage(Passage{Text: names.String()})
}

// inflate reads what is packed, within the limits.
func (r *reader) inflate(from io.Reader) ([]byte, bool) {
	limit := min(maxPart, r.unpack)
	b, err := io.ReadAll(io.LimitReader(from, limit+1))
	r.unpack -= int64(len(b))
	if err != nil || int64(len(b)) > limit {
		r.unread.Files++
		return nil, false
	}
	return b, true
}

// part reads a part of a document or archive.
func (r *reader) part(name string, b []byte) {
	form := xmlForm{}
	switch base := path.Base(name); {
	case name == "word/document.xml":
		form.part, form.unit, form.at = "p", Paragraph, 1
	case name == "content.xml":
		form.part, form.unit, form.at = "p", Paragraph, 1
	case strings.HasPrefix(name, "ppt/slides/slide"), strings.HasPrefix(name, "ppt/notesSlides/notesSlide"):
		n, err := strconv.Atoi(strings.TrimFunc(strings.TrimSuffix(base, ".xml"), func(r rune) bool { return r < '0' || r > '9' }))
		if err == nil {
			form.unit, form.at = Slide, n
		}
	case name == "mimetype":
		return
	default:
		r.file(name, b)
		return
	}
	r.xml(decode(b), form)
}

func (r *reader) gzip(name string, body []byte) {
	z, err := gzip.NewReader(bytes.NewReader(body))
	if err != nil {
		r.unread.Files++
		return
	}
	if b, ok := r.inflate(z); ok {
		r.passage(Passage{Text: z.Name + "\n" + z.Comment})
		name = path.Base(name)
		if inner, isTar := strings.CutSuffix(name, ".tgz"); isTar {
			name = inner + ".tar.gz"
		}
		r.file(strings.TrimSuffix(name, ".gz"), b)
	}
}

func (r *reader) tar(body []byte) {
	t := tar.NewReader(bytes.NewReader(body))
	for range maxParts {
		h, err := t.Next()
		if err == io.EOF {
			return
		}
		if err != nil {
			break
		}
		r.passage(Passage{Text: strings.Join([]string{h.Name, h.Linkname, h.Uname, h.Gname}, "\n")})
		if b, ok := r.inflate(t); ok && h.Typeflag == tar.TypeReg {
			r.part(h.Name, b)
		}
	}
	r.unread.Files++
}
