package pipeline

import (
	"archive/zip"
	"bytes"
	"cmp"
	"context"
	"fmt"
	"io"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"griot/generator/cache"
	"griot/generator/site"
)

// The whole site as one file, to read without a server, if hub.yaml asks for it.
var _ = register(outputKind{textOutputs: func(s *snapshot) []output {
	if s.downloadPath() == "" {
		return nil
	}
	prepare := func(s *snapshot) (prepared, error) {
		c, err := s.copy()
		if err != nil {
			return prepared{}, err
		}
		return prepared{c.key, func(b *bytes.Buffer) error {
			body, err := os.ReadFile(c.file)
			b.Write(body)
			return err
		}}, nil
	}
	return []output{{path: s.downloadPath(), prepareFile: prepare, fromTexts: true}}
}})

// downloadFolder is the folder of the output with the copy of the site.
const downloadFolder = "download"

// downloadPath returns the path of the copy, or "" if there is none: a portable site is
// the copy itself.
func (o *outline) downloadPath() string {
	if !o.hub.Download || o.opts.Portable {
		return ""
	}
	return downloadFolder + "/" + o.copyName() + ".zip"
}

// copyName is the name of the copy and of the folder in it.
func (o *outline) copyName() string {
	return cmp.Or(site.Slug(o.hub.Title[o.hub.Languages[0].Code]), "hub")
}

// siteCopy is the copy of a site, as a file in the cache.
type siteCopy struct {
	key  site.Hash // of all files in it
	file string
	size int64
}

// makeCopy builds the site once more, as a portable one with a cache of its own, and
// packs it. A build after a change renders what has changed; the copy is packed again if
// one of its files differs.
func (s *snapshot) makeCopy() (*siteCopy, error) {
	o := s.opts
	o.Portable, o.publish, o.Progress = true, true, nil
	o.PrivateWords = "" // they are looked for in the site itself
	o.Cache = filepath.Join(o.Cache, "copy")
	o.Out = filepath.Join(o.Cache, "public")
	c, err := Open(o)
	if err != nil {
		return nil, fmt.Errorf("copy site: %w", err)
	}
	defer c.Close()
	sum, list, err := c.build(context.Background(), time.Now())
	if err == nil && list.Errors() > 0 {
		err = ErrChanging // else the site would not have come this far
	}
	if err != nil {
		return nil, fmt.Errorf("copy site: %w", err)
	}
	files, key := c.published(s.copyName())
	out := &siteCopy{key: key, file: filepath.Join(o.Cache, keyString(key)+".zip")}
	info, err := os.Stat(out.file)
	if err != nil || o.Verify || sum.Written > 0 {
		if err := out.pack(o, s.copyName(), files); err != nil {
			return nil, fmt.Errorf("pack copy: %w", err)
		}
		if info, err = os.Stat(out.file); err != nil {
			return nil, fmt.Errorf("pack copy: %w", err)
		}
	}
	out.size = info.Size()
	return out, nil
}

// published lists the files that a reader needs of the site that was published last, and
// returns a hash of them and of the name of their folder. Search files of earlier builds
// are not among them, nor are the indexes that only a server reads.
func (s *Session) published(name string) (files []string, key site.Hash) {
	st := s.cache.state
	inputs := []byte(name)
	for _, p := range sortedKeys(st.Manifest) {
		hash := st.Manifest[p].Hash
		inputs = append(append(append(inputs, 0), p...), hash[:]...)
		files = append(files, p)
	}
	for _, lang := range sortedKeys(st.Indexes) {
		ix := st.Indexes[lang]
		inputs = append(append(append(inputs, 0), lang...), ix.Key[:]...)
		for _, p := range sortedKeys(ix.Files) {
			if !strings.HasPrefix(p, bleveDir) {
				inputs = append(append(inputs, 0), p...)
				files = append(files, p)
			}
		}
	}
	slices.Sort(files)
	return files, cache.Hash(inputs)
}

func sortedKeys[V any, M ~map[string]V](m M) []string {
	keys := make([]string, 0, len(m))
	for k := range m {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	return keys
}

// packed is the date of each file in a copy: the first that the format knows.
var packed = time.Date(1980, 1, 1, 0, 0, 0, 0, time.UTC)

// pack writes the copy into the cache in place of the former one.
func (c *siteCopy) pack(o Options, name string, files []string) error {
	old, err := filepath.Glob(filepath.Join(o.Cache, "*.zip"))
	if err != nil {
		return err
	}
	for _, f := range old {
		if err := os.Remove(f); err != nil {
			return err
		}
	}
	temp, err := os.CreateTemp(o.Cache, "packing-")
	if err != nil {
		return err
	}
	defer os.Remove(temp.Name())
	z := zip.NewWriter(temp)
	for _, f := range files {
		if err := add(z, filepath.Join(o.Out, filepath.FromSlash(f)), name+"/"+f); err != nil {
			return cmp.Or(temp.Close(), err)
		}
	}
	if err := cmp.Or(z.Close(), temp.Close()); err != nil {
		return err
	}
	return os.Rename(temp.Name(), c.file)
}

// stored are extensions of files that are compressed already.
var stored = []string{".png", ".jpg", ".jpeg", ".webp", ".gif", ".avif", ".woff2", ".zip", ".mp3", ".mp4", ".webm", ".docx", ".xlsx", ".pptx", ".odt"}

// add adds a file to an archive.
func add(z *zip.Writer, file, name string) error {
	h := &zip.FileHeader{Name: name, Method: zip.Deflate, Modified: packed}
	if slices.Contains(stored, strings.ToLower(path.Ext(name))) {
		h.Method = zip.Store
	}
	h.SetMode(0o644)
	w, err := z.CreateHeader(h)
	if err != nil {
		return err
	}
	f, err := os.Open(file)
	if err != nil {
		return err
	}
	defer f.Close()
	_, err = io.Copy(w, f)
	return err
}
