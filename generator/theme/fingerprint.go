package theme

import (
	"crypto/sha256"
	"fmt"
	"hash"
	"text/template/parse"

	"griot/generator/site"
)

// templateHash is what a template contributes to the fingerprints of the layouts
// that use it.
type templateHash struct {
	hash site.Hash // of its text, its messages and its asset names
	uses []string  // the templates that it names
}

// hashTemplates hashes each template once, since most layouts share most of them.
func (b *binder) hashTemplates(trees map[string]*parse.Tree) map[string]templateHash {
	out := make(map[string]templateHash, len(trees))
	for name, tree := range trees {
		sum := sha256.New()
		fmt.Fprintf(sum, "%s\x00%s\x00", name, tree.Root)
		calls(tree.Root, func(c *parse.CommandNode) { b.sumCall(sum, c) })
		t := templateHash{uses: templates(tree.Root)}
		copy(t.hash[:], sum.Sum(nil))
		out[name] = t
	}
	return out
}

// fingerprint hashes a layout's template, that of the lists within texts, and the templates
// that they use, directly or not, with the messages and the names of assets that they print.
func fingerprint(templates map[string]templateHash, root string) (out site.Hash) {
	sum := sha256.New()
	seen := map[string]bool{root: true, listPartial: true}
	for queue := []string{root, listPartial}; len(queue) > 0; queue = queue[1:] {
		t := templates[queue[0]]
		sum.Write(t.hash[:])
		for _, next := range t.uses {
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
			fmt.Fprintf(sum, "%s %s %q\n", u.Key, p.LangOf(u.Key), b.typeset(lang, text))
		}
	}
}
