package diag

import (
	"cmp"
	"encoding/json"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Args are the values of a message's placeholders, by name in lower case. A value is
// a text (string), a whole number (int), several texts ([]string) or a Phrase; List
// keeps another one as fmt prints it. "count" chooses the plural form.
type Args map[string]any

// plain returns a value as one of the types that Args has.
func plain(value any) any {
	switch v := value.(type) {
	case string, int, []string, Phrase:
		return v
	case []byte:
		return string(v)
	case int64:
		return int(v)
	}
	return fmt.Sprint(value)
}

// Phrase is a part of a message that has words itself: the phrase of the catalogue
// with the id "phrase." and ID, whose placeholders are "of" and "with". "language" is
// the name of the language with the code With.
type Phrase struct {
	ID   string `json:"phrase"`
	Of   any    `json:"of,omitempty"` // a text or a phrase
	With string `json:"with,omitempty"`
}

// Each returns the phrase for an entry of a list.
func Each(list any) Phrase { return Phrase{ID: "entry", Of: list} }

// compare orders values by name, then by how they are written.
func (a Args) compare(b Args) int {
	names := func(m Args) []string { return slices.Sorted(maps.Keys(m)) }
	if c := slices.Compare(names(a), names(b)); c != 0 {
		return c
	}
	for _, name := range names(a) {
		if x, y := a[name], b[name]; fmt.Sprintf("%T %v", x, x) != fmt.Sprintf("%T %v", y, y) {
			return cmp.Or(strings.Compare(fmt.Sprint(x), fmt.Sprint(y)), strings.Compare(fmt.Sprintf("%T", x), fmt.Sprintf("%T", y)))
		}
	}
	return 0
}

// stored is a value in the cache, which keeps its type.
type stored struct {
	Text   string   `json:"t,omitempty"`
	Count  *int     `json:"n,omitempty"`
	List   []string `json:"l,omitzero"`
	Phrase string   `json:"p,omitempty"`
	Of     *stored  `json:"o,omitempty"`
	With   string   `json:"with,omitempty"`
}

func store(value any) (s stored, err error) {
	switch v := value.(type) {
	case nil:
	case string:
		s.Text = v
	case int:
		s.Count = &v
	case []string:
		s.List = append([]string{}, v...)
	case Phrase:
		of, err := store(v.Of)
		if err != nil {
			return s, err
		}
		s = stored{Phrase: v.ID, With: v.With}
		if v.Of != nil {
			s.Of = &of
		}
	default:
		err = fmt.Errorf("encode a diagnostic: a value has the type %T", v)
	}
	return s, err
}

func (s stored) value() any {
	switch {
	case s.Count != nil:
		return *s.Count
	case s.List != nil:
		return s.List
	case s.Phrase != "" && s.Of != nil:
		return Phrase{ID: s.Phrase, Of: s.Of.value(), With: s.With}
	case s.Phrase != "":
		return Phrase{ID: s.Phrase, With: s.With}
	}
	return s.Text
}

// MarshalBinary writes the values so that UnmarshalBinary returns equal ones.
func (a Args) MarshalBinary() ([]byte, error) {
	all := make(map[string]stored, len(a))
	for name, value := range a {
		s, err := store(value)
		if err != nil {
			return nil, err
		}
		all[name] = s
	}
	return json.Marshal(all)
}

// UnmarshalBinary reads what MarshalBinary wrote.
func (a *Args) UnmarshalBinary(b []byte) error {
	var all map[string]stored
	if err := json.Unmarshal(b, &all); err != nil {
		return fmt.Errorf("decode a diagnostic: %w", err)
	}
	if *a = nil; len(all) > 0 {
		*a = make(Args, len(all))
	}
	for name, s := range all {
		(*a)[name] = s.value()
	}
	return nil
}
