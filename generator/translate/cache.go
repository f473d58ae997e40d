package translate

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"slices"
	"strings"
	"time"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// Cache is what one Status leaves to the next: the state of each unit, and
// the sizes and times of the files that it follows from. It may be thrown away
// at any time.
type Cache struct {
	// Now tells the time. It decides only how far a file's time is trusted:
	// one that changed less than two seconds ago may change again without a
	// trace.
	Now        func() time.Time
	units      map[string]cachedUnit
	allRecords uint64 // of the stamps of all records and of hub.yaml
	unchanged  bool   // nothing is to be written
}

// cachedUnit is the state of a unit and what it follows from.
type cachedUnit struct {
	stamps     uint64 // of its files; 0 where they can't be trusted
	usesOthers bool
	pages      []PageStatus
}

// cacheVersion changes with the format of the cache and the rules of comparison.
const cacheVersion = "griot translate 1"

var errCache = errors.New("the cache can't be used")

// NewCache returns an empty cache.
func NewCache() *Cache { return &Cache{Now: time.Now, units: map[string]cachedUnit{}} }

// stamps sums up the files that a unit's state follows from, hub.yaml with
// its languages and sections among them; 0 where one of them is racy.
func (c *Cache) stamps(d *Project, u *Unit) uint64 {
	names := []string{"content/hub.yaml"}
	for _, lang := range d.langs {
		if file := u.files[lang]; file != "" {
			names = append(names, file)
		}
		names = append(names, state.File(lang, u.ID))
	}
	return c.sum(d, names)
}

func (c *Cache) sum(d *Project, names []string) uint64 {
	young := c.Now().Add(-racyWindow).UnixNano()
	var b []byte
	for _, name := range names {
		s := d.files.stamps[name]
		if s.Time > young {
			return 0
		}
		b = append(b, name...)
		b = binary.AppendVarint(binary.AppendVarint(b, s.Size), s.Time)
	}
	return max(1, segment.HashText(string(b)))
}

