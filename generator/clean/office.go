package clean

import (
	"path"
	"regexp"
	"strings"
)

const (
	spaceDC      = "http://purl.org/dc/elements/1.1/"
	spaceRels    = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
	spaceWord    = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
	strictWord   = "http://purl.oclc.org/ooxml/wordprocessingml/main"
	spaceSheets  = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
	strictSheets = "http://purl.oclc.org/ooxml/spreadsheetml/main"
)

// cleanOffice cleans a DOCX, XLSX or PPTX document (ECMA-376).
func cleanOffice(j *job, b []byte) ([]byte, error) {
	a, err := j.unzip(b)
	if err != nil {
		return nil, err
	}
	if a.names["[Content_Types].xml"] == nil {
		return nil, damaged("the document has no list of its parts")
	}
	for _, p := range a.parts {
		if strings.HasPrefix(p.name, "_xmlsignatures/") || strings.HasPrefix(p.name, "package/services/digital-signature/") {
			return nil, &Error{Why: Signed}
		}
		if k := officeGone(p.name); k != "" {
			p.gone = true
			j.remove(k)
		}
	}
	for _, p := range a.parts {
		if p.gone {
			continue
		}
		if err := j.officePart(a, p); err != nil {
			return nil, err
		}
	}
	return a.zip()
}

// officeGone returns of what kind a part is that is left out, or "".
func officeGone(name string) Kind {
	low := strings.ToLower(name)
	base := path.Base(low)
	switch {
	case strings.HasPrefix(low, "docprops/thumbnail"):
		return Thumbnail
	case low == "docprops/custom.xml", strings.HasPrefix(low, "docmetadata/"), strings.HasPrefix(low, "customxml/"),
		strings.HasPrefix(low, "[trash]/"), strings.HasPrefix(low, "docprops/") && base != "core.xml" && base != "app.xml":
		return Description
	case strings.Contains(low, "/printersettings/"):
		return Device
	case low == "word/people.xml":
		return Person
	case strings.HasPrefix(low, "xl/revisions/"), strings.Contains(low, "/changesinfos/"), low == "ppt/revisioninfo.xml":
		return History
	}
	return ""
}

func (j *job) officePart(a *archive, p *part) error {
	low := strings.ToLower(p.name)
	edit := j.officeEdit
	switch ext := extension(low); {
	case low == "[content_types].xml":
		edit = func(e *element) verdict { return a.contentType(e) }
	case ext == "rels":
		edit = func(e *element) verdict { return j.relationship(a, p.name, e) }
	case low == "docprops/core.xml" || ext == "psmdcp":
		edit = j.coreProperties
	case low == "docprops/app.xml":
		edit = j.appProperties
	case ext == "vml":
		return nil
	case ext == "bin" && strings.Contains(low, "vbaproject"):
		return &Error{Unknown, p.name + ": macros"}
	case ext != "xml" && ext != "psmdcp":
		return j.media(p)
	}
	body, err := editXML(p.body, xmlEdit{element: edit, text: officeText})
	if err != nil {
		return &Error{Damaged, p.name + ": " + err.Error()}
	}
	p.set(body)
	return nil
}

// coreProperties keeps title and language.
func (j *job) coreProperties(e *element) verdict {
	if e.parent == nil || e.space == spaceDC && (e.local == "title" || e.local == "language") {
		return keep
	}
	switch e.local {
	case "creator", "lastModifiedBy":
		j.remove(Person)
	case "created", "modified", "revision", "lastPrinted":
		j.remove(History)
	default:
		j.remove(Description)
	}
	return drop
}

// appProperties keeps the number of pages or slides.
func (j *job) appProperties(e *element) verdict {
	if e.parent == nil || e.local == "Pages" || e.local == "Slides" {
		return keep
	}
	switch e.local {
	case "Application", "AppVersion":
		j.remove(Software)
	case "Company", "Manager":
		j.remove(Person)
	default:
		j.remove(Description)
	}
	return drop
}

// contentType leaves out the types of parts that are gone.
func (a *archive) contentType(e *element) verdict {
	if p := a.names[strings.TrimPrefix(e.value("PartName"), "/")]; e.local == "Override" && p != nil && p.gone {
		return drop
	}
	return keep
}

// localPath matches a path on somebody's computer.
var localPath = regexp.MustCompile(`(?i)^(file:|[a-z]:|\\\\|/(users|home)/)`)

