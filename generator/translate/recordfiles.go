package translate

import (
	"errors"
	"fmt"
	"io/fs"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/config"
	"griot/generator/site"
	"griot/generator/translate/state"
)

// RecordFiles lists the files other than pages that states depend on: records,
// messages and hub.yaml. Listing them reads no file.
type RecordFiles struct {
	files *fileList
	// Racy is true if a file changed so recently that it could change again and
	// keep its stamp.
	Racy bool
}

// ListRecords lists a site's records. The time only decides which are racy.
func ListRecords(fsys fs.FS, now time.Time) (*RecordFiles, error) {
	f := newFiles(fsys)
	if err := f.listRecords(); err != nil {
		return nil, err
	}
	info, err := fs.Stat(fsys, config.File)
	if err != nil {
		return nil, fmt.Errorf("read the hub's configuration: %w", err)
	}
	f.stamps[config.File] = cache.StampOf(info)
	s := &RecordFiles{files: f}
	for name, stamp := range f.stamps {
		stamp = stamp.At(now)
		f.stamps[name], s.Racy = stamp, s.Racy || stamp.Racy()
	}
	return s, nil
}

// Stamp hashes the stamps of all files. It means nothing if Racy is set.
func (s *RecordFiles) Stamp() site.Hash {
	var x cache.Coder
	codeMap(&x, &s.files.stamps, func(stamp *cache.Stamp) { stamp.Code(&x) })
	return cache.Hash(x.Bytes())
}

// hasStates reports whether the site has records of states.
func (s *RecordFiles) hasStates() bool {
	for name := range s.files.stamps {
		if strings.HasPrefix(name, state.Dir+"/") {
			return true
		}
	}
	return false
}

// fileHash is the hash of a file's content, and the file's stamp when it was read.
type fileHash struct {
	stamp cache.Stamp
	hash  site.Hash
}

// hashes returns the hash of each file, reading those whose stamp has changed.
func (s *RecordFiles) hashes(last map[string]fileHash) (map[string]fileHash, error) {
	out := make(map[string]fileHash, len(s.files.stamps))
	for name, stamp := range s.files.stamps {
		if known, ok := last[name]; ok && known.stamp.Same(stamp) {
			out[name] = known
			continue
		}
		src, err := s.files.read(name)
		if err != nil {
			return nil, err
		}
		out[name] = fileHash{stamp, cache.Hash(src)}
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

// projectOf opens a site that is loaded already.
func projectOf(records *RecordFiles, fsys fs.FS, hub *config.Hub, s *site.Site) *Project {
	files := &fileList{fsys: fsys, stamps: records.files.stamps, diskNames: records.files.diskNames}
	units := unitList{langs: hub.Codes(), byID: make(map[string]*Unit, len(s.Groups)+2)}
	for _, g := range s.Groups {
		for lang, p := range g.Pages {
			units.add(g.ID, lang, p.File)
		}
	}
	units.addOthers(files)
	return &Project{hub, units, files, newRecordIndex(files)}
}
