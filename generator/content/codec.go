package content

import (
	"encoding/binary"
	"maps"
	"slices"
	"time"

	"griot/generator/frontmatter"
	"griot/generator/site"
)

// The cache's binary form: unsigned numbers are varints (encoding/binary),
// texts and lists have their length before them, pointers a 0 or 1. One
// function, layout, says in which order the parts of a front matter stand; it
// serves both ways, so that writing and reading can't differ.

// coder writes or reads the parts of a value, in order.
type coder interface {
	text(*string)
	count(int) int // of what follows; the reader returns what was written
	number(*uint64)
	raw([]byte) // bytes of a known number
	reading() bool
}

// encoder appends to a buffer.
type encoder struct{ b []byte }

func (e *encoder) reading() bool { return false }
func (e *encoder) number(n *uint64) {
	e.b = binary.AppendUvarint(e.b, *n)
}
func (e *encoder) count(n int) int {
	e.b = binary.AppendUvarint(e.b, uint64(n))
	return n
}
func (e *encoder) text(s *string) {
	e.b = binary.AppendUvarint(e.b, uint64(len(*s)))
	e.b = append(e.b, *s...)
}

// decoder takes from the front of a text; the texts it yields are parts of
// it. After a mistake it yields nothing more, and bad is true.
type decoder struct {
	s    string
	bad  bool
	room *room // from which lists are cut; nil where each has its own
}

// room is from where lists are cut, many short ones from one piece of memory,
// for the collector's sake.
type room struct {
	texts   []string
	sources []site.Source
}

// cut takes a list of n from what is left of a longer one.
func cut[T any](left *[]T, n int) []T {
	if len(*left) < n || *left == nil {
		*left = make([]T, max(n, 1024))
	}
	l := (*left)[:n:n]
	*left = (*left)[n:]
	return l
}

func (d *decoder) reading() bool { return true }

func (d *decoder) uvarint() uint64 {
	var n uint64
	for i := 0; i < len(d.s) && i < binary.MaxVarintLen64; i++ {
		c := d.s[i]
		n |= uint64(c&0x7f) << (7 * i)
		if c < 0x80 {
			d.s = d.s[i+1:]
			return n
		}
	}
	d.bad, d.s = true, ""
	return 0
}

func (d *decoder) number(n *uint64) { *n = d.uvarint() }

// count is never more than the bytes that are left, each element having one
// at least.
func (d *decoder) count(int) int {
	n := d.uvarint()
	if n > uint64(len(d.s)) {
		d.bad, d.s = true, ""
		return 0
	}
	return int(n)
}

func (d *decoder) text(s *string) {
	n := d.count(0)
	*s, d.s = d.s[:n], d.s[n:]
}

// list codes a list whose elements are coded by part.
func list[T any](c coder, l *[]T, part func(coder, *T)) {
	listFrom(c, l, part, nil)
}

// listFrom codes a list as list does; one that is read is cut from that of the
// room, if there is one.
func listFrom[T any](c coder, l *[]T, part func(coder, *T), of func(*room) *[]T) {
	n := c.count(listLen(*l))
	if d, ok := c.(*decoder); ok {
		switch {
		case n == 0:
			return
		case of != nil && d.room != nil:
			*l = cut(of(d.room), n-1)
		default:
			*l = make([]T, n-1)
		}
	}
	for i := range *l {
		part(c, &(*l)[i])
	}
}

// listLen is 0 for no list and one more than its length for a list: an empty
// list in a translation overrides, no list inherits.
func listLen[T any](l []T) int {
	if l == nil {
		return 0
	}
	return len(l) + 1
}

func texts(c coder, l *[]string) {
	listFrom(c, l, coder.text, func(r *room) *[]string { return &r.texts })
}

// word codes a value whose underlying type is a text.
func word[T ~string](c coder, v *T) {
	s := string(*v)
	c.text(&s)
	*v = T(s)
}

