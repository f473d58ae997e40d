package pipeline

import (
	"fmt"
	"path"
	"slices"
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
	used := s.usedAttachments()
	unused := map[string][]string{} // by folder
	for _, name := range slices.Sorted(s.attachments.Names()) {
		s.large(&list, name, used[name])
		if !used[name] {
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
			list.Warnf(diag.Position{File: dir}, "file-unused", "link to them or show them on a page, or delete them",
				"no page uses %d files of this folder, such as %s and %s", len(rest), path.Base(rest[0]), path.Base(rest[1]))
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
		list.Warnf(diag.Position{File: config.File}, "home-missing", "write "+file+", with layout: home if it should list what the site has",
			"there is no home page in %s, so the address %s/ shows nothing", l.Name, l.Code)
	}
}

// large reports a file that is larger than readers should be asked to load.
func (s *snapshot) large(list *diag.List, name string, used bool) {
	at, size := diag.Position{File: name}, s.attachments.Stamp(name).Size
	switch {
	case attachments.IsPicture(name) && size > largePicture:
		list.Warnf(at, "file-large", fmt.Sprintf("save it with at most %d pixels on a side, as a JPEG if it is a photograph", assets.MaxSide),
			"the picture has %d MB; each build reads all of it", size>>20)
	case attachments.IsPicture(name) && used && s.attachments.Picture(name).Large:
		p := s.attachments.Picture(name)
		list.Warnf(at, "file-large", fmt.Sprintf("save it with at most %d pixels on a side, as a JPEG or PNG", assets.MaxSide),
			"the picture measures %d by %d pixels and can't be made smaller here", p.Width, p.Height)
	case used && size > largeDownload:
		list.Warnf(at, "file-large", "make it smaller, or link to a place on the web from which it can be loaded in parts",
			"the file has %d MB, which readers with a slow connection can't load", size>>20)
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
		list.Warnf(at, "file-unused", "is this a page? write the ending as .md: "+page+".md", "Griot doesn't read this file, because its name ends in %s", ext)
	case ext == ".yml" && (stem == "hub" || stem == "synonyms"):
		list.Warnf(at, "file-unused", "rename it to "+stem+".yaml", "Griot doesn't read this file, because its name ends in %s", ext)
	case slices.Contains(textFormats, ext):
		list.Warnf(at, "file-unused", "copy its text into a page such as "+pageName(stem)+", or link to the file: ["+stem+"]("+written(base)+")",
			"no page links to this file, and Griot makes no page of a %s file", ext)
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
		list.Warnf(at, "file-unused", "save it as JPEG or PNG, and show it on a page: ![what it shows]("+written(stem+".jpg")+")",
			"no page uses this picture, and browsers don't show %s files", ext)
	case attachments.IsPicture(name):
		list.Warnf(at, "file-unused", "show it on a page: ![what it shows]("+written(base)+"), or delete it", "no page shows this picture")
	default:
		list.Warnf(at, "file-unused", "link to it from a page: ["+stem+"]("+written(base)+"), or delete it", "no page links to this file, so readers can't find it")
	}
}

// written returns the name of a file as a link has it.
func written(name string) string {
	if strings.ContainsAny(name, " ()<>") {
		return "<" + name + ">"
	}
	return name
}
