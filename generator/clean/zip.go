package clean

import (
	"archive/zip"
	"bytes"
	"compress/flate"
	"errors"
	"hash/crc32"
	"io"
	"path"
	"strings"
)

// maxEntries is how many files a document may have.
const maxEntries = 20_000

// part is a file in a document that is a ZIP archive.
type part struct {
	name string
	file *zip.File
	body []byte
	gone bool // it is left out
	new  bool // its body is not that of the file
}

// archive is a document that is a ZIP archive.
type archive struct {
	parts []*part
	names map[string]*part
}

// unzip reads a document. Folders are left out: their entries say nothing.
func (j *job) unzip(b []byte) (*archive, error) {
	z, err := zip.NewReader(bytes.NewReader(b), int64(len(b)))
	if err != nil {
		return nil, damaged("the ZIP archive can't be read: %v", err)
	}
	if len(z.File) > maxEntries {
		return nil, &Error{TooLarge, "it has too many parts"}
	}
	if z.Comment != "" {
		j.remove(Comment)
	}
	a := &archive{names: map[string]*part{}}
	for _, f := range z.File {
		name := path.Clean(strings.TrimPrefix(strings.ReplaceAll(f.Name, "\\", "/"), "/"))
		switch {
		case f.Flags&1 != 0:
			return nil, &Error{Why: Encrypted}
		case strings.HasSuffix(f.Name, "/"):
			continue
		case a.names[name] != nil || name == ".." || strings.HasPrefix(name, "../"):
			return nil, damaged("the part %q is there twice or lies outside", f.Name)
		}
		p := &part{name: name, file: f}
		if p.body, err = j.inflate(f); err != nil {
			return nil, err
		}
		if len(f.Extra) > 0 || f.Comment != "" {
			j.remove(Description)
		}
		a.parts = append(a.parts, p)
		a.names[name] = p
	}
	return a, nil
}

// inflate reads a part.
func (j *job) inflate(f *zip.File) ([]byte, error) {
	if f.UncompressedSize64 > maxPart {
		return nil, &Error{TooLarge, "the part " + f.Name}
	}
	if err := j.unpacked(int64(f.UncompressedSize64)); err != nil {
		return nil, err
	}
	r, err := f.Open()
	if err != nil {
		return nil, damaged("the part %q can't be read: %v", f.Name, err)
	}
	defer r.Close()
	var b bytes.Buffer
	b.Grow(int(min(f.UncompressedSize64, 1032*f.CompressedSize64)) + bytes.MinRead) // deflate packs no better
	n, err := io.Copy(&b, io.LimitReader(r, int64(f.UncompressedSize64)+1))
	if err != nil || uint64(n) != f.UncompressedSize64 {
		return nil, damaged("the part %q can't be read: %v", f.Name, errors.Join(err))
	}
	return b.Bytes(), nil
}

// set gives a part another body.
func (p *part) set(body []byte) {
	p.new = p.new || !bytes.Equal(body, p.body)
	p.body = body
}

// zip writes the document, its parts in their order, without times, comments and
// extra fields.
func (a *archive) zip() ([]byte, error) {
	var out bytes.Buffer
	w := zip.NewWriter(&out)
	for _, p := range a.parts {
		if p.gone {
			continue
		}
		h := &zip.FileHeader{
			Name: p.name, CreatorVersion: 3<<8 | 20, ReaderVersion: 20, Method: p.file.Method, CRC32: p.file.CRC32,
			//lint:ignore SA1019 Modified would add an extra field with the time
			ModifiedDate:       1<<5 | 1, // 1 January 1980, the first day of the format
			UncompressedSize64: uint64(len(p.body)), CompressedSize64: p.file.CompressedSize64,
			Flags: p.file.Flags & 0x800, // names in UTF-8
		}
		packed, err := a.packed(p, h)
		if err != nil {
			return nil, err
		}
		f, err := w.CreateRaw(h)
		if err == nil {
			_, err = f.Write(packed)
		}
		if err != nil {
			return nil, err
		}
	}
	err := w.Close()
	return out.Bytes(), err
}

// packed returns the bytes of a part as the archive has them, and completes its
// header.
func (a *archive) packed(p *part, h *zip.FileHeader) ([]byte, error) {
	if !p.new {
		r, err := p.file.OpenRaw()
		if err != nil {
			return nil, damaged("the part %q can't be read: %v", p.name, err)
		}
		return io.ReadAll(r)
	}
	h.CRC32 = crc32.ChecksumIEEE(p.body)
	packed := p.body
	if h.Method == zip.Deflate {
		var b bytes.Buffer
		w, _ := flate.NewWriter(&b, flate.DefaultCompression)
		_, _ = w.Write(p.body) // a buffer never fails
		_ = w.Close()
		packed = b.Bytes()
	} else {
		h.Method = zip.Store
	}
	h.CompressedSize64 = uint64(len(packed))
	return packed, nil
}

// media cleans a picture, recording or document inside of the document.
func (j *job) media(p *part) error {
	switch extension(p.name) {
	case "odttf", "fntdata", "ttf", "otf", "woff", "woff2", "wmf", "svm", "css", "ncx", "xpgt", "smil", "pls", "js":
		return nil
	case "emf":
		p.set(j.emf(p.body))
		return nil
	}
	body, err := j.nested(p.name, p.body)
	if err != nil {
		var e *Error
		if errors.As(err, &e) {
			return &Error{e.Why, strings.TrimSuffix(p.name+": "+e.Detail, ": ")}
		}
		return err
	}
	p.set(body)
	return nil
}

// emf removes the name of the program and of the picture from a Windows metafile
// (MS-EMF, 2.2.9).
func (j *job) emf(b []byte) []byte {
	d := directory{b: b}
	size, at := d.little(60), d.little(64)
	if size == 0 || at < 88 || at+2*size > len(b) || len(b) < 88 {
		return b
	}
	j.remove(Software)
	out := bytes.Clone(b)
	clear(out[at : at+2*size])
	clear(out[60:68])
	return out
}

// little returns a little-endian number of four bytes, or 0.
func (d directory) little(at int) int {
	if at+4 > len(d.b) {
		return 0
	}
	return int(d.b[at]) | int(d.b[at+1])<<8 | int(d.b[at+2])<<16 | int(d.b[at+3])<<24
}