// relationship leaves out the relationships to parts that are gone and shortens paths
// on a computer to the name of their file.
func (j *job) relationship(a *archive, rels string, e *element) verdict {
	if e.local != "Relationship" {
		return keep
	}
	target := e.value("Target")
	if strings.EqualFold(e.value("TargetMode"), "External") {
		if strings.HasSuffix(e.value("Type"), "/attachedTemplate") {
			j.remove(Person)
			return drop
		}
		if localPath.MatchString(target) {
			j.remove(Person)
			e.change("Target", path.Base(strings.ReplaceAll(target, "\\", "/")))
		}
		return keep
	}
	base := path.Dir(path.Dir(rels)) // word/_rels/document.xml.rels is of word/document.xml
	if full := path.Join("/", base, target); strings.HasPrefix(target, "/") {
		target = path.Clean(target)
	} else {
		target = full
	}
	if p := a.names[strings.TrimPrefix(target, "/")]; p != nil && p.gone || officeGone(strings.TrimPrefix(target, "/")) != "" {
		return drop
	}
	return keep
}

// change gives the attributes with a name another value, as written.
func (e *element) change(local, value string) {
	for i := range e.attrs {
		if a := &e.attrs[i]; a.local == local && a.space != "xmlns" && a.value != value {
			a.set = &value
		}
	}
}

// remove drops the attributes with a name.
func (e *element) remove(local string) {
	for i := range e.attrs {
		if a := &e.attrs[i]; a.local == local && a.space != "xmlns" {
			a.drop = true
		}
	}
}

// pathInField matches the folder of a file in the code of a field.
var pathInField = regexp.MustCompile(`(?i)([a-z]:\\|\\\\\\?\\?|file:/+|/(users|home)/)[^"<>|\r\n]*[\\/]`)

func officeText(parent *element, raw []byte) []byte {
	if parent.local == "instrText" {
		return pathInField.ReplaceAll(raw, nil)
	}
	return raw
}

// officeDropped are elements, by their local names, that name people, programs or
// versions, or lead to parts that are gone.
var officeDropped = map[string]Kind{
	"rsids": History, "attachedTemplate": Person, "docId": History, "docVars": Description, "mailMerge": Description,
	"dataBinding": Description, "printerSettings": Device, "fileVersion": Software, "absPath": Person, "revisionPtr": History,
	"custDataLst": Description, "custData": Description, "fileSharing": Person, "fileRecoveryPr": History, "smartTags": Description,
}

// officeEdit cleans the text, sheets and slides of a document. Tracked changes and
// comments stay; who made them and when goes.
func (j *job) officeEdit(e *element) verdict {
	if k, ok := officeDropped[e.local]; ok {
		j.remove(k)
		return drop
	}
	if e.local == "AlternateContent" && e.parent != nil && e.parent.local == "workbook" {
		j.remove(Person) // the folder of the workbook
		return drop
	}
	for i := range e.attrs {
		a := &e.attrs[i]
		if strings.HasPrefix(a.local, "rsid") && e.local != "rsid" || a.local == "uid" && strings.Contains(a.space, "/revision") {
			a.drop = true
			j.remove(History)
		}
	}
	if isWord(e.space) {
		j.wordEdit(e)
	}
	switch e.local {
	case "pageSetup":
		e.remove("id")
	case "author":
		if e.space == spaceSheets || e.space == strictSheets {
			j.remove(Person)
			return hollow
		}
		j.anonymous(e)
	case "cmAuthor", "person":
		j.anonymous(e)
	case "cm", "threadedComment", "comment":
		if !isWord(e.space) {
			e.remove("dt")
			e.remove("dT")
			e.change("created", "2000-01-01T00:00:00.000")
		}
	case "pivotCacheDefinition":
		e.remove("refreshedBy")
		e.remove("refreshedDate")
		e.remove("refreshedDateIso")
	case "dbPr":
		e.change("connection", "")
	case "connection":
		e.remove("sourceFile")
		e.remove("odcFile")
	case "tag":
		if e.parent != nil && e.parent.local == "tagLst" {
			e.change("val", "")
		}
	}
	for i := range e.attrs {
		if a := &e.attrs[i]; a.local == "descr" && localPath.MatchString(a.value) {
			e.change("descr", "")
			j.remove(Person)
		}
	}
	return keep
}

func isWord(space string) bool { return space == spaceWord || space == strictWord }

// wordEdit removes who made a change or comment, and when.
func (j *job) wordEdit(e *element) {
	for i := range e.attrs {
		a := &e.attrs[i]
		switch a.local {
		case "author", "initials":
			if name := "Author"[:map[string]int{"author": 6, "initials": 1}[a.local]]; a.value != name {
				a.set = &name
				j.remove(Person)
			}
		case "date", "dateUtc":
			a.drop = true
			j.remove(History)
		}
	}
}

// anonymous replaces the name of an author of comments.
func (j *job) anonymous(e *element) {
	j.remove(Person)
	e.change("name", "Author")
	e.change("displayName", "Author")
	e.change("initials", "A")
	e.change("userId", "")
	e.change("providerId", "None")
}
