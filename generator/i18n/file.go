package i18n

import (
	"bytes"
	"errors"
	"io/fs"
	"regexp"
	"strings"
	"text/template"

	"github.com/BurntSushi/toml"
	"github.com/nicksnyder/go-i18n/v2/i18n"

	"griot/generator/diag"
	"griot/generator/sitefs"
)

// fileName returns the path of a language's messages from the site's folder.
func fileName(lang string) string { return "i18n/active." + lang + ".toml" }

// deepKey finds a key of more parts than any message has.
var deepKey = regexp.MustCompile(`(?m)^[ \t]*\[*[ \t]*(?:[\w-]+[ \t]*\.[ \t]*){50}`)

// readFile reads one message file, whose path from the site's folder is file; one that
// doesn't exist has no messages.
func readFile(fsys fs.FS, name, file string, own bool) (map[string]entry, diag.List) {
	var list diag.List
	src, err := fs.ReadFile(fsys, name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	if err != nil {
		sitefs.Report(&list, file, err)
		return nil, list
	}
	src = bytes.TrimPrefix(src, []byte("\ufeff")) // some editors start a file with this mark
	if at := deepKey.FindIndex(src); at != nil {  // each part of a key copies those before it
		list.Error(diag.Position{File: file, Line: bytes.Count(src[:at[0]], []byte("\n")) + 1}, "message-syntax.toml", diag.Args{"reason": "a key has too many parts"})
		return nil, list
	}
	messages, err := i18n.ParseMessageBytes(src, toml.Unmarshal)
	if err != nil {
		list = append(list, syntax(file, err))
		return nil, list
	}
	lines := keyLines(string(src))
	out := make(map[string]entry, len(messages))
	for _, m := range messages {
		e := entry{m, diag.Position{File: file, Line: lines[m.ID]}, own}
		if err := e.parses(); err != nil {
			list.Error(e.pos, "message-syntax.placeholder", diag.Args{"key": m.ID, "reason": err.Error()})
			continue
		}
		out[m.ID] = e
	}
	return out, list
}

// syntax turns an error of the TOML reader into a diagnostic with its position.
func syntax(file string, err error) diag.Diagnostic {
	pos, reason := diag.Position{File: file}, err.Error()
	var at toml.ParseError
	if errors.As(err, &at) {
		pos.Line, pos.Column, reason = at.Position.Line, at.Position.Col, at.Message
	}
	var list diag.List
	list.Error(pos, "message-syntax.toml", diag.Args{"reason": reason})
	return list[0]
}

// parses reports whether all forms of a message of the site are valid templates. Those
// of the program are, which TestEmbedded holds.
func (e entry) parses() error {
	if !e.own {
		return nil
	}
	return e.templates()
}

// templates parses all forms of a message as templates.
func (e entry) templates() error {
	for _, text := range e.forms() {
		if !strings.Contains(text, "{{") {
			continue
		}
		if _, err := template.New("").Parse(text); err != nil {
			return errors.New(strings.TrimPrefix(err.Error(), "template: :"))
		}
	}
	return nil
}

var (
	tableLine = regexp.MustCompile(`^\s*\[\s*([^\]]+?)\s*\]`)
	keyLine   = regexp.MustCompile(`^\s*([\w."'-]+?)\s*=`)
)

// keyLines returns the line of each message of a file, which the TOML reader
// doesn't. A key in a form that it doesn't recognise gets line 0, the whole file.
func keyLines(src string) map[string]int {
	lines, table := map[string]int{}, ""
	note := func(key string, n int) {
		if _, ok := lines[key]; !ok {
			lines[key] = n
		}
	}
	bare := strings.NewReplacer(`"`, "", "'", "", " ", "")
	for i, line := range strings.Split(src, "\n") {
		if m := tableLine.FindStringSubmatch(line); m != nil {
			table = bare.Replace(m[1])
			note(table, i+1)
			table += "."
		} else if m := keyLine.FindStringSubmatch(line); m != nil {
			note(table+bare.Replace(m[1]), i+1)
		}
	}
	return lines
}
