package content

import (
	"context"
	"errors"
	"io/fs"
	"iter"
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/site"
)

// Load reads the whole site. The error is of the environment or the context;
// mistakes of authors are in the Result.
func (l *Loader) Load(ctx context.Context) (*Result, error) {
	hub, hash, list := l.readHub()
	if l.last != nil && hash == l.hubHash && slices.EqualFunc(list, l.hubList, diag.Diagnostic.Equal) {
		hub = l.hub // groups that are kept have the sections of this one
	}
	l.useKey(hub)
	s := newScan(l.fsys, hub)
	s.all()
	disk := s.spelled()
	l.setDisk(disk)
	pages, err := l.readAll(ctx, hub, s.pages)
	if err != nil {
		return nil, err
	}
	var changed []string
	if hash != l.hubHash || l.last != nil && !slices.EqualFunc(list, l.hubList, diag.Diagnostic.Equal) {
		changed = []string{config.File}
	}
	l.hub, l.hubHash, l.hubList = hub, hash, list
	next := state{pages, s.files, s.found, disk, s.links}
	return l.advance(next, names(l.now, next), changed), nil
}

// Reload reads the named files again: slash paths from the site's folder, of files
// that were changed, added or removed. For a folder, the configuration or a
// symbolic link it reads the whole site, as Load does; it ignores paths outside
// content/.
func (l *Loader) Reload(ctx context.Context, changed []string) (*Result, error) {
	if l.last == nil {
		return l.Load(ctx)
	}
	if l.linksChanged() {
		return l.Load(ctx)
	}
	s := newScan(l.fsys, l.hub)
	scanned := map[string]bool{}
	for _, p := range changed {
		name := compose(path.Clean(p))
		if !strings.HasPrefix(name+"/", Dir+"/") || scanned[name] {
			continue
		}
		scanned[name] = true
		id, _ := SplitName(name)
		if isIndex(id) || !l.rescan(s, name, path.Clean(p)) { // the kinds of other pages may follow from an index page
			return l.Load(ctx)
		}
	}
	read, err := l.read(ctx, l.hub, s.pages)
	if err != nil {
		return nil, err
	}
	next := state{replace(l.now.pages, read, scanned), replace(l.now.files, s.files, scanned), replace(l.now.found, s.found, scanned), l.now.disk, l.now.links}
	return l.advance(next, maps.Keys(scanned), nil), nil
}

// replace returns a copy of a map in which the keys that were scanned have the
// values that were found, or none.
func replace[V any](old, found map[string]V, scanned map[string]bool) map[string]V {
	out := maps.Clone(old)
	for name := range scanned {
		delete(out, name)
	}
	maps.Copy(out, found)
	return out
}

// linksChanged reports whether a file has changed that a symbolic link leads to: a change of
// the file itself isn't one of the link's path.
func (l *Loader) linksChanged() bool {
	for name, stamp := range l.now.links {
		if info, err := fs.Stat(l.fsys, l.onDisk(name)); err != nil || cache.StampOf(info) != stamp {
			return true
		}
	}
	return false
}

// Stale returns those of the given files that have changed since they were loaded, by their
// size and time or, if these can't be trusted, by what they hold. It must not run at the same
// time as Load and Reload.
func (l *Loader) Stale(names []string) []string {
	var out []string
	for _, name := range names {
		var stamp cache.Stamp
		var hash site.Hash
		if e := l.now.pages[name]; e != nil {
			stamp, hash = e.stamp, e.hash
		} else if f, ok := l.now.files[name]; ok {
			stamp = f.Stamp
		} else {
			continue
		}
		info, err := fs.Stat(l.fsys, l.onDisk(name))
		if err == nil && cache.StampOf(info) == stamp {
			continue
		}
		if err == nil && stamp.Racy() && hash != (site.Hash{}) {
			if src, err := readFile(l.fsys, l.onDisk(name)); err == nil && cache.Hash(src) == hash {
				continue
			}
		}
		out = append(out, name)
	}
	return out
}

