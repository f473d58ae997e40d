// Package checks has the tests of Griot as a whole: of its source (which package
// imports which), of its documentation and, with the build tag "site", of the site
// that it built.
//
// With the tag, they test bin/griot and public/ as `make site` left them, with
// independent tools: the Nu HTML checker, axe-core, LinkChecker, xmllint, jing,
// Chromium and Firefox; install.sh installs them. The package is never imported. It
// writes nothing into the source tree, listens only on the loopback interface, uses
// no network and leaves no process behind.
//
// With the tag "audit" too, every page is compared with the budgets in
// audit/budgets.json, as `make audit` does: that takes ten minutes and also needs
// Lighthouse and CO2.js.
//
// Each tool is also given something that is wrong and must report it, so that a tool
// that finds nothing any more is noticed.
package checks
