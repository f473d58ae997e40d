// Package commit brings the output folder, public/, from one state of a site to
// the next. It is the only writer of that folder.
//
//	present, err := commit.Scan(out)           // what is in the folder
//	s, err := commit.Open(out, present)        // an empty staging folder in it
//	f, err := s.Write(path, body)              // for each file that differs
//	result, err := s.Commit(outputs, indexes, earlier)  // renames, in a safe order
//	err = s.Close()
//
// The package never decides what a file contains or whether it has to be
// written; a page is to it a file that refers to others.
//
// # The order of renames
//
// Browsers read the folder while it changes, a build may be killed at any moment, and the
// power may fail. So every file is complete and on the disk before the first rename, and
// the renames keep two promises at every moment: a page never needs a style, a script, an
// image or a search file that is not there, and whatever can be reached from the start of
// the site, by links or by search, exists.
//
//  1. New files that are no pages, and new search files for browsers. Nothing
//     refers to them yet.
//  2. New pages, translations one after the other. No page that is reachable links to
//     them yet.
//  3. Search indexes, each with the file that names its search files: from now on search
//     leads to new pages. Then files that replace older ones: those that are no pages, then
//     the pages; the start of the site is always among them. Then the list of the files of
//     earlier builds that stay.
//  4. Files that the site no longer has: pages first, then what they needed, then
//     folders that are empty.
//
// Pages that steps 2 and 4 add and remove are listed in the folder meanwhile: see unlinked.
// After each of these the folders with new names are flushed: a loss of power may undo
// renames of the step under way, in any choice, and none of an earlier one.
//
// If the folder is empty at first, the site is built as a tree in staging, whose
// top entries are moved: those without pages, those with pages, index.html.
//
// # After kill -9 or a loss of power
//
// What is left is a site that can be browsed, partly old and partly new, and the staging
// folder. The manifest of the last complete build is older than some files then. The next
// build removes the staging folder, sees that the stamps of those files differ from the
// manifest, makes their bytes again and writes them unless they are equal; it removes
// whatever the site doesn't have, because it compares with the folder and not with the
// manifest. A build counts as up to date only if there is no staging folder and every file
// of the manifest has its stamp. Search indexes of which any file differs are built again.
//
// Pages that can't be reached from the start may lead to one that isn't there: new ones that
// link to each other while step 2 is under way, pages of a language before those of the
// other in a first build, and in step 4 pages that the site no longer has. Who has kept the
// address of a page of an earlier build finds the new page, or none.
package commit

import (
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/disk"
	"griot/generator/site"
)

// Entry is a file of the manifest: an output as a build left it.
type Entry struct {
	_     struct{}  `cbor:",toarray"` // there are many: no names
	Key   site.Hash // of every input that the file depends on
	Hash  site.Hash // of its bytes
	Stamp cache.Stamp
}

// Manifest lists the outputs of a build by slash path below the output folder,
// search indexes and their files aside.
type Manifest map[string]Entry

// Output is a file that the site has.
type Output struct {
	Path string // slash path below the output folder
	Page bool   // whether it refers to other files
	Entry
	temp string // see Staged; "" if the present file stays
}

// Stage makes a staged file take the output's place.
func (o *Output) Stage(f Staged) { o.Stamp, o.temp = f.Stamp, f.temp }

// Index is a search index: a folder, and the search files that browsers load.
type Index struct {
	Path  string            // slash path of the folder below the output folder
	Dir   string            // the folder in staging
	Files []string          // search files, by slash path below the output folder, sorted
	Main  string            // the search file that names all others
	New   map[string]Staged // those of Files that differ from the present ones
	Kept  bool              // whether folder and search files stay as they are
	// Stamps are those of the search files and of the files in the folder. Commit
	// sets them unless the index is kept.
	Stamps Files
}

