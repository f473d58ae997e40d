package theme

import (
	"bytes"
	"slices"
	"testing"

	"griot/generator/view"
)

// BenchmarkRender renders a page of each layout.
func BenchmarkRender(b *testing.B) {
	theme := load(b, nil, Default)
	views := sampleViews("fr")
	// A brief as briefs are: one outcome, one country, four related pages.
	brief := views["brief"].Brief
	brief.Kicker = brief.Kicker[:1]
	brief.Facts = slices.Clone(brief.Facts)
	brief.Facts[0] = &view.Fact{Label: "Outcome", Marks: brief.Kicker}
	brief.Sources, brief.Related = brief.Sources[:1], append(brief.Related, brief.Related...)
	views["brief"].Notice, views["brief"].TextLang = nil, ""
	views["brief"].Switch = views["brief"].Switch[:1]
	for _, layout := range theme.Layouts() {
		b.Run(layout, func(b *testing.B) {
			var buf bytes.Buffer
			b.ReportAllocs()
			for b.Loop() {
				buf.Reset()
				if err := theme.Render(&buf, views[layout]); err != nil {
					b.Fatal(err)
				}
			}
			b.ReportMetric(float64(buf.Len()), "bytes/page")
		})
	}
}
