package schemaorg

import (
	"cmp"
	"strings"
)

// report returns a document of the library, with its sources as citations.
func (p Page) report() object {
	d := p.Document
	o := object{"@type": "Report", "@id": p.URL + "#document", "url": p.URL, "mainEntityOfPage": object{"@id": p.URL}}
	p.work(o)
	o.put("headline", p.Title)
	o.put("abstract", p.Summary)
	o.put("genre", d.Type)
	o["isPartOf"] = object{"@id": p.Site.URL + "#site"}
	o["isAccessibleForFree"] = true
	if doi := strings.TrimSpace(d.DOI); doi != "" {
		o.put("identifier", object{"@type": "PropertyValue", "propertyID": "DOI", "value": doi})
		o.put("sameAs", "https://doi.org/"+doi)
	}
	var authors []object
	for _, a := range d.Authors {
		authors = append(authors, a.object())
	}
	if len(authors) == 0 && p.Site.Publisher != "" {
		authors = append(authors, p.Site.publisher(false))
	}
	o.put("author", authors)
	var sources []object
	for _, s := range d.Sources {
		sources = append(sources, s.object())
	}
	o.put("citation", sources)
	p.translations(o, "Report", "#document")
	return o
}

func (a Author) object() object {
	o := object{"@type": "Organization", "name": a.Name}
	if !a.Person {
		return o
	}
	o["@type"] = "Person"
	o.put("familyName", a.Family)
	o.put("givenName", a.Given)
	if a.ORCID != "" {
		o.put("identifier", object{"@type": "PropertyValue", "propertyID": "ORCID", "value": a.ORCID})
		o.put("sameAs", "https://orcid.org/"+a.ORCID)
	}
	if a.Organisation != "" {
		o.put("affiliation", object{"@type": "Organization", "name": a.Organisation})
	}
	return o
}

func (s Reference) object() object {
	o := object{"@type": "CreativeWork", "name": s.Title}
	if s.Publisher != "" {
		o["publisher"] = object{"@type": "Organization", "name": s.Publisher}
	}
	o.put("datePublished", s.Year)
	o.put("url", s.URL)
	o.put("inLanguage", s.Lang)
	return o
}

// term returns an entry of the glossary.
func (p Page) term() object {
	t := p.Term
	o := object{"@type": "DefinedTerm", "@id": p.URL + "#term", "url": p.URL, "name": p.Title}
	o.put("description", p.Summary)
	o.put("termCode", t.Short)
	o.put("alternateName", t.Also)
	if t.Glossary.URL != "" {
		o.put("inDefinedTermSet", object{
			"@type": "DefinedTermSet", "@id": t.Glossary.URL + "#terms", "name": t.Glossary.Name, "url": t.Glossary.URL,
		})
	}
	return o
}

func (p Page) organisation() object {
	d := p.Organisation
	o := object{"@type": "Organization", "@id": p.URL + "#organisation", "name": cmp.Or(d.Name, p.Title), "mainEntityOfPage": p.URL}
	o.put("description", p.Summary)
	if d.Short != d.Name {
		o.put("alternateName", d.Short)
	}
	o.put("url", d.URL)
	return o
}

// thing returns what a page of a site's own kind is about.
func (p Page) thing() object {
	o := object{"@type": p.Thing.Type, "@id": p.URL + "#thing", "name": p.Title, "mainEntityOfPage": p.URL}
	o.put("description", p.Summary)
	o.put("image", p.Image)
	for _, v := range p.Thing.Properties {
		switch {
		case len(v.Values) == 0:
		case v.Place:
			place := object{"@type": "Place", "name": v.Values[0]}
			if v.Latitude != "" && v.Longitude != "" {
				place["geo"] = object{"@type": "GeoCoordinates", "latitude": v.Latitude, "longitude": v.Longitude}
			}
			o[v.Name] = place
		case len(v.Values) == 1:
			o.put(v.Name, v.Values[0])
		default:
			o.put(v.Name, v.Values)
		}
	}
	return o
}

// targets is the start of the URIs by which the United Nations identify the
// targets of the Sustainable Development Goals (UN Statistics Division and Dag
// Hammarskjöld Library, SDG interface ontology).
const targets = "http://metadata.un.org/sdg/"

// TargetURI returns the URI of a target, such as "16.3".
func TargetURI(target string) string { return targets + target }

// TargetTags returns the names and contents of meta tags for a page's targets:
// names for people, URIs for machines.
func TargetTags(topics []Topic) [][2]string {
	var tags [][2]string
	for _, t := range topics {
		if t.Kind == Target {
			tags = append(tags, [2]string{"DC.subject", t.Name}, [2]string{"dcterms.subject", TargetURI(t.Code)})
		}
	}
	return tags
}
