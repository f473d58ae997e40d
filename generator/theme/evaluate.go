package theme

import (
	"cmp"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"text/template/parse"
)

// expr is an expression of a template whose type is known.
type expr struct {
	typ  reflect.Type // nil for the value of {{template "x"}} without one
	eval func(*frame) (reflect.Value, error)
	// fixed is set where the value is the same each time: of literals and of
	// calls with nothing but literals.
	fixed bool
}

func constant(v any) expr {
	value := reflect.ValueOf(v)
	return expr{value.Type(), func(*frame) (reflect.Value, error) { return value, nil }, true}
}

// pipe compiles a pipeline of one command.
func (s *scope) pipe(p *parse.PipeNode) (expr, error) {
	if len(p.Cmds) != 1 {
		return expr{}, errUnknown
	}
	return s.command(p.Cmds[0])
}

func (s *scope) command(c *parse.CommandNode) (expr, error) {
	if id, ok := c.Args[0].(*parse.IdentifierNode); ok {
		return s.function(id.Ident, c.Args[1:])
	}
	if len(c.Args) != 1 { // a method with arguments
		return expr{}, errUnknown
	}
	return s.operand(c.Args[0])
}

func (s *scope) operand(n parse.Node) (expr, error) {
	dot := expr{typ: s.dot, eval: func(f *frame) (reflect.Value, error) { return f.dot, nil }}
	switch n := n.(type) {
	case *parse.DotNode:
		return dot, nil
	case *parse.FieldNode:
		return fields(dot, n.Ident)
	case *parse.VariableNode:
		v, err := s.find(n.Ident[0])
		if err != nil {
			return expr{}, err
		}
		slot := v.slot
		return fields(expr{typ: v.typ, eval: func(f *frame) (reflect.Value, error) { return f.vars[slot], nil }}, n.Ident[1:])
	case *parse.StringNode:
		return constant(n.Text), nil
	case *parse.BoolNode:
		return constant(n.True), nil
	case *parse.NumberNode:
		if n.IsInt {
			return constant(int(n.Int64)), nil
		}
	case *parse.PipeNode:
		if len(n.Decl) == 0 {
			return s.pipe(n)
		}
	}
	return expr{}, errUnknown
}

var errNil = errors.New("nil pointer evaluated")

// fields compiles a chain of fields.
func fields(e expr, names []string) (expr, error) {
	for _, name := range names {
		if e.typ == nil {
			return expr{}, errUnknown
		}
		typ, pointer := e.typ, e.typ.Kind() == reflect.Pointer
		if _, method := typ.MethodByName(name); method {
			return expr{}, errUnknown
		}
		if pointer {
			typ = typ.Elem()
		}
		if typ.Kind() != reflect.Struct {
			return expr{}, errUnknown
		}
		field, ok := typ.FieldByName(name)
		if _, method := reflect.PointerTo(typ).MethodByName(name); !ok || method || len(field.Index) != 1 || !field.IsExported() {
			return expr{}, errUnknown
		}
		from, place := e.eval, field.Index[0]
		e = expr{typ: field.Type, eval: func(f *frame) (reflect.Value, error) {
			v, err := from(f)
			if err != nil {
				return v, err
			}
			if pointer {
				if v.IsNil() {
					return v, errNil
				}
				v = v.Elem()
			}
			return v.Field(place), nil
		}}
	}
	return e, nil
}

// truth is what {{if}} makes of a type's values.
func truth(typ reflect.Type) (func(reflect.Value) bool, error) {
	if typ == nil {
		return nil, errUnknown
	}
	switch typ.Kind() {
	case reflect.Bool:
		return reflect.Value.Bool, nil
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return func(v reflect.Value) bool { return v.Len() > 0 }, nil
	case reflect.Int, reflect.Int64:
		return func(v reflect.Value) bool { return v.Int() != 0 }, nil
	case reflect.Pointer:
		return func(v reflect.Value) bool { return !v.IsNil() }, nil
	case reflect.Struct:
		return func(reflect.Value) bool { return true }, nil
	}
	return nil, errUnknown
}

type condition func(*frame) (bool, error)

// condition compiles what {{if}} asks.
func (s *scope) condition(n parse.Node) (condition, error) {
	if p, ok := n.(*parse.PipeNode); ok {
		if len(p.Cmds) != 1 || len(p.Decl) > 0 {
			return nil, errUnknown
		}
		c := p.Cmds[0]
		switch name := funcName(c); name {
		case "and", "or":
			return s.junction(name == "or", c.Args[1:])
		case "not":
			if len(c.Args) != 2 {
				return nil, errUnknown
			}
			holds, err := s.condition(c.Args[1])
			if err != nil {
				return nil, err
			}
			return func(f *frame) (bool, error) { ok, err := holds(f); return !ok, err }, nil
		case "eq", "ne", "lt", "le", "gt", "ge":
			return s.comparison(name, c.Args[1:])
		}
		if len(c.Args) == 1 {
			return s.condition(c.Args[0])
		}
	}
	e, err := s.value(n)
	if err != nil {
		return nil, err
	}
	holds, err := truth(e.typ)
	if err != nil {
		return nil, err
	}
	return func(f *frame) (bool, error) {
		v, err := e.eval(f)
		return err == nil && holds(v), err
	}, nil
}

