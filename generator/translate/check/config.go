package check

import (
	"slices"
	"strconv"
	"strings"

	"griot/generator/diag"
	"griot/generator/i18n"
	"griot/generator/translate"
	"griot/generator/translate/segment"
	"griot/generator/yaml"
)

// ConfigFile is the path of the configuration in the site's folder.
const ConfigFile = "i18n/checks.yaml"

// Config says what is checked and what is allowed.
type Config struct {
	Off    []string       // checks that are left out
	Limits map[string]int // characters of a field, by name
	NoFix  []string       // rules of typography that are not reported
	Narrow bool           // fixes write no-break spaces; else ordinary ones, which the build makes no-break
	Allow  []Exception
}

// Exception allows problems of one check. An empty field is no condition.
type Exception struct {
	Check, Page, Language string
	Text                  string // part of the message
	Why                   string
	line                  int
}

func (a *Exception) covers(p *Problem) bool {
	return a.Check == p.Check && (a.Page == "" || a.Page == p.Page) && (a.Language == "" || a.Language == p.Language) &&
		(a.Text == "" || strings.Contains(i18n.English().Explain(p.Diagnostic).Message, a.Text))
}

// limit returns the maximum length of a segment in characters, or 0.
func (c *Config) limit(s *segment.Segment, summary int) int {
	if s.Kind != s.Sequence {
		return 0
	}
	if n, ok := c.Limits[s.Sequence]; ok {
		return n
	}
	if s.Sequence == "summary" && summary > 0 {
		return summary
	}
	return segment.MaxLengths[s.Sequence]
}

// ReadConfig reads the configuration. Without the file, everything is checked.
func ReadConfig(d *translate.Project) (*Config, diag.List, error) {
	c := &Config{Limits: map[string]int{}}
	src, err := d.ReadFile(ConfigFile)
	if err != nil || src == nil {
		return c, nil, err
	}
	var list diag.List
	root, err := yaml.ParseRanges(src)
	if err != nil {
		list.Error(diag.Position{File: ConfigFile}, "translate-config.yaml", diag.Args{"reason": err.Error()})
		return c, list, nil
	}
	r := &configReader{c: c, list: &list}
	for i := range root.Entries {
		r.entry(&root.Entries[i])
	}
	return c, list, nil
}

type configReader struct {
	c    *Config
	list *diag.List
}

// fail reports a mistake; variant is that of translate-config.
func (r *configReader) fail(n *yaml.Node, variant string, args diag.Args) {
	r.list.Error(diag.Position{File: ConfigFile, Line: n.Line}, "translate-config."+variant, args)
}

var configKeys = []string{"off", "limits", "typography_off", "spaces", "allow"}

func (r *configReader) entry(e *yaml.Entry) {
	n := e.Value
	switch e.Key {
	case "off":
		r.c.Off = r.checks(n)
	case "typography_off":
		for _, item := range n.Items {
			r.c.NoFix = append(r.c.NoFix, item.Value)
		}
	case "spaces":
		if n.Value != "ordinary" && n.Value != "no-break" {
			r.fail(n, "spaces", diag.Args{"value": n.Value})
		}
		r.c.Narrow = n.Value == "no-break"
	case "limits":
		for i := range n.Entries {
			length, err := strconv.Atoi(n.Entries[i].Value.Value)
			if err != nil || length < 1 {
				r.fail(n.Entries[i].Value, "length", diag.Args{"value": n.Entries[i].Value.Value})
				continue
			}
			r.c.Limits[n.Entries[i].Key] = length
		}
	case "allow":
		for _, item := range n.Items {
			r.exception(item)
		}
	default:
		r.fail(n, "setting", diag.Args{"key": e.Key, "near": diag.Nearest(e.Key, configKeys), "known": configKeys})
	}
}

func (r *configReader) checks(n *yaml.Node) []string {
	var out []string
	for _, item := range n.Items {
		if !slices.Contains(Names, item.Value) {
			r.fail(item, "check", diag.Args{"value": item.Value, "near": diag.Nearest(item.Value, Names), "known": Names})
			continue
		}
		out = append(out, item.Value)
	}
	return out
}

func (r *configReader) exception(n *yaml.Node) {
	a := Exception{line: n.Line}
	for i := range n.Entries {
		e := &n.Entries[i]
		to := map[string]*string{"check": &a.Check, "page": &a.Page, "language": &a.Language, "text": &a.Text, "why": &a.Why}[e.Key]
		if to == nil {
			r.fail(e.Value, "condition", diag.Args{"key": e.Key})
			continue
		}
		*to = segment.Normal(e.Value.Value)
	}
	switch {
	case !slices.Contains(Names, a.Check):
		r.fail(n, "check", diag.Args{"value": a.Check, "near": diag.Nearest(a.Check, Names), "known": Names})
	case a.Why == "":
		r.fail(n, "reason", nil)
	default:
		r.c.Allow = append(r.c.Allow, a)
	}
}
