package clean

import (
	"path"
	"slices"
	"strconv"
	"strings"
)

// tracked are the elements of Word's tracked changes (ECMA-376 part 1, 17.13.5).
var tracked = set("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "sectPrChange", "tblPrChange", "tblPrExChange", "tcPrChange",
	"trPrChange", "tblGridChange", "numberingChange", "cellIns", "cellDel", "cellMerge")

// office looks into a DOCX, XLSX or PPTX document.
func (n *inspection) office(a *archive) error {
	for _, p := range a.parts {
		if extension(p.name) != "xml" {
			continue
		}
		var err error
		switch dir, base := path.Split(p.name); {
		case dir == "word/" && wordText(base):
			err = n.word(a, p.name)
		case p.name == "xl/workbook.xml":
			err = n.workbook(a)
		case strings.HasPrefix(p.name, "xl/revisions/"):
			n.add(Finding{Topic: Changes, Unit: Document})
		case strings.HasPrefix(p.name, "xl/comments"), strings.HasPrefix(p.name, "xl/threadedComments/"):
			err = a.tree(p.name, func(e *element) {
				if e.local == "comment" || e.local == "threadedComment" {
					n.add(Finding{Topic: Comments, Unit: Sheet, Name: e.value("ref")})
				}
			}, nil)
		case dir == "ppt/slides/":
			err = n.slide(a, p.name)
		case dir == "ppt/comments/":
			err = a.tree(p.name, func(e *element) {
				if e.local == "cm" {
					n.add(Finding{Topic: Comments, Unit: Document})
				}
			}, nil)
		case dir == "ppt/notesSlides/":
			err = n.notes(a, p.name)
		}
		if err != nil {
			return err
		}
	}
	if n.found[Comments] != nil {
		return nil
	}
	return a.tree("word/comments.xml", func(e *element) { // which the text doesn't refer to
		if e.local == "comment" {
			n.add(Finding{Topic: Comments, Unit: Document})
		}
	}, nil)
}

func wordText(base string) bool {
	return base == "document.xml" || strings.HasPrefix(base, "header") || strings.HasPrefix(base, "footer") || base == "footnotes.xml" || base == "endnotes.xml"
}

// wordPlace follows where a text is.
type wordPlace struct {
	number  int
	heading string
	styled  bool // the paragraph is a heading
}

// word looks into a text of a DOCX document.
func (n *inspection) word(a *archive, name string) error {
	hidden, err := hiddenStyles(a)
	if err != nil {
		return err
	}
	at := wordPlace{}
	here := func(t Topic) {
		n.add(Finding{Topic: t, Unit: Paragraph, Number: at.number, Name: strings.TrimSpace(at.heading)})
	}
	runs := map[*element]bool{} // hidden ones
	told := map[*element]bool{}
	return a.tree(name, func(e *element) {
		switch {
		case !isWord(e.space):
		case e.local == "p":
			at.number++
			at.styled = false
		case e.local == "pStyle" && isHeading(e.value("val")):
			at.styled, at.heading = true, ""
		case tracked[e.local]:
			here(Changes)
		case e.local == "commentReference":
			here(Comments)
		case e.local == "vanish" && isTrue(e) && e.parent != nil && e.parent.parent != nil && e.parent.parent.local == "r":
			runs[e.parent.parent] = true
		case e.local == "rStyle" && hidden[e.value("val")]:
			runs[e.ancestor("r")] = true // none: the mark of a paragraph
		case e.local == "pStyle" && hidden[e.value("val")]:
			runs[e.ancestor("p")] = true
		}
	}, func(parent *element, text string) {
		if parent.local != "t" && parent.local != "delText" {
			return
		}
		r := parent.ancestor("r")
		if r == nil {
			return
		}
		if p := r.ancestor("p"); (runs[r] || p != nil && runs[p]) && !told[r] {
			told[r] = true
			here(HiddenText)
		} else if at.styled && parent.local == "t" && len(at.heading) < 80 {
			at.heading += text
		}
	})
}

func isHeading(style string) bool {
	style = strings.ToLower(style)
	return strings.HasPrefix(style, "heading") || strings.HasPrefix(style, "titre") || style == "title"
}

// isTrue reports whether a property that is on without a value is on.
func isTrue(e *element) bool { return !slices.Contains([]string{"0", "false", "off"}, e.value("val")) }

// hiddenStyles returns the styles whose text is hidden.
func hiddenStyles(a *archive) (map[string]bool, error) {
	hidden := map[string]bool{}
	err := a.tree("word/styles.xml", func(e *element) {
		if e.local != "vanish" || !isTrue(e) {
			return
		}
		if style := e.ancestor("style"); style != nil {
			hidden[style.value("styleId")] = true
		}
	}, nil)
	return hidden, err
}

