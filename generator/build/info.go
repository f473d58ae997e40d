package build

import (
	"griot/generator/content"
	"griot/generator/site"
)

// imageInfo is what the build knows of an image beside the pages.
type imageInfo struct {
	Stamp         stamp
	Width, Height int
	Problem       string // why it can't be read, or ""
}

// documentInfo is what the build knows of a download.
type documentInfo struct {
	Stamp   stamp
	Bytes   int64
	Pages   int
	Lang    string
	Problem string
}

func fileStamp(f content.File) stamp { return stamp{f.Size, f.ModTime.UnixNano()} }

// image measures an image, once for each version of its file.
func (s *snapshot) image(name string) imageInfo { return imageInfo{} }

// attachment looks into a download, once for each version of its file.
func (s *snapshot) attachment(name string) documentInfo { return documentInfo{} }

func (s *snapshot) srcset(root, name string, info imageInfo) string { return "" }

func (s *snapshot) variants(name string) []output { return nil }

var _ = site.Found
