package pipeline

import (
	"bytes"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"

	"griot/generator/pipeline/commit"
	"griot/generator/search/export"
	"griot/generator/site"
)

// Some files of earlier builds stay in the output folder for a while. Styles and scripts do, so
// that a page that was opened before the last build is shown and can be searched in. Search
// files do, so that its search works without asking for the new table of contents. Package
// export decides which files of changed pages may stay. If a page was
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

// knownEarlier returns the files of earlier builds in the output folder, if the last build of
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

// isThemeFile reports whether a path is that of a file of the theme that pages load. It has
// nothing of a page; pictures may, so they don't stay.
func isThemeFile(name string) bool {
	return strings.HasPrefix(name, "assets/") && slices.Contains([]string{".css", ".js", ".svg", ".woff2"}, path.Ext(name))
}

// earlier returns the files of earlier builds that stay in the output folder.
func (t *stager) earlier(staged *stagedSite) commit.Earlier {
	before, has := t.knownEarlier(), staged.paths()
	all := t.earlierThemeFiles(before, has)
	if t.removesPages(staged, has) {
		return all
	}
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

// earlierThemeFiles returns those that the site, which has these outputs, doesn't have any more.
func (t *stager) earlierThemeFiles(before commit.Earlier, has map[string]bool) commit.Earlier {
	all := commit.Earlier{}
	for path, age := range before {
		if isThemeFile(path) && !has[path] && age < commit.MaxAge {
			all[path] = age + 1
		}
	}
	for path, last := range t.manifest {
		if now, ok := t.Present(path); ok && now == last.Stamp && isThemeFile(path) && !has[path] {
			all[path] = 1
		}
	}
	return all
}

// paths are those of the outputs.
func (s *stagedSite) paths() map[string]bool {
	has := make(map[string]bool, len(s.outputs))
	for i := range s.outputs {
		has[s.outputs[i].Path] = true
	}
	return has
}

// removesPages reports whether the site lacks a page or a document of an index that the
// last build had.
func (t *stager) removesPages(staged *stagedSite, has map[string]bool) bool {
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
