package content

import (
	"strings"

	"griot/generator/config"
)

// useKey drops decoded front matter that was read under other rules.
func (l *Loader) useKey(hub *config.Hub, lenient bool) {
	l.vocabularies = vocabularies(hub)
	key := strings.Join(append([]string{cacheVersion}, l.vocabularies...), " ")
	if lenient { // hub.yaml doesn't say which keys there are
		l.vocabularies, key = nil, "lenient"
	}
	if key != l.key {
		for p, e := range l.pages {
			bare := *e
			bare.own = nil
			l.pages[p] = &bare
		}
		l.key = key
	}
}

// cacheVersion changes with the form of the cache and the rules of front
// matter.
const cacheVersion = "griot content 1"
