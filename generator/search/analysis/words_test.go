package analysis

import "testing"

func TestWordsRoundTrip(t *testing.T) {
	words := CountWords(map[string]int{"état": 3, "etat": 1, "États": 1, "cœur": 2, "coeur": 5, "a": 1})
	data := words.Append(nil)
	back, err := ReadWords(data)
	if err != nil || len(back) != len(words) {
		t.Fatalf("%v, error %v", back, err)
	}
	for i := range words {
		if words[i] != back[i] {
			t.Errorf("%+v became %+v", words[i], back[i])
		}
	}
	if words[1].Text != "coeur" || words[1].Docs != 6 {
		t.Errorf("the commonest spelling should be shown: %+v", words[1])
	}
	for cut := range data {
		if list, err := ReadWords(data[:cut]); err == nil {
			t.Errorf("%d of %d bytes read as %v", cut, len(data), list)
		}
	}
}
