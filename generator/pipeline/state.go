package pipeline

import (
	"bytes"
	"fmt"

	"griot/generator/diag"
	"griot/generator/pipeline/attachments"
	"griot/generator/pipeline/commit"
	"griot/generator/site"
)

// state is what a build leaves for the next one, in .griot/. All of it can be
// made again from content/: where it is missing, damaged or another
// program's, the build starts afresh.
type state struct {
	Manifest    commit.Manifest
	Attachments *attachments.Cache
	Indexes     map[string]indexInfo // by language

	SourcesHash    site.Hash            // of all that the last published site was made from
	OutlineHash    site.Hash            // of what it followed from besides its texts
	ConversionsSum uint64               // checksum of the file of its conversions
	Freshness      map[string]site.Hash // of how its translations stood, by unit
	Pages          int                  // of that site
	Diagnostics    diag.List            // of that site: warnings
}

func newState() *state {
	return &state{
		Manifest:    commit.Manifest{},
		Attachments: attachments.NewCache(),
		Indexes:     map[string]indexInfo{},
	}
}

// convKey names a conversion: a group as the readers of one language get it.
type convKey struct{ Group, Lang string }

// MarshalText lets the key stand in a map of the state file.
func (k convKey) MarshalText() ([]byte, error) { return []byte(k.Lang + " " + k.Group), nil }

// UnmarshalText reads what MarshalText wrote.
func (k *convKey) UnmarshalText(b []byte) error {
	lang, group, ok := bytes.Cut(b, []byte{' '})
	if !ok {
		return fmt.Errorf("conversion key %q", b)
	}
	k.Lang, k.Group = string(lang), string(group)
	return nil
}
