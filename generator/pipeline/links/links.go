// Package links finds what a page refers to: other pages, attachments, pictures and
// the acronyms of the glossary.
//
// Call New for a site, and Index.Resolver for each page: the resolver returns targets
// with URLs relative to that page. A target depends only on what Index.Hash hashes, so
// the targets of a converted page are valid as long as that hash is the same, or
// SameTargets is true. The package must never read the text of a page or report what
// is wrong with a reference.
package links

import (
	"fmt"
	"net/url"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/kinds"
	"griot/generator/markdown"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

// Index is what the references of a site can lead to.
type Index struct {
	site        *site.Site
	attachments *attachments.Set
	portable    bool     // URLs end in index.html
	schemes     []string // that links may have besides http and https
	hosts       []string // that pictures and recordings may be loaded from
	acronyms    map[acronymKey]*site.Page
}

type acronymKey struct{ lang, word string }

// New returns the index of a site. If it is portable, URLs of pages end in index.html.
// Links may have the given schemes besides http and https; pictures and recordings may be
// loaded from the given hosts.
func New(s *site.Site, a *attachments.Set, portable bool, schemes, hosts []string) *Index {
	return &Index{site: s, attachments: a, portable: portable, schemes: schemes, hosts: hosts, acronyms: findAcronyms(s)}
}

// findAcronyms returns the acronyms of the glossary.
func findAcronyms(s *site.Site) map[acronymKey]*site.Page {
	m := map[acronymKey]*site.Page{}
	for _, g := range s.Groups {
		if !kinds.Builtin().Of(g.Kind).Glossary {
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

// Hash hashes every input that targets can depend on: the URLs of pages and sections,
// the glossary and the attachments.
func (x *Index) Hash() site.Hash {
	files := x.attachments.Hash()
	b := fmt.Append(files[:], x.portable, x.site.Fallback, x.schemes, x.hosts, "\n")
	for _, l := range x.site.Languages {
		b = fmt.Append(b, l.Code, "\n")
	}
	for _, s := range x.site.Sections {
		b = fmt.Append(b, s.ID, s.Slug, "\n") // maps are printed sorted
	}
	text := func(s string) { b = append(append(b, s...), 0) }
	for _, g := range x.site.Groups {
		text(g.ID)
		text(string(g.Kind))
		text(g.Source.Lang)
		for _, l := range x.site.Languages {
			p := g.Pages[l.Code]
			if p == nil {
				text("-")
				continue
			}
			text(p.Slug)
			if kinds.Builtin().Of(g.Kind).Glossary {
				text(p.Front.Short)
				text(p.Front.Title)
			}
		}
	}
	return cache.Hash(b)
}

// Resolver finds the targets of one page's references; it is a markdown.Resolver.
type Resolver struct {
	*Index
	r    site.Rendition
	dir  string // of the source file, such as "content/briefs"
	root string // relative URL of the output folder
}

// Resolver returns the resolver of a page.
func (x *Index) Resolver(r site.Rendition) *Resolver {
	return &Resolver{Index: x, r: r, dir: path.Dir(r.Page.File), root: strings.Repeat("../", strings.Count(r.Path, "/"))}
}

// locate turns a path as an author writes it into a path from the site's folder, with
// composed accents; it returns false if that is not in content/.
func (v *Resolver) locate(dest string) (file string, ok bool) {
	if p, err := url.PathUnescape(dest); err == nil {
		dest = p
	}
	return v.join(dest)
}

// join is locate for a path that is not percent-encoded.
func (v *Resolver) join(dest string) (file string, ok bool) {
	dest = norm.NFC.String(dest)
	if strings.HasPrefix(dest, "/") {
		file = path.Join(content.Dir, dest)
	} else {
		file = path.Join(v.dir, dest)
	}
	return file, file == content.Dir || strings.HasPrefix(file, content.Dir+"/")
}

// find returns the attachment that a reference leads to, and its fragment. Authors write
// the name percent-encoded or as it is, and it may hold a #: the longest name of a file
// wins, the encoded one if both are names.
func (v *Resolver) find(dest string) (file, fragment string, ok bool) {
	for end := len(dest); end > 0; end = strings.LastIndexByte(dest[:end], '#') {
		for _, locate := range []func(string) (string, bool){v.locate, v.join} {
			if file, inside := locate(dest[:end]); inside && v.attachments.Has(file) {
				return file, strings.TrimPrefix(dest[end:], "#"), true
			}
		}
	}
	return "", "", false
}

// outside returns the target of an address that is no path; schemes are those that it may
// have besides http and https.
func outside(dest string, schemes []string) (t site.Target, ok bool) {
	switch form, scheme := site.FormOf(dest); form {
	case site.PathForm:
		return site.Target{}, false
	case site.EmptyForm:
		return site.Target{Status: site.Empty}, true
	case site.ComputerForm:
		return site.Target{Status: site.OnComputer}, true
	case site.WebForm:
		if site.FaultOf(dest) != nil {
			return site.Target{Status: site.Malformed}, true
		}
	default:
		if !slices.Contains(schemes, scheme) {
			return site.Target{Status: site.NoScheme}, true
		}
	}
	return site.Target{Status: site.External, Href: strings.TrimSpace(dest)}, true
}

// anchor returns the id of a heading that a fragment names.
func anchor(fragment string) string {
	if p, err := url.PathUnescape(fragment); err == nil {
		fragment = p
	}
	return norm.NFC.String(fragment)
}

// Link implements markdown.Resolver.
func (v *Resolver) Link(dest string) site.Target {
	if form, _ := site.FormOf(dest); form != site.WebForm {
		if file, fragment, ok := v.find(dest); ok {
			return withAnchor(v.download(file), fragment)
		}
	}
	if t, ok := outside(dest, v.schemes); ok {
		return t
	}
	dest, fragment, _ := strings.Cut(dest, "#")
	if dest == "" {
		return withAnchor(site.Target{Page: v.r.Page.Group.ID}, fragment)
	}
	file, inside := v.locate(dest)
	if !inside {
		return site.Target{Status: site.Escapes}
	}
	rel := strings.TrimPrefix(strings.TrimPrefix(file, content.Dir), "/")
	var t site.Target
	id, isPage := site.CutPageExt(rel)
	switch {
	case isPage:
		t = v.page(id)
	case strings.HasSuffix(dest, "/") || v.site.Section(rel) != nil:
		t = v.section(rel)
	default:
		t.Status = site.Missing
	}
	return withAnchor(t, fragment)
}

// withAnchor adds a fragment to a target that was found.
func withAnchor(t site.Target, fragment string) site.Target {
	if t.Status != site.Found || fragment == "" && t.Href != "" {
		return t
	}
	t.Anchor = anchor(fragment)
	t.Href += "#" + site.EscapeFragment(t.Anchor)
	return t
}

// page returns the target of a link to a page, whose name may end in a language.
func (v *Resolver) page(id string) site.Target {
	lang := v.r.Lang
	g := v.site.ByID[id]
	if g == nil {
		base, code, ok := cutLast(id, '.')
		if _, i := v.site.Language(code); !ok || i < 0 || v.site.ByID[base] == nil {
			return site.Target{Status: site.Missing}
		}
		g, lang = v.site.ByID[base], code
	}
	to, ok := v.site.Rendition(g, lang)
	if !ok { // not published in this language: the source itself
		to, _ = v.site.Rendition(g, g.Source.Lang)
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

func (v *Resolver) section(rel string) site.Target {
	lang := v.r.Lang
	if rel == "" {
		return site.Target{Href: v.href(lang + "/")}
	}
	s := v.site.Section(rel)
	if s == nil {
		return site.Target{Status: site.Missing}
	}
	return site.Target{Href: v.href(s.Path(lang))}
}

// href returns the relative URL of a page.
func (v *Resolver) href(to string) string {
	if v.portable {
		to += "index.html"
	}
	return v.root + to
}

// download returns the target of a link to an attachment.
func (v *Resolver) download(file string) site.Target {
	if v.attachments.Withheld(file) {
		return site.Target{Status: site.Withheld}
	}
	t := site.Target{Href: v.root + attachments.URL(file), Title: path.Base(file)}
	if attachments.IsPicture(file) {
		if v.attachments.Picture(file).Smaller { // who links to it wants all of it
			t.Href = v.root + site.EscapePath(attachments.OriginalOutput(file))
		}
		return t
	}
	info := v.attachments.Download(file)
	t.Format = strings.ToUpper(strings.TrimPrefix(path.Ext(file), "."))
	t.Bytes, t.Pages, t.Lang = info.Bytes, info.Pages, info.Lang
	if info.Problem != "" && !v.attachments.Exempt(file) {
		t.Status = site.Unusable
	}
	return t
}

// Image implements markdown.Resolver.
func (v *Resolver) Image(dest string) site.Target {
	form, _ := site.FormOf(dest)
	if form != site.WebForm {
		if file, fragment, ok := v.find(dest); ok {
			t := v.picture(file, v.r.Page.Lang)
			if fragment != "" && t.Href != "" {
				t.Href += "#" + site.EscapeFragment(fragment)
			}
			return t
		}
	}
	if t, ok := outside(dest, nil); ok {
		return v.loaded(t)
	}
	if _, inside := v.locate(dest); !inside {
		return site.Target{Status: site.Escapes}
	}
	return site.Target{Status: site.Missing}
}

// Media implements markdown.Resolver.
func (v *Resolver) Media(dest string) site.Target {
	if form, _ := site.FormOf(dest); form == site.WebForm {
		t, _ := outside(dest, nil)
		return v.loaded(t)
	}
	return v.Link(dest)
}

// loaded returns the target of what a page loads by itself. From another site that is only
// what lies on a host of hub.yaml.
func (v *Resolver) loaded(t site.Target) site.Target {
	if t.Status == site.External && !slices.Contains(v.hosts, site.SecureHost(t.Href)) {
		t.Status = site.Foreign
	}
	return t
}

// FrontImage returns the picture that front matter names, by its path as it is on disk, with
// words in a language.
func (v *Resolver) FrontImage(src, lang string) site.Target {
	if file, ok := v.FrontAttachment(src); ok {
		return v.picture(file, lang)
	}
	return site.Target{Status: site.Missing}
}

// picture returns the target of an image that is an attachment, with words in a language.
func (v *Resolver) picture(file, lang string) site.Target {
	alt, credit := v.attachments.Words(file, lang)
	if v.attachments.Withheld(file) {
		return site.Target{Status: site.Withheld, Alt: alt}
	}
	info := v.attachments.Picture(file)
	t := site.Target{Alt: alt, Credit: credit, Href: v.root + attachments.URL(file), Width: info.Width, Height: info.Height}
	if info.Problem != "" && !v.attachments.Exempt(file) {
		t.Status = site.Unusable
	}
	t.Srcset = attachments.Srcset(v.root, file, info)
	return t
}

// Acronym implements markdown.Resolver: it finds an acronym in the glossary of the
// page's language.
func (v *Resolver) Acronym(word string) (site.Target, bool) {
	p := v.acronyms[acronymKey{v.r.Page.Lang, word}]
	if p == nil || p.Group == v.r.Page.Group {
		return site.Target{Status: site.Missing}, false
	}
	to, ok := v.site.Rendition(p.Group, v.r.Lang)
	if !ok {
		return site.Target{Status: site.Missing}, false
	}
	return site.Target{Href: v.href(to.Path), Page: p.Group.ID, Title: p.Front.Title}, true
}

// SameTargets reports whether every reference of a converted page still has the target
// that it had.
func (v *Resolver) SameTargets(refs []site.Ref) bool {
	for i := range refs {
		if markdown.Resolve(v, refs[i]) != refs[i].Target {
			return false
		}
	}
	return true
}

// FrontAttachment returns the attachment that front matter names.
func (v *Resolver) FrontAttachment(src string) (name string, ok bool) {
	name, ok = v.join(src)
	return name, ok && v.attachments.Has(name)
}