// pointer codes a value that may be absent.
func pointer[T any](c coder, p **T, part func(coder, *T)) {
	n := 0
	if *p != nil {
		n = 1
	}
	if c.count(n) == 0 {
		return
	}
	if c.reading() {
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
	if n = c.count(n); n == 0 {
		return
	}
	if !c.reading() {
		for _, k := range slices.Sorted(maps.Keys(*m)) {
			v := (*m)[k]
			c.text(&k)
			part(c, &v)
		}
		return
	}
	*m = make(map[string]V, n-1)
	for range n - 1 {
		var k string
		var v V
		c.text(&k)
		part(c, &v)
		(*m)[k] = v
	}
}

// layout codes all that a file says.
func layout(c coder, o *frontmatter.Own) {
	word(c, &o.Kind)
	c.text(&o.Slug)
	set := uint64(o.Set)
	c.number(&set)
	o.Set = frontmatter.Set(set)
	f := &o.Front
	for _, s := range [...]*string{&f.Title, &f.Summary, &f.Layout, &f.TranslatedFrom, &f.DOI, &f.Type, &f.Country,
		&f.Outcome, &f.Short, &f.Role, &f.Website, &f.Lead} {
		c.text(s)
	}
	for _, d := range [...]*site.Date{&f.Date, &f.Updated, &f.Period.From, &f.Period.To} {
		word(c, d)
	}
	for _, l := range [...]*[]string{&f.SDG, &f.Authors, &f.Aliases, &f.KeyMessages, &f.Glance, &f.Also} {
		texts(c, l)
	}
	number := uint64(f.Number)
	c.number(&number)
	f.Number = int(number)
	dict(c, &f.Terms, texts)
	dict(c, &f.Work, coder.text)
	pointer(c, &f.Image, func(c coder, i *site.Image) {
		for _, s := range [...]*string{&i.Src, &i.Alt, &i.Caption, &i.Credit} {
			c.text(s)
		}
	})
	listFrom(c, &f.Sources, func(c coder, s *site.Source) {
		for _, s := range [...]*string{&s.Title, &s.Publisher, &s.Year, &s.URL, &s.Note, &s.Lang} {
			c.text(s)
		}
	}, func(r *room) *[]site.Source { return &r.sources })
	pointer(c, &f.Theory, theory)
}

// coded is what a file says as one text. It is kept so: a garbage collector
// that has to look at each page's texts takes most of the time that a site of
// 100 000 pages needs.
func coded(o *frontmatter.Own) string {
	var e encoder
	layout(&e, o)
	return string(e.b)
}

// own is what a file says; its texts are parts of the coded one, its lists of
// the room, if there is one.
func (e *entry) own(room *room) *frontmatter.Own {
	o := &frontmatter.Own{}
	layout(&decoder{s: e.says, room: room}, o)
	return o
}

func theory(c coder, t *site.Theory) {
	list(c, &t.Nodes, func(c coder, n *site.Node) {
		word(c, &n.Layer)
		for _, s := range [...]*string{&n.ID, &n.Outcome, &n.Title, &n.Text} {
			c.text(s)
		}
		for _, l := range [...]*[]string{&n.LeadsTo, &n.Supports, &n.Assumptions, &n.Risks, &n.Indicators, &n.Evidence} {
			texts(c, l)
		}
	})
	for _, l := range [...]*[]site.Statement{&t.Assumptions, &t.Risks, &t.Indicators} {
		list(c, l, func(c coder, s *site.Statement) {
			c.text(&s.ID)
			c.text(&s.Text)
		})
	}
}

// raw codes bytes of a known number.
func (e *encoder) raw(b []byte) { e.b = append(e.b, b...) }

func (d *decoder) raw(b []byte) {
	n := copy(b, d.s)
	d.bad = d.bad || n < len(b)
	d.s = d.s[n:]
}

// code codes an entry without diagnostics.
func (e *entry) code(c coder) {
	c.text(&e.path)
	c.text(&e.disk)
	e.id, e.lang = SplitName(e.path)
	size, mod, body, line := uint64(e.stamp.size), uint64(e.stamp.time), uint64(e.body), uint64(e.line)
	for _, n := range [...]*uint64{&size, &mod, &e.stamp.inode, &body, &line} {
		c.number(n)
	}
	e.stamp.size, e.stamp.time, e.body, e.line = int64(size), int64(mod), int(body), int(line)
	c.raw(e.hash[:])
	c.raw(e.front[:])
	c.text(&e.says)
}

// codeFile codes a file beside pages.
func codeFile(c coder, f *File) {
	c.text(&f.Path)
	c.text(&f.Disk)
	size, at := uint64(f.Size), uint64(0)
	if !f.ModTime.IsZero() {
		at = uint64(f.ModTime.UnixNano())
	}
	c.number(&size)
	c.number(&at)
	f.Size = int64(size)
	if c.reading() && at != 0 {
		f.ModTime = time.Unix(0, int64(at))
	}
}
