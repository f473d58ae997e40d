package site

// Tally counts texts, or their words, by the state of their translation: fresh
// (translated from the source as it is), stale (from an older version), missing, or
// extra (the source no longer has the text).
type Tally struct{ Fresh, Stale, Missing, Extra int }

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Fresh, t.Stale, t.Missing, t.Extra = t.Fresh+o.Fresh, t.Stale+o.Stale, t.Missing+o.Missing, t.Extra+o.Extra
}

// Done reports whether there is nothing to translate or to check.
func (t Tally) Done() bool { return t.Stale == 0 && t.Missing == 0 && t.Extra == 0 }

// Source returns how many the source has.
func (t Tally) Source() int { return t.Fresh + t.Stale + t.Missing }

// Percent returns the share of fresh ones among those that the source has, rounded
// down, so that 100 means all.
func (t Tally) Percent() int {
	all := t.Source()
	if all == 0 {
		return 100
	}
	return 100 * t.Fresh / all
}

// Freshness is what readers are told of a translation: how much of it matches the
// source as it is now.
type Freshness struct {
	Texts, Words Tally
	// Behind is true if the source has changed since the translation was made.
	// Changes are then its changed passages for readers, without markup; a
	// passage in which only markup changed is left out.
	Behind  bool
	Changes []Change
}

// Change is a changed passage of a source: its removed, added and unchanged
// pieces, in order.
type Change []Piece

// Piece is a part of a changed passage. Op is -1 if it was removed, 1 if it was
// added, 0 if it is unchanged.
type Piece struct {
	Op   int
	Text string
}
