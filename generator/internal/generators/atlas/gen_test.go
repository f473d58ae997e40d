package main

import (
	"bytes"
	"strings"
	"testing"
)

// Two squares beside each other, the left one (Mali) with an islet, and a
// third area without a number that belongs to the right one.
const sample = `{"type":"Topology","transform":{"scale":[1,1],"translate":[0,0]},
"objects":{"countries":{"type":"GeometryCollection","geometries":[
{"type":"MultiPolygon","id":"466","arcs":[[[0,1]],[[3]]],"properties":{"name":"Mali"}},
{"type":"Polygon","id":"706","arcs":[[2,4,-1]],"properties":{"name":"Somalia"}},
{"type":"Polygon","arcs":[[-5,-6]],"properties":{"name":"Somaliland"}}]}},
"arcs":[[[4,0],[0,4]],[[4,4],[-4,0],[0,-4],[4,0]],[[4,0],[4,0],[0,4]],
[[-3,2],[0.01,0],[0,0.01],[-0.01,-0.01]],[[8,4],[-4,0]],[[4,4],[0,4],[4,0],[0,-4]]]}`

func TestCountriesAreJoinedAndWritten(t *testing.T) {
	m, err := decode([]byte(sample))
	if err != nil {
		t.Fatal(err)
	}
	whole, err := m.union(m.faces["SOM"])
	if err != nil || len(whole) != 1 || len(whole[0]) != 3 {
		t.Errorf("the union is %v, %v", whole, err)
	}
	m.faces["SOM"] = whole
	m.dropIslets()
	if n := len(m.faces["MLI"]); n != 1 {
		t.Errorf("Mali has %d rings, the islet among them", n)
	}
	m.simplify()
	var b bytes.Buffer
	m.write(&b)
	if got := b.String(); strings.Count(got, "\narc ") != 4 || !strings.HasSuffix(got, "\nMLI 0 1\nSOM 2 -4 -1\n") {
		t.Errorf("wrote %s", got)
	}
}

func TestMistakes(t *testing.T) {
	for _, text := range []string{
		"{", strings.Replace(sample, `"466"`, `"9999"`, 1), strings.Replace(sample, "Somaliland", "Atlantis", 1),
	} {
		if _, err := decode([]byte(text)); err == nil {
			t.Errorf("no error in %.40q", text)
		}
	}
	m, _ := decode([]byte(sample))
	if err := m.adjust(); err == nil {
		t.Error("Crimea was found in Mali")
	}
	if _, err := m.union([]ring{{0}, {^0, 1}}); err == nil {
		t.Error("a ring closed that cannot")
	}
}

func TestSimplifyKeepsEndsAndBends(t *testing.T) {
	got := visvalingam([]point{{0, 0}, {1, 0.001}, {2, 0}, {2, 2}, {2, 4}}, 0.01, 2)
	if want := []point{{0, 0}, {2, 0}, {2, 4}}; len(got) != 3 || got[1] != want[1] {
		t.Errorf("%v", got)
	}
	if got := visvalingam([]point{{0, 0}, {1, 0}, {1, 1}, {0, 0}}, 10, 5); len(got) != 4 {
		t.Errorf("an island lost its form: %v", got)
	}
}

func TestVarints(t *testing.T) {
	for n, want := range map[int]string{0: "A", 1: "C", -1: "D", 15: "e", 16: "gB", -16: "hB", 1000: "w+B"} {
		var b bytes.Buffer
		if writeVarint(&b, n); b.String() != want {
			t.Errorf("%d = %q, want %q", n, b.String(), want)
		}
	}
}
