package site

// Tally counts texts, or their words, by the state of their translation: made
// from the source as it is, from an older version of it, not translated, or
// translating what the source no longer has.
type Tally struct{ Fresh, Stale, Missing, Extra int }

// Add adds another tally.
func (t *Tally) Add(o Tally) {
	t.Fresh, t.Stale, t.Missing, t.Extra = t.Fresh+o.Fresh, t.Stale+o.Stale, t.Missing+o.Missing, t.Extra+o.Extra
}

// Done reports whether there is nothing to translate or to check.
func (t Tally) Done() bool { return t.Stale == 0 && t.Missing == 0 && t.Extra == 0 }

// Source is how many the source has.
func (t Tally) Source() int { return t.Fresh + t.Stale + t.Missing }

// Percent is the share of fresh ones among those that the source has, rounded
// down, so that 100 means all; what is stale never counts as done.
func (t Tally) Percent() int {
	all := t.Source()
	if all == 0 {
		return 100
	}
	return 100 * t.Fresh / all
}

// Freshness is what readers are told of a translation: how much of it is made
// from its source as it is now.
type Freshness struct {
	Texts, Words Tally
	// Behind is true where the source is known to have changed since the
	// translation was made; Changes are then its passages that changed, for
	// readers, without markup. One in which nothing but markup changed is left
	// out.
	Behind  bool
	Changes []Change
}

// Change is a passage of a source: what was taken out, what came in and what
// stayed, in order.
type Change []Piece

// Piece is a part of a changed passage. Op is -1 for what is gone, 1 for what
// is new, 0 for what stayed.
type Piece struct {
	Op   int
	Text string
}
