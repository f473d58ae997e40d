package assets

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"github.com/pdfcpu/pdfcpu/pkg/api"
	"github.com/pdfcpu/pdfcpu/pkg/pdfcpu/model"
)

// DownloadInfo is what readers see of a file before they download it.
type DownloadInfo struct {
	Format string // such as "PDF" or "DOCX", from the file's extension
	Bytes  int64
	Pages  int    // or slides; 0 if the document doesn't say
	Lang   string // BCP 47, or "" if the document doesn't say
}

// maxDownload is the size in bytes above which a file is not read; its format
// and size are still known.
const maxDownload = 200 << 20

// Download inspects a file: the pages and language of a PDF, the properties of
// DOCX, PPTX, ODT, ODP and EPUB, and of other formats only format and size. The
// error says why a file can't be read; format and size are right even then, if the
// file exists.
func Download(fsys fs.FS, name string) (DownloadInfo, error) {
	f, err := fsys.Open(name)
	if err != nil {
		return DownloadInfo{}, fmt.Errorf("open document: %w", err)
	}
	defer f.Close()
	stat, err := f.Stat()
	if err != nil {
		return DownloadInfo{}, fmt.Errorf("open document: %w", err)
	}
	info := DownloadInfo{Format: strings.ToUpper(strings.TrimPrefix(path.Ext(name), ".")), Bytes: stat.Size()}
	look := inspectors[info.Format]
	if look == nil || info.Bytes > maxDownload {
		return info, nil
	}
	r, err := readerAt(f)
	if err != nil {
		return info, fmt.Errorf("read document %q: %w", name, err)
	}
	if err := look(r, &info); err != nil {
		return info, fmt.Errorf("read document %q: %w", name, err)
	}
	return info, nil
}

// inspectors read the properties of documents, by format.
var inspectors = map[string]func(r reader, info *DownloadInfo) error{
	"PDF": pdf, "DOCX": wordOrSlides, "PPTX": wordOrSlides, "ODT": openDocument, "ODP": openDocument, "EPUB": epub,
}

// reader is what the formats need of a file.
type reader interface {
	io.ReaderAt
	io.ReadSeeker
}

// readerAt returns a file for random access, read into memory if necessary.
func readerAt(f fs.File) (reader, error) {
	if r, ok := f.(reader); ok {
		return r, nil
	}
	b, err := io.ReadAll(io.LimitReader(f, maxDownload))
	return bytes.NewReader(b), err
}

// disableConfig makes pdfcpu write no settings to the user's home, once.
var disableConfig sync.Once

// pdf counts a PDF file's pages and reads its language. pdfcpu reads the
// cross-references and objects; validating them too would take five times as
// long and refuse files that readers open without trouble.
func pdf(r reader, info *DownloadInfo) (err error) {
	defer func() { // a damaged file must not end the build
		if p := recover(); p != nil {
			err = fmt.Errorf("the PDF file is damaged: %v", p)
		}
	}()
	disableConfig.Do(api.DisableConfigDir)
	ctx, err := api.ReadContext(r, model.NewDefaultConfiguration())
	if err != nil {
		return fmt.Errorf("the PDF file is damaged or locked: %w", err)
	}
	if err := ctx.EnsurePageCount(); err != nil {
		return fmt.Errorf("the PDF file has no list of pages: %w", err)
	}
	if ctx.PageCount <= 0 {
		return errors.New("the PDF file has no pages")
	}
	info.Pages = ctx.PageCount
	root, err := ctx.Catalog()
	if err != nil {
		return fmt.Errorf("the PDF file has no catalogue: %w", err)
	}
	if o, found := root.Find("Lang"); found {
		if lang, err := ctx.DereferenceText(o); err == nil {
			info.Lang = language(lang)
		}
	}
	return nil
}

// language normalises the language that a document names, such as "fr_FR"; it
// returns "" if it is not a language.
func language(s string) string {
	s = strings.ReplaceAll(strings.TrimSpace(s), "_", "-")
	primary, rest, _ := strings.Cut(s, "-")
	if len(primary) < 2 || len(primary) > 3 {
		return ""
	}
	for _, c := range primary + rest {
		if (c < 'a' || c > 'z') && (c < 'A' || c > 'Z') && (c < '0' || c > '9') && c != '-' {
			return ""
		}
	}
	if primary = strings.ToLower(primary); rest != "" {
		return primary + "-" + rest
	}
	return primary
}
