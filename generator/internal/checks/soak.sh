#!/usr/bin/env bash
# Runs what is too long for make test, and prints figures: every fuzz target of the
# repository for a time (the first argument, 5m), then all tests of the packages that have
# files with the build tag soak. The second argument runs a part only: fuzz, or tests.
# It goes on after a failure and ends with 1; the input that failed stands in testdata/fuzz
# of its package then, and becomes a case.
set -uo pipefail
cd "$(dirname "$0")/../../.."
time=${1:-5m} part=${2:-all} failed=()
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# fuzz PACKAGE TARGET: runs a target and prints a line.
fuzz() {
  local start=$SECONDS result=ok last
  if ! go test -run '^$' -fuzz "^$2\$" -fuzztime "$time" -fuzzminimizetime 20s -timeout 0 "$1" >"$log" 2>&1; then
    result=FAILED
    failed+=("$1 $2")
  fi
  last=$(grep -o 'execs: [0-9]*\|total: [0-9]*' "$log" | tail -n 2 | grep -o '[0-9]*' | tr '\n' ' ')
  # shellcheck disable=SC2086
  printf '%-44s %-18s %12s runs %8s inputs %5ds  %s\n' "$1" "$2" ${last:-0 0} $((SECONDS - start)) "$result"
  [ "$result" = ok ] || sed 's/^/  /' "$log"
}

if [ "$part" != tests ]; then
  echo "soak: each fuzz target for $time"
  while IFS=: read -r file line; do
    name=${line#func }
    fuzz "./$(dirname "$file")" "${name%%(*}"
  done < <(grep -rn --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]*(' generator | sed 's/:[0-9]*:/:/' | sort)
fi

if [ "$part" != fuzz ]; then
  mapfile -t packages < <(grep -rl --include='*_test.go' '^//go:build soak' generator | xargs -n 1 dirname | sort -u | sed 's|^|./|')
  for package in "${packages[@]}"; do
    start=$SECONDS result=ok
    echo "soak: all tests of $package"
    if ! go test -tags soak -count 1 -timeout 0 -v "$package" >"$log" 2>&1; then
      result=FAILED
      failed+=("$package")
    fi
    grep -E '^ +[a-z_]+_test\.go:[0-9]+: |^--- FAIL|^    --- FAIL|^panic' "$log" | head -n 200
    echo "  $(grep -c '^--- PASS' "$log") tests passed, $(grep -c '^--- FAIL' "$log") failed, $(grep -c '^--- SKIP' "$log") skipped, $((SECONDS - start)) s: $result"
    grep -A 1 '^--- SKIP' "$log" | sed 's/^/  /'
  done
fi

if [ ${#failed[@]} -gt 0 ]; then
  printf 'soak: failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "soak: all passed"
