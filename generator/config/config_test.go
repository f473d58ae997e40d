package config

import (
	"os"
	"testing"
)

// The hub's own configuration is a fixture: it must load without a word.
func TestRealHub(t *testing.T) {
	src, err := os.ReadFile("../../content/hub.yaml")
	if err != nil {
		t.Fatal(err)
	}
	hub, list := Load(src, File)
	for _, d := range list {
		t.Error(d)
	}
	if len(hub.Sections) == 0 || hub.Sections[0].ID != "countries" || hub.Vocabulary("outcomes").Term("justice").ShortIn("fr") != "Justice" {
		t.Errorf("hub = %+v", hub)
	}
}
