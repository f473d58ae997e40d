package frontmatter

import (
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"time"
)

var (
	dayForm    = regexp.MustCompile(`^(\d{1,4})[-/. ](\d{1,2})[-/. ](\d{1,4})\.?(?:[T ].*)?$`)
	namedForm  = regexp.MustCompile(`^(?:(\d{1,2})(?:st|nd|rd|th|er|\.)?\s+)?(\pL{3,})\.?(?:\s+(\d{1,2})(?:st|nd|rd|th)?,?)?\s+(\d{4})$`)
	monthNames = []string{
		"jan", "fév feb fev", "mar", "avr apr", "mai may", "juin jun", "juil jul", "aoû aug aou", "sep", "oct", "nov", "déc dec",
	}
)

// meantDays returns the days, months or years that a text probably means, as front
// matter has them. "3/4/2026" may be in April or in March.
func meantDays(s string) []string {
	s = strings.TrimSpace(s)
	var out []string
	add := func(year, month, day string) {
		y, _ := strconv.Atoi(year)
		m, _ := strconv.Atoi(month)
		d, _ := strconv.Atoi(day)
		text := fmt.Sprintf("%04d-%02d-%02d", y, m, d)
		if _, err := time.Parse(time.DateOnly, text); err == nil && len(year) == 4 && !slices.Contains(out, text) {
			out = append(out, text)
		}
	}
	if m := dayForm.FindStringSubmatch(s); m != nil {
		add(m[1], m[2], m[3])
		add(m[3], m[2], m[1])
		add(m[3], m[1], m[2])
		return out
	}
	if m := namedForm.FindStringSubmatch(s); m != nil {
		month := slices.IndexFunc(monthNames, func(names string) bool {
			return slices.ContainsFunc(strings.Fields(names), func(name string) bool {
				return strings.HasPrefix(strings.ToLower(m[2]), name)
			})
		})
		switch day := m[1] + m[3]; {
		case month < 0:
		case day == "":
			out = append(out, fmt.Sprintf("%s-%02d", m[4], month+1))
		default:
			add(m[4], strconv.Itoa(month+1), day)
		}
	}
	return out
}

// dayVariant returns the variant of date-invalid for a text that is no day.
func dayVariant(s string) string {
	switch days := meantDays(s); {
	case len(days) == 1 && len(days[0]) == len(time.DateOnly):
		return "day-meant"
	case len(days) > 1:
		return "day-ambiguous"
	}
	return "day"
}

// periodVariant returns the variant of date-invalid for a text that is no period.
func periodVariant(s string) string {
	switch len(meantDays(s)) {
	case 0:
		return "period"
	case 1:
		return "day-meant"
	}
	return "day-ambiguous"
}
