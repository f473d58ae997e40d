package build

import (
	"bytes"

	"griot/generator/share"
	"griot/generator/site"
)

// shares are the images that stand for pages where links are shared. Their
// names hold all that they are made from, so a published one stays as it is.
func (s *snapshot) shares() []output {
	var out []output
	for _, image := range s.builder.Shares() {
		out = append(out, output{
			path: image.Path,
			key:  func() (site.Hash, error) { return hashOf([]byte(image.Path)), nil },
			write: func(b *bytes.Buffer) error {
				png, err := share.Image(image.Words)
				if err != nil {
					return err
				}
				_, err = b.Write(png)
				return err
			},
		})
	}
	return out
}

// citations are the files beside documents for reference managers.
func (s *snapshot) citations() []output {
	var out []output
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok {
				continue
			}
			for _, f := range s.builder.CiteFiles(r) {
				out = append(out, output{
					path:  f.Path,
					key:   func() (site.Hash, error) { return hashOf([]byte(f.Key)), nil },
					write: func(b *bytes.Buffer) error { _, err := b.WriteString(f.Body()); return err },
				})
			}
		}
	}
	return out
}
