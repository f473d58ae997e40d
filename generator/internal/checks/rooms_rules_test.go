package checks

import (
	"fmt"
	"maps"
	"path"
	"slices"
	"strings"
)

// forbiddenImports lists the imports that mayImport does not allow.
func forbiddenImports(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		if f.owner == "" {
			if !slices.Contains(outside, f.path) {
				found = append(found, f.path+": Go code belongs under generator/, except "+strings.Join(outside, " and "))
			}
			continue
		}
		allowed, known := mayImport[f.owner]
		if !known {
			found = append(found, fmt.Sprintf("%s: package %q is not in mayImport in this folder", f.path, f.owner))
			continue
		}
		for _, imported := range f.imports {
			to, ours := strings.CutPrefix(imported, "griot/generator/")
			if !ours || f.test {
				continue // a test may import any package
			}
			if to = packageOf(to); to != f.owner && !slices.Contains(allowed, to) && !(slices.Contains(allowed, "*") && importable(to)) {
				found = append(found, fmt.Sprintf("%s: %q may not import %q", f.path, f.owner, to))
			}
		}
	}
	return found
}

// importable reports whether "*" includes a package: the command and the
// developers' programs are never imported.
func importable(pkg string) bool {
	_, known := mayImport[pkg]
	return known && pkg != "cmd/griot" && !strings.HasPrefix(pkg, "internal/")
}

// foreignLibraries lists the imports of libraries by packages that don't own
// them.
func foreignLibraries(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		for _, imported := range f.imports {
			first, _, _ := strings.Cut(imported, "/")
			if !strings.Contains(first, ".") || within(imported, append(forAll, guests[f.owner])) {
				continue
			}
			if within(imported, forTests) {
				if !f.test && !strings.HasPrefix(f.owner, "internal/") {
					found = append(found, fmt.Sprintf("%s: %s is for tests only", f.path, imported))
				}
				continue
			}
			switch owner := ownerOf(imported); owner {
			case f.owner:
			case "":
				found = append(found, fmt.Sprintf("%s: %s has no owner yet (owners in this folder)", f.path, imported))
			default:
				found = append(found, fmt.Sprintf("%s: %s belongs to %q, not to %q", f.path, imported, owner, f.owner))
			}
		}
	}
	return found
}

// unusedPermissions lists the entries of the three tables that no file needs.
// Tests need no permission to import a package, but one to import a library.
func unusedPermissions(files []sourceFile, mayImport map[string][]string, owners, guests map[string]string) []string {
	var found []string
	type use struct{ owner, imported string }
	packages, libraries := map[use]bool{}, map[use]bool{}
	modules := slices.AppendSeq(slices.Collect(maps.Keys(owners)), maps.Values(guests))
	for _, f := range files {
		for _, imported := range f.imports {
			if to, ours := strings.CutPrefix(imported, "griot/generator/"); ours && !f.test {
				packages[use{f.owner, packageOf(to)}] = true
			}
			for _, module := range modules {
				if within(imported, []string{module}) {
					libraries[use{f.owner, module}] = true
				}
			}
		}
	}
	for pkg, allowed := range mayImport {
		for _, to := range allowed {
			if to != "*" && !packages[use{pkg, to}] {
				found = append(found, fmt.Sprintf("mayImport: %q does not import %q", pkg, to))
			}
		}
	}
	for module, owner := range owners {
		if !libraries[use{owner, module}] {
			found = append(found, fmt.Sprintf("owners: %q does not import %s", owner, module))
		}
	}
	for pkg, module := range guests {
		if !libraries[use{pkg, module}] {
			found = append(found, fmt.Sprintf("guests: %q does not import %s", pkg, module))
		}
	}
	slices.Sort(found)
	return found
}

// cycle returns the first import cycle, or nil.
func cycle(imports map[string][]string) []string {
	done := map[string]bool{}
	var visit func(pkg string, path []string) []string
	visit = func(pkg string, path []string) []string {
		if i := slices.Index(path, pkg); i >= 0 {
			return append(path[i:], pkg)
		}
		if done[pkg] {
			return nil
		}
		for _, next := range imports[pkg] {
			if found := visit(next, append(slices.Clone(path), pkg)); found != nil {
				return found
			}
		}
		done[pkg] = true
		return nil
	}
	for _, pkg := range slices.Sorted(maps.Keys(imports)) {
		if found := visit(pkg, nil); found != nil {
			return found
		}
	}
	return nil
}

// Generated files are not counted, nor are test functions, which are often
// tables.
const (
	maxFileLines     = 400
	maxFunctionLines = 60
)

// tooLong lists the files and functions that should be split.
func tooLong(files []sourceFile) []string {
	var found []string
	for _, f := range files {
		if f.lines > maxFileLines {
			found = append(found, fmt.Sprintf("%s: %d lines, %d are allowed", f.path, f.lines, maxFileLines))
		}
		if !f.test && f.longest.lines > maxFunctionLines {
			found = append(found, fmt.Sprintf("%s: function %s has %d lines, %d are allowed", f.path, f.longest.name, f.longest.lines, maxFunctionLines))
		}
	}
	return found
}

// undocumented lists the packages without a package comment, and those whose
// name says nothing.
func undocumented(files []sourceFile) []string {
	var found []string
	documented, first := map[string]bool{}, map[string]string{}
	for _, f := range files {
		if slices.Contains([]string{"util", "utils", "common", "helper", "helpers", "misc"}, f.name) {
			found = append(found, fmt.Sprintf("%s: the name %s doesn't say what the package is for", f.path, f.name))
		}
		if f.test {
			continue
		}
		dir := path.Dir(f.path)
		if first[dir] == "" {
			first[dir] = f.path
		}
		documented[dir] = documented[dir] || len(strings.Fields(f.doc)) >= 10
	}
	for _, dir := range slices.Sorted(maps.Keys(first)) {
		if !documented[dir] {
			found = append(found, first[dir]+": no file of the package has a package comment of ten words or more")
		}
	}
	return found
}

// packageOf returns the entry of mayImport that a folder under generator/
// belongs to: the longest one that the folder begins with, else its first
// element.
func packageOf(dir string) string {
	for d := dir; d != "."; d = path.Dir(d) {
		if _, ok := mayImport[d]; ok {
			return d
		}
	}
	first, _, _ := strings.Cut(dir, "/")
	return first
}

// ownerOf returns the package that owns the module that an import belongs to.
func ownerOf(imported string) string {
	for module, owner := range owners {
		if within(imported, []string{module}) {
			return owner
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
