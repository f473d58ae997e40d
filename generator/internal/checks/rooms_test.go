package checks

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
	"testing"
)

// rooms is the plan of the house: each room under generator/ and the rooms
// that it may import. A new room, or a new door between rooms, is a decision
// that shows here and under "Packages" in generator/README.md. "*" opens every door.
var rooms = map[string][]string{
	"diag":              {},
	"yaml":              {"diag"},
	"site":              {"diag"},
	"kinds":             {"site"},
	"config":            {"diag", "kinds", "site", "yaml"},
	"frontmatter":       {"diag", "kinds", "site", "yaml"},
	"content":           {"config", "diag", "frontmatter", "kinds", "site"},
	"typography":        {},
	"markdown":          {"diag", "site", "typography"},
	"i18n":              {"diag", "site"},
	"search":            {"site"},
	"search/bleveindex": {"search"},
	"search/client":     {"search"},
	"translate": {
		"config", "content", "diag", "frontmatter", "i18n", "kinds", "markdown", "search", "site", "typography",
	},
	"figures/atlas":      {},
	"metadata/schemaorg": {},
	"figures/share":      {},
	"figures/diagram":    {"site"},
	"metadata/cite":      {"site"},
	"metadata/feed":      {"site"},
	"view":               {"figures/atlas", "metadata/cite", "config", "figures/diagram", "i18n", "kinds", "metadata/schemaorg", "figures/share", "site"},
	"assets":             {"diag"},
	"theme":              {"assets", "diag", "i18n", "site", "view", "yaml"},
	"check":              {"config", "diag", "i18n", "site", "typography"},
	"pipeline/commit":    {"site"},
	"pipeline": {
		"pipeline/commit",
		"assets", "check", "metadata/cite", "config", "content", "diag", "figures/diagram", "metadata/feed", "frontmatter", "i18n",
		"kinds", "markdown", "search", "search/bleveindex", "search/client", "figures/share", "site", "theme", "translate",
		"typography", "view",
	},
	"watch":                            {},
	"serve":                            {"pipeline", "diag", "search", "search/bleveindex", "watch"},
	"internal/bench":                   {"pipeline", "search", "internal/testkit"},
	"internal/testkit":                 {"*"},
	"internal/checks":                  {"*"},
	"cmd/griot":                        {"*"},
	"internal/generators/searchtables": {},
	"internal/generators/atlas":        {},
}

// owners names, for each third-party module, the one room that may import it,
// so that replacing a library touches one room.
var owners = map[string]string{
	"github.com/RoaringBitmap/roaring":   "search/bleveindex",
	"github.com/BurntSushi/toml":         "i18n",
	"github.com/andybalholm/brotli":      "internal/bench",
	"github.com/alecthomas/chroma":       "markdown",
	"github.com/dlclark/regexp2":         "markdown",
	"github.com/alecthomas/kong":         "cmd/griot",
	"github.com/blevesearch":             "search/bleveindex",
	"github.com/cespare/xxhash":          "pipeline",
	"github.com/evanw/esbuild":           "assets",
	"github.com/fsnotify/fsnotify":       "watch",
	"github.com/fxamacker/cbor":          "pipeline",
	"github.com/go-playground/locales":   "i18n",
	"github.com/goccy/go-yaml":           "yaml",
	"github.com/gofrs/flock":             "pipeline",
	"github.com/golang/snappy":           "search/bleveindex",
	"github.com/microcosm-cc/bluemonday": "markdown",
	"github.com/nicksnyder/go-i18n":      "i18n",
	"github.com/pdfcpu/pdfcpu":           "assets",
	"github.com/sergi/go-diff":           "translate",
	"github.com/yuin/goldmark":           "markdown",
	"golang.org/x/image/draw":            "assets",
	"golang.org/x/image/webp":            "assets",
	"golang.org/x/image/font":            "figures/share",
	"golang.org/x/image/math":            "figures/share",
	"golang.org/x/image/vector":          "figures/share",
}

// guests names rooms that may use a library of another room: the browser's
// search is bundled where it stands, for sites and for its own tests.
var guests = map[string]string{"search/client": "github.com/evanw/esbuild"}

// outside are the only Go files that don't stand under generator/: they let the
// binary carry the default theme and messages.
var outside = []string{"i18n/embed.go", "themes/embed.go"}

