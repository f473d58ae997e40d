// Package clean removes from files what their authors can't see: where, when, by
// whom and with what a picture, a recording or a document was made, its history,
// thumbnails, comments and attachments.
//
// File takes the name and the bytes of a file and returns the bytes to publish, with
// the kinds of what it removed, or an *Error that says why it can't. It keeps what
// readers need: colour profile, orientation, title, language, structure. Pixels and
// sound stay as they are. The same bytes give the same result, and cleaning a clean
// file again changes nothing. Inspect lists what stands in a document although its
// pages don't show it: tracked changes, comments, hidden text.
//
// The package knows no page and no folder, writes nothing to disk and has no state
// between calls. It bounds the depth of nested boxes and documents and what it
// unpacks, so that a small file can't take much memory or time.
package clean

import (
	"bytes"
	"cmp"
	"fmt"
	"path"
	"slices"
	"strings"
	"unicode/utf8"
)

// Version identifies what this package removes; results that an older one made are
// made again.
const Version = "1"

// Keep says which metadata of pictures and recordings stays.
type Keep struct {
	Copyright, Credit bool
}

// Kind is a sort of what is removed.
type Kind string

// The kinds of what is removed.
const (
	Position    Kind = "position"    // where it was taken
	Person      Kind = "person"      // author, editors
	Device      Kind = "device"      // make, model, serial number
	Software    Kind = "software"    // the program that wrote it
	History     Kind = "history"     // dates, former versions, identifiers of versions
	Thumbnail   Kind = "thumbnail"   // previews and second pictures
	Comment     Kind = "comment"     // comments and descriptions
	Attachment  Kind = "attachment"  // files in the file
	Trailing    Kind = "trailing"    // data after the end
	Description Kind = "description" // any other metadata
)

// Result is a cleaned file.
type Result struct {
	Body    []byte
	Removed []Kind // sorted, each once
}

// Why is the reason for which a file can't be cleaned.
type Why string

// The reasons for which a file can't be cleaned.
const (
	Unknown   Why = "unknown"   // of a format that Griot can't clean
	Archive   Why = "archive"   // an archive, whose files nobody has looked at
	Encrypted Why = "encrypted" // locked by a password
	Signed    Why = "signed"    // its signature would no longer hold
	Damaged   Why = "damaged"   // not what its format says
	TooLarge  Why = "large"     // larger than Griot reads or unpacks
)

// Error says why a file can't be cleaned.
type Error struct {
	Why    Why
	Detail string // for people who know the format
}

// Error implements error.
func (e *Error) Error() string {
	if e.Detail == "" {
		return "clean file: " + string(e.Why)
	}
	return "clean file: " + string(e.Why) + ": " + e.Detail
}

func damaged(format string, args ...any) error {
	return &Error{Damaged, fmt.Sprintf(format, args...)}
}

// Limits of what is read and unpacked, in bytes.
const (
	maxFile   = 1 << 30
	maxUnpack = 256 << 20 // by one call of File, of all parts of a document
	maxPart   = 128 << 20 // by one part
	maxDepth  = 4         // of documents inside documents
)

// job is one call of File.
type job struct {
	keep    Keep
	removed map[Kind]bool
	rights  rights
	unpack  int64 // bytes that may still be unpacked
	depth   int   // of documents inside documents
}

func (j *job) remove(k Kind) { j.removed[k] = true }

// unpacked takes n bytes from what may still be unpacked.
func (j *job) unpacked(n int64) error {
	if j.unpack -= n; j.unpack < 0 {
		return &Error{TooLarge, "it unpacks to more than 256 MB"}
	}
	return nil
}

