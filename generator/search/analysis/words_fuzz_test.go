package analysis

import (
	"slices"
	"testing"
)

// FuzzReadWords decodes word lists that may be damaged: what is read is written the same.
func FuzzReadWords(f *testing.F) {
	f.Add(CountWords(map[string]int{"état": 3, "états": 1, "droit": 9}).Append(nil))
	f.Add([]byte("\x02\x00\x01a\x00\x01\x80\x80\x80\x80\x80\x80\x80\x80\x80\x80\x01"))
	f.Add([]byte("\xff\xff\xff\xff\x07"))
	f.Fuzz(func(t *testing.T, data []byte) {
		words, err := ReadWords(data)
		if err != nil {
			return
		}
		again, err := ReadWords(words.Append(nil))
		if err != nil || !slices.Equal(again, words) {
			t.Errorf("%v, then %v (%v)", words, again, err)
		}
	})
}
