//go:build site && audit

package checks

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"path"
	"regexp"
	"runtime"
	"slices"
	"sort"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/chromedp/cdproto/cdp"
	"github.com/chromedp/cdproto/network"
	"github.com/chromedp/chromedp"
)

// visited is what a reader's first visit of a page asks for.
type visited struct {
	page     string
	requests []string       // addresses, images not among them, in order
	weight   map[string]int // extension -> bytes on the line, without headers
	shift    shift          // the worse of a narrow and a wide screen
	faults   []string       // see reflow
	breaches []string       // what axe-core says, in four variants
}

// text is the weight of HTML, styles and scripts; all is that of everything.
func (v visited) text() int { return v.weight[".html"] + v.weight[".css"] + v.weight[".js"] }

func (v visited) all() (sum int) {
	for _, n := range v.weight {
		sum += n
	}
	return sum
}

// traffic records what a tab requests and when it was last busy.
type traffic struct {
	mu   sync.Mutex
	kind map[string]network.ResourceType
	urls []string
	open map[network.RequestID]bool
	last time.Time
}

func (n *traffic) listen(event any) {
	n.mu.Lock()
	defer n.mu.Unlock()
	switch e := event.(type) {
	case *network.EventRequestWillBeSent:
		if !strings.HasPrefix(e.Request.URL, "data:") {
			n.urls = append(n.urls, e.Request.URL)
			n.kind[e.Request.URL] = e.Type
			n.open[e.RequestID] = true
		}
	case *network.EventLoadingFinished:
		delete(n.open, e.RequestID)
	case *network.EventLoadingFailed:
		delete(n.open, e.RequestID)
	default:
		return
	}
	n.last = time.Now()
}

// quiet waits until there were no requests and responses for a while.
func (n *traffic) quiet(ctx context.Context, t *chromedp.Target) error {
	for {
		n.mu.Lock()
		done := len(n.open) == 0 && time.Since(n.last) > 300*time.Millisecond
		n.mu.Unlock()
		if done {
			return nil
		}
		if _, err := chromedp.Sleep(50*time.Millisecond)(ctx, t); err != nil {
			return err
		}
	}
}

// drain returns the requests since the last call.
func (n *traffic) drain() ([]string, map[string]network.ResourceType) {
	n.mu.Lock()
	defer n.mu.Unlock()
	urls, kind := n.urls, n.kind
	n.urls, n.kind, n.open = nil, map[string]network.ResourceType{}, map[network.RequestID]bool{}
	return urls, kind
}

// audit visits a page for the first time on a phone and on a wide screen, and checks
// it in all variants.
func (b *tab) audit(h *host, n *traffic, page, axe string) (v visited, err error) {
	v = visited{page: page, weight: map[string]int{}}
	n.drain()
	var narrow shift
	if err := b.do(as(screen{width: 1280}), open(h.urlOf(page)), chromedp.Func(n.quiet), eval(shifted, &v.shift)); err != nil {
		return v, err
	}
	n.drain()
	if err := b.do(as(screen{width: 360}), open(h.urlOf(page)), chromedp.Func(n.quiet)); err != nil {
		return v, err
	}
	v.addWeights(h, n)
	if err := b.do(eval(shifted, &narrow), chromedp.Evaluate[chromedp.Void](axe)); err != nil {
		return v, err
	}
	if narrow.Sum > v.shift.Sum {
		v.shift = narrow
	}
	for _, l := range []screen{{360, false}, {360, true}, {1280, true}, {1280, false}} {
		var broken []violation
		if err := b.do(as(l), eval(axeScript, &broken)); err != nil {
			return v, err
		}
		for _, o := range objections(broken) {
			v.breaches = append(v.breaches, fmt.Sprintf("%v: %s", l, o))
		}
	}
	v.breaches = append(v.breaches, b.takeProblems()...)
	v.faults, err = b.reflow()
	return v, err
}

// addWeights adds the sizes of what was requested, as the host sent it.
func (v *visited) addWeights(h *host, n *traffic) {
	urls, kind := n.drain()
	for _, url := range urls {
		name := strings.TrimPrefix(url, h.url)
		if at := strings.IndexAny(name, "?#"); at >= 0 {
			name = name[:at]
		}
		text, mime := h.file(name)
		if compressible(mime) {
			text = compress(text)
		}
		ext := path.Ext(name)
		if ext == "" {
			ext = ".html"
		}
		v.weight[ext] += len(text)
		if kind[url] != network.ResourceTypeImage {
			v.requests = append(v.requests, fmt.Sprintf("%s (%d bytes)", name, len(text)))
		}
	}
}

// firstVisit makes each visit of the tab a first one, by somebody whose
// language no page is in.
func firstVisit() chromedp.Action[chromedp.Void] {
	return chromedp.Steps(prefers("eo"), chromedp.Func(func(ctx context.Context, t *chromedp.Target) error {
		_, err := cdp.Call(ctx, t, network.SetCacheDisabled, network.SetCacheDisabledParams{CacheDisabled: true})
		return err
	}))
}

