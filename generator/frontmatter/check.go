package frontmatter

import (
	"slices"

	"griot/generator/diag"
	"griot/generator/kinds"
	"griot/generator/site"
)

// Member is one of the translations of a page, the source included.
type Member struct {
	Parsed *Parsed
	Source *Parsed // of the source page; nil where this is the source page
	Kind   site.Kind
	// Schemas are those of the site's kinds.
	Schemas *Schemas
	// Faulty means that decoding reported errors, which Check doesn't repeat
	// in other words.
	Faulty bool
	// Locate finds a value in the file; it is called only for mistakes. The
	// path is that of Locate.
	Locate func(path ...any) diag.Position
}

// Check reports required fields that a file lacks, fields that its kind doesn't
// have, and contradictions with the source page.
func (m *Member) Check(list *diag.List) {
	p := m.Schemas.or().byKind[m.Kind]
	if extra := m.Parsed.Set &^ p.allowed; extra != 0 {
		m.extra(list, extra)
	}
	required := p.every
	if m.Source == nil {
		required = p.source
	}
	if required&^m.Parsed.Set != 0 || !m.Faulty && m.hollow(required) {
		m.missing(list)
	}
	m.ownFields(list, p)
	if m.Source == nil {
		m.layers(list)
		return
	}
	if m.Faulty {
		return
	}
	for _, f := range p.fixed {
		if m.Parsed.Set.Has(f.Name) && !m.same(f.Name) {
			list.Error(m.Locate(f.Name), "field-shared.field", diag.Args{"key": f.Name})
		}
	}
	m.theory(list)
}

// same reports whether a Fixed field has the same value as in the source page.
func (m *Member) same(name string) bool {
	if name == "kind" {
		return m.Parsed.Kind == m.Kind
	}
	return bindings[name].equal(&m.Parsed.Front, &m.Source.Front)
}

// extra reports fields that only other kinds have.
func (m *Member) extra(list *diag.List, extra FieldSet) {
	for _, name := range m.Schemas.or().names {
		if extra&bit(name) == 0 {
			continue
		}
		var having []string
		for _, k := range m.Schemas.or().set.Names() {
			if m.Schemas.or().byKind[site.Kind(k)].allowed&bit(name) != 0 {
				having = append(having, k)
			}
		}
		list.Error(m.Locate("="+name), "field-unknown.kind", diag.Args{"kind": string(m.Kind), "key": name, "kinds": having})
	}
}

// hollow reports whether a required list is set but empty.
func (m *Member) hollow(required FieldSet) bool {
	for _, l := range m.Schemas.or().byKind[m.Kind].lists {
		if required&l.bit != 0 && l.empty(&m.Parsed.Front) {
			return true
		}
	}
	return false
}

// missing reports required fields that the file doesn't set.
func (m *Member) missing(list *diag.List) {
	for _, f := range m.Schemas.or().set.Schema(m.Kind) {
		if f.Own || !f.Required || m.Source != nil && f.Share != kinds.Translated {
			continue
		}
		empty := bindings[f.Name].empty
		if m.Parsed.Set.Has(f.Name) && (m.Faulty || empty == nil || !empty(&m.Parsed.Front)) {
			continue
		}
		at := m.Locate("=" + f.Name)
		if at.Line == 0 {
			at.Line = 1
		}
		list.Error(at, "field-missing.field", diag.Args{"key": f.Name, "kind": string(m.Kind), "example": f.Form.Example()})
	}
}

// layers reports nodes of a source page without a layer.
func (m *Member) layers(list *diag.List) {
	if m.Parsed.Front.Theory == nil {
		return
	}
	for i, n := range m.Parsed.Front.Theory.Nodes {
		if n.Layer != "" {
			continue
		}
		if at := m.Locate("nodes", i); at == m.Locate("nodes", i, "=layer") { // there is no such key
			list.Error(at, "field-missing.layer", diag.Args{"id": n.ID})
		}
	}
}

// theory reports where the nodes, statements or structure of the Theory of Change
// of a translation differ from its source.
func (m *Member) theory(list *diag.List) {
	if m.Source.Front.Theory == nil || m.Parsed.Front.Theory == nil {
		return
	}
	own, source := m.Parsed.Front.Theory, m.Source.Front.Theory
	m.match(list, "nodes", nodeIDs(own.Nodes), nodeIDs(source.Nodes))
	m.match(list, "assumptions", statementIDs(own.Assumptions), statementIDs(source.Assumptions))
	m.match(list, "risks", statementIDs(own.Risks), statementIDs(source.Risks))
	m.match(list, "indicators", statementIDs(own.Indicators), statementIDs(source.Indicators))
	for i, n := range own.Nodes {
		j := slices.IndexFunc(source.Nodes, func(s site.Node) bool { return s.ID == n.ID })
		if j < 0 {
			continue
		}
		s := source.Nodes[j]
		for _, c := range []struct {
			key       string
			set, same bool
		}{
			{"layer", n.Layer != "", n.Layer == s.Layer},
			{"outcome", n.Outcome != "", n.Outcome == s.Outcome},
			{"leads_to", n.LeadsTo != nil, slices.Equal(n.LeadsTo, s.LeadsTo)},
			{"supports", n.Supports != nil, slices.Equal(n.Supports, s.Supports)},
			{"assumptions", n.Assumptions != nil, slices.Equal(n.Assumptions, s.Assumptions)},
			{"risks", n.Risks != nil, slices.Equal(n.Risks, s.Risks)},
			{"indicators", n.Indicators != nil, slices.Equal(n.Indicators, s.Indicators)},
			{"evidence", n.Evidence != nil, slices.Equal(n.Evidence, s.Evidence)},
		} {
			if c.set && !c.same {
				list.Error(m.Locate("nodes", i, "="+c.key), "field-shared.node", diag.Args{"key": c.key, "id": n.ID})
			}
		}
	}
}

// match reports ids that only one of a translation and its source has.
func (m *Member) match(list *diag.List, key string, own, source []string) {
	for i, id := range own {
		if !slices.Contains(source, id) {
			list.Error(m.Locate(key, i, "id"), "node-unknown.source", diag.Args{"list": key, "id": id, "near": diag.Nearest(id, source)})
		}
	}
	for _, id := range source {
		if !slices.Contains(own, id) {
			list.Error(m.Locate("="+key), "field-missing.untranslated", diag.Args{"list": key, "id": id})
		}
	}
}

func nodeIDs(nodes []site.Node) []string {
	out := make([]string, len(nodes))
	for i, n := range nodes {
		out[i] = n.ID
	}
	return out
}

func statementIDs(statements []site.Statement) []string {
	out := make([]string, len(statements))
	for i, s := range statements {
		out[i] = s.ID
	}
	return out
}
