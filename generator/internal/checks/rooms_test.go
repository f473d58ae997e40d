package checks

import (
	"path"
	"strings"
	"testing"
)

// mayImport lists the packages of generator/, folders below them included, with
// the packages that each may import; "*" means any. A new package or import is a
// decision: it is recorded here, and packages also in generator/README.md.
var mayImport = map[string][]string{
	"cache":              {},
	"diag":               {},
	"disk":               {},
	"yaml":               {"diag"},
	"site":               {"diag"},
	"kinds":              {"diag", "site", "yaml"},
	"config":             {"diag", "frontmatter", "kinds", "site", "yaml"},
	"frontmatter":        {"diag", "kinds", "site", "yaml"},
	"sitefs":             {"diag"},
	"content":            {"archetype", "cache", "config", "diag", "disk", "frontmatter", "kinds", "site", "sitefs"},
	"typography":         {},
	"archetype":          {},
	"markdown/regex":     {},
	"markdown/syntax":    {},
	"markdown/passage":   {"markdown/syntax"},
	"markdown/mistyped":  {"diag", "markdown/syntax"},
	"markdown":           {"diag", "markdown/mistyped", "markdown/regex", "markdown/syntax", "site", "typography"},
	"i18n":               {"diag", "site", "sitefs"},
	"search/analysis":    {},
	"search/plan":        {"search/analysis"},
	"search":             {"search/analysis", "search/plan"},
	"search/export":      {"search", "search/analysis", "search/plan"},
	"search/bleveindex":  {"cache", "search", "search/analysis", "search/export", "search/plan", "search/zap"},
	"search/client":      {"search/analysis"},
	"search/zap":         {},
	"translate/segment":  {"config", "content", "diag", "frontmatter", "i18n", "kinds", "markdown/passage", "search/analysis", "yaml"},
	"translate/state":    {"translate/segment"},
	"translate":          {"cache", "config", "content", "diag", "disk", "kinds", "site", "translate/segment", "translate/state", "yaml"},
	"translate/exchange": {"config", "content", "diag", "markdown/passage", "translate", "translate/segment", "translate/state"},
	"translate/check":    {"diag", "i18n", "markdown/passage", "search/analysis", "translate", "translate/segment", "translate/state", "typography", "yaml"},
	"figures/atlas":      {},
	"metadata/schemaorg": {},
	"metadata/dataset":   {},
	"figures/share":      {"cache"},
	"figures/diagram":    {"site"},
	"metadata/cite":      {"site"},
	"metadata/feed":      {"site"},
	"view":               {"cache", "metadata/cite", "metadata/schemaorg", "site"},
	"view/index":         {"kinds", "site"},
	"view/pages": {
		"cache", "config", "figures/atlas", "figures/diagram", "figures/share", "kinds", "metadata/cite", "metadata/schemaorg", "selection", "site", "view", "view/index",
	},
	"assets":               {"diag"},
	"clean":                {},
	"wordlist":             {"search/analysis"},
	"plaintext":            {"clean", "wordlist"},
	"theme":                {"cache", "diag", "i18n", "site", "sitefs", "view", "yaml"},
	"selection":            {"diag", "kinds", "site"},
	"check":                {"config", "diag", "selection", "site"},
	"pipeline/attachments": {"assets", "cache", "clean", "content", "site"},
	"pipeline/links":       {"cache", "content", "kinds", "markdown", "pipeline/attachments", "site"},
	"pipeline/pack":        {"cache", "site"},
	"pipeline/commit":      {"cache", "disk", "site"},
	"pipeline": {
		"pipeline/attachments", "pipeline/commit", "pipeline/links", "pipeline/pack",
		"assets", "cache", "check", "clean", "config", "content", "diag", "metadata/cite", "metadata/dataset", "metadata/feed", "i18n",
		"kinds", "markdown", "plaintext", "search", "search/bleveindex", "search/client", "search/export", "search/plan", "figures/share", "site", "sitefs", "theme", "translate", "translate/segment",
		"typography", "view", "view/pages", "wordlist",
	},
	"watch":                            {},
	"serve":                            {"pipeline", "diag", "i18n", "search", "search/bleveindex", "watch"},
	"internal/bench":                   {"pipeline", "search/analysis", "internal/testkit"},
	"internal/testkit":                 {"*"},
	"internal/checks":                  {"*"},
	"cmd/griot":                        {"*"},
	"internal/generators/searchtables": {},
	"internal/generators/atlas":        {},
}

