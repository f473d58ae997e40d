package pipeline

import (
	"bytes"
	"fmt"

	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// state is what a build writes to the cache for the next one. Without it a build does
// everything again.
type state struct {
	Manifest    commit.Manifest
	Attachments *attachments.Cache
	Indexes     map[string]indexInfo // by language
	Earlier     site.Hash            // of the list of files of earlier builds

	// Of the site that was published last:
	SourcesHash    site.Hash            // see hashSources
	OutlineHash    site.Hash            // see hashOutline
	ConversionsSum uint64               // checksum of the file of conversions
	Freshness      map[string]site.Hash // of each unit
	Pages          int
	Cleaned        int // see Summary
	Documents      int
	Diagnostics    diag.List  // warnings
	Words          *wordState `cbor:",omitempty" json:",omitempty"` // nil if it was not looked through for private words
}

// knownDocs returns the documents that were looked through.
func (st *state) knownDocs() []site.Hash {
	if st.Words == nil {
		return nil
	}
	return st.Words.Docs
}

// usable reports whether a state that was decoded has all that a build needs.
func (st *state) usable() bool {
	return st.Manifest != nil && st.Indexes != nil && st.Attachments.Usable()
}

func newState() *state {
	return &state{
		Manifest:    commit.Manifest{},
		Attachments: attachments.NewCache(),
		Indexes:     map[string]indexInfo{},
	}
}

// convKey identifies a conversion: a group, and the language of its readers.
type convKey struct{ Group, Lang string }

// MarshalText implements encoding.TextMarshaler, which the keys of encoded maps need.
func (k convKey) MarshalText() ([]byte, error) { return []byte(k.Lang + " " + k.Group), nil }

// UnmarshalText implements encoding.TextUnmarshaler.
func (k *convKey) UnmarshalText(b []byte) error {
	lang, group, ok := bytes.Cut(b, []byte{' '})
	if !ok {
		return fmt.Errorf("conversion key %q", b)
	}
	k.Lang, k.Group = string(lang), string(group)
	return nil
}
