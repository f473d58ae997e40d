package theme

import (
	"testing"

	"griot/generator/view"
)

func TestHead(t *testing.T) {
	v := &view.View{Title: `A "title" + more`, Meta: view.Meta{
		Canonical: "https://example.org/x/?a&b", OGType: "article", OGLocale: "en_GB",
		Alternates: []view.Alternate{{Code: "fr", Href: "https://example.org/fr/"}},
		Feeds:      []view.Link{{Href: "feed.xml", Text: "News"}},
		OtherFeeds: []view.FeedLink{{Href: "feed.json", Text: "News", Type: "application/feed+json"}},
		Next:       "javascript:alert(1)", Published: "2026-11-20",
		Citation: [][2]string{{"citation_title", "A <title>"}}, JSONLD: `{"@type":"Report"}`,
	}}
	want := `
<link rel="canonical" href="https://example.org/x/?a&amp;b">
<link rel="alternate" hreflang="fr" href="https://example.org/fr/">

<link rel="alternate" type="application/atom+xml" title="News" href="feed.xml">
<link rel="alternate" type="application/feed&#43;json" title="News" href="feed.json">


<link rel="next" href="#ZgotmplZ">
<meta property="og:url" content="https://example.org/x/?a&amp;b">
<meta property="og:title" content="A &#34;title&#34; &#43; more">
<meta property="og:type" content="article">
<meta property="og:locale" content="en_GB">


<meta property="article:published_time" content="2026-11-20">

<meta name="citation_title" content="A &lt;title&gt;">

<script type="application/ld+json">{"@type":"Report"}</script>`
	if got := string(head(v)); got != want {
		t.Errorf("the head is\n%s\nnot\n%s", got, want)
	}
}
