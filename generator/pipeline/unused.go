package pipeline

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"griot/generator/assets"
	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

const (
	largePicture  = 10 << 20 // bytes beyond which a picture is reported
	largeDownload = 50 << 20 // and any other file that readers are offered
	unusedNamed   = 5        // unused files of a folder that are reported one by one
)

// checkFiles reports files that readers will miss: those that no page uses, those that are
// too large, and home pages that are not there.
func (s *snapshot) checkFiles() diag.List {
	var list diag.List
	s.homes(&list)
	named, used := s.namedAttachments(), s.usedAttachments()
	s.checkConsent(&list, named)
	s.checkCleaned(&list, used)
	unused := map[string][]string{} // by folder
	for _, name := range slices.Sorted(s.attachments.Names()) {
		s.large(&list, name, used[name])
		if used[name] {
			s.unreadable(&list, name)
		} else if !named[name] {
			unused[path.Dir(name)] = append(unused[path.Dir(name)], name)
		}
	}
	if s.list.Errors() > 0 { // what a page with a mistake uses isn't known
		return list
	}
	for dir, names := range unused {
		var rest []string
		for _, name := range names {
			if !reportUnread(&list, name) {
				rest = append(rest, name)
			}
		}
		if len(rest) > unusedNamed {
			list.Warn(diag.Position{File: dir}, "file-unused.several", diag.Args{"count": len(rest), "first": path.Base(rest[0]), "second": path.Base(rest[1])})
			continue
		}
		for _, name := range rest {
			reportUnused(&list, name)
		}
	}
	return list
}

// homes reports languages without a home page.
func (s *snapshot) homes(list *diag.List) {
	g := s.site.ByID["index"]
	for _, l := range s.site.Languages {
		file := content.JoinName("index", l.Code)
		if s.unread[file] || s.unread[strings.TrimSuffix(file, ".md")+".markdown"] {
			continue
		}
		if g != nil {
			if _, ok := s.site.Rendition(g, l.Code); ok {
				continue
			}
		}
		list.Warn(diag.Position{File: config.File}, "home-missing", diag.Args{"language": diag.Phrase{ID: "language", With: l.Code}, "lang": l.Code, "file": file})
	}
}

// unreadable reports a file that a page shows or offers and that can't be read: the page
// would lack what its author put there. If the site says that the file is published as
// it is, it is, and that is a warning. What can't be cleaned has been reported.
func (s *snapshot) unreadable(list *diag.List, name string) {
	code, reason := "file-unreferenced", ""
	if attachments.IsPicture(name) {
		code, reason = "image-unreadable", s.attachments.Picture(name).Problem
	} else {
		reason = strings.TrimPrefix(s.attachments.Download(name).Problem, "read document "+strconv.Quote(name)+": ")
	}
	switch {
	case reason == "":
	case s.attachments.Exempt(name):
		list.Warn(diag.Position{File: name}, code, diag.Args{"reason": reason})
	case s.redrawn(name) || s.attachments.Clean(name).Why == "":
		list.Error(diag.Position{File: name}, code, diag.Args{"reason": reason})
	}
}

// large reports a file that is larger than readers should be asked to load.
func (s *snapshot) large(list *diag.List, name string, used bool) {
	at, size := diag.Position{File: name}, s.attachments.Stamp(name).Size
	switch {
	case attachments.IsPicture(name) && size > largePicture:
		list.Warn(at, "file-large.picture", diag.Args{"size": size >> 20, "max": assets.MaxSide})
	case attachments.IsPicture(name) && used && s.attachments.Picture(name).Large:
		p := s.attachments.Picture(name)
		list.Warn(at, "file-large.pixels", diag.Args{"width": p.Width, "height": p.Height, "max": assets.MaxSide})
	case used && size > largeDownload:
		list.Warn(at, "file-large.file", diag.Args{"size": size >> 20})
	}
}

// textFormats are the formats of texts in which some people would write a page.
var textFormats = []string{".docx", ".doc", ".odt", ".rtf", ".txt", ".html", ".htm", ".pages", ".gdoc", ".tex", ".adoc", ".rst", ".org", ".text"}

// strangePictures are the formats of pictures that browsers don't show.
var strangePictures = []string{".heic", ".heif", ".tif", ".tiff", ".bmp", ".psd", ".ai", ".eps", ".raw", ".cr2", ".nef", ".dng"}

// reportUnread reports an unused file that its author probably takes for a page, or for a
// part of the configuration. It returns false for any other file.
func reportUnread(list *diag.List, name string) bool {
	at, base, ext := diag.Position{File: name}, path.Base(name), strings.ToLower(path.Ext(name))
	stem := strings.TrimSuffix(base, path.Ext(base))
	page, isPage := site.CutPageExt(stem)
	switch {
	case isPage:
		list.Warn(at, "file-unused.ending", diag.Args{"ext": ext, "page": page})
	case ext == ".yml" && slices.Contains([]string{"hub", "synonyms", "addresses", "images"}, stem):
		list.Warn(at, "file-unused.ending-yaml", diag.Args{"ext": ext, "stem": stem})
	case slices.Contains(textFormats, ext):
		list.Warn(at, "file-unused.document", diag.Args{"ext": ext, "page": pageName(stem), "text": stem, "file": written(base)})
	default:
		return false
	}
	return true
}

// pageName returns the name of the page for a text.
func pageName(stem string) string {
	if strings.ContainsAny(stem, " ") || !strings.Contains(stem, ".") {
		return "name.en.md"
	}
	return stem + ".md"
}

// reportUnused reports any other unused file.
func reportUnused(list *diag.List, name string) {
	at, base, ext := diag.Position{File: name}, path.Base(name), strings.ToLower(path.Ext(name))
	stem := strings.TrimSuffix(base, path.Ext(base))
	switch {
	case slices.Contains(strangePictures, ext):
		list.Warn(at, "file-unused.format", diag.Args{"ext": ext, "file": written(stem + ".jpg")})
	case attachments.IsPicture(name):
		list.Warn(at, "file-unused.no-picture", diag.Args{"file": written(base)})
	default:
		list.Warn(at, "file-unused.no-link", diag.Args{"text": stem, "file": written(base)})
	}
}

// written returns the name of a file as a link has it.
func written(name string) string {
	if strings.ContainsAny(name, " ()<>") {
		return "<" + name + ">"
	}
	return name
}
