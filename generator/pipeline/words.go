package pipeline

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"strings"
	"sync"
	"time"

	"griot/generator/cache"
	"griot/generator/diag"
	"griot/generator/plaintext"
	"griot/generator/site"
	"griot/generator/wordlist"
	"griot/themes"
)

// Private words are words that must not be published, such as the names of witnesses, in a
// file outside of the site. Everything that is published is looked through for them; one
// that is found is an error, and nothing is committed. Nothing of the list is kept: the
// state has only the stamp of its file, by which the next build knows that the outputs
// that it leaves alone were looked through with this list. Whatever is reported names the
// number of an entry, and what else is said of the site is masked.

// privateWords is the list of a session.
type privateWords struct {
	*wordlist.List
	name  string
	stamp cache.Stamp // to be stored, see Stamp.At
	// own reports the entries of one word that the program's own theme has in its layouts,
	// styles and scripts, such as the name of a class: in code they say nothing of a site.
	own func() map[int]bool
}

// wordState is what the state keeps of a site that was looked through.
type wordState struct {
	Stamp  cache.Stamp                 // of the list
	Docs   []site.Hash                 // see documents.versions; sorted
	Unread map[string]plaintext.Unread // by path of the output, for those with anything unread
}

// WordSummary says what looking for private words found.
type WordSummary struct {
	Entries    int `json:"entries"`      // of the list
	Pages      int `json:"unread_pages"` // of PDF files, which are pictures or have letters without codes
	Pictures   int `json:"unread_pictures"`
	Recordings int `json:"unread_recordings"`
	Files      int `json:"unread_files"` // of unknown formats, locked or damaged
}

// readWords reads the list that the options name, which must lie outside of the site.
func readWords(o Options) (*privateWords, error) {
	if o.PrivateWords == "" {
		return nil, nil
	}
	list, info, err := wordlist.Read(o.PrivateWords, o.Dir, o.Out)
	if err != nil {
		return nil, err
	}
	own := sync.OnceValue(func() map[int]bool { return ownWords(list) })
	return &privateWords{list, o.PrivateWords, cache.StampOf(info).At(time.Now()), own}, nil
}

// ownWords returns the entries that stand in the program's own theme and search client.
func ownWords(list *wordlist.List) map[int]bool {
	own := map[int]bool{}
	note := func(text string) {
		list.Find(text, true, func(e wordlist.Entry, start, end int) {
			if !strings.ContainsAny(text[start:end], " \n") {
				own[e.Number] = true
			}
		})
	}
	_ = fs.WalkDir(themes.Files, ".", func(name string, e fs.DirEntry, err error) error {
		switch path.Ext(name) {
		case ".html", ".css", ".js", ".ts":
			if body, err := fs.ReadFile(themes.Files, name); err == nil {
				note(string(body))
			}
		}
		return err
	})
	if client, err := searchClient(); err == nil {
		note(string(client.Body))
	}
	return own
}

// refresh returns the list as it is now; p itself if it hasn't changed or can't be read.
func (p *privateWords) refresh(o Options) *privateWords {
	if p == nil {
		return nil
	}
	if info, err := os.Stat(p.name); err == nil && p.stamp.Same(cache.StampOf(info)) {
		return p
	}
	now, err := readWords(o)
	if err != nil {
		return p
	}
	return now
}

// looked reports whether all that the last build published was looked through with this
// list, or there is none.
func (p *privateWords) looked(st *state, o Options) bool {
	if p == nil {
		return true
	}
	return !o.Verify && st.Words != nil && !p.stamp.Racy() && st.Words.Stamp == p.stamp
}

// mask hides private words in diagnostics: of the names of files and of what they quote.
func (p *privateWords) mask(list diag.List) diag.List {
	if p == nil {
		return list
	}
	out := make(diag.List, len(list))
	for i, d := range list {
		d.File = p.Mask(d.File)
		args := make(diag.Args, len(d.Args))
		for key, v := range d.Args {
			args[key] = p.maskValue(v)
		}
		if d.Args != nil {
			d.Args = args
		}
		out[i] = d
	}
	return out
}

func (p *privateWords) maskValue(v any) any {
	switch v := v.(type) {
	case string:
		return p.Mask(v)
	case []string:
		out := make([]string, len(v))
		for i := range v {
			out[i] = p.Mask(v[i])
		}
		return out
	case []any:
		out := make([]any, len(v))
		for i := range v {
			out[i] = p.maskValue(v[i])
		}
		return out
	case diag.Phrase:
		v.Of, v.With = p.maskValue(v.Of), p.Mask(v.With)
		return v
	}
	return v
}

// maskedError is an error whose text has no private words.
type maskedError struct {
	error
	text string
}

func (e *maskedError) Error() string { return e.text }
func (e *maskedError) Unwrap() error { return e.error }

// maskError hides private words in an error.
func (p *privateWords) maskError(err error) error {
	if p == nil || err == nil {
		return err
	}
	if text := p.Mask(err.Error()); text != err.Error() {
		return &maskedError{err, text}
	}
	return err
}

// summary returns the summary of a site that was looked through.
func (p *privateWords) summary(st *wordState) *WordSummary {
	if p == nil || st == nil {
		return nil
	}
	sum := &WordSummary{Entries: p.Len()}
	for _, u := range st.Unread {
		sum.add(u)
	}
	return sum
}

func (s *WordSummary) add(u plaintext.Unread) {
	s.Pages += u.Pages
	s.Pictures += u.Pictures
	s.Recordings += u.Recordings
	s.Files += u.Files
}

// readPublished reads a file of the output folder.
func readPublished(name string) ([]byte, error) {
	body, err := os.ReadFile(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("look for private words: %w", err)
	}
	return body, err
}

// lookedAt is what a session knows of the outputs of its snapshots: those in which no
// private word was found, with their keys.
type lookedAt struct {
	stamp cache.Stamp // of the list
	mu    sync.Mutex
	keys  map[string]site.Hash
	docs  []site.Hash
}

// FindWords looks for private words in what the current snapshot would publish. It may run
// concurrently with Page and Update, but not with itself.
func (s *Session) FindWords(ctx context.Context) (diag.List, error) {
	snap := s.current.Load()
	if s.words == nil || snap == nil {
		return nil, nil
	}
	words := s.words.refresh(s.opts)
	at := s.lookedAt
	if at == nil || words.stamp.Racy() || at.stamp != words.stamp {
		at = &lookedAt{stamp: words.stamp, keys: map[string]site.Hash{}}
		s.lookedAt = at
	}
	w := words.scan(true)
	err := snap.lookAll(ctx, w,
		func(path string, key site.Hash) bool {
			at.mu.Lock()
			defer at.mu.Unlock()
			known, ok := at.keys[path]
			return ok && known == key
		},
		func(path string, key site.Hash) {
			at.mu.Lock()
			defer at.mu.Unlock()
			at.keys[path] = key
		})
	for _, lang := range snap.langs() {
		if err == nil {
			err = w.documents(ctx, snap.docs[lang](), at.docs)
		}
	}
	if err != nil {
		return nil, words.maskError(err)
	}
	list := w.report(snap)
	if at.docs = nil; len(list) == 0 {
		at.docs = w.state(snap).Docs
	}
	return list, nil
}

// Masked returns diagnostics without private words.
func (s *Session) Masked(list diag.List) diag.List { return s.words.mask(list) }
