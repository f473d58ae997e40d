package main

import (
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"griot/generator/config"
	"griot/generator/diag"
	"griot/generator/pipeline"
	"griot/generator/site"
)

// graph loads the site for a verb that works on one page. Errors in other pages don't
// matter. It prints the errors that do, which are those in hub.yaml and in files for
// which concerned is true, and then returns no site. broken are the files with other
// errors, by path.
func graph(ctx context.Context, all *cli, t terminal, concerned func(s *site.Site, file string) bool) (s *site.Site, broken []string, err error) {
	s, list, err := pipeline.Load(ctx, pipeline.Options{Dir: all.Dir})
	if err != nil {
		return nil, nil, err
	}
	var stop diag.List
	for _, d := range list {
		switch {
		case d.Severity != diag.Error:
		case s == nil || d.File == config.File || concerned(s, d.File):
			stop = append(stop, d)
		case !slices.Contains(broken, d.File):
			broken = append(broken, d.File)
		}
	}
	if len(stop) > 0 {
		printDiagnostics(t.err, stop)
		return nil, nil, errContent
	}
	return s, broken, nil
}

// ofPage reports whether a file is a page with an id, in any language.
func ofPage(file, id string) bool {
	rest, ok := strings.CutPrefix(file, "content/"+id+".")
	_, page := site.CutPageExt(rest)
	return ok && page && strings.Count(rest, ".") == 1
}

// mentions reports whether a file that is not part of the site because of its errors
// mentions a page, or can't be read.
func mentions(all *cli, s *site.Site, file, id string) bool {
	for _, g := range s.Groups {
		for _, p := range g.Pages {
			if p.File == file {
				return false
			}
		}
	}
	src, err := os.ReadFile(filepath.Join(all.Dir, filepath.FromSlash(file)))
	return err != nil || strings.Contains(string(src), id[strings.LastIndexByte(id, '/')+1:])
}

// reportSkipped lists the files with errors that a verb skipped.
func reportSkipped(t terminal, files []string) {
	if len(files) > 0 {
		fmt.Fprintf(t.err, "passed over, since griot check finds errors there: %s\n", strings.Join(files, ", "))
	}
}
