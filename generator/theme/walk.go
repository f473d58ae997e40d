package theme

import "text/template/parse"

// walk visits the calls of commands and templates below a node.
func walk(n parse.Node, visit func(parse.Node)) {
	switch n := n.(type) {
	case *parse.ListNode:
		if n != nil {
			walkAll(n.Nodes, visit)
		}
	case *parse.ActionNode:
		walk(n.Pipe, visit)
	case *parse.PipeNode:
		if n != nil {
			walkAll(n.Cmds, visit)
		}
	case *parse.CommandNode:
		visit(n)
		walkAll(n.Args, visit)
	case *parse.IfNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.RangeNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.WithNode:
		walkBranch(&n.BranchNode, visit)
	case *parse.TemplateNode:
		visit(n)
		walk(n.Pipe, visit)
	}
}

func walkAll[N parse.Node](nodes []N, visit func(parse.Node)) {
	for _, n := range nodes {
		walk(n, visit)
	}
}

func walkBranch(n *parse.BranchNode, visit func(parse.Node)) {
	walk(n.Pipe, visit)
	walk(n.List, visit)
	walk(n.ElseList, visit)
}

// calls visits every command of a tree.
func calls(n parse.Node, visit func(*parse.CommandNode)) {
	walk(n, func(n parse.Node) {
		if c, ok := n.(*parse.CommandNode); ok {
			visit(c)
		}
	})
}

// templates lists what a tree names by {{template}}, {{frame}} and {{keep}}.
func templates(n parse.Node) []string {
	var out []string
	walk(n, func(n parse.Node) {
		switch n := n.(type) {
		case *parse.TemplateNode:
			out = append(out, n.Name)
		case *parse.CommandNode:
			if name := funcName(n); (name == "frame" || name == "keep") && len(n.Args) > 1 {
				if lit, ok := n.Args[1].(*parse.StringNode); ok {
					out = append(out, lit.Text)
				}
			}
		}
	})
	return out
}
