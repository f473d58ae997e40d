package config

import "testing"

// Slashes at the start of a path are those of content/, however many there are.
func TestImagePaths(t *testing.T) {
	for _, key := range []string{"a.jpg", "/a.jpg", "//a.jpg", "b/../a.jpg"} {
		images, list := LoadImages([]byte("\""+key+"\": { consent: refused }\n"), ImagesFile, &Hub{})
		if len(list) > 0 || images["a.jpg"] == nil {
			t.Errorf("%s: %v, %v", key, images, list)
		}
	}
}
