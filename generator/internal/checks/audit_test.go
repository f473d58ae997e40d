//go:build site && audit

package checks

import (
	"bytes"
	"cmp"
	"encoding/json"
	"fmt"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"text/tabwriter"
)

// budgets are what a page may cost at most, or must reach at least; they are
// in audit/budgets.json. The keys are the names of figures.
type budgets struct {
	AtMost    map[string]float64 `json:"at_most"`
	AtLeast   map[string]float64 `json:"at_least"`
	CO2Rating string             `json:"co2_rating"`
}

func readBudgets(t *testing.T) budgets {
	t.Helper()
	var b budgets
	d := json.NewDecoder(bytes.NewReader([]byte(read(t, absolute("audit", "budgets.json")))))
	d.DisallowUnknownFields()
	if err := d.Decode(&b); err != nil {
		t.Fatalf("audit/budgets.json: %v", err)
	}
	return b
}

// measure is one figure of one page; why says what was found, for figures that
// count faults.
type measure struct {
	figure, page string
	value        float64
	why          []string
}

// worse orders measures of a figure, the worst first.
func (b budgets) worse(x, y measure) int {
	by := cmp.Compare(y.value, x.value)
	if _, floor := b.AtLeast[x.figure]; floor {
		by = -by
	}
	return cmp.Or(by, cmp.Compare(x.page, y.page))
}

// excess says by how much a measure is over its budget; 0 is within.
func (b budgets) excess(m measure) float64 {
	if least, ok := b.AtLeast[m.figure]; ok {
		return max(0, least-m.value)
	}
	most, ok := b.AtMost[m.figure]
	if !ok {
		return math.Inf(1)
	}
	return max(0, m.value-most)
}

// verdict returns one row for each figure, with its worst page, and one line
// for each page that is over budget.
func (b budgets) verdict(measures []measure) (rows, over []string) {
	by := map[string][]measure{}
	var figures []string
	for _, m := range measures {
		if by[m.figure] == nil {
			figures = append(figures, m.figure)
		}
		by[m.figure] = append(by[m.figure], m)
	}
	for _, figure := range figures {
		all := by[figure]
		slices.SortStableFunc(all, b.worse)
		sign, budget := "at most", b.AtMost[figure]
		if least, ok := b.AtLeast[figure]; ok {
			sign, budget = "at least", least
		}
		rows = append(rows, fmt.Sprintf("%s\t%s\t%s %s\t%s\t%d", strings.ReplaceAll(figure, "_", " "),
			short(all[0].value), sign, short(budget), all[0].page, len(all)))
		for _, m := range all {
			if e := b.excess(m); e > 0 {
				over = append(over, strings.Join(append([]string{fmt.Sprintf("%s: %s %s, over the budget of %s %s by %s",
					m.page, short(m.value), strings.ReplaceAll(figure, "_", " "), sign, short(budget), short(e))}, m.why...), "\n    "))
			}
		}
	}
	return rows, over
}

// short writes a figure with at most six decimals.
func short(v float64) string { return strconv.FormatFloat(math.Round(v*1e6)/1e6, 'f', -1, 64) }

// reportBudgets prints the worst page for each figure and fails the test for each
// page that is over budget.
func reportBudgets(t *testing.T, measures []measure) {
	t.Helper()
	rows, over := readBudgets(t).verdict(measures)
	table(append([]string{"figure\tworst\tbudget\tpage\tmeasured"}, rows...))
	report(t, over)
}

// table prints rows, their cells parted by tabs, as they are ready.
func table(rows []string) {
	w := tabwriter.NewWriter(os.Stdout, 0, 0, 2, ' ', 0)
	fmt.Fprintln(w, strings.Join(rows, "\n"))
	w.Flush()
}

// audited returns an npm package's file of the audit.
func audited(t *testing.T, elem ...string) string {
	t.Helper()
	path := filepath.Join(append([]string{absolute("audit", "node_modules")}, elem...)...)
	if _, err := os.Stat(path); err != nil {
		t.Fatalf("%v (make audit installs it)", err)
	}
	return path
}

func TestAuditObjects(t *testing.T) {
	b := budgets{
		AtMost: map[string]float64{"requests": 4}, AtLeast: map[string]float64{"seo": 100},
	}
	rows, over := b.verdict([]measure{
		{"requests", "a.html", 4, nil}, {"requests", "b.html", 6, []string{"x.js"}},
		{"seo", "c.html", 100, nil}, {"seo", "d.html", 92, nil}, {"unknown", "e.html", 0, nil},
	})
	wants(t, rows, "requests\t6\tat most 4\tb.html\t2", "seo\t92\tat least 100\td.html\t2")
	wants(t, over, "b.html: 6 requests, over the budget of at most 4 by 2\n    x.js", "d.html: 92 seo", "e.html")
	if len(over) != 3 {
		t.Errorf("%d pages over budget, not 3: %q", len(over), over)
	}
}
