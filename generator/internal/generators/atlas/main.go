// Command atlas writes data/countries.txt, the shapes that figures/atlas draws, from
// Natural Earth's countries at 1:50 million (public domain), which the npm package
// world-atlas has in TopoJSON.
//
// Borders are those of Natural Earth, which shows who controls an area, except in
// four areas where the maps of the United Nations differ: Crimea belongs to Ukraine,
// Western Sahara reaches to 27°40′ north, and Somalia and Cyprus are whole. Run it by
// hand, with go generate; no build needs it.
package main

import (
	"bytes"
	"encoding/json"
	"flag"
	"fmt"
	"log"
	"os"
)

func main() {
	log.SetFlags(0)
	from := flag.String("atlas", "", "countries-50m.json of world-atlas")
	to := flag.String("o", "", "file to write")
	flag.Parse()
	if err := run(*from, *to); err != nil {
		log.Fatal(err)
	}
}

func run(from, to string) error {
	src, err := os.ReadFile(from)
	if err != nil {
		return fmt.Errorf("read countries: %w", err)
	}
	t, err := decode(src)
	if err != nil {
		return fmt.Errorf("read countries %q: %w", from, err)
	}
	if err := t.adjust(); err != nil {
		return fmt.Errorf("adjust countries: %w", err)
	}
	t.dropIslets()
	t.simplify()
	var b bytes.Buffer
	t.write(&b)
	if err := os.WriteFile(to, b.Bytes(), 0o644); err != nil {
		return fmt.Errorf("write countries: %w", err)
	}
	return nil
}

// point is a place in degrees: x is the longitude.
type point struct{ x, y float64 }

// ring is a closed line: arcs by number, backwards where the number is
// negative (^n, as TopoJSON has it).
type ring []int

// topology is countries by code, on arcs that neighbours share.
type topology struct {
	arcs  [][]point
	faces map[string][]ring
}

// file is the part of TopoJSON that world-atlas uses.
type file struct {
	Transform struct{ Scale, Translate [2]float64 }
	Arcs      [][][2]float64
	Objects   struct {
		Countries struct {
			Geometries []struct {
				Type       string
				ID         string
				Arcs       json.RawMessage
				Properties struct{ Name string }
			}
		}
	}
}

func decode(src []byte) (*topology, error) {
	var f file
	if err := json.Unmarshal(src, &f); err != nil {
		return nil, err
	}
	t := &topology{faces: map[string][]ring{}}
	for _, a := range f.Arcs {
		var x, y float64
		var arc []point
		for _, d := range a {
			x, y = x+d[0], y+d[1]
			arc = append(arc, point{
				x*f.Transform.Scale[0] + f.Transform.Translate[0],
				y*f.Transform.Scale[1] + f.Transform.Translate[1],
			})
		}
		t.arcs = append(t.arcs, arc)
	}
	for _, g := range f.Objects.Countries.Geometries {
		var polygons [][]ring
		if g.Type == "Polygon" {
			polygons = make([][]ring, 1)
			if err := json.Unmarshal(g.Arcs, &polygons[0]); err != nil {
				return nil, err
			}
		} else if err := json.Unmarshal(g.Arcs, &polygons); err != nil {
			return nil, err
		}
		code, err := codeOf(g.ID, g.Properties.Name)
		if err != nil {
			return nil, err
		}
		for _, p := range polygons {
			t.faces[code] = append(t.faces[code], p...)
		}
	}
	delete(t.faces, "ATA") // no map is drawn around the pole
	return t, nil
}
