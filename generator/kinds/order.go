package kinds

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
)

// OrderField returns the site's own field by which a kind is ordered, or nil.
func (s *Set) OrderField(k *Kind) *Field {
	if s == nil {
		return nil
	}
	i := slices.IndexFunc(k.Fields, func(f Field) bool { return f.Own && f.Name == string(k.Order) })
	if i < 0 {
		return nil
	}
	return &k.Fields[i]
}

// Compare orders two values of a field: numbers by size, days and times from the earliest
// on, texts by their characters. What has no value comes last.
func (f *Field) Compare(a, b []string) int {
	if len(a) == 0 || len(b) == 0 {
		return cmp.Compare(min(len(b), 1), min(len(a), 1))
	}
	if f.Form == Amount {
		x, _ := strconv.ParseFloat(a[0], 64) // read by package frontmatter
		y, _ := strconv.ParseFloat(b[0], 64)
		return cmp.Compare(x, y)
	}
	return strings.Compare(a[0], b[0])
}
