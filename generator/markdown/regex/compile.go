// Package regex matches regular expressions of regexp2 and counts the steps that this takes.
//
// Call Compile with a pattern and a Meter, which may be shared by the patterns of one
// goroutine: a match fails with ErrSteps once the meter is empty. So the cost of patterns
// that backtrack is bounded by a number that is the same on every machine. regexp2 itself
// knows only a clock. The package parses nothing itself and must never know what is matched.
package regex

import (
	"errors"
	"fmt"
	"math"
	"sync"

	"github.com/dlclark/regexp2/v2"
	"github.com/dlclark/regexp2/v2/syntax"
)

// ErrSteps is returned by a match whose meter is empty.
var ErrSteps = errors.New("the pattern takes too many steps")

// Meter contains the steps that are left. It is not safe for concurrent use.
type Meter struct{ Steps int }

// registering protects the time between registering an engine with regexp2 and getting it.
var registering sync.Mutex

// Compile returns an expression that matches only where a search starts, as if it began
// with \G, and takes its steps from m.
func Compile(pattern string, m *Meter) (*regexp2.Regexp, error) {
	tree, err := syntax.Parse(pattern, syntax.ParseOptions{})
	if err != nil {
		return nil, err
	}
	code, err := syntax.Write(tree)
	if err != nil {
		return nil, err
	}
	c := &compiler{caps: code.Caps}
	p := &program{meter: m, groups: code.Capsize}
	if p.start, err = c.node(tree.Root, &inst{op: opDone}); err != nil {
		return nil, err
	}
	p.loops = c.loops
	engine := regexp2.RuntimeEngineData{
		Caps: code.Caps, CapNames: tree.Capnames, CapsList: tree.Caplist, CapSize: code.Capsize,
		FindFirstChar: atStart, Execute: p.execute,
	}
	registering.Lock()
	defer registering.Unlock()
	// The name differs from the pattern, so that nobody else gets this engine.
	name := "griot:" + pattern
	regexp2.RegisterEngine(name, engine)
	return regexp2.MustCompile(name), nil
}

// atStart lets a search look at its start alone.
func atStart(r *regexp2.Runner) bool {
	if r.Runtextpos == r.Runtextstart {
		return true
	}
	r.Runtextpos = r.Runtextend
	return false
}

// op is what an instruction does.
type op uint8

const (
	opDone      op = iota // the whole or a group matches
	opNothing             // never matches
	opChar                // a character that test accepts
	opText                // a string
	opRef                 // what a group matched
	opAssert              // a place
	opRun                 // characters that test accepts, from min to max
	opRunLazy             // the same, as few as possible
	opRunAtomic           // the same, without backtracking
	opAlternate           // one of several
	opOpen                // start of a group
	opClose               // end of a group
	opLoop                // start of a loop
	opRepeat              // end of the body of a loop
	opAtomic              // a part without backtracking
	opLook                // what follows or precedes
	opLookNot             // what must not
	opIfGroup             // whether a group matched
	opIfMatch             // whether a part matches
)

// inst is an instruction; next follows it.
type inst struct {
	op       op
	back     bool // matches to the left
	fold     bool // ignores case
	lazy     bool
	min, max int
	id       int // of a group or a loop
	node     *syntax.RegexNode
	next     *inst
	body     *inst   // of a loop, or of a part whose end is opDone
	branches []*inst // of alternatives; yes and no of conditions
}

// compiler makes instructions of regexp2's tree.
type compiler struct {
	caps  map[int]int
	loops int
}

// slot returns the number under which regexp2 stores a group.
func (c *compiler) slot(group int) int {
	if group < 0 || c.caps == nil {
		return group
	}
	return c.caps[group]
}

