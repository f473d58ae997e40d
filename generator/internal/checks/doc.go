// Package checks holds the tests that look at Griot from outside: at its
// source (which room imports which) and, with the build tag "site", at the
// site it built.
//
// What enters is the source tree and, with the tag, bin/griot and public/ as
// `make site` left them; nothing leaves but the verdict. Judges of the built
// site are tools that are not ours: the Nu HTML checker, axe-core, LinkChecker,
// xmllint, jing, Chromium and Firefox; install.sh installs them. The package must never
// be imported, write into the source tree, listen on anything but the loopback
// interface, ask the network, or leave a process behind.
//
// With the tag "audit" too, every page is held against the budgets in
// audit/budgets.json, as `make audit` does: it takes ten minutes and needs
// Lighthouse and CO2.js besides.
//
// Each judge is also shown something that is wrong and must object, so that a
// judge that has gone deaf is noticed.
package checks