// File cleans a file. Its format is that of its bytes; the extension of its name
// chooses among formats that can't be told apart by their first bytes.
func File(name string, body []byte, keep Keep) (result Result, err error) {
	j := &job{keep: keep, removed: map[Kind]bool{}, unpack: maxUnpack}
	defer func() { // a file that a library can't bear must not end the build
		if p := recover(); p != nil {
			result, err = Result{}, damaged("%v", p)
		}
	}()
	out, err := j.file(name, body)
	if err != nil {
		return Result{}, err
	}
	for k := range j.removed {
		result.Removed = append(result.Removed, k)
	}
	if bytes.Equal(out, body) { // what was found is what is written again
		return Result{Body: body}, nil
	}
	if len(j.removed) == 0 { // something too small to have a kind
		result.Removed = []Kind{Description}
	}
	slices.Sort(result.Removed)
	result.Body = out
	return result, nil
}

func (j *job) file(name string, body []byte) ([]byte, error) {
	if len(body) > maxFile {
		return nil, &Error{TooLarge, "it is larger than 1 GB"}
	}
	f := formatOf(name, body)
	if f == "text" {
		return body, nil
	}
	if clean := cleaners[f]; clean != nil {
		return clean(j, body)
	}
	switch {
	case f == "archive":
		return nil, &Error{Why: Archive}
	case f == "encrypted":
		return nil, &Error{Why: Encrypted}
	case extensions[extension(name)] != "" && strings.HasPrefix(f, "damaged"):
		return nil, damaged("it is no %s file", strings.ToUpper(extension(name)))
	}
	return nil, &Error{Unknown, cmp.Or(f, extension(name))}
}

// nested cleans a file inside of a document; one that can't be cleaned makes the
// document one that can't be cleaned.
func (j *job) nested(name string, body []byte) ([]byte, error) {
	if j.depth++; j.depth > maxDepth {
		return nil, &Error{TooLarge, "documents are nested too deeply"}
	}
	defer func() { j.depth-- }()
	outer := j.rights
	j.rights = rights{}
	out, err := j.file(name, body)
	j.rights = outer
	return out, err
}

func extension(name string) string {
	return strings.ToLower(strings.TrimPrefix(path.Ext(name), "."))
}

// cleaners are the functions for each format. They may return the bytes they are
// given, but don't change them.
var cleaners map[string]func(j *job, b []byte) ([]byte, error)

func init() { // not in the declaration, since documents clean what is in them
	cleaners = map[string]func(j *job, b []byte) ([]byte, error){
		"jpeg": cleanJPEG, "png": cleanPNG, "gif": cleanGIF, "riff": cleanRIFF, "svg": cleanSVG,
		"pdf": cleanPDF, "office": cleanOffice, "opendocument": cleanOpenDocument,
		"mp3": cleanMP3, "ogg": cleanOgg, "flac": cleanFLAC, "bmff": cleanBMFF, "ebml": cleanWebM,
		"bmp": cleanBMP, "tiff": cleanTIFF, "aiff": cleanAIFF,
	}
}

// extensions are the formats by a name's extension, for those that File cleans.
var extensions = map[string]string{
	"jpg": "jpeg", "jpeg": "jpeg", "jpe": "jpeg", "jfif": "jpeg", "png": "png", "apng": "png", "gif": "gif",
	"webp": "riff", "wav": "riff", "svg": "svg", "pdf": "pdf", "avif": "bmff", "heic": "bmff", "heif": "bmff",
	"mp4": "bmff", "m4v": "bmff", "m4a": "bmff", "mov": "bmff", "3gp": "bmff", "mp3": "mp3", "flac": "flac",
	"ogg": "ogg", "oga": "ogg", "ogv": "ogg", "opus": "ogg", "spx": "ogg",
	"webm": "ebml", "mkv": "ebml", "mka": "ebml", "bmp": "bmp", "tif": "tiff", "tiff": "tiff", "aif": "aiff", "aiff": "aiff", "aifc": "aiff",
	"docx": "zip", "xlsx": "zip", "pptx": "zip", "ppsx": "zip", "odt": "zip", "ods": "zip", "odp": "zip", "odg": "zip",
}

