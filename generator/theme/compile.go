package theme

import (
	"bytes"
	"errors"
	"fmt"
	"html/template"
	"reflect"
	"text/template/parse"
)

// A program is a template as html/template has escaped it, compiled for one
// type of value: what each field is and how each text is escaped is settled
// once, where html/template looks it up each time. It prints the same bytes in
// less time.
//
// The compiler knows what themes mostly use. A template that asks for anything
// else is left to html/template, and so is a page on which a program meets an
// error, so that authors are told of it in the usual words.
type program struct {
	body []step
	vars int // number of variables, $ among them
}

// step is a node of a template.
type step func(b *bytes.Buffer, f *frame) error

// frame is what a program works on: the dot, and its variables by number.
type frame struct {
	dot  reflect.Value
	vars []reflect.Value
}

// try prints a value. A function that panics is an error, as html/template has
// it.
func (p *program) try(b *bytes.Buffer, value any) (err error) {
	defer func() {
		if r := recover(); r != nil {
			err = fmt.Errorf("panic: %v", r)
		}
	}()
	return p.run(b, reflect.ValueOf(value))
}

// run prints a value.
func (p *program) run(b *bytes.Buffer, value reflect.Value) error {
	f := frame{dot: value, vars: make([]reflect.Value, p.vars)}
	f.vars[0] = value
	return f.do(b, p.body)
}

func (f *frame) do(b *bytes.Buffer, list []step) error {
	for _, s := range list {
		if err := s(b, f); err != nil {
			return err
		}
	}
	return nil
}

// errUnknown says that the compiler doesn't know a construct.
var errUnknown = errors.New("not compiled")

// programKey names a program: a template for a type.
type programKey struct {
	name string
	typ  reflect.Type
}

// execute prints a value by a template of the set. The first time it is
// html/template that does, which escapes the template before; from then on its
// program, if it can be compiled.
func (s *langTheme) execute(b *bytes.Buffer, name string, value any) error {
	key := programKey{name, reflect.TypeOf(value)}
	p, known := s.programs.Load(key)
	if p, _ := p.(*program); p != nil {
		n := b.Len()
		if p.try(b, value) == nil {
			return nil
		}
		b.Truncate(n)
	}
	err := s.root.ExecuteTemplate(b, name, value)
	if err == nil && !known {
		c := &compiler{s.root, s.funcs, map[programKey]*program{}}
		p, _ := c.compile(name, key.typ)
		s.programs.Store(key, p)
	}
	return err
}

// compiler compiles a template and those that it names.
type compiler struct {
	root  *template.Template
	funcs template.FuncMap
	done  map[programKey]*program // nil for those that are left to html/template
}

// compile returns the program of a template for a type, or errUnknown.
func (c *compiler) compile(name string, typ reflect.Type) (*program, error) {
	key := programKey{name, typ}
	if p, ok := c.done[key]; ok {
		if p == nil {
			return nil, errUnknown
		}
		return p, nil
	}
	t := c.root.Lookup(name)
	if t == nil || t.Tree == nil { // within an attribute or a script: html/template hides those
		return nil, errUnknown
	}
	p := &program{}
	c.done[key] = p // a template may call itself
	s := &scope{c: c, p: p, dot: typ}
	s.declare("$", typ)
	var err error
	if p.body, err = s.list(t.Tree.Root); err != nil {
		c.done[key] = nil
		return nil, err
	}
	return p, nil
}

// scope is what is known at a place of a template.
type scope struct {
	c    *compiler
	p    *program
	dot  reflect.Type
	vars []variable
}

type variable struct {
	name string
	slot int
	typ  reflect.Type
}

// declare adds a variable and returns its number.
func (s *scope) declare(name string, typ reflect.Type) int {
	slot := s.p.vars
	s.p.vars++
	s.vars = append(s.vars, variable{name, slot, typ})
	return slot
}

func (s *scope) find(name string) (variable, error) {
	for i := len(s.vars) - 1; i >= 0; i-- {
		if s.vars[i].name == name {
			return s.vars[i], nil
		}
	}
	return variable{}, errUnknown
}

// inner is the scope of a block in which the dot may be another one.
func (s *scope) inner(dot reflect.Type) *scope {
	return &scope{s.c, s.p, dot, s.vars[:len(s.vars):len(s.vars)]}
}

func (s *scope) list(n *parse.ListNode) ([]step, error) {
	if n == nil {
		return nil, nil
	}
	var out []step
	for _, c := range n.Nodes {
		one, err := s.node(c)
		if err != nil {
			return nil, err
		}
		if one != nil {
			out = append(out, one)
		}
	}
	return out, nil
}

func (s *scope) node(n parse.Node) (step, error) {
	switch n := n.(type) {
	case *parse.TextNode:
		text := n.Text
		return func(b *bytes.Buffer, _ *frame) error { b.Write(text); return nil }, nil
	case *parse.CommentNode:
		return nil, nil
	case *parse.ActionNode:
		if len(n.Pipe.Decl) > 0 {
			return s.assign(n.Pipe)
		}
		return s.print(n.Pipe)
	case *parse.IfNode:
		return s.ifElse(&n.BranchNode)
	case *parse.WithNode:
		return s.with(&n.BranchNode)
	case *parse.RangeNode:
		return s.loop(&n.BranchNode)
	case *parse.TemplateNode:
		return s.call(n)
	}
	return nil, errUnknown
}