// owners names, for each third-party module, the one package that may import
// it, so that replacing a library touches one package.
var owners = map[string]string{
	"github.com/RoaringBitmap/roaring":          "search/zap",
	"github.com/BurntSushi/toml":                "i18n",
	"github.com/andybalholm/brotli":             "internal/bench",
	"github.com/alecthomas/chroma":              "markdown",
	"github.com/dlclark/regexp2":                "markdown/regex",
	"github.com/alecthomas/kong":                "cmd/griot",
	"github.com/blevesearch/bleve":              "search/bleveindex",
	"github.com/blevesearch/bleve_index_api":    "search/bleveindex",
	"github.com/blevesearch/scorch_segment_api": "search/bleveindex",
	"github.com/blevesearch/vellum":             "search/zap",
	"github.com/blevesearch/zapx":               "search/zap",
	"github.com/cespare/xxhash":                 "cache",
	"github.com/evanw/esbuild":                  "assets",
	"github.com/fsnotify/fsnotify":              "watch",
	"github.com/fxamacker/cbor":                 "cache",
	"github.com/go-playground/locales":          "i18n",
	"github.com/goccy/go-yaml":                  "yaml",
	"github.com/gofrs/flock":                    "pipeline",
	"github.com/golang/snappy":                  "search/zap",
	"github.com/microcosm-cc/bluemonday":        "markdown",
	"github.com/nicksnyder/go-i18n":             "i18n",
	"github.com/pdfcpu/pdfcpu":                  "assets",
	"github.com/sergi/go-diff":                  "translate/segment",
	"github.com/yuin/goldmark":                  "markdown",
	"golang.org/x/image/webp":                   "assets",
	"golang.org/x/image/font":                   "figures/share",
	"golang.org/x/image/math":                   "figures/share",
	"golang.org/x/image/vector":                 "figures/share",
}

// guests lists packages that may use a library of another package: search/client
// bundles the browser's search itself, for sites and for its own tests,
// search/zap implements interfaces of Bleve, the packages below markdown share
// goldmark with it, clean rewrites the PDF files that assets inspects, and plaintext
// reads their text.
var guests = map[string]string{
	"clean":             "github.com/pdfcpu/pdfcpu",
	"plaintext":         "github.com/pdfcpu/pdfcpu",
	"markdown/mistyped": "github.com/yuin/goldmark",
	"markdown/passage":  "github.com/yuin/goldmark",
	"markdown/syntax":   "github.com/yuin/goldmark",
	"search/client":     "github.com/evanw/esbuild",
	"search/zap":        "github.com/blevesearch",
}

// outside lists the only Go files that are not under generator/: they embed the
// default theme and messages into the binary.
var outside = []string{"i18n/embed.go", "themes/embed.go"}

// forTests lists modules that any test may import, and outside tests only the
// developers' programs in internal/.
var forTests = []string{
	"github.com/chromedp/cdproto",
	"github.com/chromedp/chromedp",
	"github.com/google/go-cmp",
	"github.com/rogpeppe/go-internal",
}

// forAll lists modules of the Go project that any package may import, as if they
// were part of the standard library.
var forAll = []string{"golang.org/x/net", "golang.org/x/sync", "golang.org/x/sys", "golang.org/x/text"}

func TestPackagesImportOnlyAllowedOnes(t *testing.T) { report(t, forbiddenImports(sourceFiles(t))) }

func TestEachLibraryHasOneOwner(t *testing.T) { report(t, foreignLibraries(sourceFiles(t))) }

func TestPackagesHaveNoUnusedPermission(t *testing.T) {
	report(t, unusedPermissions(sourceFiles(t), mayImport, owners, guests))
}