// records sums up all files of records.
func (c *Cache) records(d *Project) uint64 {
	var names []string
	for name := range d.files.stamps {
		if strings.HasPrefix(name, state.Dir+"/") || strings.HasPrefix(name, state.MemoryDir+"/") {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	return c.sum(d, names)
}

// get returns what is known of a unit whose files have not changed.
func (c *Cache) get(d *Project, u *Unit) ([]PageStatus, bool) {
	if c == nil {
		return nil, false
	}
	known, ok := c.units[u.ID]
	if !ok || known.stamps == 0 || known.stamps != c.stamps(d, u) {
		return nil, false
	}
	if known.usesOthers && (c.allRecords == 0 || c.allRecords != c.records(d)) {
		return nil, false
	}
	return known.pages, true
}

// put keeps what was found, but for units with diagnostics.
func (c *Cache) put(d *Project, units []*Unit, pages [][]PageStatus, lists []diag.List) {
	if c == nil {
		return
	}
	next := make(map[string]cachedUnit, len(d.units))
	records := c.records(d)
	if records == c.allRecords { // of units that were not asked for, what is known stays
		for id, known := range c.units {
			if d.byID[id] != nil {
				next[id] = known
			}
		}
	}
	c.unchanged = records == c.allRecords && len(next) == len(c.units)
	for i, u := range units {
		if len(lists[i]) > 0 {
			delete(next, u.ID)
			continue
		}
		known := cachedUnit{stamps: c.stamps(d, u), pages: pages[i]}
		for j := range pages[i] {
			known.usesOthers = known.usesOthers || pages[i][j].usesOthers
		}
		if old, ok := c.units[u.ID]; !ok || old.stamps != known.stamps {
			c.unchanged = false
		}
		next[u.ID] = known
	}
	c.units, c.allRecords = next, records
}

// Changed reports whether there is something to write.
func (c *Cache) Changed() bool { return !c.unchanged }

var castagnoli = crc32.MakeTable(crc32.Castagnoli)

// Write writes the cache.
func (c *Cache) Write(w io.Writer) error {
	e := &codec{writing: true}
	version := cacheVersion
	e.text(&version)
	e.number64(&c.allRecords)
	ids := make([]string, 0, len(c.units))
	for id := range c.units {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	n := len(ids)
	e.number(&n)
	for _, id := range ids {
		u := c.units[id]
		e.unit(&id, &u)
	}
	e.b = binary.BigEndian.AppendUint32(e.b, crc32.Checksum(e.b, castagnoli))
	if _, err := w.Write(e.b); err != nil {
		return fmt.Errorf("write translation cache: %w", err)
	}
	return nil
}

// Read reads what Write wrote. After an error the cache is empty, which costs
// time alone.
func (c *Cache) Read(r io.Reader) error {
	var b bytes.Buffer
	if _, err := b.ReadFrom(r); err != nil {
		return fmt.Errorf("read translation cache: %w", err)
	}
	src := b.Bytes()
	if len(src) < 4 || crc32.Checksum(src[:len(src)-4], castagnoli) != binary.BigEndian.Uint32(src[len(src)-4:]) {
		return fmt.Errorf("read translation cache: %w: its checksum is wrong", errCache)
	}
	d := &codec{s: string(src[:len(src)-4])}
	var version string
	if d.text(&version); version != cacheVersion {
		return fmt.Errorf("read translation cache: %w: it is of another version", errCache)
	}
	d.number64(&c.allRecords)
	n := 0
	d.number(&n)
	c.units = make(map[string]cachedUnit, min(n, len(d.s)))
	for range n {
		var id string
		var u cachedUnit
		if d.unit(&id, &u); d.broken {
			break
		}
		c.units[id] = u
	}
	if d.broken {
		c.units, c.allRecords = map[string]cachedUnit{}, 0
		return fmt.Errorf("read translation cache: %w: it ends too early", errCache)
	}
	return nil
}

// codec writes and reads a cache with the same calls.
type codec struct {
	writing bool
	b       []byte // what is written
	s       string // what is left to read
	broken  bool
}

func (c *codec) number64(n *uint64) {
	if c.writing {
		c.b = binary.AppendUvarint(c.b, *n)
		return
	}
	var v uint64
	for shift := 0; ; shift += 7 {
		if c.s == "" || shift > 63 {
			c.broken, c.s = true, ""
			return
		}
		x := c.s[0]
		c.s = c.s[1:]
		v |= uint64(x&0x7f) << shift
		if x < 0x80 {
			break
		}
	}
	*n = v
}

func (c *codec) number(n *int) {
	v := uint64(*n)
	c.number64(&v)
	*n = int(v)
}

func (c *codec) flag(b *bool) {
	n := 0
	if *b {
		n = 1
	}
	c.number(&n)
	*b = n == 1
}

func (c *codec) text(s *string) {
	n := len(*s)
	c.number(&n)
	if c.writing {
		c.b = append(c.b, *s...)
		return
	}
	if n < 0 || n > len(c.s) {
		c.broken, c.s = true, ""
		return
	}
	*s, c.s = c.s[:n], c.s[n:]
}

func (c *codec) count(n *Count) {
	for _, p := range []*int{&n.Fresh, &n.Stale, &n.Missing, &n.Extra} {
		c.number(p)
	}
}

func (c *codec) unit(id *string, u *cachedUnit) {
	c.text(id)
	c.number64(&u.stamps)
	c.flag(&u.usesOthers)
	n := len(u.pages)
	c.number(&n)
	if !c.writing {
		if n < 0 || n > len(c.s) {
			c.broken = true
			return
		}
		u.pages = make([]PageStatus, n)
	}
	for i := range u.pages {
		p := &u.pages[i]
		kind := string(p.Kind)
		for _, s := range []*string{&p.ID, &p.Language, &p.From, &p.Section, &kind, &p.Title, &p.File, &p.Source} {
			c.text(s)
		}
		p.Kind = site.Kind(kind)
		c.count(&p.Segments)
		c.count(&p.Words)
		c.number(&p.Todo)
		c.flag(&p.usesOthers)
	}
}
