package clean

import (
	"bytes"
	"cmp"
	"errors"
	"slices"
	"strings"

	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/types"
)

// Topic is what a finding is of.
type Topic string

// The topics of findings.
const (
	Changes      Topic = "changes"  // tracked ones, that nobody has accepted or rejected
	Comments     Topic = "comments" // of people who read a draft
	HiddenText   Topic = "hidden"   // text, layers
	HiddenCells  Topic = "cells"    // rows or columns with something in them
	HiddenSheets Topic = "sheet"
	HiddenSlides Topic = "slide"
	Notes        Topic = "notes" // a speaker's; most presentations have them
)

// Unit is what a place counts.
type Unit string

// The units of places.
const (
	Paragraph Unit = "paragraph"
	Slide     Unit = "slide"
	Sheet     Unit = "sheet"
	Page      Unit = "page"
	Document  Unit = "document" // no place can be said
)

// Finding is something that a document holds although its pages don't show it.
type Finding struct {
	Topic  Topic
	Count  int
	Unit   Unit   // with Number and Name, where the first one is
	Number int    // from 1
	Name   string // of the sheet or its cell, or of the heading above the paragraph
}

// inspection collects the findings of a document.
type inspection struct {
	found map[Topic]*Finding
}

// add counts a finding; the place of the first one is kept.
func (n *inspection) add(f Finding) {
	if first := n.found[f.Topic]; first != nil {
		first.Count++
		return
	}
	f.Count = 1
	n.found[f.Topic] = &f
}

// Inspect lists what a document holds although its pages don't show it, by topic: each
// with its number and the place of the first. Files of other formats have none.
func Inspect(name string, body []byte) (list []Finding, err error) {
	defer func() {
		if p := recover(); p != nil {
			list, err = nil, damaged("%v", p)
		}
	}()
	n := &inspection{found: map[Topic]*Finding{}}
	j := &job{removed: map[Kind]bool{}, unpack: maxUnpack}
	switch formatOf(name, body) {
	case "pdf":
		err = n.pdf(body)
	case "office":
		err = n.archive(j, body, n.office)
	case "opendocument":
		err = n.archive(j, body, n.openDocument)
	}
	if err != nil {
		return nil, err
	}
	for _, f := range n.found {
		list = append(list, *f)
	}
	slices.SortFunc(list, func(a, b Finding) int { return strings.Compare(string(a.Topic), string(b.Topic)) })
	return list, nil
}

// Inspects reports whether Inspect looks into files of a name's format.
func Inspects(name string) bool {
	ext := extension(name)
	return ext == "pdf" || documents[ext] != ""
}

func (n *inspection) archive(j *job, body []byte, look func(a *archive) error) error {
	a, err := j.unzip(body)
	if err != nil {
		return err
	}
	return look(a)
}

// tree calls visit for the elements of a part, with the text of each as it closes, and
// leaves the part as it is. A part that doesn't exist has none.
func (a *archive) tree(name string, visit func(e *element), words func(parent *element, text string)) error {
	p := a.names[name]
	if p == nil {
		return nil
	}
	_, err := editXML(p.body, xmlEdit{
		element: func(e *element) verdict {
			visit(e)
			return keep
		},
		text: func(parent *element, raw []byte) []byte {
			if words != nil && len(bytes.TrimSpace(raw)) > 0 {
				words(parent, string(raw))
			}
			return raw
		},
	})
	return err
}

// ancestor returns the nearest element around e, e included, with one of the names.
func (e *element) ancestor(locals ...string) *element {
	for ; e != nil; e = e.parent {
		if slices.Contains(locals, e.local) {
			return e
		}
	}
	return nil
}

// pdf finds comments and hidden layers.
func (n *inspection) pdf(body []byte) error {
	ctx, err := openPDF(body)
	var refused *Error
	if errors.As(err, &refused) && refused.Why == Encrypted {
		return nil // File says so
	}
	if err != nil {
		return err
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return damaged("the PDF file has no pages: %v", err)
	}
	for page := 1; page <= min(ctx.PageCount, 20_000); page++ {
		d, _, _, err := ctx.PageDict(page, false)
		if err != nil || d == nil {
			continue
		}
		n.annotations(ctx, page, d)
	}
	n.layers(ctx)
	return nil
}

func (n *inspection) annotations(ctx *model.Context, page int, d types.Dict) {
	o, ok := d.Find("Annots")
	if !ok {
		return
	}
	list, err := ctx.DereferenceArray(o)
	if err != nil {
		return
	}
	for _, item := range list {
		a, err := ctx.DereferenceDict(item)
		if err != nil || a == nil {
			continue
		}
		subtype, _ := a["Subtype"].(types.Name)
		contents, err := ctx.Dereference(a["Contents"])
		empty := err != nil || contents == nil || contents == types.StringLiteral("") || contents == types.HexLiteral("")
		if markup[string(subtype)] && subtype != "Popup" && subtype != "FreeText" && subtype != "Stamp" && subtype != "FileAttachment" && !empty {
			n.add(Finding{Topic: Comments, Unit: Page, Number: page})
		}
	}
}

// layers finds layers that are off when the document opens (ISO 32000-2, 8.11.4.3).
func (n *inspection) layers(ctx *model.Context) {
	catalog, err := ctx.Catalog()
	if err != nil {
		return
	}
	properties, err := ctx.DereferenceDict(catalog["OCProperties"])
	if err != nil || properties == nil {
		return
	}
	config, err := ctx.DereferenceDict(properties["D"])
	if err != nil || config == nil {
		return
	}
	off, err := ctx.DereferenceArray(config["OFF"])
	if err != nil {
		return
	}
	for _, o := range off {
		d, err := ctx.DereferenceDict(o)
		if err != nil || d == nil {
			continue
		}
		name, _ := types.StringOrHexLiteral(d["Name"])
		if name == nil {
			name = new(string)
		}
		n.add(Finding{Topic: HiddenText, Unit: Document, Name: cmp.Or(*name)})
	}
}
