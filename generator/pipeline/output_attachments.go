package pipeline

import (
	"fmt"
	"sync"

	"golang.org/x/text/unicode/norm"

	"griot/generator/assets"
	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/pipeline/attachments"
)

// Attachments that pages show or offer, and variants of pictures.
var _ = register(outputKind{textOutputs: (*snapshot).listAttachments})

// listAttachments returns the attachments that some page shows or offers.
func (s *snapshot) listAttachments() []output {
	used := map[string]bool{}
	use := func(name string) {
		if s.attachments.Has(name) {
			used[name] = true
		}
	}
	use(norm.NFC.String(content.Dir + "/" + s.hub.Logo))
	for _, g := range s.site.Groups {
		for _, l := range s.site.Languages {
			r, ok := s.site.Rendition(g, l.Code)
			if !ok {
				continue
			}
			for _, name := range s.conversion(r).Attachments {
				use(name)
			}
			if img := r.Page.Front.Image; img != nil {
				if name, ok := s.links.Resolver(r).FrontAttachment(img.Src); ok {
					use(name)
				}
			}
		}
	}
	var out []output
	for name := range used {
		out = append(out, s.copied(name))
		if attachments.IsPicture(name) {
			out = append(out, s.variants(name)...)
		}
	}
	return out
}

// copied returns the output of an attachment, which is published as it is.
func (o *outline) copied(name string) output {
	key := cache.Hash([]byte(fmt.Sprint(name, o.attachments.Stamp(name))))
	return generated(attachments.Output(name), key, func() ([]byte, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, fmt.Errorf("copy file: %w", err)
		}
		return body, nil
	})
}

// variants returns the outputs of a picture's variants.
func (o *outline) variants(name string) []output {
	var out []output
	picture := o.attachments.Picture(name)
	all := sync.OnceValues(func() ([]assets.Variant, error) {
		body, err := o.loader.ReadFile(name)
		if err != nil {
			return nil, err
		}
		return assets.Variants(body)
	})
	for i, w := range picture.Widths {
		key := cache.Hash(fmt.Append(nil, name, picture.Stamp, w))
		out = append(out, generated(attachments.VariantOutput(name, w), key, func() ([]byte, error) {
			variants, err := all()
			if err != nil {
				return nil, fmt.Errorf("resize %q: %w", name, err)
			}
			return variants[i].Body, nil
		}))
	}
	return out
}
