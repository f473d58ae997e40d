package pipeline

import (
	"fmt"
	"path"
	"strconv"
	"strings"

	"griot/generator/assets"
	"griot/generator/cache"
)

// imageInfo is what the build knows of an image beside the pages.
type imageInfo struct {
	Stamp         cache.Stamp
	Width, Height int
	Widths        []int  // of smaller renditions
	Problem       string // why it can't be read, or ""
}

// documentInfo is what the build knows of a download.
type attachmentInfo struct {
	Stamp   cache.Stamp
	Bytes   int64
	Pages   int
	Lang    string
	Problem string
}

// image measures an image, once for each version of its file.
func (o *outline) image(name string) imageInfo {
	return cachedInfo(o.cache, o.cache.state.Images, name, o.files[name].Stamp,
		func(i imageInfo) cache.Stamp { return i.Stamp },
		func(st cache.Stamp) imageInfo {
			i := imageInfo{Stamp: st}
			info, err := o.measure(name)
			if err != nil {
				i.Problem = err.Error()
				return i
			}
			i.Width, i.Height, i.Widths = info.Width, info.Height, assets.Widths(info)
			return i
		})
}

func (o *outline) measure(name string) (assets.Info, error) {
	f, err := o.loader.Open(name)
	if err != nil {
		return assets.Info{}, err
	}
	defer f.Close()
	return assets.Image(f)
}

// attachment looks into a download, once for each version of its file.
func (o *outline) attachment(name string) attachmentInfo {
	return cachedInfo(o.cache, o.cache.state.Attachments, name, o.files[name].Stamp,
		func(d attachmentInfo) cache.Stamp { return d.Stamp },
		func(st cache.Stamp) attachmentInfo {
			info, err := assets.Download(o.fsys, o.files[name].Disk)
			d := attachmentInfo{Stamp: st, Bytes: o.files[name].Stamp.Size, Pages: info.Pages, Lang: info.Lang}
			if err != nil {
				d.Problem = err.Error()
			}
			return d
		})
}

// cachedInfo returns what is known of a file's present version, and finds it out
// where it isn't known yet.
func cachedInfo[T any](c *buildCache, known map[string]T, name string, now cache.Stamp, stampOf func(T) cache.Stamp, find func(cache.Stamp) T) T {
	c.mu.Lock()
	info, ok := known[name]
	c.mu.Unlock()
	if ok && stampOf(info) == now {
		return info
	}
	info = find(now)
	c.mu.Lock()
	known[name] = info
	c.mu.Unlock()
	return info
}

// variantPath is the published address of a smaller rendition of an image.
func variantPath(name string, width int) string {
	ext := path.Ext(name)
	return strings.TrimSuffix(filePath(name), ext) + "-" + strconv.Itoa(width) + ext
}

// srcset lists an image and its smaller renditions for browsers to choose
// from; "" where there are none.
func (o *outline) srcset(root, name string, info imageInfo) string {
	if len(info.Widths) == 0 {
		return ""
	}
	var b strings.Builder
	for _, w := range info.Widths {
		fmt.Fprintf(&b, "%s %dw, ", escapeSpaces(root+variantPath(name, w)), w)
	}
	fmt.Fprintf(&b, "%s %dw", escapeSpaces(root+filePath(name)), info.Width)
	return b.String()
}

// escapeSpaces keeps addresses apart in a list of them.
func escapeSpaces(address string) string {
	return inSrcset.Replace(address)
}

var inSrcset = strings.NewReplacer(" ", "%20", ",", "%2C")
