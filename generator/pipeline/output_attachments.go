package pipeline

import (
	"fmt"
	"sync"

	"griot/generator/assets"
	"griot/generator/cache"
)

// Attachments that pages show or offer, and variants of pictures.
var _ = register(outputKind{textOutputs: (*snapshot).listAttachments})

// listAttachments returns the attachments that some page shows or offers.
func (s *snapshot) listAttachments() []output {
	used := map[string]bool{}
	use := func(name string) {
		if _, ok := s.files[name]; ok {
			used[name] = true
		}
	}
	use("content/" + s.hub.Logo)
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok {
				continue
			}
			for _, file := range s.conversion(r).Attachments {
				use(file)
			}
			if img := r.Page.Front.Image; img != nil {
				if file, ok := s.resolver(r).locate(img.Src); ok {
					use(file)
				}
			}
		}
	}
	var out []output
	for name := range used {
		out = append(out, s.copied(name))
		if isImage(name) {
			out = append(out, s.variants(name)...)
		}
	}
	return out
}

// copied is an attachment, published as it is.
func (o *outline) copied(name string) output {
	f := o.files[name]
	key := cache.Hash([]byte(fmt.Sprint(name, f.Stamp)))
	return generated(filePath(name), key, func() ([]byte, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("copy file: %w", err)
		}
		return body, nil
	})
}

// variants returns the variants of a picture.
func (o *outline) variants(name string) []output {
	var out []output
	info := o.image(name)
	all := sync.OnceValues(func() ([]assets.Variant, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return assets.Variants(body)
	})
	for i, w := range info.Widths {
		key := cache.Hash(fmt.Append(nil, name, info.Stamp, w))
		out = append(out, generated(variantPath(name, w), key, func() ([]byte, error) {
			variants, err := all()
			if err != nil {
				return nil, fmt.Errorf("resize %q: %w", name, err)
			}
			return variants[i].Body, nil
		}))
	}
	return out
}
