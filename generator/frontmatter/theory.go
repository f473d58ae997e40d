package frontmatter

import (
	"path"
	"slices"
	"strings"

	"griot/generator/diag"
	"griot/generator/site"
	"griot/generator/yaml"
)

var nodeKeys = []string{"id", "layer", "outcome", "title", "text", "leads_to", "supports", "assumptions", "risks", "indicators", "evidence"}

// theory reads the four fields of a Theory of Change together, since nodes
// refer to the others.
func (d *decoder) theory(root *yaml.Node) {
	t := &site.Theory{}
	lists := []struct {
		name string
		to   *[]site.Statement
	}{{"assumptions", &t.Assumptions}, {"risks", &t.Risks}, {"indicators", &t.Indicators}}
	found := false
	for _, l := range lists {
		if n := root.Get(l.name); n != nil && n.Kind != yaml.Null {
			found = true
			*l.to = d.statements(n, l.name)
		}
	}
	nodes := root.Get("nodes")
	if nodes != nil && nodes.Kind != yaml.Null {
		found = true
		t.Nodes = d.nodes(nodes)
		d.references(nodes, t)
	}
	if found {
		d.own.Front.Theory = t
	}
}

// ids finds ids that are given twice.
type ids map[string]bool

// add reads the id of an entry and reports one that is missing, taken or
// malformed.
func (s ids) add(d *decoder, item *yaml.Node, list string) string {
	n := item.Get("id")
	id := ""
	if n != nil {
		id = d.Text(n, "id")
	}
	d.need(item, diag.Each(list), "id", id)
	switch {
	case id == "":
	case !site.ValidSlug(id):
		d.Invalid(n, "id-form", diag.Args{"id": id, "list": list, "near": site.Slug(id)})
	case s[id]:
		d.Diagnostics.Error(d.At(n), "id-duplicate.twice", diag.Args{"id": id})
	}
	s[id] = true
	return id
}

// statements reads assumptions, risks or indicators.
func (d *decoder) statements(n *yaml.Node, name string) []site.Statement {
	var out []site.Statement
	seen := ids{}
	for _, item := range d.List(n, name) {
		s := site.Statement{}
		for _, e := range d.Fields(item, diag.Each(name), "id", "text") {
			if e.Key == "text" {
				s.Text = d.Text(e.Value, "text")
			}
		}
		s.ID = seen.add(d, item, name)
		d.need(item, diag.Each(name), "text", s.Text)
		out = append(out, s)
	}
	return out
}

// nodes reads the boxes of a Theory of Change.
func (d *decoder) nodes(n *yaml.Node) []site.Node {
	var out []site.Node
	seen := ids{}
	for _, item := range d.List(n, "nodes") {
		node := site.Node{}
		for _, e := range d.Fields(item, diag.Each("nodes"), nodeKeys...) {
			d.nodeField(&node, &e)
		}
		node.ID = seen.add(d, item, "nodes")
		d.need(item, diag.Phrase{ID: "node", With: node.ID}, "title", node.Title)
		d.need(item, diag.Phrase{ID: "node", With: node.ID}, "text", node.Text)
		out = append(out, node)
	}
	return out
}

func (d *decoder) nodeField(node *site.Node, e *yaml.Entry) {
	switch e.Key {
	case "layer":
		node.Layer = d.layer(e.Value)
	case "outcome":
		node.Outcome = d.Text(e.Value, "outcome")
	case "title":
		node.Title = d.Text(e.Value, "title")
	case "text":
		node.Text = d.Text(e.Value, "text")
	case "leads_to":
		node.LeadsTo = d.Texts(e.Value, e.Key)
	case "supports":
		node.Supports = d.Texts(e.Value, e.Key)
	case "assumptions":
		node.Assumptions = d.Texts(e.Value, e.Key)
	case "risks":
		node.Risks = d.Texts(e.Value, e.Key)
	case "indicators":
		node.Indicators = d.Texts(e.Value, e.Key)
	case "evidence":
		node.Evidence = d.evidence(e.Value)
	}
}

func (d *decoder) layer(n *yaml.Node) site.Layer {
	l := site.Layer(d.Text(n, "layer"))
	if l == "" || slices.Contains(site.Layers, l) {
		return l
	}
	names := make([]string, len(site.Layers))
	for i, x := range site.Layers {
		names[i] = string(x)
	}
	d.Invalid(n, "layer", diag.Args{"value": string(l), "near": diag.Nearest(string(l), names), "layers": names})
	return ""
}

// evidence reads paths of pages below content/ and returns the ids of their
// groups.
func (d *decoder) evidence(n *yaml.Node) []string {
	var out []string
	d.Each(n, "evidence", func(at *yaml.Node, p string) {
		id, isPage := site.CutPageExt(path.Clean(p))
		switch {
		case strings.HasPrefix(path.Clean(p), "..") || !inside("content/"+path.Clean(p), p):
			d.escapes(at, "evidence", p)
		case !isPage:
			d.Invalid(at, "evidence", diag.Args{"path": p})
		default:
			out = append(out, id)
		}
	})
	return out
}

// references reports ids that a node names and the file doesn't define, and
// nodes that lead back to themselves.
func (d *decoder) references(list *yaml.Node, t *site.Theory) {
	nodes := map[string]int{}
	for i, n := range t.Nodes {
		nodes[n.ID] = i
	}
	known := func(statements []site.Statement) func(string) bool {
		return func(id string) bool {
			return slices.ContainsFunc(statements, func(s site.Statement) bool { return s.ID == id })
		}
	}
	isNode := func(id string) bool { _, ok := nodes[id]; return ok }
	for i := range t.Nodes {
		n := &t.Nodes[i]
		item := list.Items[i]
		d.refer(item, "leads_to", "nodes", isNode)
		d.refer(item, "supports", "nodes", isNode)
		d.refer(item, "assumptions", "assumptions", known(t.Assumptions))
		d.refer(item, "risks", "risks", known(t.Risks))
		d.refer(item, "indicators", "indicators", known(t.Indicators))
		if circle := leadsBack(t.Nodes, nodes, n.ID); circle != nil {
			at := item.Get("leads_to")
			d.Diagnostics.Error(d.At(at), "node-circle", diag.Args{"id": n.ID, "circle": strings.Join(circle, " > ")})
			return // the other nodes of the cycle would report the same
		}
	}
}

// refer reports the entries of a node's list that are not known.
func (d *decoder) refer(item *yaml.Node, key, list string, known func(string) bool) {
	n := item.Get(key)
	if n == nil {
		return
	}
	for _, id := range n.Items {
		if id.Value != "" && !known(id.Value) {
			d.Diagnostics.Error(d.At(id), "node-unknown.reference", diag.Args{"key": key, "list": list, "id": id.Value})
		}
	}
}

// leadsBack returns the path from a node back to itself, or nil.
func leadsBack(nodes []site.Node, index map[string]int, start string) []string {
	seen := make([]bool, len(nodes))
	var walk func(id string, way []string) []string
	walk = func(id string, way []string) []string {
		i, ok := index[id]
		if !ok || seen[i] {
			return nil
		}
		seen[i] = true
		for _, next := range nodes[i].LeadsTo {
			if next == start {
				return append(way, next)
			}
			if found := walk(next, append(way, next)); found != nil {
				return found
			}
		}
		return nil
	}
	return walk(start, []string{start})
}
