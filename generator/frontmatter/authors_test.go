package frontmatter

import "testing"

// The check digits are those of ORCID's own examples and of the two that it documents.
func TestValidORCID(t *testing.T) {
	for id, want := range map[string]bool{
		"0000-0002-1825-0097": true, "0000-0001-5109-3700": true, "0000-0002-1694-233X": true, "0000-0003-1415-9269": true,
		"0000-0002-1825-0098": false, "0000-0002-8125-0097": false, "0000-0002-1694-2330": false, "0000-0001-5109-370X": false,
	} {
		if validORCID(id) != want {
			t.Errorf("%s: valid is %t", id, !want)
		}
	}
}

func TestAuthorAsText(t *testing.T) {
	if got := decode(t, "title: T\nsummary: S.\nauthors: Awa Traoré\n").Front.Authors; len(got) != 1 || got[0].Name != "Awa Traoré" {
		t.Errorf("%+v", got)
	}
}
