package attachments

import (
	"errors"
	"fmt"
	"slices"
	"strings"

	"griot/generator/cache"
	"griot/generator/clean"
	"griot/generator/content"
	"griot/generator/site"
)

// Rules say how files are cleaned before they are published.
type Rules struct {
	Keep      clean.Keep
	Uncleaned []string // paths from content/ of files and folders that are published as they are
}

// Said is what the site says of files wherever they are shown, by their paths from the
// site's folder.
type Said struct {
	Withheld    map[string]bool      // not published
	Alt, Credit map[string]site.Text // of pictures
}

// Withheld reports whether a file is not published because the site says so.
func (s *Set) Withheld(name string) bool { return s.said.Withheld[name] }

// Words returns the alternative text and the credit that a picture has in a language where
// a page doesn't say them.
func (s *Set) Words(name, lang string) (alt, credit string) {
	return s.said.Alt[name][lang], s.said.Credit[name][lang]
}

// Cleaned is what cleaning a file found.
type Cleaned struct {
	Stamp    cache.Stamp
	Rules    string // by which it was cleaned
	Bytes    int64  // of the cleaned file
	Removed  []clean.Kind
	Why      clean.Why // it can't be cleaned, or ""
	Detail   string    // of why
	Document bool      // it was looked into
	Findings []clean.Finding
}

// bodyKey is a version of a file, cleaned by some rules.
type bodyKey struct {
	name, rules string
	stamp       cache.Stamp
}

// maxBodies is how many bytes of cleaned files are kept in memory between the check
// and the moment when they are published.
const maxBodies = 64 << 20

// Exempt reports whether a file is published as it is because the site says so.
func (s *Set) Exempt(name string) bool {
	rest := strings.TrimPrefix(name, content.Dir+"/")
	return slices.ContainsFunc(s.rules.Uncleaned, func(p string) bool { return rest == p || strings.HasPrefix(rest, p+"/") })
}

// Clean cleans a file, if it has changed since that was done last, and looks for what
// its pages don't show.
func (s *Set) Clean(name string) Cleaned {
	rules := s.ruleFor(name)
	s.cache.mu.Lock()
	known, ok := s.cache.Cleaned[name]
	s.cache.mu.Unlock()
	if ok && known.Rules == rules && known.Stamp == s.Stamp(name) {
		return known
	}
	c := Cleaned{Stamp: s.Stamp(name), Rules: rules}
	body, err := s.loader.ReadFile(name)
	if err != nil {
		return Cleaned{Why: clean.Damaged, Detail: err.Error()} // asked again next time
	}
	s.clean(&c, name, body)
	s.cache.mu.Lock()
	s.cache.Cleaned[name] = c
	s.cache.mu.Unlock()
	return c
}

// clean completes what is known of a file.
func (s *Set) clean(c *Cleaned, name string, body []byte) {
	c.Bytes = int64(len(body))
	if s.Exempt(name) { // what can't be read can't be looked into either
		var err error
		if c.Findings, err = clean.Inspect(name, body); err == nil {
			c.Document = clean.Inspects(name)
		}
		return
	}
	result, err := clean.File(name, body, s.rules.Keep)
	if err == nil {
		c.Document = clean.Inspects(name)
		c.Findings, err = clean.Inspect(name, body)
	}
	if err != nil {
		c.Why, c.Detail = clean.Damaged, err.Error()
		var refused *clean.Error
		if errors.As(err, &refused) {
			c.Why, c.Detail = refused.Why, refused.Detail
		}
		return
	}
	c.Bytes, c.Removed = int64(len(result.Body)), result.Removed
	_, _ = s.cache.bodies.Sized(bodyKey{name, c.Rules, c.Stamp}, maxBodies, func() ([]byte, int64, error) {
		return result.Body, c.Bytes, nil
	})
}

// Published returns the bytes of a file as it is published.
func (s *Set) Published(name string) ([]byte, error) {
	if s.Exempt(name) {
		return s.loader.ReadFile(name)
	}
	key := bodyKey{name, s.ruleFor(name), s.Stamp(name)}
	return s.cache.bodies.Sized(key, maxBodies, func() ([]byte, int64, error) {
		body, err := s.loader.ReadFile(name)
		if err != nil {
			return nil, 0, err
		}
		result, err := clean.File(name, body, s.rules.Keep)
		return result.Body, int64(len(result.Body)), err
	})
}

// Key hashes every input of the bytes of a file as it is published.
func (s *Set) Key(name string) site.Hash {
	return cache.Hash(fmt.Append(nil, name, s.Stamp(name), s.ruleFor(name)))
}

// ruleFor names how a file is cleaned.
func (s *Set) ruleFor(name string) string {
	return fmt.Sprint(clean.Version, s.rules.Keep, s.Exempt(name))
}
