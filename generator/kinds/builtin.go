package kinds

import (
	"embed"
	"fmt"
	"sync"

	"griot/generator/site"
	"griot/generator/yaml"
)

//go:embed builtin
var files embed.FS

// builtin are the built-in kinds in the order in which lists of kinds show them.
var builtin = []site.Kind{Brief, TheoryOfChange, Country, Outcome, Partner, Workstream, Milestone, "term", Page}

// Builtin returns the kinds that every site has. They are described by the files in
// builtin/, as a site describes its own.
var Builtin = sync.OnceValue(func() *Set {
	list := make([]Kind, len(builtin))
	for i, name := range builtin {
		root, r := readBuiltin(string(name))
		k := Kind{Name: name}
		r.settings(&k, root)
		k.Fields = r.fields(node(root, "fields"))
		list[i] = k
		r.verify()
	}
	root, r := readBuiltin("common")
	common := r.fields(node(root, "fields"))
	r.verify()
	return newSet(list, common)
})

// readBuiltin parses one of the files of the program.
func readBuiltin(name string) (*yaml.Node, *reader) {
	file := "builtin/" + name + ".yaml"
	src, err := files.ReadFile(file)
	if err != nil {
		panic(err) // the file is part of the program
	}
	r := &reader{Reader: &yaml.Reader{File: file}}
	root, list := yaml.Parse(src, file, 1)
	r.Diagnostics = list
	r.Fields(root, file, append(ownKeys, builtinKeys...)...)
	return root, r
}

// verify panics if a file of the program has a mistake.
func (r *reader) verify() {
	if len(r.Diagnostics) > 0 {
		panic(fmt.Sprintf("kinds: %v", r.Diagnostics))
	}
}
