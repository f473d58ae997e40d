package pipeline

import (
	"net/url"
	"path"
	"strings"

	"griot/generator/kinds"
	"griot/generator/site"
)

// resolver answers what the Markdown of one rendition refers to: the
// addresses of pages, files and images, as seen from the rendition's place.
type resolver struct {
	o    *outline
	r    site.Rendition
	dir  string // of the source file, such as "content/briefs"
	root string
}

func (o *outline) resolver(r site.Rendition) *resolver {
	return &resolver{o: o, r: r, dir: path.Dir(r.Page.File), root: strings.Repeat("../", strings.Count(r.Path, "/"))}
}

// locate turns a path as an author writes it into a path from the site's
// folder.
func (v *resolver) locate(dest string) (file string, ok bool) {
	if p, err := url.PathUnescape(dest); err == nil {
		dest = p
	}
	if strings.HasPrefix(dest, "/") {
		file = path.Join("content", dest)
	} else {
		file = path.Join(v.dir, dest)
	}
	return file, file == "content" || strings.HasPrefix(file, "content/")
}

func isExternal(dest string) bool {
	u, err := url.Parse(dest)
	return err == nil && (u.Scheme != "" || u.Host != "")
}

// Link answers where a link leads.
func (v *resolver) Link(dest string) site.Target {
	if isExternal(dest) {
		return site.Target{Status: site.External, Href: dest}
	}
	dest, fragment, _ := strings.Cut(dest, "#")
	if dest == "" {
		return site.Target{Href: "#" + fragment, Page: v.r.Page.Group.ID, Anchor: fragment}
	}
	file, inside := v.locate(dest)
	if !inside {
		return site.Target{Status: site.Escapes}
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(file, "content"), "/")
	var t site.Target
	switch {
	case strings.HasSuffix(rel, ".md"):
		t = v.page(strings.TrimSuffix(rel, ".md"))
	case strings.HasSuffix(dest, "/") || v.o.site.Section(rel) != nil:
		t = v.section(rel)
	default:
		t = v.download(file)
	}
	if fragment != "" && t.Status == site.Found {
		t.Anchor = fragment
		t.Href += "#" + fragment
	}
	return t
}

// page answers a link to a page; the name may end in a language.
func (v *resolver) page(id string) site.Target {
	lang := v.r.Lang
	g := v.o.site.ByID[id]
	if g == nil {
		base, code, ok := cutLast(id, '.')
		if _, i := v.o.site.Language(code); !ok || i < 0 || v.o.site.ByID[base] == nil {
			return site.Target{Status: site.Missing}
		}
		g, lang = v.o.site.ByID[base], code
	}
	to, ok := v.o.site.Rendition(g, lang)
	if !ok { // left out in this language: the source's own page
		to, _ = v.o.site.Rendition(g, g.Source.Lang)
	}
	t := site.Target{Href: v.href(to.Path), Page: g.ID}
	if to.Page.Lang != v.r.Page.Lang {
		t.Lang = to.Page.Lang
	}
	return t
}

func cutLast(s string, sep byte) (before, after string, ok bool) {
	i := strings.LastIndexByte(s, sep)
	if i < 0 {
		return s, "", false
	}
	return s[:i], s[i+1:], true
}

func (v *resolver) section(rel string) site.Target {
	lang := v.r.Lang
	if rel == "" {
		return site.Target{Href: v.href(lang + "/")}
	}
	s := v.o.site.Section(rel)
	if s == nil {
		return site.Target{Status: site.Missing}
	}
	return site.Target{Href: v.href(lang + "/" + s.Slug[lang] + "/")}
}

// href is the relative address of a page from this one.
func (v *resolver) href(to string) string {
	if v.o.opts.Portable {
		to += "index.html"
	}
	return v.root + to
}

// download answers a link to a file beside the pages.
func (v *resolver) download(file string) site.Target {
	if _, ok := v.o.files[file]; !ok {
		return site.Target{Status: site.Missing}
	}
	t := site.Target{Href: v.root + filePath(file), Title: path.Base(file)}
	if isImage(file) {
		return t
	}
	info := v.o.attachment(file)
	t.Format = strings.ToUpper(strings.TrimPrefix(path.Ext(file), "."))
	t.Bytes, t.Pages, t.Lang = info.Bytes, info.Pages, info.Lang
	if info.Problem != "" {
		t.Status = site.Unusable
	}
	return t
}

// filePath is the published address of a file under content/.
func filePath(file string) string { return "files/" + strings.TrimPrefix(file, "content/") }

var imageFormats = map[string]bool{".png": true, ".jpg": true, ".jpeg": true, ".gif": true, ".webp": true, ".svg": true}

func isImage(file string) bool { return imageFormats[strings.ToLower(path.Ext(file))] }

// Image answers where an image is and how large.
func (v *resolver) Image(dest string) site.Target {
	if isExternal(dest) {
		return site.Target{Status: site.External, Href: dest}
	}
	file, inside := v.locate(dest)
	if !inside {
		return site.Target{Status: site.Escapes}
	}
	if _, ok := v.o.files[file]; !ok {
		return site.Target{Status: site.Missing}
	}
	info := v.o.image(file)
	t := site.Target{Href: v.root + filePath(file), Width: info.Width, Height: info.Height}
	if info.Problem != "" {
		t.Status = site.Unusable
	}
	t.Srcset = v.o.srcset(v.root, file, info)
	return t
}

// Acronym answers what a word in capitals stands for, in the language of the
// text.
func (v *resolver) Acronym(word string) (site.Target, bool) {
	p := v.o.acronyms[acronymKey{v.r.Page.Lang, word}]
	if p == nil || p.Group == v.r.Page.Group {
		return site.Target{Status: site.Missing}, false
	}
	to, ok := v.o.site.Rendition(p.Group, v.r.Lang)
	if !ok {
		return site.Target{Status: site.Missing}, false
	}
	return site.Target{Href: v.href(to.Path), Page: p.Group.ID, Title: p.Front.Title}, true
}

type acronymKey struct{ lang, word string }

// indexAcronyms finds the glossary's short forms, by language.
func indexAcronyms(s *site.Site) map[acronymKey]*site.Page {
	m := map[acronymKey]*site.Page{}
	for _, g := range s.Groups {
		if !kinds.Of(g.Kind).Glossary {
			continue
		}
		for lang, p := range g.Pages {
			if p.Front.Short != "" && m[acronymKey{lang, p.Front.Short}] == nil {
				m[acronymKey{lang, p.Front.Short}] = p
			}
		}
	}
	return m
}