// owns reports whether a present file belongs to the index.
func (x *Index) owns(path string) bool {
	if x.Kept {
		_, ok := x.Stamps[path]
		return ok
	}
	_, ok := slices.BinarySearch(x.Files, path)
	return ok || strings.HasPrefix(path, x.Path+"/") // the folder was replaced as a whole
}

// Result counts the files of a commit.
type Result struct{ Written, Unchanged, Removed int }

// start is the page that a site is entered by. It is published after all pages
// that it may link to.
const start = "index.html"

// committer is one commit under way.
type committer struct {
	*Staging
	outputs []Output
	indexes []*Index
	earlier Earlier // the files of earlier builds that stay
	result  Result

	stalePages, staleFiles []string // present pages and other files that the site no longer has
}

// Commit makes these outputs and indexes, and those of the present files that
// earlier lists, the only content of the output folder. Outputs must be in the order in
// which replaced files are published: pages last.
func (s *Staging) Commit(outputs []Output, indexes []*Index, earlier Earlier) (Result, error) {
	c := &committer{Staging: s, outputs: outputs, indexes: indexes, earlier: earlier}
	steps := []func() error{
		c.checkWritable, c.flushFiles, c.markFolder,
		c.publishNewFiles, c.publishSearchFiles, c.flushFolders,
		c.listNewPages, c.publishNewPages, c.flushFolders, c.unlistNewPages,
		c.replaceIndexes, c.replaceFiles, c.recordEarlier, c.flushFolders,
		c.findStale, c.listStalePages, c.removeStalePages, c.flushFolders,
		c.removeStaleFiles, c.unlistAll, c.flushFolders,
	}
	if s.Empty() {
		c.earlier = nil // there are none
		steps = []func() error{c.checkWritable, c.flushFiles, c.markFolder, c.recordEarlier, c.addIndexesToTree, c.flushTree, c.publishTree, c.flushFolders}
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return c.result, err
		}
	}
	return c.result, nil
}

// markFolder marks the output folder as Griot's.
func (c *committer) markFolder() error {
	marker := filepath.Join(c.out, markerName)
	if _, err := os.Stat(marker); err == nil {
		return nil
	}
	temp := filepath.Join(c.dir, markerName)
	err := disk.Replace(temp, []byte(markerText), 0o644)
	if err == nil {
		c.renamed[filepath.Dir(c.out)] = true // the output folder may be new
		err = c.rename(temp, marker)
	}
	if err != nil {
		return fmt.Errorf("mark output folder: %w", err)
	}
	return nil
}

func (c *committer) isNew(o *Output) bool {
	_, present := c.present[o.Path]
	return !present && o.Path != start
}

func (c *committer) publishNewFiles() error {
	return c.publish(func(o *Output) bool { return c.isNew(o) && !o.Page })
}

func (c *committer) publishNewPages() error {
	return c.publish(func(o *Output) bool { return c.isNew(o) && o.Page })
}

// replaceFiles publishes the start last: if there was none, nothing was reachable.
func (c *committer) replaceFiles() error {
	if err := c.publish(func(o *Output) bool { return !c.isNew(o) && o.Path != start }); err != nil {
		return err
	}
	return c.publish(func(o *Output) bool { return o.Path == start })
}

// publish moves those outputs into place for which the function is true.
func (c *committer) publish(which func(*Output) bool) error {
	for i := range c.outputs {
		if o := &c.outputs[i]; which(o) {
			if err := c.put(o.Path, o.temp); err != nil {
				return err
			}
		}
	}
	return nil
}

// put moves a staged file into its place, where it keeps its stamp.
func (c *committer) put(path, temp string) error {
	if temp == "" {
		c.result.Unchanged++
		return nil
	}
	to := c.path(path)
	err := c.rename(temp, to)
	if err != nil && !errors.Is(err, errInterrupted) {
		if err = c.clearPath(to); err == nil {
			err = c.rename(temp, to)
		}
	}
	if err != nil {
		return fmt.Errorf("publish %q: %w", path, err)
	}
	c.result.Written++
	return nil
}