// value compiles an operand or a pipeline.
func (s *scope) value(n parse.Node) (expr, error) {
	if p, ok := n.(*parse.PipeNode); ok {
		return s.pipe(p)
	}
	return s.operand(n)
}

// junction is and, or or: it ends at the first that decides.
func (s *scope) junction(decides bool, args []parse.Node) (condition, error) {
	var list []condition
	for _, a := range args {
		holds, err := s.condition(a)
		if err != nil {
			return nil, err
		}
		list = append(list, holds)
	}
	return func(f *frame) (bool, error) {
		for _, holds := range list {
			if ok, err := holds(f); err != nil || ok == decides {
				return ok, err
			}
		}
		return !decides, nil
	}, nil
}

// comparison compares two texts, whole numbers or truth values.
func (s *scope) comparison(name string, args []parse.Node) (condition, error) {
	if len(args) != 2 {
		return nil, errUnknown
	}
	x, err := s.value(args[0])
	if err != nil {
		return nil, err
	}
	y, err := s.value(args[1])
	if err != nil || x.typ == nil || y.typ == nil || x.typ.Kind() != y.typ.Kind() {
		return nil, errUnknown
	}
	var order func(a, b reflect.Value) int
	switch kind := x.typ.Kind(); {
	case kind == reflect.String:
		order = func(a, b reflect.Value) int { return cmp.Compare(a.String(), b.String()) }
	case kind == reflect.Int:
		order = func(a, b reflect.Value) int { return cmp.Compare(a.Int(), b.Int()) }
	case kind == reflect.Bool && (name == "eq" || name == "ne"):
		order = func(a, b reflect.Value) int {
			if a.Bool() == b.Bool() {
				return 0
			}
			return 1
		}
	default:
		return nil, errUnknown
	}
	wanted := map[string][]int{"eq": {0}, "ne": {-1, 1}, "lt": {-1}, "le": {-1, 0}, "gt": {1}, "ge": {0, 1}}[name]
	return func(f *frame) (bool, error) {
		a, err := x.eval(f)
		if err != nil {
			return false, err
		}
		b, err := y.eval(f)
		return err == nil && slices.Contains(wanted, order(a, b)), err
	}, nil
}

// function compiles a call.
func (s *scope) function(name string, args []parse.Node) (expr, error) {
	list := make([]expr, len(args))
	for i, a := range args {
		var err error
		if list[i], err = s.operand(a); err != nil {
			return expr{}, err
		}
		if list[i].typ == nil {
			return expr{}, errUnknown
		}
	}
	switch {
	case name == "len" && len(list) == 1:
		return length(list[0])
	case name == "index" && len(list) == 2:
		return item(list[0], list[1])
	case name == "print":
		return call(reflect.ValueOf(fmt.Sprint), list)
	case s.c.funcs[name] != nil:
		return call(reflect.ValueOf(s.c.funcs[name]), list)
	}
	return expr{}, errUnknown
}

func length(of expr) (expr, error) {
	switch of.typ.Kind() {
	case reflect.String, reflect.Slice, reflect.Array, reflect.Map:
		return expr{typ: reflect.TypeFor[int](), eval: func(f *frame) (reflect.Value, error) {
			v, err := of.eval(f)
			if err != nil {
				return v, err
			}
			return reflect.ValueOf(v.Len()), nil
		}}, nil
	}
	return expr{}, errUnknown
}

func item(of, at expr) (expr, error) {
	if k := of.typ.Kind(); k != reflect.Slice && k != reflect.Array || at.typ.Kind() != reflect.Int {
		return expr{}, errUnknown
	}
	return expr{typ: of.typ.Elem(), eval: func(f *frame) (reflect.Value, error) {
		list, err := of.eval(f)
		if err != nil {
			return list, err
		}
		i, err := at.eval(f)
		if err != nil {
			return i, err
		}
		if n := i.Int(); n < 0 || n >= int64(list.Len()) {
			return list, fmt.Errorf("index %d of %d", n, list.Len())
		}
		return list.Index(int(i.Int())), nil
	}}, nil
}

// call compiles a call of a function of one result, or of one and an error.
func call(fn reflect.Value, args []expr) (expr, error) {
	typ := fn.Type()
	if typ.NumOut() < 1 || typ.NumOut() > 2 || typ.NumIn() > len(args)+1 || !typ.IsVariadic() && typ.NumIn() != len(args) {
		return expr{}, errUnknown
	}
	for i, a := range args {
		want := typ.In(min(i, typ.NumIn()-1))
		if typ.IsVariadic() && i >= typ.NumIn()-1 {
			want = want.Elem()
		}
		if !a.typ.AssignableTo(want) {
			return expr{}, errUnknown
		}
	}
	fixed := !slices.ContainsFunc(args, func(a expr) bool { return !a.fixed })
	return expr{typ.Out(0), func(f *frame) (reflect.Value, error) {
		in := make([]reflect.Value, len(args))
		for i, a := range args {
			var err error
			if in[i], err = a.eval(f); err != nil {
				return in[i], err
			}
		}
		out := fn.Call(in)
		if len(out) == 2 && !out[1].IsNil() {
			return out[0], out[1].Interface().(error)
		}
		return out[0], nil
	}, fixed}, nil
}
