package pipeline

import (
	"maps"
	"path"
	"slices"
	"strings"

	"golang.org/x/text/unicode/norm"

	"griot/generator/config"
	"griot/generator/content"
	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/site"
)

// saidOf returns what images.yaml says of files on a day. That is all that the day decides,
// so a day on which it says the same changes nothing.
func saidOf(hub *config.Hub, today string) attachments.Said {
	said := attachments.Said{Withheld: map[string]bool{}, Alt: map[string]site.Text{}, Credit: map[string]site.Text{}}
	for p, img := range hub.Images {
		name := content.Dir + "/" + p
		if img.Withheld(today) {
			said.Withheld[name] = true
		}
		if len(img.Alt) > 0 {
			said.Alt[name] = img.Alt
		}
		if len(img.Credit) > 0 {
			said.Credit[name] = img.Credit
		}
	}
	return said
}

// checkImages reports entries of images.yaml of files that don't exist, and a consent that
// only a day can decide where none is known.
func (o *outline) checkImages() diag.List {
	var list diag.List
	var names []string
	for _, p := range slices.Sorted(maps.Keys(o.hub.Images)) {
		img := o.hub.Images[p]
		if !o.attachments.Has(content.Dir + "/" + p) {
			if names == nil {
				for name := range o.attachments.Names() {
					names = append(names, strings.TrimPrefix(name, content.Dir+"/"))
				}
				slices.Sort(names)
			}
			list.Error(img.Position, "image-unknown", diag.Args{"file": p, "near": nearestFile(p, names)})
		} else if img.Dated() && o.opts.Today == "" {
			list.Error(img.Position, "consent-undecided", diag.Args{"file": p, "until": img.Until})
			return list // one says it for all
		}
	}
	return list
}

// nearestFile returns the path that is probably meant by another: with a similar name, or
// with the same name in another folder.
func nearestFile(p string, names []string) string {
	if near := diag.Nearest(p, names); near != "" {
		return near
	}
	for _, name := range names {
		if path.Base(name) == path.Base(p) {
			return name
		}
	}
	return ""
}

// withoutAlternatives drops the warnings of pages that name a picture without alternative
// text if images.yaml has one in their language.
func (o *outline) withoutAlternatives(list diag.List) diag.List {
	if o.hub == nil || len(o.hub.Images) == 0 {
		return list
	}
	return slices.DeleteFunc(slices.Clone(list), func(d diag.Diagnostic) bool {
		src, ok := d.Args["image"].(string)
		if d.Code != "image-alt" || d.Variant != "front" && d.Variant != "path" || !ok {
			return false
		}
		_, lang := content.SplitName(d.File)
		img := o.hub.Images[strings.TrimPrefix(norm.NFC.String(path.Join(path.Dir(d.File), src)), content.Dir+"/")]
		return img != nil && img.Alt[lang] != ""
	})
}

// photoFormats are the formats in which photos come. Drawings (SVG) are not among them.
var photoFormats = []string{".jpg", ".jpeg", ".png", ".gif", ".webp", ".avif", ".heic", ".heif", ".tif", ".tiff", ".bmp"}

// isPhoto reports whether a file may be a photo of people. The hub's logo is none.
func (o *outline) isPhoto(name string) bool {
	return slices.Contains(photoFormats, strings.ToLower(path.Ext(name))) && name != norm.NFC.String(content.Dir+"/"+o.hub.Logo)
}

// checkConsent reports photos that are published although images.yaml doesn't say that the
// people in them agree, where the site requires it, and files that pages use in vain.
func (s *snapshot) checkConsent(list *diag.List, used map[string]bool) {
	for _, name := range slices.Sorted(maps.Keys(used)) {
		p := strings.TrimPrefix(name, content.Dir+"/")
		img := s.hub.Images[p]
		args := diag.Args{"file": p, "key": yamlKey(p)}
		switch {
		case img == nil || img.Consent == "":
			if s.hub.Consent == config.ConsentRequired && s.isPhoto(name) {
				list.Error(diag.Position{File: name}, "consent-missing", args)
			}
		case img.Consent == config.ConsentRefused:
			list.Warn(img.Position, "file-withheld.refused", args)
		case img.Withheld(s.opts.Today):
			args["until"] = img.Until
			list.Warn(img.Position, "file-withheld.past", args)
		}
	}
}

// consents counts photos by what images.yaml says of the people in them.
func (s *snapshot) consents() PrivacyConsent {
	p := PrivacyConsent{Required: s.hub.Consent == config.ConsentRequired, Refused: []string{}, Past: []string{}, Unknown: []string{}}
	for _, name := range slices.Sorted(maps.Keys(s.namedAttachments())) {
		file := strings.TrimPrefix(name, content.Dir+"/")
		switch img := s.hub.Images[file]; {
		case img == nil || img.Consent == "":
			if s.isPhoto(name) {
				p.Unknown = append(p.Unknown, file)
			}
		case img.Consent == config.ConsentRefused:
			p.Refused = append(p.Refused, file)
		case img.Withheld(s.opts.Today):
			p.Past = append(p.Past, file)
		case img.Consent == config.ConsentNobody:
			p.Nobody++
		default:
			p.Given++
		}
	}
	return p
}

// yamlKey writes a path as a key of YAML.
func yamlKey(p string) string {
	if strings.ContainsAny(p, ":#'\"[]{}, &*!|>%@`") || strings.HasPrefix(p, "-") || strings.HasPrefix(p, "?") {
		return `"` + strings.NewReplacer(`\`, `\\`, `"`, `\"`).Replace(p) + `"`
	}
	return p
}