// clearPath prepares a path for a file: it creates the folders above it, and
// removes a file where a folder must be, or a folder where the file must be.
func (c *committer) clearPath(to string) error {
	dir := filepath.Dir(to)
	for up := dir; len(up) > len(c.out); up = filepath.Dir(up) {
		if info, err := os.Lstat(up); err == nil && !info.IsDir() {
			if err := c.remove(up); err != nil {
				return err
			}
		}
	}
	if err := c.makeFolder(dir); err != nil {
		return err
	}
	if info, err := os.Lstat(to); err == nil && info.IsDir() {
		return c.removeAll(to)
	}
	return nil
}

// findStale finds the present files that the site no longer has.
func (c *committer) findStale() error {
	c.stalePages, c.staleFiles = c.stale()
	return nil
}

func (c *committer) removeStalePages() error { return c.removeStale(c.stalePages) }

func (c *committer) removeStaleFiles() error { return c.removeStale(c.staleFiles) }

// removeStale removes files, and folders that are empty then.
func (c *committer) removeStale(stale []string) error {
	dirs := map[string]bool{}
	for _, path := range stale {
		file := c.path(path)
		if info, err := os.Lstat(file); err != nil || info.IsDir() {
			continue // a new file took the place of it or of a folder above it
		}
		if err := c.remove(file); err != nil {
			return fmt.Errorf("remove stale file: %w", err)
		}
		c.result.Removed++
		for up := filepath.Dir(file); len(up) > len(c.out); up = filepath.Dir(up) {
			dirs[up] = true
		}
	}
	return c.removeEmpty(dirs)
}

// stale returns the present files that the site no longer has: pages, and others.
func (c *committer) stale() (pages, others []string) {
	has := make(map[string]bool, len(c.outputs))
	for i := range c.outputs {
		has[c.outputs[i].Path] = true
	}
	owned := func(path string) bool {
		return slices.ContainsFunc(c.indexes, func(x *Index) bool { return x.owns(path) })
	}
	all := slices.Collect(maps.Keys(c.present))
	for path := range c.before {
		if _, present := c.present[path]; !present {
			all = append(all, path)
		}
	}
	all = slices.AppendSeq(all, maps.Keys(c.unlinked))
	for _, path := range all {
		switch {
		case has[path] || owned(path) || c.earlier[path] > 0:
		case isPage(path):
			pages = append(pages, path)
		default:
			others = append(others, path)
		}
	}
	slices.Sort(pages)
	slices.Sort(others)
	return pages, others
}

// publishTree moves the top entries of a first build's tree into place.
func (c *committer) publishTree() error {
	c.result.Written += len(c.outputs)
	hasPages := map[string]bool{}
	for i := range c.outputs {
		if o := &c.outputs[i]; o.Page {
			top, _, _ := strings.Cut(o.Path, "/")
			hasPages[top] = true
		}
	}
	order := func(e fs.DirEntry) int {
		switch {
		case e.Name() == start:
			return 2
		case hasPages[e.Name()]:
			return 1
		}
		return 0
	}
	tree := filepath.Join(c.dir, treeName)
	entries, err := os.ReadDir(tree)
	if err != nil {
		return fmt.Errorf("publish: %w", err)
	}
	slices.SortStableFunc(entries, func(a, b fs.DirEntry) int { return cmp.Compare(order(a), order(b)) })
	for i, e := range entries {
		if i > 0 && order(e) > order(entries[i-1]) {
			if err := c.flushFolders(); err != nil {
				return err
			}
		}
		to := filepath.Join(c.out, e.Name())
		err := os.RemoveAll(to) // an empty folder, if anything
		if err == nil {
			err = c.rename(filepath.Join(tree, e.Name()), to)
		}
		if err != nil {
			return fmt.Errorf("publish %q: %w", e.Name(), err)
		}
	}
	return nil
}