func TestPackagesHaveComments(t *testing.T) { report(t, undocumented(sourceFiles(t))) }

func TestFilesAndFunctionsStaySmall(t *testing.T) { report(t, tooLong(sourceFiles(t))) }

func TestPackagesFormNoCycle(t *testing.T) {
	if found := cycle(mayImport); found != nil {
		t.Errorf("import cycle in mayImport: %s", strings.Join(found, " -> "))
	}
	for pkg, allowed := range mayImport {
		for _, to := range allowed {
			if _, known := mayImport[to]; to != "*" && !known {
				t.Errorf("%q may import %q, which is not in mayImport", pkg, to)
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

// TestRulesOfPackagesAreEnforced shows each rule a file that breaks it.
func TestRulesOfPackagesAreEnforced(t *testing.T) {
	file := func(dir string, test bool, imports ...string) []sourceFile {
		return []sourceFile{{path: "generator/" + dir + "/x.go", owner: dir, test: test, name: path.Base(dir), imports: imports}}
	}
	for _, c := range []struct {
		name  string
		found []string
		wrong bool
	}{
		{"an allowed import", forbiddenImports(file("theme", false, "griot/generator/view")), false},
		{"an import that is not allowed", forbiddenImports(file("view", false, "griot/generator/theme")), true},
		{"the same in a test", forbiddenImports(file("view", true, "griot/generator/theme")), false},
		{"a folder of an allowed package", forbiddenImports(file("theme", false, "griot/generator/view/part")), false},
		{"testkit outside tests", forbiddenImports(file("cmd/griot", false, "griot/generator/internal/testkit/corpus")), true},
		{"the command", forbiddenImports(file("cmd/griot", false, "griot/generator/serve")), false},
		{"a package that is not listed", forbiddenImports(file("unknown", false)), true},
		{"Go outside generator/", forbiddenImports([]sourceFile{{path: "tools/x.go"}}), true},
		{"the standard library", foreignLibraries(file("view", false, "net/http")), false},
		{"the owner", foreignLibraries(file("markdown", false, "github.com/yuin/goldmark/ast")), false},
		{"not the owner", foreignLibraries(file("theme", false, "github.com/yuin/goldmark")), true},
		{"a library without an owner", foreignLibraries(file("theme", false, "example.org/new")), true},
		{"a test's library", foreignLibraries(file("theme", true, "github.com/google/go-cmp/cmp")), false},
		{"a test's library outside tests", foreignLibraries(file("theme", false, "github.com/google/go-cmp/cmp")), true},
		{"a cycle", cycle(map[string][]string{"a": {"b"}, "b": {"c"}, "c": {"a"}}), true},
		{"two ways to one package", cycle(map[string][]string{"a": {"b", "c"}, "b": {"d"}, "c": {"d"}}), false},
		{"a long file", tooLong([]sourceFile{{lines: maxFileLines + 1}}), true},
		{"a long function", tooLong([]sourceFile{{longest: function{"f", maxFunctionLines + 1}}}), true},
		{"a package without a comment", undocumented(file("view", false)), true},
		{"a package named util", undocumented(file("util", true)), true},
		{"a used permission", unusedPermissions(file("a", false, "griot/generator/b"), map[string][]string{"a": {"b"}}, nil, nil), false},
		{"an unused permission", unusedPermissions(file("a", false, "fmt"), map[string][]string{"a": {"b"}}, nil, nil), true},
		{"a permission that only a test uses", unusedPermissions(file("a", true, "griot/generator/b"), map[string][]string{"a": {"b"}}, nil, nil), true},
		{"an unused library", unusedPermissions(file("a", false), nil, map[string]string{"example.org/x": "a"}, nil), true},
		{"a used library", unusedPermissions(file("a", false, "example.org/x/y"), nil, map[string]string{"example.org/x": "a"}, nil), false},
	} {
		if got := len(c.found) > 0; got != c.wrong {
			t.Errorf("%s: found %q", c.name, c.found)
		}
	}
}
