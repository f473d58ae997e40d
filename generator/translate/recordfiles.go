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
	"griot/generator/translate/segment"
	"griot/generator/translate/state"
)

// RecordFiles lists the files beside pages that the states of translations
// depend on: records, messages and hub.yaml. Listing them reads no file.
type RecordFiles struct {
	files *fileList
	// Racy is true where a file changed so recently that another change might
	// leave its stamp as it is.
	Racy bool
}

// ListRecords lists a site's records. The time decides only which are racy.
func ListRecords(fsys fs.FS, now time.Time) (*RecordFiles, error) {
	f := newFiles(fsys)
	if err := f.listRecords(); err != nil {
		return nil, err
	}
	info, err := fs.Stat(fsys, config.File)
	if err != nil {
		return nil, fmt.Errorf("read the hub's configuration: %w", err)
	}
	f.stamps[config.File] = stamp{info.Size(), info.ModTime().UnixNano()}
	s, young := &RecordFiles{files: f}, now.Add(-racyWindow).UnixNano()
	for name, at := range f.stamps {
		if at.Time > young {
			f.stamps[name], s.Racy = stamp{at.Size, 0}, true
		}
	}
	return s, nil
}

// Stamp hashes the stamps of all files. It means nothing where Racy is set.
func (s *RecordFiles) Stamp() site.Hash {
	var b []byte
	for _, name := range slices.Sorted(maps.Keys(s.files.stamps)) {
		at := s.files.stamps[name]
		b = append(append(b, name...), 0)
		b = binary.AppendVarint(binary.AppendVarint(b, at.Size), at.Time)
	}
	return hashOf(b)
}

// hasStates reports whether the site keeps records of states.
func (s *RecordFiles) hasStates() bool {
	for name := range s.files.stamps {
		if strings.HasPrefix(name, state.Dir+"/") {
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

// FileStamp is a file's size and time, and the hash of its content, when it was
// last read.
type FileStamp struct {
	Size, Time int64
	Hash       site.Hash
}

// hashes returns the hash of each file, reading those whose stamp has changed.
func (s *RecordFiles) hashes(noted map[string]FileStamp) (map[string]FileStamp, error) {
	out := make(map[string]FileStamp, len(s.files.stamps))
	for name, at := range s.files.stamps {
		if n, ok := noted[name]; ok && at.Time != 0 && n.Size == at.Size && n.Time == at.Time {
			out[name] = n
			continue
		}
		src, err := s.files.read(name)
		if err != nil {
			return nil, err
		}
		out[name] = FileStamp{at.Size, at.Time, hashOf(src)}
	}
	return out, nil
}

// listRecords lists the files of records and of messages.
func (f *fileList) listRecords() error {
	for _, dir := range []string{state.Dir, state.MemoryDir} {
		if err := f.listFolder(dir); err != nil {
			return err
		}
	}
	entries, err := fs.ReadDir(f.fsys, "i18n")
	if err != nil && !errors.Is(err, fs.ErrNotExist) {
		return fmt.Errorf("read folder: %w", err)
	}
	for _, e := range entries {
		name := "i18n/" + e.Name()
		if info, err := fs.Stat(f.fsys, name); err == nil {
			f.addFile(name, name, info)
		}
	}
	return nil
}

// projectOf opens a site that was loaded already.
func projectOf(shelf *RecordFiles, fsys fs.FS, hub *config.Hub, s *site.Site) *Project {
	shelved := &fileList{fsys: fsys, stamps: shelf.files.stamps, diskNames: shelf.files.diskNames}
	d := &Project{Hub: hub, langs: hub.Codes(), files: shelved, byID: make(map[string]*Unit, len(s.Groups)+2)}
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
	for _, id := range []string{segment.HubID, segment.MessagesID} {
		if id == segment.MessagesID && !shelved.has(segment.MessageFile(d.langs[0])) {
			continue
		}
		u := &Unit{ID: id, files: map[string]string{}}
		for _, lang := range d.langs {
			if u.files[lang] = config.File; id == segment.MessagesID {
				u.files[lang] = segment.MessageFile(lang)
			}
		}
		add(u)
	}
	slices.SortFunc(d.units, func(a, b *Unit) int { return cmp.Compare(a.ID, b.ID) })
	return d
}
