package clean

import (
	"bytes"
	"encoding/base64"
	"net/url"
	"regexp"
	"strings"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/unicode"
)

const svgSpace = "http://www.w3.org/2000/svg"

// svgSpaces are the namespaces that browsers draw or obey; those of editors go.
var svgSpaces = map[string]bool{
	"": true, svgSpace: true, "http://www.w3.org/1999/xlink": true, "http://www.w3.org/XML/1998/namespace": true, "xmlns": true,
	"http://www.w3.org/1999/xhtml": true, "http://www.w3.org/1998/Math/MathML": true,
}

// cleanSVG removes metadata, comments and what editors keep for themselves. Title and
// description stay.
func cleanSVG(j *job, b []byte) ([]byte, error) {
	b, err := svgText(b)
	if err != nil {
		return nil, err
	}
	if bytes.Contains(b, []byte("<!--")) {
		j.remove(Comment)
	}
	root := ""
	var failed error
	out, err := editXML(b, xmlEdit{
		element: func(e *element) verdict {
			if e.parent == nil {
				root = e.local
				if e.space != "" && e.space != svgSpace {
					root = "" // of an editor, which goes, and the picture with it
				}
			}
			return j.svgElement(e, &failed)
		},
		text: func(parent *element, raw []byte) []byte {
			if parent.local == "style" {
				return cssComments.ReplaceAll(raw, nil)
			}
			return raw
		},
	})
	if err == nil && root != "svg" {
		err = damaged("it is no SVG picture")
	}
	if err == nil {
		err = failed
	}
	return out, err
}

var cssComments = regexp.MustCompile(`(?s)/\*.*?\*/`)

func (j *job) svgElement(e *element, failed *error) verdict {
	editor := e.local == "foreignObject" && strings.Contains(e.value("requiredExtensions"), "adobe")
	if e.local == "metadata" || !svgSpaces[e.space] || editor {
		j.remove(Description)
		return drop
	}
	for i := range e.attrs {
		a := &e.attrs[i]
		switch {
		case a.space == "xmlns":
			a.drop = !svgSpaces[a.value]
		case !svgSpaces[a.space], strings.HasPrefix(a.local, "data-"), a.local == "base" && a.space != "":
			a.drop = true
			j.remove(Description)
		case a.local == "href" || a.local == "src":
			link := strings.TrimSpace(a.value)
			if strings.HasPrefix(strings.ToLower(link), "file:") {
				a.drop = true
				j.remove(Description)
			} else if strings.HasPrefix(link, "data:") {
				j.dataURL(a, link, failed)
			}
		}
	}
	return keep
}

// dataURL cleans a picture that stands in an attribute.
func (j *job) dataURL(a *attribute, link string, failed *error) {
	head, data, _ := strings.Cut(strings.TrimPrefix(link, "data:"), ",")
	kind, parameters, _ := strings.Cut(head, ";")
	format, ok := strings.CutPrefix(kind, "image/")
	if !ok {
		return
	}
	var body []byte
	var err error
	if strings.Contains(parameters, "base64") {
		packed := strings.Map(func(r rune) rune {
			if r <= ' ' {
				return -1
			}
			return r
		}, strings.NewReplacer("&#10;", "", "&#xA;", "", "&#xa;", "", "&#13;", "").Replace(data))
		body, err = base64.RawStdEncoding.DecodeString(strings.TrimRight(packed, "="))
	} else {
		var plain string
		plain, err = url.PathUnescape(data)
		body = []byte(plain)
	}
	if err != nil {
		*failed = damaged("a picture in the SVG file can't be read")
		return
	}
	if format == "svg+xml" {
		format = "svg"
	}
	cleaned, err := j.nested("picture."+format, body)
	if err != nil {
		*failed = err
		return
	}
	value := "data:" + kind + ";base64," + base64.StdEncoding.EncodeToString(cleaned)
	a.set = &value
}

var (
	entityDeclaration = regexp.MustCompile(`<!ENTITY\s+([\w.-]+)\s+(?:"([^"]*)"|'([^']*)')\s*>`)
	internalSubset    = regexp.MustCompile(`(?s)^(<!DOCTYPE[^\[>]*?)\s*\[.*\]\s*>$`)
	xmlDeclaration    = regexp.MustCompile(`^<\?xml[^>]*encoding\s*=\s*["']([\w-]+)["']`)
	encodingName      = regexp.MustCompile(`\s*encoding\s*=\s*["'][\w-]+["']`)
)

// encodings are those of SVG pictures beside UTF-8.
var encodings = map[string]encoding.Encoding{
	"utf-16": unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), "iso-8859-1": charmap.Windows1252, "windows-1252": charmap.Windows1252,
	"iso-8859-15": charmap.ISO8859_15, "us-ascii": charmap.Windows1252, "ascii": charmap.Windows1252,
}

// svgText returns an SVG picture as UTF-8, with the entities that it declares, as
// Illustrator does, in their places.
func svgText(b []byte) ([]byte, error) {
	b = bytes.TrimPrefix(b, []byte("\xef\xbb\xbf"))
	label := "utf-8"
	if m := xmlDeclaration.FindSubmatch(b[:min(len(b), 200)]); m != nil {
		label = strings.ToLower(string(m[1]))
	} else if len(b) > 2 && (b[0] == 0xff && b[1] == 0xfe || b[0] == 0xfe && b[1] == 0xff) {
		label = "utf-16"
	}
	if label != "utf-8" {
		from := encodings[label]
		if from == nil {
			return nil, damaged("the encoding %q is not known", label)
		}
		text, err := from.NewDecoder().Bytes(b)
		if err != nil {
			return nil, damaged("the SVG file is not %s", label)
		}
		text = bytes.TrimPrefix(text, []byte("\xef\xbb\xbf"))
		head := min(len(text), 200)
		b = append(encodingName.ReplaceAll(bytes.Clone(text[:head]), nil), text[head:]...)
	}
	return expandEntities(b)
}

// expandEntities puts the values of entities in their places and takes the
// declarations out.
func expandEntities(b []byte) ([]byte, error) {
	s := scanner{b: b}
	for {
		t, ok, err := s.next()
		if err != nil || !ok || t.kind == startTag {
			return b, err
		}
		if t.kind != doctype {
			continue
		}
		raw := b[t.start:t.end]
		head := internalSubset.FindSubmatch(raw)
		if head == nil {
			return b, nil
		}
		var pairs []string
		longest := 0
		for _, m := range entityDeclaration.FindAllSubmatch(raw, 200) {
			value := string(m[2]) + string(m[3])
			if strings.ContainsAny(value, "&<%") {
				return nil, damaged("the entity %q refers to others", m[1])
			}
			longest = max(longest, len(value))
			pairs = append(pairs, "&"+string(m[1])+";", value)
		}
		if int64(longest)*int64(bytes.Count(b, []byte("&"))) > 64<<20 {
			return nil, &Error{TooLarge, "its entities"}
		}
		rest := strings.NewReplacer(pairs...).Replace(string(b[t.end:]))
		out := append(bytes.Clone(b[:t.start]), head[1]...)
		return append(append(out, '>'), rest...), nil
	}
}