// workbook finds hidden sheets, rows and columns.
func (n *inspection) workbook(a *archive) error {
	targets, err := a.targets("xl/workbook.xml")
	if err != nil {
		return err
	}
	type sheet struct{ name, part string }
	var shown []sheet
	err = a.tree("xl/workbook.xml", func(e *element) {
		if e.local != "sheet" {
			return
		}
		if state := e.value("state"); state == "hidden" || state == "veryHidden" {
			n.add(Finding{Topic: HiddenSheets, Unit: Sheet, Name: e.value("name")})
			return
		}
		shown = append(shown, sheet{e.value("name"), targets[e.value("id")]})
	}, nil)
	for _, s := range shown {
		if err == nil {
			err = n.cells(a, s.part, s.name)
		}
	}
	return err
}

// cells finds rows and columns that are hidden and hold something.
func (n *inspection) cells(a *archive, part, name string) error {
	type columns struct{ from, to int }
	var hidden []columns
	var cell string
	told := map[string]bool{}
	return a.tree(part, func(e *element) {
		switch {
		case e.local == "col" && isOn(e.value("hidden")):
			from, _ := strconv.Atoi(e.value("min"))
			to, _ := strconv.Atoi(e.value("max"))
			hidden = append(hidden, columns{from, to})
		case e.local == "c":
			cell = e.value("r")
		}
	}, func(parent *element, _ string) {
		row := parent.ancestor("row")
		if row == nil || parent.ancestor("v", "t") == nil {
			return
		}
		letters := strings.TrimRight(cell, "0123456789")
		key := "row " + row.value("r")
		out := isOn(row.value("hidden"))
		for _, c := range hidden {
			if number := columnNumber(letters); !out && number >= c.from && number <= c.to {
				out, key = true, letters
			}
		}
		if out && !told[key] {
			told[key] = true
			n.add(Finding{Topic: HiddenCells, Unit: Sheet, Name: name + "!" + cell})
		}
	})
}

func isOn(s string) bool { return s == "1" || s == "true" }

// columnNumber returns the number of a column from its letters, A being 1.
func columnNumber(letters string) int {
	n := 0
	for _, c := range letters[:min(len(letters), 4)] {
		n = n*26 + int(c-'A') + 1
	}
	return n
}

// targets returns the parts to which a part relates, by id.
func (a *archive) targets(name string) (map[string]string, error) {
	out := map[string]string{}
	dir, base := path.Split(name)
	err := a.tree(dir+"_rels/"+base+".rels", func(e *element) {
		target := e.value("Target")
		if !strings.HasPrefix(target, "/") {
			target = path.Join("/", dir, target)
		}
		if e.local == "Relationship" {
			out[e.value("Id")] = strings.TrimPrefix(target, "/")
		}
	}, nil)
	return out, err
}

// slide finds a hidden slide, and hidden shapes with text on one.
func (n *inspection) slide(a *archive, name string) error {
	number := digits(name)
	hidden := map[*element]bool{} // shapes
	told := map[*element]bool{}
	return a.tree(name, func(e *element) {
		switch {
		case e.local == "sld" && (e.value("show") == "0" || e.value("show") == "false"):
			n.add(Finding{Topic: HiddenSlides, Unit: Slide, Number: number})
		case e.local == "cNvPr" && isOn(e.value("hidden")):
			if shape := e.ancestor("sp", "pic", "graphicFrame", "grpSp"); shape != nil {
				hidden[shape] = true
			}
		}
	}, func(parent *element, _ string) {
		shape := parent.ancestor("sp", "graphicFrame")
		if parent.local == "t" && shape != nil && hidden[shape] && !told[shape] {
			told[shape] = true
			n.add(Finding{Topic: HiddenText, Unit: Slide, Number: number})
		}
	})
}

// notes finds what a speaker has written; a number of the slide is no note.
func (n *inspection) notes(a *archive, name string) error {
	body := map[*element]bool{}
	told := false
	return a.tree(name, func(e *element) {
		if e.local == "ph" && (e.value("type") == "body" || e.value("type") == "") {
			body[e.ancestor("sp")] = true
		}
	}, func(parent *element, _ string) {
		if parent.local == "t" && parent.ancestor("fld") == nil && body[parent.ancestor("sp")] && !told {
			told = true
			n.add(Finding{Topic: Notes, Unit: Slide, Number: digits(name)})
		}
	})
}

// digits returns the number in a name such as slide12.xml, or 0.
func digits(name string) int {
	base := strings.TrimSuffix(path.Base(name), ".xml")
	n, _ := strconv.Atoi(strings.TrimLeft(base, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"))
	return n
}