// node returns the instructions of a node, which go on with next.
func (c *compiler) node(n *syntax.RegexNode, next *inst) (*inst, error) {
	i := &inst{node: n, next: next, min: n.M, max: n.N, back: n.Options&syntax.RightToLeft != 0, fold: n.Options&syntax.IgnoreCase != 0}
	switch n.T {
	case syntax.NtEmpty, syntax.NtUpdateBumpalong:
		return next, nil
	case syntax.NtNothing:
		i.op = opNothing
	case syntax.NtOne, syntax.NtNotone, syntax.NtSet:
		i.op = opChar
	case syntax.NtMulti:
		i.op = opText
	case syntax.NtRef:
		i.op, i.id = opRef, c.slot(n.M)
	case syntax.NtBol, syntax.NtEol, syntax.NtBoundary, syntax.NtNonboundary, syntax.NtBeginning, syntax.NtStart, syntax.NtEndZ, syntax.NtEnd:
		i.op = opAssert
	case syntax.NtOneloop, syntax.NtNotoneloop, syntax.NtSetloop:
		i.op = opRun
	case syntax.NtOnelazy, syntax.NtNotonelazy, syntax.NtSetlazy:
		i.op = opRunLazy
	case syntax.NtOneloopatomic, syntax.NtNotoneloopatomic, syntax.NtSetloopatomic:
		i.op = opRunAtomic
	default:
		return c.inner(n, i)
	}
	return i, nil
}

// inner fills in the instruction of a node that has children.
func (c *compiler) inner(n *syntax.RegexNode, i *inst) (*inst, error) {
	switch n.T {
	case syntax.NtGroup:
		return c.node(n.Children[0], i.next)
	case syntax.NtConcatenate:
		return c.sequence(n.Children, i.next)
	case syntax.NtAlternate:
		i.op = opAlternate
		return i, c.branch(i, n.Children, i.next)
	case syntax.NtCapture:
		if n.N != -1 {
			return nil, fmt.Errorf("a group that takes another away: %d", n.N)
		}
		i.op, i.id = opOpen, c.slot(n.M)
		end := &inst{op: opClose, id: i.id, next: i.next}
		var err error
		i.next, err = c.node(n.Children[0], end)
		return i, err
	case syntax.NtLoop, syntax.NtLazyloop:
		return c.loop(n, i)
	case syntax.NtAtomic, syntax.NtPosLook, syntax.NtNegLook:
		i.op = map[syntax.NodeType]op{syntax.NtAtomic: opAtomic, syntax.NtPosLook: opLook, syntax.NtNegLook: opLookNot}[n.T]
		var err error
		i.body, err = c.node(n.Children[0], &inst{op: opDone})
		return i, err
	case syntax.NtBackRefCond:
		i.op, i.id = opIfGroup, c.slot(n.M)
		return i, c.branch(i, n.Children, i.next)
	case syntax.NtExprCond:
		i.op = opIfMatch
		var err error
		if i.body, err = c.node(n.Children[0], &inst{op: opDone}); err != nil {
			return nil, err
		}
		return i, c.branch(i, n.Children[1:], i.next)
	}
	return nil, fmt.Errorf("a node of type %d", n.T)
}

// sequence returns the instructions of nodes that follow each other.
func (c *compiler) sequence(nodes []*syntax.RegexNode, next *inst) (*inst, error) {
	for k := len(nodes) - 1; k >= 0; k-- {
		var err error
		if next, err = c.node(nodes[k], next); err != nil {
			return nil, err
		}
	}
	return next, nil
}

// branch adds branches to an instruction.
func (c *compiler) branch(i *inst, nodes []*syntax.RegexNode, next *inst) error {
	for _, n := range nodes {
		b, err := c.node(n, next)
		if err != nil {
			return err
		}
		i.branches = append(i.branches, b)
	}
	return nil
}

// loop returns the instructions of a loop. The end of its body is the place where it is
// decided whether it is repeated; a loop starts there too, after no iteration.
func (c *compiler) loop(n *syntax.RegexNode, i *inst) (*inst, error) {
	end := &inst{op: opRepeat, id: c.loops, min: n.M, max: n.N, lazy: n.T == syntax.NtLazyloop, next: i.next}
	if n.N == math.MaxInt32 {
		end.max = math.MaxInt
	}
	c.loops++
	var err error
	end.body, err = c.node(n.Children[0], end)
	i.op, i.id, i.next = opLoop, end.id, end
	return i, err
}
