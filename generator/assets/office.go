package assets

import (
	"archive/zip"
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"
)

// partLimit is how many bytes of one part of an archive are read.
const partLimit = 8 << 20

// archive opens a document that is a ZIP archive.
func archive(r reader, size int64) (*zip.Reader, error) {
	z, err := zip.NewReader(r, size)
	if err != nil {
		return nil, fmt.Errorf("the file is damaged: %w", err)
	}
	return z, nil
}

// part calls visit for the elements of a part of an archive, until it returns
// false. A part that doesn't exist has no elements.
func part(z *zip.Reader, name string, visit func(d *xml.Decoder, e xml.StartElement) bool) error {
	f, err := z.Open(name)
	if err != nil {
		return nil
	}
	defer f.Close()
	d := xml.NewDecoder(io.LimitReader(f, partLimit))
	for {
		t, err := d.Token()
		if errors.Is(err, io.EOF) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("its part %s is damaged: %w", name, err)
		}
		if e, ok := t.(xml.StartElement); ok && !visit(d, e) {
			return nil
		}
	}
}

// content returns the text of an element, or "" if it has none.
func content(d *xml.Decoder) string {
	t, err := d.Token()
	if err != nil {
		return ""
	}
	if text, ok := t.(xml.CharData); ok {
		return strings.TrimSpace(string(text))
	}
	return ""
}

// number parses a count; it returns 0 if that fails.
func number(s string) int {
	n, err := strconv.Atoi(s)
	if err != nil || n < 0 || n > 1e6 {
		return 0
	}
	return n
}

// wordOrSlides reads the properties of an Office Open XML document (ECMA-376,
// part 1, 15.2.12): the count that the program saved, and the language of the
// properties or of the default style.
func wordOrSlides(r reader, info *DownloadInfo) error {
	z, err := archive(r, info.Bytes)
	if err != nil {
		return err
	}
	if _, err := z.Open("[Content_Types].xml"); err != nil {
		return fmt.Errorf("the file is no %s document", info.Format)
	}
	err = part(z, "docProps/app.xml", func(d *xml.Decoder, e xml.StartElement) bool {
		if e.Name.Local == "Pages" || e.Name.Local == "Slides" {
			info.Pages = number(content(d))
		}
		return info.Pages == 0
	})
	if err != nil {
		return err
	}
	err = part(z, "docProps/core.xml", func(d *xml.Decoder, e xml.StartElement) bool {
		if e.Name.Local == "language" {
			info.Lang = language(content(d))
		}
		return info.Lang == ""
	})
	if err != nil || info.Lang != "" {
		return err
	}
	defaults := false
	return part(z, "word/styles.xml", func(_ *xml.Decoder, e xml.StartElement) bool {
		defaults = defaults || e.Name.Local == "rPrDefault"
		if defaults && e.Name.Local == "lang" {
			info.Lang = language(attribute(e, "val"))
			return false
		}
		return e.Name.Local != "style"
	})
}

// openDocument reads the properties of an OpenDocument file (ISO/IEC 26300,
// part 1, 4.3).
func openDocument(r reader, info *DownloadInfo) error {
	z, err := archive(r, info.Bytes)
	if err != nil {
		return err
	}
	return part(z, "meta.xml", func(d *xml.Decoder, e xml.StartElement) bool {
		switch e.Name.Local {
		case "language":
			info.Lang = language(content(d))
		case "document-statistic":
			info.Pages = number(attribute(e, "page-count"))
		}
		return true
	})
}

// epub reads the language of a book. The number of pages depends on the reader's
// device.
func epub(r reader, info *DownloadInfo) error {
	z, err := archive(r, info.Bytes)
	if err != nil {
		return err
	}
	book := ""
	err = part(z, "META-INF/container.xml", func(_ *xml.Decoder, e xml.StartElement) bool {
		if e.Name.Local == "rootfile" {
			book = attribute(e, "full-path")
		}
		return book == ""
	})
	if err != nil {
		return err
	}
	if book == "" {
		return errors.New("the file is no EPUB book")
	}
	return part(z, book, func(d *xml.Decoder, e xml.StartElement) bool {
		if e.Name.Local == "language" {
			info.Lang = language(content(d))
		}
		return info.Lang == "" && e.Name.Local != "manifest"
	})
}

// attribute returns the value of an attribute by its local name, or "".
func attribute(e xml.StartElement, name string) string {
	for _, a := range e.Attr {
		if a.Name.Local == name {
			return a.Value
		}
	}
	return ""
}