// forTests are modules that any test may import, and of what is not a test only
// testkit and the bench.
var forTests = []string{
	"github.com/chromedp/cdproto",
	"github.com/chromedp/chromedp",
	"github.com/google/go-cmp",
	"github.com/rogpeppe/go-internal",
}

// forAll are modules kept by the Go project that any room may import, as if
// they were of the standard library.
var forAll = []string{"golang.org/x/net", "golang.org/x/sync", "golang.org/x/sys", "golang.org/x/text"}

func TestRoomsImportOnlyThoseBelow(t *testing.T) { report(t, strangers(sourceFiles(t))) }

func TestEachLibraryHasOneOwner(t *testing.T) { report(t, trespassers(sourceFiles(t))) }

func TestPackagesSayWhatTheyAreFor(t *testing.T) { report(t, silent(sourceFiles(t))) }

func TestFilesAndFunctionsStaySmall(t *testing.T) { report(t, sprawling(sourceFiles(t))) }

func TestPlanHasNoCircle(t *testing.T) {
	if found := circle(rooms); found != nil {
		t.Errorf("circle in the plan of the house: %s", strings.Join(found, " -> "))
	}
	for room, below := range rooms {
		for _, to := range below {
			if _, known := rooms[to]; to != "*" && !known {
				t.Errorf("room %q may import %q, which is not in the plan", room, to)
			}
		}
	}
}

func report(t *testing.T, problems []string) {
	t.Helper()
	for _, p := range problems {
		t.Error(p)
	}
}

// TestPlanIsEnforced shows the judges files that break each rule once.
func TestPlanIsEnforced(t *testing.T) {
	file := func(room string, test bool, imports ...string) []sourceFile {
		return []sourceFile{{path: "generator/" + room + "/x.go", room: room, test: test, pkg: path.Base(room), imports: imports}}
	}
	for _, c := range []struct {
		name  string
		found []string
		wrong bool
	}{
		{"a door of the plan", strangers(file("theme", false, "griot/generator/view")), false},
		{"a room above", strangers(file("view", false, "griot/generator/theme")), true},
		{"a room above, in a test", strangers(file("view", true, "griot/generator/theme")), false},
		{"a folder of a room below", strangers(file("theme", false, "griot/generator/view/part")), false},
		{"testkit outside tests", strangers(file("cmd/griot", false, "griot/generator/internal/testkit/corpus")), true},
		{"a verb", strangers(file("cmd/griot", false, "griot/generator/serve")), false},
		{"a room nobody planned", strangers(file("attic", false)), true},
		{"Go outside generator/", strangers([]sourceFile{{path: "tools/x.go"}}), true},
		{"the standard library", trespassers(file("view", false, "net/http")), false},
		{"the owner", trespassers(file("markdown", false, "github.com/yuin/goldmark/ast")), false},
		{"not the owner", trespassers(file("theme", false, "github.com/yuin/goldmark")), true},
		{"a library nobody owns", trespassers(file("theme", false, "example.org/new")), true},
		{"a test's library", trespassers(file("theme", true, "github.com/google/go-cmp/cmp")), false},
		{"a test's library in the product", trespassers(file("theme", false, "github.com/google/go-cmp/cmp")), true},
		{"a circle", circle(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"a"}}), true},
		{"two ways down", circle(map[string][]string{"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}), false},
		{"a long file", sprawling([]sourceFile{{lines: mostFileLines + 1}}), true},
		{"a long function", sprawling([]sourceFile{{longest: function{"f", mostFunctionLines + 1}}}), true},
		{"a package without a comment", silent(file("view", false)), true},
		{"a package named util", silent(file("util", true)), true},
	} {
		if got := len(c.found) > 0; got != c.wrong {
			t.Errorf("%s: found %q", c.name, c.found)
		}
	}
}

// strangers names the imports that the plan of the house doesn't allow.
func strangers(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		if f.room == "" {
			if !slices.Contains(outside, f.path) {
				found = append(found, f.path+": Go code stands under generator/, but for "+strings.Join(outside, " and "))
			}
			continue
		}
		allowed, known := rooms[f.room]
		if !known {
			found = append(found, fmt.Sprintf("%s: room %q is not in the plan of the house (rooms in rooms_test.go)", f.path, f.room))
			continue
		}
		for _, imported := range f.imports {
			to, ours := strings.CutPrefix(imported, "griot/generator/")
			if !ours || f.test {
				continue // a test may set its stage with any room
			}
			if to = roomOf(to); to != f.room && !slices.Contains(allowed, to) && !(slices.Contains(allowed, "*") && admits(to)) {
				found = append(found, fmt.Sprintf("%s: room %q may not import %q", f.path, f.room, to))
			}
		}
	}
	return found
}

