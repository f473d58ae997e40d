package content

import (
	"context"
	"errors"
	"io/fs"
	"maps"
	"path"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/site"
)

// Load reads the whole site. The error is of the environment or the context;
// what authors did wrong is in the Result.
func (l *Loader) Load(ctx context.Context) (*Result, error) {
	hub, hash, list := l.readHub()
	l.useKey(hub)
	s := newScan(l.fsys, hub)
	s.all()
	l.setDisk(s.disk)
	pages, err := l.read(ctx, hub, s.pages)
	if err != nil {
		return nil, err
	}
	var changed []string
	if hash != l.hubHash || l.last != nil && !slices.Equal(list, l.hubList) {
		changed = []string{config.File}
	}
	l.hub, l.hubHash, l.hubList = hub, hash, list
	return l.advance(state{pages, s.files, s.found, s.disk}, changed), nil
}

// Reload looks at the named paths again: slash paths from the site's folder,
// of files that changed, came or went. A folder, the configuration or a
// symbolic link makes it look at the whole site, as Load does; paths outside
// content/ are passed over.
func (l *Loader) Reload(ctx context.Context, changed []string) (*Result, error) {
	if l.last == nil {
		return l.Load(ctx)
	}
	s := newScan(l.fsys, l.hub)
	looked := map[string]bool{}
	for _, p := range changed {
		name := compose(path.Clean(p))
		if !strings.HasPrefix(name+"/", Dir+"/") || looked[name] {
			continue
		}
		looked[name] = true
		if !l.look(s, name, path.Clean(p)) {
			return l.Load(ctx)
		}
	}
	read, err := l.read(ctx, l.hub, s.pages)
	if err != nil {
		return nil, err
	}
	next := state{replace(l.now.pages, read, looked), replace(l.now.files, s.files, looked), replace(l.now.found, s.found, looked), l.now.disk}
	return l.advance(next, nil), nil
}

// replace is a map with new values under the keys that were looked at.
func replace[V any](old, found map[string]V, looked map[string]bool) map[string]V {
	out := maps.Clone(old)
	for name := range looked {
		delete(out, name)
	}
	maps.Copy(out, found)
	return out
}

// look scans one path; it returns false where that needs more than the path.
func (l *Loader) look(s *scan, name, disk string) bool {
	if name == Dir || name == config.File {
		return false
	}
	for part := range strings.SplitSeq(strings.TrimPrefix(name, Dir+"/"), "/") {
		if ignored(part) {
			return true
		}
	}
	if known := l.onDisk(name); known != disk {
		if disk != name {
			return false // a name that is spelled in another way than before
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
	s.one(name, disk, info, nil)
	delete(s.disk, name)
	return true
}

// folder reports whether anything stands below a path.
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

// advance makes the next Result. changed says whether the configuration
// changed.
func (l *Loader) advance(next state, changed []string) *Result {
	before, graph := l.now, len(changed) > 0
	l.now = next
	for p, e := range next.pages {
		b := before.pages[p]
		if b == e {
			continue
		}
		if b == nil || b.hash != e.hash {
			changed = append(changed, p)
		}
		graph = graph || !e.sameFront(b)
	}
	for p := range before.pages {
		if next.pages[p] == nil {
			changed, graph = append(changed, p), true
		}
	}
	files := changedFiles(before.files, next.files)
	graph = graph || len(before.files) != len(next.files) || len(files) > 0 || !maps.EqualFunc(before.found, next.found, slices.Equal)
	changed = append(changed, files...)
	slices.Sort(changed)
	if graph || l.last == nil || l.last.Site == nil {
		l.last = l.rebuild()
	} else {
		l.last = l.swap(changed)
	}
	l.last.Changed = changed
	return l.last
}

// rebuild makes the graph anew.
func (l *Loader) rebuild() *Result {
	res := &Result{Hub: l.hub, GraphChanged: true, Diagnostics: slices.Clone(l.hubList)}
	if len(l.hub.Languages) > 0 {
		a := l.assemble(l.hub)
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
	res.Diagnostics = slices.Clip(res.Diagnostics) // who appends to it gets a copy
	res.Files = slices.SortedFunc(maps.Values(l.now.files), func(a, b File) int { return strings.Compare(a.Path, b.Path) })
	return res
}

// swap puts the pages whose text changed into a copy of the last graph.
func (l *Loader) swap(changed []string) *Result {
	res := *l.last
	res.GraphChanged = false
	if len(changed) == 0 {
		return &res
	}
	s := *res.Site
	s.Groups, s.ByID = slices.Clone(s.Groups), maps.Clone(s.ByID)
	for _, p := range changed {
		id, lang := split(p)
		old := s.ByID[id]
		if old == nil || old.Pages[lang] == nil {
			continue
		}
		g := *old
		g.Pages = make(map[string]*site.Page, len(old.Pages))
		for code, page := range old.Pages {
			copied := *page
			copied.Group = &g
			if code == lang {
				copied.Hash = l.now.pages[p].hash
			}
			g.Pages[code] = &copied
			if page == old.Source {
				g.Source = &copied
			}
		}
		i, _ := slices.BinarySearchFunc(s.Groups, id, func(g *site.Group, id string) int { return strings.Compare(g.ID, id) })
		s.Groups[i], s.ByID[id] = &g, &g
	}
	res.Site = &s
	return &res
}

// changedFiles lists the paths whose file is new, gone or different.
func changedFiles(before, after map[string]File) []string {
	var out []string
	for p, f := range after {
		if b, ok := before[p]; !ok || b.Size != f.Size || !b.ModTime.Equal(f.ModTime) {
			out = append(out, p)
		}
	}
	for p := range before {
		if _, ok := after[p]; !ok {
			out = append(out, p)
		}
	}
	return out
}
