#!/usr/bin/env bash
# Builds the program as make griot does from two copies of the last commit in two folders, and
# compares them byte for byte.
set -euo pipefail
cd "$(dirname "$0")/../../.."
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
for folder in first another/deeper; do
  git clone -q --no-hardlinks . "$work/$folder"
  make -s -C "$work/$folder" griot
done
sha256sum "$work/first/bin/griot" "$work/another/deeper/bin/griot" | sed "s|$work/||"
if ! cmp "$work/first/bin/griot" "$work/another/deeper/bin/griot"; then
  echo "make reproducible: the two programs differ" >&2
  exit 1
fi
echo "make reproducible: the two programs are the same"
