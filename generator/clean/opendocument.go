package clean

import (
	"bytes"
	"path"
	"strings"
)

// cleanOpenDocument cleans an ODT, ODS or ODP document (ISO/IEC 26300).
func cleanOpenDocument(j *job, b []byte) ([]byte, error) {
	a, err := j.unzip(b)
	if err != nil {
		return nil, err
	}
	manifest := a.names["META-INF/manifest.xml"]
	if manifest == nil || a.names["content.xml"] == nil {
		return nil, damaged("the document has no content")
	}
	for _, p := range a.parts {
		if strings.HasPrefix(p.name, "META-INF/") && strings.Contains(p.name, "signatures") {
			return nil, &Error{Why: Signed}
		}
		if k := openGone(p.name); k != "" {
			p.gone = true
			j.remove(k)
		}
	}
	if bytes.Contains(manifest.body, []byte("encryption-data")) {
		return nil, &Error{Why: Encrypted}
	}
	for _, p := range a.parts {
		if p.gone || p.name == "mimetype" {
			continue
		}
		if err := j.openPart(a, p); err != nil {
			return nil, err
		}
	}
	return a.zip()
}

// openGone returns of what kind a part is that is left out, or "".
func openGone(name string) Kind {
	switch first, _, _ := strings.Cut(name, "/"); {
	case first == "Thumbnails":
		return Thumbnail
	case first == "Versions" || name == "VersionList.xml":
		return History
	case first == "Configurations2" || name == "manifest.rdf" || path.Base(name) == "layout-cache":
		return Description
	}
	return ""
}

func (j *job) openPart(a *archive, p *part) error {
	edit := j.openEdit
	switch base := path.Base(p.name); {
	case p.name == "META-INF/manifest.xml":
		edit = func(e *element) verdict { return a.manifestEntry(e) }
	case base == "meta.xml":
		edit = j.openMeta
	case base == "settings.xml":
		edit = j.openSettings
	case strings.HasPrefix(p.name, "ObjectReplacements/") && extension(p.name) == "":
		return j.replacement(p)
	case extension(p.name) == "xml" || extension(p.name) == "rdf":
	default:
		return j.media(p)
	}
	body, err := editXML(p.body, xmlEdit{element: edit})
	if err != nil {
		return &Error{Damaged, p.name + ": " + err.Error()}
	}
	p.set(body)
	return nil
}

// replacement cleans the picture of an embedded object, whose name has no extension.
func (j *job) replacement(p *part) error {
	switch f := formatOf(p.name, p.body); {
	case bytes.HasPrefix(p.body, []byte("VCLMTF")), len(p.body) == 0: // LibreOffice's metafile
		return nil
	case len(p.body) > 44 && string(p.body[40:44]) == " EMF":
		p.set(j.emf(p.body))
		return nil
	case f == "":
		return &Error{Unknown, p.name}
	}
	return j.media(p)
}

// manifestEntry leaves out the entries of parts that are gone.
func (a *archive) manifestEntry(e *element) verdict {
	full := e.value("full-path")
	if p := a.names[full]; e.local == "file-entry" && (p != nil && p.gone || p == nil && openGone(full) != "") {
		return drop
	}
	return keep
}

// openMeta keeps title, language and the number of pages.
func (j *job) openMeta(e *element) verdict {
	if e.depth < 2 || e.space == spaceDC && (e.local == "title" || e.local == "language") {
		return keep
	}
	switch e.local {
	case "document-statistic":
		for i := range e.attrs {
			if a := &e.attrs[i]; a.local != "page-count" && a.space != "xmlns" {
				a.drop = true
			}
		}
		return hollow
	case "creator", "initial-creator", "printed-by":
		j.remove(Person)
	case "generator":
		j.remove(Software)
	case "date", "creation-date", "print-date", "editing-cycles", "editing-duration":
		j.remove(History)
	default:
		j.remove(Description)
	}
	return drop
}

// openSettings leaves out printers, data sources and identifiers of versions.
func (j *job) openSettings(e *element) verdict {
	name := e.value("name")
	if e.local != "config-item" {
		return keep
	}
	for _, part := range []string{"Printer", "Rsid", "Database", "ViewId", "Author", "Redline", "ooo:"} {
		if strings.Contains(name, part) && !strings.Contains(name, "PrinterIndependent") {
			j.remove(Device)
			return drop
		}
	}
	return keep
}

// openEdit cleans text, sheets and slides. Tracked changes and comments stay; who
// made them and when goes.
func (j *job) openEdit(e *element) verdict {
	switch {
	case e.space == spaceDC && e.local == "creator":
		j.remove(Person)
		return hollow
	case e.space == spaceDC && e.local == "date", e.local == "creator-initials", e.local == "sender-initials" && strings.Contains(e.space, "loext"):
		j.remove(History)
		return drop
	}
	for i := range e.attrs {
		a := &e.attrs[i]
		switch {
		case a.local == "rsid" || a.local == "paragraph-rsid":
			a.drop = true
			j.remove(History)
		case a.local == "href" && localPath.MatchString(a.value):
			name := path.Base(strings.ReplaceAll(a.value, "\\", "/"))
			a.set = &name
			j.remove(Person)
		}
	}
	return keep
}
