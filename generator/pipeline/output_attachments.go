package pipeline

import (
	"fmt"
	"maps"
	"slices"
	"sync"

	"golang.org/x/text/unicode/norm"

	"griot/generator/assets"
	"griot/generator/cache"
	"griot/generator/content"
	"griot/generator/kinds"
	"griot/generator/pipeline/attachments"
)

// Attachments that pages show or offer, and variants of pictures.
var _ = register(outputKind{textOutputs: (*snapshot).listAttachments})

// listAttachments returns the attachments that some page shows or offers.
func (s *snapshot) listAttachments() []output {
	var out []output
	used := s.usedAttachments()
	for _, name := range slices.Sorted(maps.Keys(used)) {
		if attachments.IsPicture(name) {
			out = append(out, s.picture(name, s.originals()[name])...)
		} else {
			out = append(out, s.copied(name))
		}
	}
	return out
}

// usedAttachments returns the attachments that some page shows or offers and that are
// published.
func (s *snapshot) usedAttachments() map[string]bool {
	used := s.namedAttachments()
	maps.DeleteFunc(used, func(name string, _ bool) bool { return s.attachments.Withheld(name) })
	return used
}

// namedAttachments returns the attachments that some page would show or offer.
func (s *snapshot) namedAttachments() map[string]bool {
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
			if c := s.conversion(r); c != nil { // else the page has errors
				for _, name := range c.Attachments {
					use(name)
				}
			}
			front := func(src string) {
				if name, ok := s.links.Resolver(r).FrontAttachment(src); ok {
					use(name)
				}
			}
			if img := r.Page.Front.Image; img != nil {
				front(img.Src)
			}
			for _, own := range s.hub.Kinds.Own(g.Kind) {
				if v := r.Page.Front.Own[own.Name]; len(v) > 0 && (own.Form == kinds.File || own.Form == kinds.Image) {
					front(v[0])
				}
			}
		}
	}
	return used
}

// copied returns the output of an attachment, which is cleaned and else published as it
// is.
func (o *outline) copied(name string) output {
	return generated(attachments.Output(name), o.attachments.Key(name), func() ([]byte, error) {
		body, err := o.attachments.Published(name)
		if err != nil {
			return nil, fmt.Errorf("copy file %q: %w", name, err)
		}
		return body, nil
	})
}

// picture returns the outputs of a picture and its variants, and of its original if that is
// larger and offered.
func (o *outline) picture(name string, original bool) []output {
	p := o.attachments.Picture(name)
	r := &resized{outline: o, name: name}
	made := func(path string, width, i int) output {
		key := cache.Hash(fmt.Append(nil, name, p.Stamp, width))
		return generated(path, key, func() ([]byte, error) {
			body, err := r.take(i)
			if err != nil {
				return nil, fmt.Errorf("resize %q: %w", name, err)
			}
			return body, nil
		})
	}
	var out []output
	for i, w := range p.Widths {
		out = append(out, made(attachments.VariantOutput(name, w), w, i))
	}
	if p.Smaller {
		if original {
			whole := o.copied(name)
			whole.path = attachments.OriginalOutput(name)
			out = append(out, whole)
		}
		return append(out, made(attachments.Output(name), p.Width, len(p.Widths)))
	}
	return append(out, o.copied(name))
}

// maxResized is how many bytes of resized pictures are kept in memory.
const maxResized = 64 << 20

// pictureKey is a version of a picture.
type pictureKey struct {
	name  string
	stamp cache.Stamp
}

// resized makes all sizes of a picture at once, since decoding it takes longest.
type resized struct {
	outline *outline
	name    string
	mu      sync.Mutex // the sizes are asked for at the same time, and made once
}

// take returns the picture in one of its sizes.
func (r *resized) take(i int) ([]byte, error) {
	r.mu.Lock()
	defer r.mu.Unlock()
	o := r.outline
	variants, err := o.cache.resized.Sized(pictureKey{r.name, o.attachments.Stamp(r.name)}, maxResized, func() ([]assets.Variant, int64, error) {
		body, err := o.loader.ReadFile(r.name)
		if err != nil {
			return nil, 0, err
		}
		list, err := assets.Variants(body)
		size := int64(0)
		for _, v := range list {
			size += int64(len(v.Body))
		}
		return list, size, err
	})
	if err != nil {
		return nil, err
	}
	if i >= len(variants) {
		return nil, content.ErrChanged
	}
	return variants[i].Body, nil
}
