package checks

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"path"
	"path/filepath"
	"strings"
	"testing"
)

// sourceFile is what the rules need to know of a Go file.
type sourceFile struct {
	path    string // slash path from the root of the repository
	owner   string // the package of mayImport that it belongs to; "" outside generator/
	test    bool
	imports []string
	doc     string // the package comment, if it is in this file
	name    string // of the package
	lines   int
	longest function
}

// function is a function and its length.
type function struct {
	name  string
	lines int
}

// sourceFiles parses every Go file of the repository.
func sourceFiles(t *testing.T) []sourceFile {
	t.Helper()
	root := filepath.Join("..", "..", "..")
	var files []sourceFile
	err := filepath.WalkDir(root, func(name string, d fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		rel, err := filepath.Rel(root, name)
		if err != nil {
			return err
		}
		if d.IsDir() {
			base := d.Name()
			if rel != "." && (base == "testdata" || base == "node_modules" || strings.HasPrefix(base, ".") || rel == "public") {
				return filepath.SkipDir
			}
			return nil
		}
		if !strings.HasSuffix(name, ".go") {
			return nil
		}
		f, err := parseSource(name, filepath.ToSlash(rel))
		if err != nil {
			return err
		}
		files = append(files, f)
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(files) == 0 {
		t.Fatal("found no Go file")
	}
	return files
}

func parseSource(name, rel string) (sourceFile, error) {
	set := token.NewFileSet()
	parsed, err := parser.ParseFile(set, name, nil, parser.ParseComments|parser.SkipObjectResolution)
	if err != nil {
		return sourceFile{}, err
	}
	f := sourceFile{path: rel, name: parsed.Name.Name, test: strings.HasSuffix(rel, "_test.go")}
	if parsed.Doc != nil {
		f.doc = parsed.Doc.Text()
	}
	if inside, ok := strings.CutPrefix(path.Dir(rel), "generator/"); ok {
		f.owner = packageOf(inside)
	}
	if !ast.IsGenerated(parsed) {
		f.lines = set.File(parsed.FileStart).LineCount()
	}
	for _, d := range parsed.Decls {
		if fn, ok := d.(*ast.FuncDecl); ok {
			lines := set.Position(fn.End()).Line - set.Position(fn.Pos()).Line + 1
			if lines > f.longest.lines {
				f.longest = function{fn.Name.Name, lines}
			}
		}
	}
	for _, spec := range parsed.Imports {
		f.imports = append(f.imports, strings.Trim(spec.Path.Value, `"`))
	}
	return f, nil
}