// texts are the extensions of formats that are text and carry nothing but it.
var texts = map[string]bool{
	"csv": true, "tsv": true, "txt": true, "json": true, "geojson": true, "jsonld": true, "vtt": true, "srt": true,
	"md": true, "bib": true, "ris": true, "yaml": true, "yml": true, "toml": true, "po": true, "tex": true,
}

// starts are the first bytes of formats.
var starts = []struct{ start, format string }{
	{"\xff\xd8\xff", "jpeg"}, {"\x89PNG\r\n\x1a\n", "png"}, {"GIF87a", "gif"}, {"GIF89a", "gif"},
	{"RIFF", "riff"}, {"RF64", "riff"}, {"FORM", "aiff"}, {"%PDF-", "pdf"}, {"OggS", "ogg"}, {"fLaC", "flac"}, {"BM", "bmp"},
	{"II*\x00", "tiff"}, {"MM\x00*", "tiff"}, {"\x1aE\xdf\xa3", "ebml"}, {"ID3", "mp3"}, {"PK\x03\x04", "zip"},
	{"PK\x05\x06", "archive"}, {"\x1f\x8b", "archive"}, {"7z\xbc\xaf\x27\x1c", "archive"}, {"Rar!", "archive"},
	{"BZh", "archive"}, {"\xfd7zXZ", "archive"}, {"\xd0\xcf\x11\xe0", "ole"}, {"{\\rtf", "rtf"},
}

// Format returns the format of a file, such as "pdf", "jpeg" or "text", or "".
func Format(name string, body []byte) string { return formatOf(name, body) }

// formatOf returns the format of a file, or "".
func formatOf(name string, b []byte) string {
	ext := extension(name)
	if (texts[ext] || ext == "" && utf8.Valid(b)) && !looksBinary(b) { // such as LICENSE
		return "text"
	}
	for _, s := range starts {
		if !bytes.HasPrefix(b, []byte(s.start)) || s.start == "BM" && ext != "bmp" {
			continue
		}
		if s.format == "zip" {
			return cmp.Or(documents[ext], "archive")
		}
		if s.format == "ole" && documents[ext] != "" {
			return "encrypted"
		}
		return s.format
	}
	if len(b) >= 12 && isBox(string(b[4:8])) {
		return "bmff"
	}
	switch f := extensions[ext]; f {
	case "svg", "mp3", "pdf": // an MP3 or PDF file may start with something else
		return f
	case "flac":
		return "mp3" // whose cleaner passes FLAC on, if it follows a tag
	}
	switch {
	case extensions[ext] != "":
		return "damaged " + ext
	case archives[ext]:
		return "archive"
	}
	return ""
}

// archives are the extensions of archives.
var archives = set("zip", "tar", "gz", "tgz", "bz2", "xz", "7z", "rar", "zst", "jar", "iso", "dmg")

// looksBinary reports whether a file that is named as a text is none: one that starts as
// another format does, or that holds zero bytes and is no UTF-16.
func looksBinary(b []byte) bool {
	for _, s := range starts {
		if len(s.start) > 2 && s.start != "FORM" && s.start != "RIFF" && s.start != "RF64" && s.start != "ID3" && bytes.HasPrefix(b, []byte(s.start)) {
			return true
		}
	}
	head := b[:min(len(b), 4096)]
	utf16 := bytes.HasPrefix(b, []byte{0xff, 0xfe}) || bytes.HasPrefix(b, []byte{0xfe, 0xff})
	return !utf16 && bytes.IndexByte(head, 0) >= 0
}

// documents are the extensions of documents that are ZIP archives.
var documents = map[string]string{
	"docx": "office", "xlsx": "office", "pptx": "office", "ppsx": "office",
	"odt": "opendocument", "ods": "opendocument", "odp": "opendocument", "odg": "opendocument",
}

// isBox reports whether a name is that of a box with which an MP4, QuickTime or HEIF
// file starts.
func isBox(name string) bool {
	switch name {
	case "ftyp", "moov", "mdat", "wide", "free", "skip", "pnot":
		return true
	}
	return false
}
