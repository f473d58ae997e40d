package clean

import "strings"

// openDocument looks into an ODT, ODS or ODP document.
func (n *inspection) openDocument(a *archive) error {
	hidden := map[string]bool{} // names of styles
	for _, part := range []string{"styles.xml", "content.xml"} {
		if err := a.openStyles(part, hidden); err != nil {
			return err
		}
	}
	for _, part := range []string{"content.xml", "styles.xml"} {
		if err := n.openText(a, part, hidden); err != nil {
			return err
		}
	}
	return nil
}

// openStyles collects the styles that hide their text, slide or sheet.
func (a *archive) openStyles(part string, hidden map[string]bool) error {
	return a.tree(part, func(e *element) {
		off := e.local == "text-properties" && e.value("display") == "none" ||
			e.local == "table-properties" && e.value("display") == "false" ||
			e.local == "drawing-page-properties" && e.value("visibility") == "hidden"
		if style := e.ancestor("style"); off && style != nil {
			hidden[style.value("name")] = true
		}
	}, nil)
}

// openPlace follows where a text is.
type openPlace struct {
	paragraph, slide int
	sheet, heading   string
}

func (p openPlace) finding(t Topic) Finding {
	switch {
	case p.sheet != "":
		return Finding{Topic: t, Unit: Sheet, Name: p.sheet}
	case p.slide > 0:
		return Finding{Topic: t, Unit: Slide, Number: p.slide}
	}
	return Finding{Topic: t, Unit: Paragraph, Number: p.paragraph, Name: strings.TrimSpace(p.heading)}
}

func (n *inspection) openText(a *archive, part string, hidden map[string]bool) error {
	at := openPlace{}
	told := map[*element]bool{}
	return a.tree(part, func(e *element) {
		switch e.local {
		case "h":
			at.heading = ""
			at.paragraph++
		case "p":
			at.paragraph++
		case "page":
			if e.parent != nil && e.parent.local == "presentation" {
				at.slide++
				if hidden[e.value("style-name")] {
					n.add(at.finding(HiddenSlides))
				}
			}
		case "table":
			n.openSheet(e, &at, hidden)
		case "changed-region":
			n.add(Finding{Topic: Changes, Unit: Document})
		case "change", "change-start":
			if f := n.found[Changes]; f != nil && f.Unit == Document { // the first: the list of changes has no places
				count := f.Count
				*f = at.finding(Changes)
				f.Count = count
			}
		case "annotation":
			n.add(at.finding(Comments))
		case "hidden-text", "hidden-paragraph":
			n.add(at.finding(HiddenText))
		case "section":
			if d := e.value("display"); d == "none" {
				n.add(at.finding(HiddenText))
			}
		}
	}, func(parent *element, text string) {
		if parent.ancestor("annotation", "tracked-changes", "styles", "automatic-styles", "master-styles") != nil {
			return
		}
		if notes := parent.ancestor("notes"); notes != nil && at.slide > 0 {
			if parent.ancestor("page-number", "date-time") == nil && !told[notes] {
				told[notes] = true
				n.add(at.finding(Notes))
			}
			return
		}
		n.openWords(parent, text, &at, hidden, told)
	})
}

// openSheet follows the sheets of a workbook, and finds hidden ones.
func (n *inspection) openSheet(e *element, at *openPlace, hidden map[string]bool) {
	if e.parent == nil || e.parent.local != "spreadsheet" {
		return
	}
	at.sheet = e.value("name")
	if hidden[e.value("style-name")] {
		n.add(at.finding(HiddenSheets))
	}
}

// openWords looks at a text: one in a hidden style, row or column is hidden.
func (n *inspection) openWords(parent *element, text string, at *openPlace, hidden map[string]bool, told map[*element]bool) {
	p := parent.ancestor("p", "h")
	if p == nil {
		return
	}
	for e := parent; e != nil && e.local != "body"; e = e.parent {
		switch {
		case (e.local == "span" || e.local == "p" || e.local == "h") && hidden[e.value("style-name")] && !told[p]:
			told[p] = true
			n.add(at.finding(HiddenText))
		case e.local == "table-row" && strings.HasPrefix(e.value("visibility"), "coll") && !told[e]:
			told[e] = true
			n.add(at.finding(HiddenCells))
		}
	}
	if p.local == "h" && len(at.heading) < 80 {
		at.heading += text
	}
}
