package pipeline_test

import (
	"fmt"
	"image/color"
	"path/filepath"
	"strings"
	"testing"

	"griot/generator/internal/testkit/folder"
)

// payloads are texts that run a script, or end the text in which they stand, in one format
// or another. MARK is a word by which a page that has one is recognised.
var payloads = []string{
	`<script>alert('MARK')</script>`, `"><script>alert(1)</script>MARK`, `'><img src=x onerror=alert(1)>MARK`, `</title><script>alert(1)</script>MARK`,
	`MARK</script><script>alert(1)</script>`, `</textarea></style><svg onload=alert(1)>MARK`, `MARK" onmouseover="alert(1)" x="`, `MARK' autofocus onfocus='alert(1)`,
	`javascript:alert('MARK')`, `MARK &lt;script&gt;alert(1)&lt;/script&gt;`, `MARK &#60;img src=x onerror=alert(1)&#62;`, `MARK {{.Site}}{{printf "<script>"}}`,
	`MARK ]]><script>alert(1)</script>`, `MARK --><script>alert(1)</script>`, `MARK <!--<script>`, `MARK \u003cscript\u003ealert(1)\u003c/script\u003e`,
	`MARK \"}];alert(1)//`, "MARK \u2028alert(1)\u2029", `<svg/onload=alert(1)>MARK`, `<a href="java&#9;script:alert(1)">MARK</a>`,
	`=cmd|' /C calc'!A0 MARK`, `@SUM(1+1)*MARK`, `+MARK`, `-2+3+MARK`,
	`MARK}} @article{x, title={`, `MARK \input{/etc/passwd} \write18{id}`, `MARK ER  - TY  - JOUR`, `MARK%0d%0aSet-Cookie:x=1`,
	"MARK \u202e>tpircs/<\u2066", `<math><mi xlink:href="data:text/html,<script>alert(1)</script>">MARK</mi></math>`, "${alert(1)} `MARK`", `<iframe srcdoc="<script>alert(1)</script>">MARK</iframe>`,
}

// constructs are the Markdown in which a payload stands.
var constructs = []string{
	"%s", "## %s", "## A heading {#%s}", "A heading\n---\n\n%s\n===", "- %s", "1. %s", "- [ ] %s", "> %s", "> [!NOTE] %s\n> Text.", "> [!TIP]\n> %s", "> [!FIGURE]\n> ![A picture](/pic.png)\n> %s", "> [!KEY]\n> 12\n> %s", "> [!QUOTE]\n> Said.\n> — %s",
	"| a |\n| - |\n| %s |", "| %s |\n| - |\n| a |", "Term %s\n: meaning", "Term\n: %s", "**%s**", "~~%s~~", "[%s](/about.md)", "[a](/about.md \"%s\")", "[a](/about.md '%s')", "![%s](/pic.png)", "![A picture](/pic.png \"%s\")",
	"[a][r] %[1]s\n\n[r]: /about.md \"%[1]s\"", "Note.[^1]\n\n[^1]: %s", "[a](https://example.org/?q=%s)", "[a](<https://example.org/%s>)", "[a](<%s>)", "![a](<%s>)", "<https://example.org/%s>", "https://example.org/%s and a text", "[a](mailto:%s@example.org)", "[a](/about.md#%s)",
	"`%s`", "``` %s\ncode\n```", "```html\n%s\n```", "```javascript\n%s\n```", "```bash\n%s\n```", "    %s", "<!-- %s -->", "<div title=\"%s\">text</div>", "<b id='%s'>text</b>", "<img src=\"/pic.png\" alt=\"%s\">", "<a href=\"%s\">text</a>", "<video src=\"%s\" poster=\"%[1]s\"></video>", "<details><summary>%s</summary>text</details>",
}

func marked(payload string, n int) (text, mark string) {
	mark = fmt.Sprintf("xq%dz", n)
	return strings.ReplaceAll(payload, "MARK", mark), mark
}

// construct puts a payload into Markdown, in every place of it.
func construct(format, payload string) string {
	return strings.NewReplacer("%[1]s", payload, "%s", payload).Replace(format)
}

// withHub is the small site with a picture and lines at the end of hub.yaml.
func withHub(t *testing.T, lines string) (dir string) {
	t.Helper()
	dir = smallSite(t)
	folder.Write(t, dir, "content/hub.yaml", folder.Read(t, dir, "content/hub.yaml")+lines)
	folder.Write(t, dir, "content/pic.png", picture(t, 60, 40, color.RGBA{200, 0, 0, 255}))
	return dir
}

