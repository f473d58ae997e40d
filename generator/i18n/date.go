package i18n

import (
	"strconv"
	"strings"

	"github.com/go-playground/locales"
	"github.com/go-playground/locales/am"
	"github.com/go-playground/locales/ar"
	"github.com/go-playground/locales/bm"
	"github.com/go-playground/locales/de"
	"github.com/go-playground/locales/dje"
	"github.com/go-playground/locales/en"
	"github.com/go-playground/locales/es"
	"github.com/go-playground/locales/fa"
	"github.com/go-playground/locales/ff"
	"github.com/go-playground/locales/fr"
	"github.com/go-playground/locales/ha"
	"github.com/go-playground/locales/it"
	"github.com/go-playground/locales/ln"
	"github.com/go-playground/locales/nl"
	"github.com/go-playground/locales/nus"
	"github.com/go-playground/locales/ps"
	"github.com/go-playground/locales/pt"
	"github.com/go-playground/locales/rn"
	"github.com/go-playground/locales/rw"
	"github.com/go-playground/locales/ses"
	"github.com/go-playground/locales/sg"
	"github.com/go-playground/locales/so"
	"github.com/go-playground/locales/sw"
	"github.com/go-playground/locales/wo"
	"golang.org/x/text/language"
)

// cldr has the languages whose month names the program contains: those of the six
// countries and their neighbours, and those in which such hubs are read. Any other
// language needs the message date.months.
var cldr = map[string]func() locales.Translator{
	"am": am.New, "ar": ar.New, "bm": bm.New, "de": de.New, "dje": dje.New, "en": en.New,
	"es": es.New, "fa": fa.New, "ff": ff.New, "fr": fr.New, "ha": ha.New, "it": it.New,
	"ln": ln.New, "nl": nl.New, "nus": nus.New, "ps": ps.New, "pt": pt.New, "rn": rn.New,
	"rw": rw.New, "ses": ses.New, "sg": sg.New, "so": so.New, "sw": sw.New, "wo": wo.New,
}

// monthNames returns a language's twelve month names, or nil.
func monthNames(tag language.Tag) []string {
	base, _ := tag.Base()
	if locale := cldr[base.String()]; locale != nil {
		return locale().MonthsWide()
	}
	return nil
}

// Date formats an ISO 8601 day, month or year as in a sentence: "14 April 2021",
// "avril 2021", "1er avril 2021". The order of the parts is a message. It returns
// anything else unchanged.
func (p *Printer) Date(iso string) string {
	year, rest, _ := strings.Cut(iso, "-")
	if rest == "" {
		return year
	}
	mm, dd, _ := strings.Cut(rest, "-")
	month, err := strconv.Atoi(mm)
	if err != nil || month < 1 || month > 12 {
		return iso
	}
	if p.months == nil {
		if p.fallback != nil {
			return p.fallback.Date(iso)
		}
		return iso
	}
	name := strings.TrimSpace(p.months[month-1])
	if dd == "" {
		return p.T("date.month", "Month", name, "Year", year)
	}
	day, err := strconv.Atoi(dd)
	if err != nil {
		return iso
	}
	key := "date.day"
	if day == 1 {
		key = "date.first"
	}
	return p.T(key, "Day", strconv.Itoa(day), "Month", name, "Year", year)
}

// Period formats a span of time, or a single date if both dates are equal or the
// second is "". Spans of whole years are written as years.
func (p *Printer) Period(from, to string) string {
	if to == "" || from == to {
		return p.Date(from)
	}
	if strings.HasSuffix(from, "-01") && strings.HasSuffix(to, "-12") && len(from) == 7 && len(to) == 7 {
		from, to = from[:4], to[:4]
		if from == to {
			return from
		}
	}
	if len(from) == 4 && len(to) == 4 {
		return p.T("period.years", "From", from, "To", to)
	}
	return p.T("period.range", "From", p.Date(from), "To", p.Date(to))
}
