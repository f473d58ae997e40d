package checks

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"griot/generator/internal/testkit/golden"
	"griot/generator/internal/testkit/repository"
)

// allowedLicences are those under which a library may be part of the program, by a sentence
// that each licence has. They ask for their text to be passed on, and for nothing else that
// touches Griot.
var allowedLicences = map[string]string{
	"MIT":          "Permission is hereby granted, free of charge, to any person obtaining a copy",
	"BSD":          "Redistribution and use in source and binary forms, with or without modification",
	"Apache 2.0":   "Apache License Version 2.0",
	"ISC":          "Permission to use, copy, modify, and/or distribute this software for any purpose with or without fee",
	"MPL 2.0":      "Mozilla Public License Version 2.0",
	"Unlicense":    "This is free and unencumbered software released into the public domain",
	"CC0":          "CC0 1.0 Universal",
	"BSD or other": "Use of this source code is governed by a BSD-style license",
}

// licenceFile matches the names of files whose text has to be passed on.
var licenceFile = regexp.MustCompile(`(?i)^(licen[cs]e|copying|notice|patents)([-.].*)?$`)

// TestLicences reads the licences of all libraries of the program from the module cache: each
// is allowed, and `griot version --licenses` prints all. -update writes the file that it prints.
func TestLicences(t *testing.T) {
	list := exec.Command("go", "list", "-deps", "-f", "{{with .Module}}{{if not .Main}}{{.Path}} {{.Version}} {{.Dir}}{{end}}{{end}}", "./generator/cmd/griot")
	list.Dir = repository.Root(t)
	list.Env = append(os.Environ(), "CGO_ENABLED=0", "GOOS=linux", "GOARCH=amd64")
	out, err := list.Output()
	if err != nil {
		t.Fatal(err)
	}
	modules := strings.Split(strings.TrimSpace(string(out)), "\n")
	slices.Sort(modules)
	var text strings.Builder
	text.WriteString("Griot contains the Go standard library, under the licence of golang.org/x below, and\nthese libraries.\n")
	for _, module := range slices.Compact(modules) {
		if module == "" {
			continue
		}
		part := strings.SplitN(module, " ", 3)
		licences, problem := licencesIn(part[2])
		if problem != "" {
			t.Errorf("%s %s: %s", part[0], part[1], problem)
		}
		fmt.Fprintf(&text, "\n%s\n%s %s\n\n%s", strings.Repeat("=", 78), part[0], part[1], licences)
	}
	golden.File(t, filepath.Join(repository.Root(t), "generator", "cmd", "griot", "licences.txt"), []byte(text.String()))
}

// licencesIn returns the texts of the licences of a module, and what is wrong with them.
func licencesIn(dir string) (texts, problem string) {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return "", err.Error()
	}
	known := false
	for _, e := range entries {
		if e.IsDir() || !licenceFile.MatchString(e.Name()) {
			continue
		}
		body, err := os.ReadFile(filepath.Join(dir, e.Name()))
		if err != nil {
			return "", err.Error()
		}
		text := strings.ReplaceAll(string(body), "\r\n", "\n")
		known = known || licenceOf(text) != ""
		texts += strings.TrimSpace(text) + "\n\n"
	}
	if !known {
		return texts, "it has no licence that allowedLicences in this file knows"
	}
	return texts, ""
}

// licenceOf returns the name of the allowed licence that a text is, or "".
func licenceOf(text string) string {
	text = strings.ToLower(strings.Join(strings.Fields(strings.NewReplacer(",", "", "/", " ").Replace(text)), " "))
	for name, sentence := range allowedLicences {
		sentence = strings.ToLower(strings.NewReplacer(",", "", "/", " ").Replace(sentence))
		if strings.Contains(text, sentence) {
			return name
		}
	}
	return ""
}

// A licence that takes more than its text is refused.
func TestLicenceOf(t *testing.T) {
	for text, want := range map[string]string{
		"GNU GENERAL PUBLIC LICENSE\nVersion 3": "", "GNU AFFERO GENERAL PUBLIC LICENSE": "", "Business Source License 1.1": "", "": "",
		"Apache License\n      Version 2.0, January 2004": "Apache 2.0",
	} {
		if got := licenceOf(text); got != want {
			t.Errorf("%q: %q, want %q", text, got, want)
		}
	}
}
