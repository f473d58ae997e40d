#!/usr/bin/env bash
# Runs what is too long for make test, and prints figures: every fuzz target of the
# repository for a time (the first argument, 5m), as many at once as there are processors,
# then all tests of the packages that have files with the build tag soak. The second argument
# runs a part only: fuzz, or tests.
# It goes on after a failure and ends with 1; the input that failed stands in testdata/fuzz
# of its package then, and becomes a case.
set -uo pipefail
cd "$(dirname "$0")/../../.."
time=${1:-5m} part=${2:-all} failed=()
logs=$(mktemp -d)
trap 'rm -rf "$logs"' EXIT

# fuzz TIME LOGS PACKAGE TARGET: runs a target on one processor and prints a line.
fuzz() {
  local time=$1 log=$2/${3//\//_}.$4 start=$SECONDS result=ok last
  if ! go test -run '^$' -fuzz "^$4\$" -fuzztime "$time" -fuzzminimizetime 20s -parallel 1 -timeout 0 "$3" >"$log" 2>&1 &&
    # Go reports the end of the time as a failure now and then, which wrote no input.
    ! { grep -q 'context deadline exceeded' "$log" && ! grep -q 'Failing input' "$log"; }; then
    result=FAILED
    echo "$3 $4" >>"$2/failed"
  fi
  last=$(grep -o 'execs: [0-9]*\|total: [0-9]*' "$log" | tail -n 2 | grep -o '[0-9]*' | tr '\n' ' ')
  # shellcheck disable=SC2086
  printf '%-44s %-22s %12s runs %8s inputs %5ds  %s\n' "$3" "$4" ${last:-0 0} $((SECONDS - start)) "$result"
  [ "$result" = ok ] || sed 's/^/  /' "$log"
}

if [ "$part" != tests ]; then
  echo "soak: each fuzz target for $time, $(nproc) at once"
  export -f fuzz
  grep -rn --include='*_test.go' -o '^func Fuzz[A-Za-z0-9_]*(' generator |
    sed -E 's|^(.*)/[^/]*:[0-9]*:func (.*)\($|./\1 \2|' | sort |
    xargs -P "$(nproc)" -n 2 bash -c 'fuzz "$@"' fuzz "$time" "$logs"
  [ ! -f "$logs/failed" ] || mapfile -t failed <"$logs/failed"
fi

if [ "$part" != fuzz ]; then
  mapfile -t packages < <(grep -rlE --include='*_test.go' '^//go:build soak|testkit/growth"' generator | xargs -n 1 dirname | sort -u | sed 's|^|./|')
  for package in "${packages[@]}"; do
    start=$SECONDS result=ok
    echo "soak: all tests of $package"
    if ! go test -tags soak -count 1 -timeout 0 -v "$package" >"$logs/tests" 2>&1; then
      result=FAILED
      failed+=("$package")
    fi
    grep -E '^ +[a-z_]+_test\.go:[0-9]+: |^--- FAIL|^    --- FAIL|^panic' "$logs/tests" | head -n 200
    echo "  $(grep -c '^--- PASS' "$logs/tests") tests passed, $(grep -c '^--- FAIL' "$logs/tests") failed, $(grep -c '^--- SKIP' "$logs/tests") skipped, $((SECONDS - start)) s: $result"
    grep -A 1 '^--- SKIP' "$logs/tests" | sed 's/^/  /'
  done
fi

if [ ${#failed[@]} -gt 0 ]; then
  printf 'soak: failed: %s\n' "${failed[@]}" >&2
  exit 1
fi
echo "soak: all passed"
