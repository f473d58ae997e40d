package pipeline

import (
	"bytes"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"griot/generator/pipeline/commit"
	"griot/generator/search/export"
	"griot/generator/site"
)

// Search files of earlier builds stay in the output folder for a while, so that search in
// a page that was opened before the last build works without asking for the new table of
// contents. Package export decides which files of changed pages may stay. If a page was
// removed, or a document of an index, nothing older stays: it could contain what is not
// public any more. Nor does anything stay if the cache is lost or is that of another
// output folder, since nobody knows then what was removed.

// earlierFiles returns the files of earlier builds among the search files of a language,
// of which the index is built again.
func (t *stager) earlierFiles(lang string, last indexInfo) export.Earlier {
	e := export.Earlier{Read: func(path string) ([]byte, error) {
		return os.ReadFile(filepath.Join(t.snap.opts.Out, filepath.FromSlash(path)))
	}}
	for path, stamp := range last.Files {
		if now, ok := t.Present(path); ok && now == stamp && isShardOf(lang, path) {
			e.Files = append(e.Files, path)
		}
	}
	for path, age := range t.knownEarlier() {
		if age < commit.MaxAge && isShardOf(lang, path) {
			e.Files = append(e.Files, path)
		}
	}
	slices.Sort(e.Files)
	return e
}

// knownEarlier returns the earlier search files in the output folder, if the last build of
// this cache left them.
func (t *stager) knownEarlier() commit.Earlier {
	if e := t.Earlier(); e.Hash() == t.snap.cache.state.Earlier {
		return e
	}
	return nil
}

// isShardOf reports whether a path is that of a search file of a language that may stay;
// the table of contents is none, and texts never stay.
func isShardOf(lang, path string) bool { return strings.HasPrefix(path, "search/"+lang+"/") }

// earlier returns the search files of earlier builds that stay in the output folder.
func (t *stager) earlier(staged *stagedSite) commit.Earlier {
	if t.removesPages(staged) {
		return nil
	}
	before, all := t.knownEarlier(), commit.Earlier{}
	for i := range staged.indexes {
		ix := &staged.indexes[i]
		if ix.Kept { // what was earlier than it still is
			for path, age := range before {
				if isShardOf(ix.lang, path) {
					all[path] = age
				}
			}
		}
		for _, path := range ix.earlier {
			all[path] = before[path] + 1
		}
	}
	return all
}

// removesPages reports whether the site lacks a page or a document of an index that the
// last build had.
func (t *stager) removesPages(staged *stagedSite) bool {
	has := make(map[string]bool, len(staged.outputs))
	for i := range staged.outputs {
		has[staged.outputs[i].Path] = true
	}
	for path := range t.manifest {
		if strings.HasSuffix(path, ".html") && !has[path] {
			return true
		}
	}
	docs := map[string][]site.Hash{}
	for i := range staged.indexes {
		docs[staged.indexes[i].lang] = staged.indexes[i].docs
	}
	for lang, last := range t.snap.cache.state.Indexes {
		for _, id := range last.Docs {
			if _, ok := slices.BinarySearchFunc(docs[lang], id, compareHashes); !ok {
				return true
			}
		}
	}
	return false
}

func compareHashes(a, b site.Hash) int { return bytes.Compare(a[:], b[:]) }
