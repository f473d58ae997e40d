package site

import "regexp"

var languageForm = regexp.MustCompile(`^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$`)

// ValidLanguage reports whether a text has the form of a BCP 47 language code.
func ValidLanguage(code string) bool { return languageForm.MatchString(code) }
