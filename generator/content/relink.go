package content

import (
	"path"
	"path/filepath"
	"regexp"
	"strings"

	"griot/generator/site"
)

var (
	fenceLine  = regexp.MustCompile("^[ \t>]*(```+|~~~+)(.*)")
	codeSpan   = regexp.MustCompile("`+[^`\n]+`+")
	definition = regexp.MustCompile(`^ {0,3}\[[^\]^][^\]]*\]:[ \t]*`) // of a link, not of a footnote
)

const inlineStart = "]("

// linker rewrites the relative links of a text that moves from oldDir to newDir
// while the page from becomes to. Folders and ids are below content/.
type linker struct{ oldDir, newDir, from, to string }

// relink rewrites the destinations of inline links and images and of link
// reference definitions; code stays as it is.
func relink(text, oldDir, newDir, from, to string) string {
	l := linker{oldDir, newDir, from, to}
	fence := ""
	var out strings.Builder
	for line := range strings.Lines(text) {
		mark := fenceLine.FindStringSubmatch(line)
		switch {
		case mark != nil && fence == "":
			fence = mark[1]
		case mark != nil && strings.HasPrefix(mark[1], fence) && strings.TrimSpace(mark[2]) == "":
			fence = ""
		case fence == "":
			line = l.line(line)
		}
		out.WriteString(line)
	}
	return out.String()
}

// line rewrites one line outside of fenced code.
func (l linker) line(line string) string {
	var out strings.Builder
	if at := definition.FindStringIndex(line); at != nil {
		out.WriteString(line[:at[1]])
		line = l.first(line[at[1]:], &out)
	}
	spans := codeSpan.FindAllStringIndex(line, -1)
	done := 0
	for {
		i := strings.Index(line[done:], inlineStart)
		if i < 0 {
			break
		}
		at := done + i + len(inlineStart)
		for len(spans) > 0 && spans[0][1] <= at {
			spans = spans[1:]
		}
		if len(spans) > 0 && spans[0][0] < at { // in code
			out.WriteString(line[done:spans[0][1]])
			done = spans[0][1]
			continue
		}
		out.WriteString(line[done:at])
		rest := l.first(line[at:], &out)
		done = len(line) - len(rest)
	}
	out.WriteString(line[done:])
	return out.String()
}

// first writes the new form of the destination that a text starts with, and
// returns the text after it.
func (l linker) first(text string, out *strings.Builder) string {
	end := 0
	if strings.HasPrefix(text, "<") {
		if end = strings.IndexAny(text, ">\n"); end < 0 || text[end] != '>' {
			return text
		}
		out.WriteString("<" + l.destination(text[1:end]))
		return text[end:]
	}
	for depth := 0; end < len(text) && !strings.ContainsRune(" \t\r\n", rune(text[end])); end++ {
		if text[end] == '(' {
			depth++
		} else if text[end] == ')' {
			if depth--; depth < 0 {
				break
			}
		}
	}
	out.WriteString(l.destination(text[:end]))
	return text[end:]
}

// destination returns the new destination of a link.
func (l linker) destination(raw string) string {
	dest, fragment, marked := strings.Cut(raw, "#")
	if dest == "" || strings.Contains(dest, ":") || strings.HasPrefix(dest, "//") {
		return raw
	}
	rooted := strings.HasPrefix(dest, "/")
	target := path.Join(l.oldDir, dest)
	if rooted {
		target = strings.TrimPrefix(path.Clean(dest), "/")
	}
	base, isPage := site.CutPageExt(target)
	renamed := isPage && (base == l.from || strings.HasPrefix(base, l.from+"."))
	if !renamed && (rooted || l.oldDir == l.newDir) {
		return raw
	}
	if renamed {
		target = l.to + strings.TrimPrefix(base, l.from) + path.Ext(target)
	}
	out := "/" + target
	if !rooted {
		out = relative(l.newDir, target)
	}
	if strings.HasSuffix(dest, "/") && !strings.HasSuffix(out, "/") {
		out += "/"
	}
	if marked {
		out += "#" + fragment
	}
	return out
}

// relative returns the path from a folder to a file, both below content/.
func relative(dir, to string) string {
	rel, err := filepath.Rel(filepath.FromSlash(dir), filepath.FromSlash(to))
	if err != nil {
		return "/" + to
	}
	return filepath.ToSlash(rel)
}