// No Markdown runs a script, whether HTML is kept or not.
func TestHostileMarkdown(t *testing.T) {
	skipWithRace(t)
	for _, raw := range []bool{true, false} {
		t.Run(fmt.Sprintf("raw_html %v", raw), func(t *testing.T) {
			dir := withHub(t, fmt.Sprintf("raw_html: %v\n", raw))
			var cases []hostileCase
			for i, format := range constructs {
				for j, payload := range payloads {
					if (i+j)%8 != 0 && !(raw && (i+j)%8 == 4) {
						continue // each payload in several constructs, each construct with several payloads
					}
					text, mark := marked(payload, len(cases))
					if strings.HasPrefix(format, "<!--") || strings.Contains(format, "](<") || strings.Contains(format, "```") && strings.Contains(format, " %s") || raw {
						mark = "" // not shown, or taken out with its element
					}
					name := fmt.Sprintf("content/m%d.en.md", len(cases))
					body := frontPage(map[string]string{"title": "A page", "summary": "A page."}, "## Text {#start}\n\n"+construct(format, text))
					cases = append(cases, hostileCase{name: fmt.Sprintf("%q in %q", payload, format), files: map[string]string{name: body}, mark: mark})
				}
			}
			out, refused := buildHostile(t, dir, cases)
			checkHarmless(t, out)
			logCases(t, "Markdown", len(cases), len(refused))
		})
	}
}

// fields are the front matter in which a payload stands, by section and field.
func fields(text string) []struct {
	section string
	front   map[string]string
} {
	q := quoted(text)
	type front = map[string]string
	brief := func(key, value string) front {
		f := front{"title": `"A brief"`, "summary": "A brief.", "date": "2026-01-02", "type": "report", "sources": `[{ title: A source }]`, "key_messages": "[One.]", "countries": "[mali]"}
		f[key] = value
		return f
	}
	page := func(kind string, more ...string) front {
		f := front{"title": `"A page"`, "summary": "A page.", "kind": kind}
		for i := 0; i < len(more); i += 2 {
			f[more[i]] = more[i+1]
		}
		return f
	}
	all := []front{
		page("page", "title", q), page("page", "summary", q), page("page", "slug", q), page("page", "aliases", "["+q+"]"), page("page", "also", "["+q+"]"), page("page", "period", q), page("page", "sdg", "["+q+"]"),
		page("page", "image", "{ src: pic.png, alt: "+q+", caption: "+q+", credit: "+q+" }"), page("page", "image", q), page("page", "doi", q), page("page", "layout", q), page("page", "countries", "["+q+"]"),
		page("partner", "role", "lead", "short", q), page("partner", "role", "lead", "title", q), page("partner", "role", "lead", "website", q), page("partner", "role", "lead", "website", quoted("https://example.org/"+text)),
		page("workstream", "lead", q), page("milestone", "period", `"2021"`, "title", q), page("milestone", "period", `"2021"`, "summary", q), page("term", "title", q), page("term", "short", quoted("AB"+text)), page("term", "short", q),
		page("theory-of-change", "nodes", "[{ id: a, layer: impact, title: "+q+", text: "+q+" }]", "assumptions", "[{ id: x, text: "+q+" }]"), page("theory-of-change", "nodes", "[{ id: "+q+", layer: impact, title: A, text: B }]"),
	}
	briefs := []front{
		brief("title", q), brief("summary", q), brief("authors", "["+q+"]"), brief("authors", "[{ name: "+q+", organisation: "+q+", role: "+q+" }]"), brief("authors", "[{ name: A, orcid: "+q+" }]"),
		brief("sources", "[{ title: "+q+", publisher: "+q+", note: "+q+" }]"), brief("sources", "[{ title: A, url: "+q+" }]"), brief("sources", "["+q+"]"), brief("key_messages", "["+q+"]"), brief("also", "["+q+"]"), brief("doi", quoted("10.1234/"+text)), brief("type", q),
	}
	var found []struct {
		section string
		front   map[string]string
	}
	for _, f := range all {
		found = append(found, struct {
			section string
			front   map[string]string
		}{"", f})
	}
	for _, f := range briefs {
		found = append(found, struct {
			section string
			front   map[string]string
		}{"briefs/", f})
	}
	return found
}

