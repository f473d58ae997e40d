package build

import (
	"bytes"
	"errors"
	"io/fs"
	"mime"
	"path"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
)

// File is one file of the site, made on demand.
type File struct {
	Body        []byte
	ContentType string
	Sum         site.Hash // of the body
}

// Page renders one file of the session's site, by its path below the output
// folder; a path that ends in a slash means its index.html. Where the site has
// no such file, the error is fs.ErrNotExist; where a template fails, the
// diagnostics say where.
func (s *Session) Page(name string) (File, diag.List, error) {
	snap := s.now.Load()
	if snap == nil {
		return File{}, nil, fs.ErrNotExist
	}
	if name == "" || strings.HasSuffix(name, "/") {
		name += "index.html"
	}
	p := snap.plan()
	i, ok := p.byPath[name]
	if !ok {
		return File{}, nil, fs.ErrNotExist
	}
	var b bytes.Buffer
	if err := p.outputs[i].write(&b); err != nil {
		list, err := snap.templateError(err)
		if err == nil {
			err = errors.New("the page can't be rendered")
		}
		return File{}, list, err
	}
	return File{b.Bytes(), contentType(name), hashOf(b.Bytes())}, nil, nil
}

// types are the content types of what Griot writes; the system's own table
// may differ from machine to machine.
var types = map[string]string{
	".html": "text/html; charset=utf-8", ".css": "text/css; charset=utf-8", ".js": "text/javascript; charset=utf-8",
	".xml": "application/xml", ".txt": "text/plain; charset=utf-8", ".svg": "image/svg+xml", ".png": "image/png",
	".jpg": "image/jpeg", ".jpeg": "image/jpeg", ".webp": "image/webp", ".gif": "image/gif", ".woff2": "font/woff2",
	".pdf": "application/pdf", ".json": "application/json",
}

func contentType(name string) string {
	ext := strings.ToLower(path.Ext(name))
	if t := types[ext]; t != "" {
		return t
	}
	if t := mime.TypeByExtension(ext); t != "" {
		return t
	}
	return "application/octet-stream"
}
