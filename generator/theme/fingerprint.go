package theme

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"text/template/parse"

	"griot/generator/site"
)

// fingerprint hashes a layout's template and the templates that it uses, with
// the messages and the names of assets that they print.
func (b *binder) fingerprint(trees map[string]*parse.Tree, root string) (out site.Hash) {
	sum := sha256.New()
	seen := map[string]bool{root: true}
	queue := []string{root}
	for len(queue) > 0 {
		name := queue[0]
		queue = queue[1:]
		tree := trees[name]
		if tree == nil {
			continue
		}
		fmt.Fprintf(sum, "%q %q\n", name, tree.Root.String())
		calls(tree.Root, func(c *parse.CommandNode) { b.sumCall(sum, c) })
		for _, next := range templates(tree.Root) {
			if !seen[next] {
				seen[next] = true
				queue = append(queue, next)
			}
		}
	}
	copy(out[:], sum.Sum(nil))
	return out
}

// families are the messages behind functions that take no key.
var families = map[string]string{"bytes": "bytes.", "date": "date.", "list": "list."}

// sumCall adds the messages and asset names that a call can print.
func (b *binder) sumCall(sum hash.Hash, c *parse.CommandNode) {
	if funcName(c) == "asset" && len(c.Args) == 2 {
		if name, ok := c.Args[1].(*parse.StringNode); ok {
			p, _ := b.asset(name.Text) // an unknown asset fails when the page is rendered
			fmt.Fprintf(sum, "%q\n", p)
		}
	}
	if prefix := families[funcName(c)]; prefix != "" {
		fmt.Fprintln(sum, b.printer.Sources(prefix))
		return
	}
	langs := []string{b.lang}
	if funcName(c) == "tin" {
		langs = b.o.Langs
	}
	for _, u := range messageUses(c) {
		for _, lang := range langs {
			p := b.o.Messages.For(lang)
			text := p.Source(u.Key)
			if u.Prefix {
				text = p.Sources(u.Key)
			}
			fmt.Fprintf(sum, "%s %q\n", u.Key, b.typeset(lang, text))
		}
	}
}