const hostileTerms = `data: true
share_images: page
`

// No text of front matter runs a script, in pages, lists, feeds, citations, data or search.
func TestHostileFrontMatter(t *testing.T) {
	skipWithRace(t)
	dir := withHub(t, hostileTerms)
	hub := strings.Replace(folder.Read(t, dir, "content/hub.yaml"), "vocabularies:\n", "vocabularies:\n  roles:\n    name: { en: Role, fr: Rôle }\n    slug: { en: role, fr: role }\n    terms: [{ id: lead, name: { en: Lead, fr: Chef }, slug: { en: lead, fr: chef } }]\n  partners:\n    name: { en: Partner, fr: Partenaire }\n    slug: { en: partner, fr: partenaire }\n", 1)
	folder.Write(t, dir, "content/hub.yaml", hub)
	var cases []hostileCase
	for j, payload := range payloads {
		for i := range fields("") {
			if (i+j)%5 != 0 {
				continue
			}
			text, _ := marked(payload, len(cases))
			f := fields(text)[i]
			name := fmt.Sprintf("content/%sf%d.en.md", f.section, len(cases))
			cases = append(cases, hostileCase{name: fmt.Sprintf("%q as field %d", payload, i), files: map[string]string{name: frontPage(f.front, "Text about AB.")}})
		}
	}
	out, refused := buildHostile(t, dir, cases)
	checkHarmless(t, out)
	if len(refused) > len(cases)/2 {
		t.Errorf("%d of %d refused: these prove little", len(refused), len(cases))
	}
	logCases(t, "front matter", len(cases), len(refused))
}

// No text of hub.yaml, images.yaml or synonyms.yaml runs a script.
func TestHostileConfiguration(t *testing.T) {
	skipWithRace(t)
	places := []string{`title: { en: A hub, fr: Un site }`, `description: { en: What it is., fr: Ce que c’est. }`, `name: { en: Library, fr: Bibliothèque }`, `name: { en: Country, fr: Pays }`, `name: { en: Mali, fr: Mali }`, `name: { en: Type, fr: Type }`, `name: { en: Report, fr: Rapport }`}
	n := 0
	for from := 0; from < len(payloads); from += 4 {
		dir := withHub(t, "")
		hub, lines := folder.Read(t, dir, "content/hub.yaml"), ""
		next := func() string {
			text, _ := marked(payloads[(from+n)%len(payloads)], n)
			n++
			return quoted(text)
		}
		for _, place := range places {
			key, _, _ := strings.Cut(place, ":")
			value := next()
			hub = strings.Replace(hub, place, key+": { en: "+value+", fr: "+value+" }", 1)
		}
		for _, key := range []string{"publisher", "subject", "funder", "privacy"} {
			lines += fmt.Sprintf("%s: { en: %s, fr: %[2]s }\n", key, next())
		}
		lines += fmt.Sprintf("licence: { name: { en: %s, fr: %[1]s }, url: https://example.org/ }\ndata: true\n", next())
		hub = strings.Replace(hub, "about.md]", fmt.Sprintf("{ path: about.md, name: { en: %s, fr: %[1]s } }]\nfooter: [{ path: about.md, name: { en: %[1]s, fr: %[1]s } }]", next()), 1)
		folder.Write(t, dir, "content/hub.yaml", hub+lines)
		folder.Write(t, dir, "content/images.yaml", fmt.Sprintf("pic.png: { consent: nobody, alt: { en: %s, fr: %[1]s }, credit: { en: %s, fr: %[2]s } }\n", next(), next()))
		folder.Write(t, dir, "content/synonyms.yaml", fmt.Sprintf("en: [[prison, %s]]\n", next()))
		folder.Write(t, dir, "content/about.en.md", frontPage(map[string]string{"title": "About", "summary": "It.", "image": "{ src: pic.png }"}, "![](pic.png)"))
		if got := explained(t, dir); strings.Contains(got, "error") && !strings.Contains(got, "synonyms.yaml") {
			t.Errorf("refused:\n%s", got)
			continue
		} else if strings.Contains(got, "error") {
			folder.Write(t, dir, "content/synonyms.yaml", "en: []\n")
			if got := explained(t, dir); strings.Contains(got, "error") {
				t.Fatal(got)
			}
		}
		checkHarmless(t, folder.Files(t, filepath.Join(dir, "public"), "search/bleve/"))
	}
	logCases(t, "configuration", n, 0)
}
