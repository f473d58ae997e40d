#!/usr/bin/env bash
# Looks for known vulnerabilities in what the program calls, with govulncheck, whose version is
# the argument. Ends with 1 if there is one. Where its database can't be had it says that
# nothing was looked at, which is no pass, and ends with 0.
set -uo pipefail
cd "$(dirname "$0")/../../.."
out=$(go run "$1" ./generator/cmd/griot 2>&1)
code=$?
if [ $code -ne 0 ] && grep -qE 'fetching vulnerabilities|dial tcp|no such host|proxyconnect|i/o timeout|module lookup disabled' <<<"$out"; then
  echo "make audit: NOT CHECKED for known vulnerabilities: govulncheck or its database can't be had here"
  sed 's/^/  /' <<<"$out" | tail -n 3
  echo "  run on a machine that reaches https://vuln.go.dev: go run $1 ./generator/cmd/griot"
  exit 0
fi
printf '%s\n' "$out"
exit $code
