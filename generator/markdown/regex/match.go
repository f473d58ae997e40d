package regex

import (
	"unicode"

	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

// maxDepth is the maximum depth of recursion: one level for each choice to which a match may
// come back.
const maxDepth = 100000

// program is a compiled pattern.
type program struct {
	start         *inst
	meter         *Meter
	groups, loops int
	state         state // of the last match, whose memory is used again
}

// span is a part of the text.
type span struct{ start, end int }

// iteration is the state of a loop: how often its body matched, and where the last time
// started.
type iteration struct{ count, last int }

// state is that of a match.
type state struct {
	*regexp2.Runner
	meter  *Meter
	groups []span // start < 0: no match
	open   []int  // where a group started
	loops  []iteration
	depth  int
	deep   bool
	end    int // of the part that matched
}

// execute matches at the runner's position.
func (p *program) execute(r *regexp2.Runner) error {
	s := &p.state
	if s.groups == nil {
		s.groups, s.open, s.loops = make([]span, p.groups), make([]int, p.groups), make([]iteration, p.loops)
	}
	s.Runner, s.meter, s.depth, s.deep = r, p.meter, 0, false
	for i := range s.groups {
		s.groups[i] = span{-1, -1}
	}
	found := s.match(p.start, r.Runtextpos)
	s.Runner = nil
	switch {
	case s.deep || p.meter.Steps <= 0:
		p.meter.Steps = 0
		return ErrSteps
	case !found:
		r.Runtextpos = r.Runtextend // nothing is looked for further on
		return nil
	}
	r.Runtextpos = s.end
	for i, g := range s.groups {
		if g.start >= 0 {
			r.Capture(i, g.start, g.end)
		}
	}
	return nil
}

// match reports whether an instruction and those after it match from a position on.
// Whatever it changed in the state, it restores if they don't.
func (s *state) match(i *inst, pos int) bool {
	if s.depth++; s.depth > maxDepth {
		s.deep = true
	}
	ok := s.follow(i, pos)
	s.depth--
	return ok
}

// follow does what match says.
func (s *state) follow(i *inst, pos int) bool {
	for !s.deep {
		if s.meter.Steps--; s.meter.Steps <= 0 {
			return false
		}
		ok := true
		switch i.op {
		case opDone:
			s.end = pos
			return true
		case opNothing:
			return false
		case opChar:
			if pos, ok = s.char(i, pos); !ok {
				return false
			}
		case opText:
			if pos, ok = s.text(i, i.node.Str, pos); !ok {
				return false
			}
		case opRef:
			g := s.groups[i.id]
			if g.start < 0 {
				return false
			}
			if pos, ok = s.text(i, s.Runtext[g.start:g.end], pos); !ok {
				return false
			}
		case opAssert:
			if !s.assert(i, pos) {
				return false
			}
		case opRunAtomic:
			n := s.run(i, pos, i.max)
			if n < i.min {
				return false
			}
			pos = step(i, pos, n)
		case opIfGroup:
			i = i.branches[condition(s.groups[i.id].start >= 0)]
			continue
		default:
			var next *inst
			if next, pos, ok = s.choose(i, pos); next == nil {
				return ok
			}
			i = next
			continue
		}
		i = i.next
	}
	return false
}

// condition returns the index of a condition's branch.
func condition(yes bool) int {
	if yes {
		return 0
	}
	return 1
}

// choose matches an instruction to which the match may come back. If it returns an
// instruction, that one goes on at pos; otherwise ok is the result.
func (s *state) choose(i *inst, pos int) (next *inst, at int, ok bool) {
	switch i.op {
	case opRun, opRunLazy:
		return nil, pos, s.runs(i, pos)
	case opAlternate:
		last := len(i.branches) - 1
		for _, b := range i.branches[:last] {
			if s.match(b, pos) {
				return nil, pos, true
			}
		}
		return i.branches[last], pos, false
	case opOpen:
		old := s.open[i.id]
		s.open[i.id] = pos
		ok = s.match(i.next, pos)
		s.open[i.id] = old
	case opClose:
		old, start := s.groups[i.id], s.open[i.id]
		s.groups[i.id] = span{min(start, pos), max(start, pos)}
		if ok = s.match(i.next, pos); !ok {
			s.groups[i.id] = old
		}
		s.open[i.id] = start
	case opLoop:
		old := s.loops[i.id]
		s.loops[i.id] = iteration{0, -1}
		ok = s.match(i.next, pos)
		s.loops[i.id] = old
	case opRepeat:
		ok = s.repeat(i, pos)
	default:
		return s.part(i, pos)
	}
	return nil, pos, ok
}

// repeat decides at the end of a loop's body whether to go on or to match it again. A body
// that matched nothing is not repeated.
func (s *state) repeat(i *inst, pos int) bool {
	now := s.loops[i.id]
	again := func() bool {
		s.loops[i.id] = iteration{now.count + 1, pos}
		ok := s.match(i.body, pos)
		s.loops[i.id] = now
		return ok
	}
	switch {
	case now.count < i.min:
		return again()
	case now.count >= i.max || now.count > 0 && pos == now.last:
		return s.match(i.next, pos)
	case i.lazy:
		return s.match(i.next, pos) || again()
	}
	return again() || s.match(i.next, pos)
}

// part matches what is matched on its own, without coming back to it.
func (s *state) part(i *inst, pos int) (next *inst, at int, ok bool) {
	groups := append([]span(nil), s.groups...)
	found := s.match(i.body, pos)
	end := s.end
	if i.op == opLookNot || !found {
		copy(s.groups, groups)
	}
	switch i.op {
	case opAtomic:
		pos = end
	case opLookNot:
		found = !found
	case opIfMatch:
		next, found = i.branches[condition(found)], true
	}
	if !found || s.deep || s.meter.Steps <= 0 {
		return nil, pos, false
	}
	if next == nil {
		next = i.next
	}
	// If the rest doesn't match, the groups of this part are none.
	if s.match(next, pos) {
		return nil, pos, true
	}
	copy(s.groups, groups)
	return nil, pos, false
}

// step returns the position n characters further on.
func step(i *inst, pos, n int) int {
	if i.back {
		return pos - n
	}
	return pos + n
}

// runs matches a run of characters and what follows it.
func (s *state) runs(i *inst, pos int) bool {
	if i.op == opRun {
		for n := s.run(i, pos, i.max); n >= i.min; n-- {
			if s.match(i.next, step(i, pos, n)) {
				return true
			}
			if s.deep || s.meter.Steps <= 0 {
				return false
			}
		}
		return false
	}
	n := s.run(i, pos, i.min)
	if n < i.min {
		return false
	}
	pos = step(i, pos, n)
	for {
		if s.match(i.next, pos) {
			return true
		}
		next, ok := s.char(i, pos)
		if n++; n > i.max || !ok || s.deep || s.meter.Steps <= 0 {
			return false
		}
		pos = next
	}
}

// run returns how many characters an instruction accepts, up to most.
func (s *state) run(i *inst, pos, most int) int {
	n := 0
	for n < most {
		next, ok := s.char(i, pos)
		if !ok {
			break
		}
		pos = next
		n++
	}
	s.meter.Steps -= n
	return n
}

// char matches one character.
func (s *state) char(i *inst, pos int) (int, bool) {
	at, next := pos, pos+1
	if i.back {
		at, next = pos-1, pos-1
	}
	if at < 0 || at >= s.Runtextend {
		return pos, false
	}
	c := s.Runtext[at]
	switch {
	case i.node.Set != nil:
		return next, i.node.Set.CharIn(c)
	case i.node.IsNotoneFamily():
		return next, c != i.node.Ch
	}
	return next, c == i.node.Ch
}

// text matches a string.
func (s *state) text(i *inst, str []rune, pos int) (int, bool) {
	start, end := pos, pos+len(str)
	if i.back {
		start, end = pos-len(str), pos
	}
	if start < 0 || end > s.Runtextend {
		return pos, false
	}
	for k, c := range s.Runtext[start:end] {
		s.meter.Steps--
		if c != str[k] && (!i.fold || unicode.ToLower(c) != unicode.ToLower(str[k])) {
			return pos, false
		}
	}
	return step(i, pos, len(str)), true
}

// assert reports whether a position is the one that an instruction asks for.
func (s *state) assert(i *inst, pos int) bool {
	end := s.Runtextend
	switch i.node.T {
	case syntax.NtBol:
		return pos == 0 || s.Runtext[pos-1] == '\n'
	case syntax.NtEol:
		return pos == end || s.Runtext[pos] == '\n'
	case syntax.NtBoundary:
		return s.IsBoundary(pos)
	case syntax.NtNonboundary:
		return !s.IsBoundary(pos)
	case syntax.NtBeginning:
		return pos == 0
	case syntax.NtStart:
		return pos == s.Runtextstart
	case syntax.NtEndZ:
		return pos == end || pos == end-1 && s.Runtext[pos] == '\n'
	}
	return pos == end
}