// assign compiles {{$x := ...}} and {{$x = ...}}.
func (s *scope) assign(p *parse.PipeNode) (step, error) {
	e, err := s.pipe(p)
	if err != nil || len(p.Decl) != 1 {
		return nil, errUnknown
	}
	slot := 0
	if p.IsAssign {
		v, err := s.find(p.Decl[0].Ident[0])
		if err != nil || v.typ != e.typ {
			return nil, errUnknown
		}
		slot = v.slot
	} else {
		slot = s.declare(p.Decl[0].Ident[0], e.typ)
	}
	return func(_ *bytes.Buffer, f *frame) error {
		v, err := e.eval(f)
		f.vars[slot] = v
		return err
	}, nil
}

// branches compiles what stands between {{if}}, {{with}} or {{range}} and its
// end, the first part in a scope of its own.
func (s *scope) branches(n *parse.BranchNode, in *scope) (then, other []step, err error) {
	if then, err = in.list(n.List); err != nil {
		return nil, nil, err
	}
	other, err = s.inner(s.dot).list(n.ElseList)
	return then, other, err
}

func (s *scope) ifElse(n *parse.BranchNode) (step, error) {
	if len(n.Pipe.Decl) > 0 {
		return nil, errUnknown
	}
	holds, err := s.condition(n.Pipe)
	if err != nil {
		return nil, err
	}
	then, other, err := s.branches(n, s.inner(s.dot))
	if err != nil {
		return nil, err
	}
	return func(b *bytes.Buffer, f *frame) error {
		ok, err := holds(f)
		if err != nil {
			return err
		}
		if ok {
			return f.do(b, then)
		}
		return f.do(b, other)
	}, nil
}

func (s *scope) with(n *parse.BranchNode) (step, error) {
	e, err := s.pipe(n.Pipe)
	if err != nil || len(n.Pipe.Decl) > 0 {
		return nil, errUnknown
	}
	holds, err := truth(e.typ)
	if err != nil {
		return nil, err
	}
	then, other, err := s.branches(n, s.inner(e.typ))
	if err != nil {
		return nil, err
	}
	return func(b *bytes.Buffer, f *frame) error {
		v, err := e.eval(f)
		if err != nil {
			return err
		}
		if !holds(v) {
			return f.do(b, other)
		}
		outer := f.dot
		f.dot = v
		err = f.do(b, then)
		f.dot = outer
		return err
	}, nil
}

// loop compiles {{range}} over lists.
func (s *scope) loop(n *parse.BranchNode) (step, error) {
	e, err := s.pipe(n.Pipe)
	if err != nil || e.typ.Kind() != reflect.Slice && e.typ.Kind() != reflect.Array || len(n.Pipe.Decl) > 2 {
		return nil, errUnknown
	}
	in := s.inner(e.typ.Elem())
	place, item := -1, -1
	switch decl := n.Pipe.Decl; len(decl) {
	case 1:
		item = in.declare(decl[0].Ident[0], e.typ.Elem())
	case 2:
		place = in.declare(decl[0].Ident[0], reflect.TypeFor[int]())
		item = in.declare(decl[1].Ident[0], e.typ.Elem())
	}
	each, other, err := s.branches(n, in)
	if err != nil {
		return nil, err
	}
	return func(b *bytes.Buffer, f *frame) error {
		list, err := e.eval(f)
		if err != nil {
			return err
		}
		if list.Len() == 0 {
			return f.do(b, other)
		}
		outer := f.dot
		defer func() { f.dot = outer }()
		for i := range list.Len() {
			f.dot = list.Index(i)
			if place >= 0 {
				f.vars[place] = reflect.ValueOf(i)
			}
			if item >= 0 {
				f.vars[item] = f.dot
			}
			if err := f.do(b, each); err != nil {
				return err
			}
		}
		return nil
	}, nil
}

// call compiles {{template "name" value}}.
func (s *scope) call(n *parse.TemplateNode) (step, error) {
	e := expr{typ: nil, eval: func(*frame) (reflect.Value, error) { return reflect.Value{}, nil }}
	if n.Pipe != nil {
		var err error
		if e, err = s.pipe(n.Pipe); err != nil {
			return nil, err
		}
	}
	p, err := s.c.compile(n.Name, e.typ)
	if err != nil {
		return nil, err
	}
	return func(b *bytes.Buffer, f *frame) error {
		v, err := e.eval(f)
		if err != nil {
			return err
		}
		return p.run(b, v)
	}, nil
}

// print compiles {{...}}: a value and the escapers that html/template chose.
func (s *scope) print(p *parse.PipeNode) (step, error) {
	n := len(p.Cmds)
	for n > 0 && len(p.Cmds[n-1].Args) == 1 && isEscaper(funcName(p.Cmds[n-1])) {
		n--
	}
	if n != 1 { // what has no escaper, or a chain of functions
		return nil, errUnknown
	}
	e, err := s.command(p.Cmds[0])
	if err != nil {
		return nil, err
	}
	var names []string
	for _, c := range p.Cmds[n:] {
		names = append(names, funcName(c))
	}
	write, err := escape(e.typ, names)
	if err != nil {
		return nil, err
	}
	if e.fixed {
		v, err := e.eval(nil)
		if err != nil {
			return nil, err
		}
		var text bytes.Buffer
		write(&text, v)
		return func(b *bytes.Buffer, _ *frame) error { b.Write(text.Bytes()); return nil }, nil
	}
	return func(b *bytes.Buffer, f *frame) error {
		v, err := e.eval(f)
		if err == nil {
			write(b, v)
		}
		return err
	}, nil
}
