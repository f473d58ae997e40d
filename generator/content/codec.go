package content

import (
	"maps"
	"slices"

	"griot/generator/cache"
	"griot/generator/frontmatter"
	"griot/generator/site"
)

// The function layout defines the order of the fields of front matter in the
// cache, for writing and reading.

// coder is a cache.Coder that may read lists into an arena.
type coder struct {
	*cache.Coder
	arena *arena // nil where each list has its own memory
}

// arena is memory for lists: many short ones are cut from one allocation, since
// each allocation costs the GC time.
type arena struct {
	texts   []string
	sources []site.Source
}

// cut returns the first n elements of what is left of a longer list.
func cut[T any](left *[]T, n int) []T {
	if len(*left) < n || *left == nil {
		*left = make([]T, max(n, 1024))
	}
	l := (*left)[:n:n]
	*left = (*left)[n:]
	return l
}

// list codes a list whose elements are coded by part.
func list[T any](c coder, l *[]T, part func(coder, *T)) {
	listFrom(c, l, part, nil)
}

// listFrom codes a list as list does; a list that is read is cut from the one of
// the arena, if there is an arena.
func listFrom[T any](c coder, l *[]T, part func(coder, *T), of func(*arena) *[]T) {
	n := c.Count(listLen(*l))
	if c.Reading() {
		switch {
		case n == 0:
			return
		case of != nil && c.arena != nil:
			*l = cut(of(c.arena), n-1)
		default:
			*l = make([]T, n-1)
		}
	}
	for i := range *l {
		part(c, &(*l)[i])
	}
}

// listLen returns 0 for a nil list, else one more than its length: in a
// translation an empty list overrides, while no list inherits.
func listLen[T any](l []T) int {
	if l == nil {
		return 0
	}
	return len(l) + 1
}

func codeText[T ~string](c coder, s *T) { cache.Text(c.Coder, s) }

func texts(c coder, l *[]string) {
	listFrom(c, l, codeText, func(a *arena) *[]string { return &a.texts })
}

// pointer codes a value that may be absent.
func pointer[T any](c coder, p **T, part func(coder, *T)) {
	n := 0
	if *p != nil {
		n = 1
	}
	if c.Count(n) == 0 {
		return
	}
	if c.Reading() {
		*p = new(T)
	}
	part(c, *p)
}

// dict codes a map, its keys sorted.
func dict[V any](c coder, m *map[string]V, part func(coder, *V)) {
	n := 0
	if *m != nil {
		n = len(*m) + 1
	}
	if n = c.Count(n); n == 0 {
		return
	}
	if !c.Reading() {
		for _, k := range slices.Sorted(maps.Keys(*m)) {
			v := (*m)[k]
			codeText(c, &k)
			part(c, &v)
		}
		return
	}
	*m = make(map[string]V, n-1)
	for range n - 1 {
		var k string
		var v V
		codeText(c, &k)
		part(c, &v)
		(*m)[k] = v
	}
}

// layout codes the front matter of a file.
func layout(c coder, o *frontmatter.Parsed) {
	codeText(c, &o.Kind)
	codeText(c, &o.Slug)
	cache.Number(c.Coder, &o.Set)
	f := &o.Front
	for _, s := range [...]*string{&f.Title, &f.Summary, &f.Layout, &f.TranslatedFrom, &f.DOI, &f.Type, &f.Country,
		&f.Outcome, &f.Short, &f.Role, &f.Website, &f.Lead} {
		codeText(c, s)
	}
	for _, d := range [...]*site.Date{&f.Date, &f.Updated, &f.Period.From, &f.Period.To} {
		codeText(c, d)
	}
	for _, l := range [...]*[]string{&f.SDG, &f.Aliases, &f.KeyMessages, &f.Glance, &f.Also, &f.WithChanges} {
		texts(c, l)
	}
	cache.Number(c.Coder, &f.Number)
	dict(c, &f.Terms, texts)
	dict(c, &f.Work, codeText)
	dict(c, &f.Own, texts)
	pointer(c, &f.Image, func(c coder, i *site.Image) {
		for _, s := range [...]*string{&i.Src, &i.Alt, &i.Caption, &i.Credit} {
			codeText(c, s)
		}
	})
	listFrom(c, &f.Sources, func(c coder, s *site.Source) {
		for _, s := range [...]*string{&s.Title, &s.Publisher, &s.Year, &s.URL, &s.Note, &s.Lang} {
			codeText(c, s)
		}
	}, func(a *arena) *[]site.Source { return &a.sources })
	list(c, &f.Authors, func(c coder, a *site.Author) {
		for _, s := range [...]*string{&a.Name, &a.ORCID, &a.Organisation, &a.Role} {
			codeText(c, s)
		}
	})
	pointer(c, &f.Theory, theory)
	cache.Number(c.Coder, &f.Weight)
	pointer(c, &f.Folder, func(c coder, o *site.Folder) {
		codeText(c, &o.Kind)
		codeText(c, &o.Order)
		texts(c, &o.Names)
		codeText(c, &o.Navigation)
	})
}

// encode returns the front matter of a file as one text. Pages are stored in this
// form because a GC that scans each text of each page would take most of the time
// that a site of 100 000 pages needs.
func encode(o *frontmatter.Parsed) string {
	c := coder{Coder: &cache.Coder{}}
	layout(c, o)
	return string(c.Bytes())
}

// parsed decodes the front matter of a file. Its texts are substrings of the coded
// text; its lists are from the arena, if there is one.
func (e *entry) parsed(a *arena) *frontmatter.Parsed {
	o := &frontmatter.Parsed{}
	layout(coder{cache.Reader(e.coded), a}, o)
	return o
}

func theory(c coder, t *site.Theory) {
	list(c, &t.Nodes, func(c coder, n *site.Node) {
		codeText(c, &n.Layer)
		for _, s := range [...]*string{&n.ID, &n.Outcome, &n.Title, &n.Text} {
			codeText(c, s)
		}
		for _, l := range [...]*[]string{&n.LeadsTo, &n.Supports, &n.Assumptions, &n.Risks, &n.Indicators, &n.Evidence} {
			texts(c, l)
		}
	})
	for _, l := range [...]*[]site.Statement{&t.Assumptions, &t.Risks, &t.Indicators} {
		list(c, l, func(c coder, s *site.Statement) {
			codeText(c, &s.ID)
			codeText(c, &s.Text)
		})
	}
}

// code codes an entry without diagnostics.
func (e *entry) code(c *cache.Coder) {
	cache.Text(c, &e.path)
	cache.Text(c, &e.disk)
	e.id, e.lang = SplitName(e.path)
	e.stamp.Code(c)
	cache.Number(c, &e.body)
	cache.Number(c, &e.line)
	c.Raw(e.hash[:])
	c.Raw(e.front[:])
	cache.Text(c, &e.coded)
}

// code codes the kinds of folders.
func (f *folderKinds) code(c *cache.Coder) {
	m := map[string]site.Kind(*f)
	dict(coder{Coder: c}, &m, codeText)
	*f = m
}

// code codes a file beside pages.
func (f *File) code(c *cache.Coder) {
	cache.Text(c, &f.Path)
	cache.Text(c, &f.Disk)
	f.Stamp.Code(c)
}
