package segment

import (
	"bytes"
	"io/fs"
	"path"
	"strings"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/kinds"
	"griot/generator/markdown/passage"
	"griot/generator/yaml"
)

// PseudoFS returns a site's folder, or one of message files, with all texts in
// the pseudo-language, in each language of the site: pages, names in hub.yaml,
// messages. URLs, ids, code and all other files are unchanged, and so is a
// file whose texts can't be found.
func PseudoFS(fsys fs.FS) fs.FS {
	p := pseudoFS{FS: fsys}
	if hub, _, err := content.Hub(fsys); err == nil {
		p.langs, p.own = hub.Codes(), hub.Kinds.OwnFields()
	}
	return p
}

type pseudoFS struct {
	fs.FS
	langs []string
	own   []kinds.Field // of the site's own kinds
}

// The other methods are those of the folder itself.

func (p pseudoFS) ReadDir(name string) ([]fs.DirEntry, error) { return fs.ReadDir(p.FS, name) }
func (p pseudoFS) Stat(name string) (fs.FileInfo, error)      { return fs.Stat(p.FS, name) }
func (p pseudoFS) Lstat(name string) (fs.FileInfo, error)     { return fs.Lstat(p.FS, name) }
func (p pseudoFS) ReadLink(name string) (string, error)       { return fs.ReadLink(p.FS, name) }

// Open opens a file; its size is that of the file as it was written.
func (p pseudoFS) Open(name string) (fs.File, error) {
	read := p.reader(name)
	f, err := p.FS.Open(name)
	if err != nil || read == nil {
		return f, err
	}
	defer f.Close()
	info, err := f.Stat()
	if err != nil || info.IsDir() || info.Size() > content.MaxFile {
		return p.FS.Open(name)
	}
	src, err := fs.ReadFile(p.FS, name)
	if err != nil {
		return nil, err
	}
	return &pseudoFile{bytes.NewReader(read(src)), info}, nil
}

// ReadFile reads a file.
func (p pseudoFS) ReadFile(name string) ([]byte, error) {
	src, err := fs.ReadFile(p.FS, name)
	if read := p.reader(name); err == nil && read != nil {
		return read(src), nil
	}
	return src, err
}

type pseudoFile struct {
	*bytes.Reader
	info fs.FileInfo
}

func (f *pseudoFile) Stat() (fs.FileInfo, error) { return f.info, nil }
func (f *pseudoFile) Close() error               { return nil }

// reader returns the function that changes a file's content, or nil.
func (p pseudoFS) reader(name string) func([]byte) []byte {
	base := path.Base(name)
	switch {
	case name == config.File:
		return p.hub
	case strings.HasPrefix(name, "content/") && (path.Ext(base) == ".md" || path.Ext(base) == ".markdown"):
		return func(src []byte) []byte { return pseudoPage(name, src, p.own) }
	case strings.HasPrefix(base, "active.") && strings.HasSuffix(base, ".toml"):
		return func(src []byte) []byte { return pseudoDocument(ParseMessages("", src), nil) }
	}
	return nil
}

func (p pseudoFS) hub(src []byte) []byte {
	for _, lang := range p.langs {
		d := ParseHub(lang, p.langs, src)
		if d.Err != nil {
			return src
		}
		var more []*yaml.Node
		if list := d.Front.Get("languages"); list != nil && lang == p.langs[0] {
			for _, l := range list.Items {
				more = append(more, l.Get("name"))
			}
		}
		src = pseudoDocument(d, more)
	}
	return src
}

// pseudoPage writes a page, including the lists that each language writes for
// itself.
func pseudoPage(name string, src []byte, own []kinds.Field) []byte {
	d := ParsePage("", "", name, src, own...)
	if d.Err != nil {
		return src
	}
	var more []*yaml.Node
	for _, key := range []string{"also", "authors"} {
		if n := d.Front.Get(key); n != nil {
			for _, item := range n.Items {
				if item.Kind == yaml.Map {
					item = item.Get("name")
				}
				more = append(more, item)
			}
		}
	}
	return pseudoDocument(d, more)
}

// pseudoDocument writes all texts of a document and more values of its YAML.
func pseudoDocument(d *Document, more []*yaml.Node) []byte {
	if d.Err != nil {
		return d.Source
	}
	own := len(d.Segments)
	for _, n := range more {
		d.scalarSegment(n, Segment{})
	}
	var edits []NewText
	for i := range d.Segments {
		s := &d.Segments[i]
		switch {
		case s.Forms != nil:
			if strings.HasSuffix(s.Key, "slug") || s.Key == "meta.og_locale" {
				continue // parts of addresses, and what machines read
			}
			e := NewText{Segment: i, Forms: map[string]string{}}
			for _, f := range s.Forms {
				e.Forms[f.Name] = Pseudo(f.Value)
			}
			edits = append(edits, e)
		default:
			edits = append(edits, NewText{Segment: i, Text: pseudoTagged(d.Tagged(s))})
		}
	}
	out := d.apply(edits, EscapeMin)
	d.Segments = d.Segments[:own]
	if next := d.Reparse(out); next.Err == nil && len(next.Segments) == own {
		return out
	}
	kept := edits[:0]
	for _, e := range edits {
		if e.Segment < own {
			kept = append(kept, e)
		}
	}
	next, _ := d.Splice(kept)
	return next.Source
}

// pseudoTagged writes the words between tags.
func pseudoTagged(t Tagged) Tagged {
	first, last := -1, -1
	for i, r := range t {
		if r.Type == passage.Words && strings.TrimSpace(r.Text) != "" {
			if last = i; first < 0 {
				first = i
			}
		}
	}
	if first < 0 || Pseudo(t.Words()) == t.Words() {
		return t
	}
	out := append(Tagged(nil), t...)
	for i := range out {
		if out[i].Type == passage.Words {
			out[i].Text = accented.Replace(out[i].Text)
		}
	}
	out[first].Text = "⟦" + out[first].Text
	out[last].Text += padding(t.Words()) + "⟧"
	return out
}