// admits reports whether "*" lets a room be imported: what is only for tests
// and the commands are never imported.
func admits(room string) bool {
	_, known := rooms[room]
	return known && room != "cmd/griot" && !strings.HasPrefix(room, "internal/")
}

// trespassers names the imports of libraries by rooms that don't own them.
func trespassers(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		for _, imported := range f.imports {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, ".") || within(imported, append(forAll, guests[f.room])) {
				continue
			}
			if within(imported, forTests) {
				if !f.test && !strings.HasPrefix(f.room, "internal/") {
					found = append(found, fmt.Sprintf("%s: %s is for tests only", f.path, imported))
				}
				continue
			}
			switch owner := ownerOf(imported); owner {
			case f.room:
			case "":
				found = append(found, fmt.Sprintf("%s: %s has no owner yet (owners in rooms_test.go)", f.path, imported))
			default:
				found = append(found, fmt.Sprintf("%s: %s belongs to room %q, not to %q", f.path, imported, owner, f.room))
			}
		}
	}
	return found
}

// circle returns the first circle of a plan, or nothing.
func circle(plan map[string][]string) []string {
	done := map[string]bool{}
	var visit func(room string, way []string) []string
	visit = func(room string, way []string) []string {
		if at := slices.Index(way, room); at >= 0 {
			return append(way[at:], room)
		}
		if done[room] {
			return nil
		}
		for _, next := range plan[room] {
			if found := visit(next, append(slices.Clone(way), room)); found != nil {
				return found
			}
		}
		done[room] = true
		return nil
	}
	for _, room := range slices.Sorted(maps.Keys(plan)) {
		if found := visit(room, nil); found != nil {
			return found
		}
	}
	return nil
}

// A file of about 400 lines and a function of about 60 still fit a head; these
// are where "about" ends. Generated files are not counted, nor are the tables
// of tests.
const (
	mostFileLines     = 500
	mostFunctionLines = 70
)

// sprawling names the files and functions that are better split.
func sprawling(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		if f.lines > mostFileLines {
			found = append(found, fmt.Sprintf("%s: %d lines; is it still one thing?", f.path, f.lines))
		}
		if !f.test && f.longest.lines > mostFunctionLines {
			found = append(found, fmt.Sprintf("%s: function %s has %d lines", f.path, f.longest.name, f.longest.lines))
		}
	}
	return found
}

// silent names the packages whose files don't say what they are for.
func silent(files []sourceFile) []string {
	var found []string
	said, first := map[string]bool{}, map[string]string{}
	for _, f := range files {
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, f.pkg) {
			found = append(found, fmt.Sprintf("%s: the name %s doesn't say what the package is for", f.path, f.pkg))
		}
		if f.test {
			continue
		}
		dir := path.Dir(f.path)
		if first[dir] == "" {
			first[dir] = f.path
		}
		said[dir] = said[dir] || len(strings.Fields(f.doc)) >= 10
	}
	for _, dir := range slices.Sorted(maps.Keys(first)) {
		if !said[dir] {
			found = append(found, first[dir]+": no file of the package has a package comment of ten words or more")
		}
	}
	return found
}

// roomOf returns the room that a folder under generator/ belongs to: the
// longest room whose name the folder begins with, else its first element.
func roomOf(dir string) string {
	for at := dir; at != "."; at = path.Dir(at) {
		if _, ok := rooms[at]; ok {
			return at
		}
	}
	first, _, _ := strings.Cut(dir, "/")
	return first
}

// ownerOf returns the room that owns the module that an import belongs to.
func ownerOf(imported string) string {
	for module, room := range owners {
		if within(imported, []string{module}) {
			return room
		}
	}
	return ""
}

// within reports whether an import belongs to one of the modules.
func within(imported string, modules []string) bool {
	return slices.ContainsFunc(modules, func(m string) bool {
		return imported == m || strings.HasPrefix(imported, m+"/")
	})
}