// rescan scans one path; it returns false if the whole folder has to be scanned.
func (l *Loader) rescan(s *scan, name, disk string) bool {
	if name == Dir || isConfig(name) {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(name, Dir+"/"), "/") {
		if Ignored(part) {
			return true
		}
	}
	if known := l.onDisk(name); known != disk {
		if disk != name {
			return false // the name is spelled otherwise than before
		}
		disk = known
	}
	info, err := fs.Lstat(l.fsys, disk)
	if errors.Is(err, fs.ErrNotExist) {
		return !l.now.folder(name) && disk == name
	}
	if err != nil || disk != name && l.now.pages[name] == nil && l.now.files[name].Path == "" || !info.Mode().IsRegular() {
		return false
	}
	s.visitPath(name, disk, info, nil)
	return true
}

// folder reports whether there are files below a path.
func (s *state) folder(name string) bool {
	for p := range s.pages {
		if strings.HasPrefix(p, name+"/") {
			return true
		}
	}
	for p := range s.files {
		if strings.HasPrefix(p, name+"/") {
			return true
		}
	}
	for p := range s.found {
		if strings.HasPrefix(p, name+"/") {
			return true
		}
	}
	return false
}

func (l *Loader) setDisk(disk map[string]string) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.disk = disk
}

// advance makes the next Result. scanned yields the paths that may differ from
// the state before, some perhaps twice; changed has the configuration if it
// changed.
func (l *Loader) advance(next state, scanned iter.Seq[string], changed []string) *Result {
	before := l.now
	l.now = next
	anew := len(changed) > 0     // the whole graph has to be built
	touched := map[string]bool{} // groups with another front matter
	for name := range scanned {
		if b, e := before.pages[name], next.pages[name]; b != e {
			if b == nil || e == nil || b.hash != e.hash {
				changed = append(changed, name)
			}
			anew = anew || b == nil || e == nil
			if !anew && !e.sameFront(b) {
				touched[e.id] = true
				anew = isIndex(e.id) // all in the folder may follow from it
			}
		}
		if !sameFile(before.files, next.files, name) {
			changed, anew = append(changed, name), true
		}
		anew = anew || !slices.EqualFunc(before.found[name], next.found[name], diag.Diagnostic.Equal)
	}
	slices.Sort(changed)
	if anew || l.last == nil || l.last.Site == nil {
		l.members, l.clean = nil, nil
		l.last = l.rebuild(nil)
	} else if len(touched) > 0 {
		l.last = l.rebuild(touched)
	} else {
		same := *l.last
		l.last = &same
	}
	l.last.Changed, l.last.pages = slices.Compact(changed), next.pages
	return l.last
}

// names yields the paths of a state.
func (s *state) names(yield func(string) bool) {
	for p := range s.pages {
		if !yield(p) {
			return
		}
	}
	for p := range s.files {
		if !yield(p) {
			return
		}
	}
	for p := range s.found {
		if !yield(p) {
			return
		}
	}
}

// names yields the paths of two states.
func names(before, next state) iter.Seq[string] {
	return func(yield func(string) bool) {
		on := true
		each := func(p string) bool { on = yield(p); return on }
		if next.names(each); on {
			before.names(each)
		}
	}
}

// sameFile reports whether a file beside the pages is unchanged, or absent as
// before.
func sameFile(before, after map[string]File, name string) bool {
	b, was := before[name]
	a, is := after[name]
	return was == is && b.Stamp == a.Stamp
}

// rebuild builds the graph. If touched is not nil, only the front matter of these
// groups has changed, and no page or file was added or removed.
func (l *Loader) rebuild(touched map[string]bool) *Result {
	res := &Result{Hub: l.hub, Diagnostics: slices.Clone(l.hubList)}
	if len(l.hub.Languages) > 0 {
		a := l.assemble(l.hub, touched)
		res.Site, res.Diagnostics = a.site, append(res.Diagnostics, a.list...)
	}
	res.Unread = map[string]bool{}
	for name, found := range l.now.found {
		res.Diagnostics = append(res.Diagnostics, found...)
		res.Unread[name] = true
	}
	for _, e := range l.now.pages {
		res.Diagnostics = append(res.Diagnostics, e.list...)
		if res.Site == nil || res.Site.ByID[e.id] == nil || res.Site.ByID[e.id].Pages[e.lang] == nil {
			res.Unread[e.path] = true
		}
	}
	res.Diagnostics.Sort()
	res.Diagnostics = slices.Clip(res.Diagnostics) // appending to it makes a copy
	res.Files = slices.SortedFunc(maps.Values(l.now.files), func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return res
}