// only limits an audit to some pages, while they are being fixed.
var only = flag.String("pages", "", "audit only the pages whose path matches this regular expression")

func wanted(t *testing.T, page string) bool {
	t.Helper()
	matches, err := regexp.MatchString(*only, page)
	if err != nil {
		t.Fatal(err)
	}
	return matches
}

// TestAuditPages visits every page.
func TestAuditPages(t *testing.T) {
	h := slowHost(t)
	axe := read(t, locked(t, "axe-core", "axe.min.js"))
	var pages []string
	for _, page := range filesIn(t, public, ".html") {
		if wanted(t, page) && !refresh.MatchString(read(t, public, page)) {
			pages = append(pages, page)
		}
	}
	if len(pages) == 0 {
		t.Fatalf("no page matches %q", *only)
	}
	visits := make([]visited, len(pages))
	var known sync.Map // tab -> its traffic
	inTabs(t, h, liberation, runtime.GOMAXPROCS(0)+1, len(pages), func(b *tab, i int) (err error) {
		n, seen := known.LoadOrStore(b, &traffic{kind: map[string]network.ResourceType{}, open: map[network.RequestID]bool{}})
		if !seen {
			if err := chromedp.Listen(b.ctx, n.(*traffic).listen); err != nil {
				return err
			}
			if err := b.do(firstVisit()); err != nil {
				return err
			}
		}
		if visits[i], err = b.audit(h, n.(*traffic), pages[i], axe); err != nil {
			return fmt.Errorf("%s: %w", pages[i], err)
		}
		return nil
	})
	if t.Failed() {
		return
	}
	all := figures(visits)
	if *only == "" {
		all = append(all, ninthDecile(t, visits)...)
	}
	reportBudgets(t, all)
	rate(t, visits)
}

// slowHost serves public/ compressed, and its fonts so late that the page is
// painted without them first.
func slowHost(t *testing.T) *host {
	t.Helper()
	h, err := serveFolder(public, "/", true)
	if err != nil {
		t.Fatal(err)
	}
	h.compresses = true
	h.wait = func(name string) time.Duration {
		if strings.HasSuffix(name, ".woff2") {
			return 250 * time.Millisecond
		}
		return 0
	}
	return h
}

func figures(visits []visited) (all []measure) {
	for _, v := range visits {
		all = append(all,
			measure{"kilobytes", v.page, float64(v.text()) / 1000, v.requests},
			measure{"requests", v.page, float64(len(v.requests)), v.requests},
			measure{"layout_shift", v.page, v.shift.Sum, v.shift.Moved},
			measure{"axe_violations", v.page, float64(len(v.breaches)), v.breaches},
			measure{"reflow_faults", v.page, float64(len(v.faults)), v.faults})
	}
	sort.SliceStable(all, func(i, j int) bool { return all[i].figure < all[j].figure })
	return all
}

// ninthDecile returns the weights that nine of ten pages don't exceed.
func ninthDecile(t *testing.T, visits []visited) []measure {
	t.Helper()
	if len(visits) == 0 {
		t.Fatal("no page")
	}
	by := slices.Clone(visits)
	slices.SortFunc(by, func(a, b visited) int { return a.text() - b.text() })
	v := by[(len(by)*9+9)/10-1]
	return []measure{{"kilobytes_of_most_pages", v.page, float64(v.text()) / 1000, v.requests}}
}

// rate asks CO2.js about every visit, fonts and images included.
func rate(t *testing.T, visits []visited) {
	t.Helper()
	audited(t, "@tgwf", "co2", "package.json")
	sizes := make([]int, len(visits))
	for i, v := range visits {
		sizes[i] = v.all()
	}
	question, err := json.Marshal(sizes)
	if err != nil {
		t.Fatal(err)
	}
	answer, err := output(time.Minute, []string{string(question)}, "node", absolute("audit", "co2.mjs"))
	if err != nil {
		t.Fatal(err)
	}
	var rated []struct {
		Total  float64
		Rating string
	}
	if err := json.Unmarshal([]byte(answer), &rated); err != nil || len(rated) != len(visits) {
		t.Fatalf("CO2.js answers %q (%v)", answer, err)
	}
	want, worst := readBudgets(t).CO2Rating, 0
	for i, r := range rated {
		if r.Total > rated[worst].Total {
			worst = i
		}
		if r.Rating != want {
			t.Errorf("%s: rated %s by CO2.js, not %s: %.3f g for %d bytes %v", visits[i].page, r.Rating, want, r.Total, sizes[i], visits[i].weight)
		}
	}
	fmt.Printf("CO2.js: worst %s (%.4f g, %d bytes with fonts and images), budget %s: %s\n\n", rated[worst].Rating, rated[worst].Total,
		sizes[worst], want, visits[worst].page)
}
