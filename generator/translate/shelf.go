package translate

import (
	"cmp"
	"crypto/sha256"
	"encoding/binary"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"slices"
	"strings"
	"time"

	"griot/generator/config"
	"griot/generator/site"
)

// Shelf is what lies in a site's folder beside its pages that the states of
// translations follow from: records, messages and hub.yaml. Looking at it reads
// no file.
type Shelf struct {
	files *files
	// Young is true where a file changed so recently that it may change again
	// without a trace.
	Young bool
}

// Look lists a site's records.
func Look(fsys fs.FS, now time.Time) (*Shelf, error) {
	f := newFiles(fsys)
	if err := f.records(); err != nil {
		return nil, err
	}
	info, err := fs.Stat(fsys, config.File)
	if err != nil {
		return nil, fmt.Errorf("read the hub's configuration: %w", err)
	}
	f.stamp[config.File] = stamp{info.Size(), info.ModTime().UnixNano()}
	s, young := &Shelf{files: f}, now.Add(-settled).UnixNano()
	for name, at := range f.stamp {
		if at.Time > young {
			f.stamp[name], s.Young = stamp{at.Size, 0}, true
		}
	}
	return s, nil
}

// Stamp stands for the state of all files of records. It means nothing where
// the shelf is young.
func (s *Shelf) Stamp() site.Hash {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(s.files.stamp)) {
		at := s.files.stamp[name]
		b = append(append(b, name...), 0)
		b = binary.AppendVarint(binary.AppendVarint(b, at.Size), at.Time)
	}
	return hashOf(b)
}

// kept reports whether the site keeps records of states.
func (s *Shelf) kept() bool {
	for name := range s.files.stamp {
		if strings.HasPrefix(name, stateDir+"/") {
			return true
		}
	}
	return false
}

func hashOf(b []byte) (h site.Hash) {
	sum := sha256.Sum256(b)
	copy(h[:], sum[:])
	return h
}

// Noted is what a file held when it was last read.
type Noted struct {
	Size, Time int64
	Sum        site.Hash
}

// sums reads the files of a shelf that are not as they were noted.
func (s *Shelf) sums(noted map[string]Noted) (map[string]Noted, error) {
	out := make(map[string]Noted, len(s.files.stamp))
	for name, at := range s.files.stamp {
		if n, ok := noted[name]; ok && at.Time != 0 && n.Size == at.Size && n.Time == at.Time {
			out[name] = n
			continue
		}
		src, err := s.files.read(name)
		if err != nil {
			return nil, err
		}
		out[name] = Noted{at.Size, at.Time, hashOf(src)}
	}
	return out, nil
}

// records finds the files of records and of messages.
func (f *files) records() error {
	for _, dir := range []string{stateDir, memoryDir} {
		if err := f.folder(dir, dir, 0); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
	}
	entries, err := fs.ReadDir(f.fsys, "i18n")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read folder: %w", err)
	}
	for _, e := range entries {
		if !e.IsDir() {
			f.file("i18n/"+e.Name(), "i18n/"+e.Name(), e)
		}
	}
	return nil
}

// deskOf is the desk of a site that was read already.
func deskOf(shelf *Shelf, fsys fs.FS, hub *config.Hub, s *site.Site) *Desk {
	shelved := &files{fsys: fsys, stamp: shelf.files.stamp, disk: shelf.files.disk}
	d := &Desk{Hub: hub, langs: hub.Codes(), files: shelved, byID: make(map[string]*Unit, len(s.Groups)+2)}
	add := func(u *Unit) {
		d.units = append(d.units, u)
		d.byID[u.ID] = u
	}
	for _, g := range s.Groups {
		u := &Unit{ID: g.ID, files: make(map[string]string, len(g.Pages))}
		for lang, p := range g.Pages {
			u.files[lang] = p.File
		}
		add(u)
	}
	for _, id := range []string{HubID, MessagesID} {
		if id == MessagesID && !shelved.has(messageFile(d.langs[0])) {
			continue
		}
		u := &Unit{ID: id, files: map[string]string{}}
		for _, lang := range d.langs {
			if u.files[lang] = config.File; id == MessagesID {
				u.files[lang] = messageFile(lang)
			}
		}
		add(u)
	}
	slices.SortFunc(d.units, func(a, b *Unit) int { return cmp.Compare(a.ID, b.ID) })
	return d
}
