#!/usr/bin/env bash
# Runs the two commands, make site and make test, on a bare Debian 12, and prints
# what fails. The Debian is made by debootstrap in a temporary folder, which is
# removed at the end. It gets make, git and ca-certificates, this machine's Go, a
# clean clone of HEAD, and what leads to the registries from here: apt's mirrors
# and proxies, Go's and npm's settings, proxies and certificates. Nothing else,
# so that whatever the tests need and install.sh doesn't bring is missed.
#
# Needs root, debootstrap (installed where it is missing) and the right to mount;
# says so and ends well without them. Everything runs in namespaces of its own:
# mounts and processes end with the script, even if it is killed.
set -euo pipefail

skip() {
  echo "make fresh: SKIPPED, nothing was tested: $1" >&2
  exit 0
}

root=$(cd "$(dirname "$0")" && git rev-parse --show-toplevel)
suite=bookworm

if [ "${1:-}" != inside ]; then
  [ "$(id -u)" -eq 0 ] || skip "only root can make a Debian in a folder (sudo make fresh)"
  command -v unshare >/dev/null 2>&1 || skip "there is no unshare"
  unshare --mount --pid --fork true 2>/dev/null || skip "this machine lets nobody mount"
  if ! command -v debootstrap >/dev/null 2>&1; then
    command -v apt-get >/dev/null 2>&1 || skip "there is no debootstrap, and no apt-get to install it"
    { apt-get -q update && DEBIAN_FRONTEND=noninteractive apt-get -q -y install --no-install-recommends debootstrap; } </dev/null ||
      skip "there is no debootstrap, and apt-get can't install it"
  fi
  [ -z "$(git -C "$root" status --porcelain)" ] || echo "make fresh: changes that are not committed are not tested" >&2
  folder=$(mktemp -d "${TMPDIR:-/tmp}/griot-fresh-XXXXXX")
  trap 'rm -rf --one-file-system "$folder"' EXIT
  trap 'exit 130' INT TERM HUP
  unshare --mount --pid --fork --kill-child bash "$0" inside "$folder"
  exit
fi

debian=$2/debian log=$2/log
mkdir "$debian"

# of SUITE: the mirror that apt has here for a part of Debian 12, or the usual one.
mirror() {
  local found
  found=$(apt-get indextargets --format '$(ORIGIN)|$(RELEASE)|$(REPO_URI)' 'Created-By: Packages' 2>/dev/null |
    awk -F '|' -v suite="$1" '$1 == "Debian" && $2 == suite { print $3; exit }') || true
  case $1 in
    *-security) echo "${found:-http://deb.debian.org/debian-security}" ;;
    *) echo "${found:-http://deb.debian.org/debian}" ;;
  esac
}

make_debian() {
  if command -v apt-config >/dev/null 2>&1 && [ -z "${http_proxy:-}" ]; then
    eval "$(apt-config shell http_proxy Acquire::http::Proxy)"
    [ -z "${http_proxy:-}" ] || export http_proxy
  fi
  debootstrap --variant=minbase --include=make,git,ca-certificates "$suite" "$debian" "$(mirror $suite)"
  for s in $suite $suite-updates $suite-security; do
    echo "deb $(mirror $s) $s main"
  done >"$debian/etc/apt/sources.list"
  if command -v apt-config >/dev/null 2>&1; then
    apt-config dump | grep -E '^Acquire::https?::(Proxy|CaInfo|Verify)' >"$debian/etc/apt/apt.conf.d/50here" || true
  fi
  cp -L /etc/hosts /etc/resolv.conf "$debian/etc/"
}

certificates() {
  cp -L /usr/local/share/ca-certificates/*.crt "$debian/usr/local/share/ca-certificates/" 2>/dev/null || true
  chroot "$debian" update-ca-certificates >/dev/null
  local bundle=${SSL_CERT_FILE:-/etc/ssl/certs/ca-certificates.crt}
  [ ! -e "$bundle" ] || cp -L "$bundle" "$debian/etc/ssl/certs/ca-certificates.crt"
}

# What the commands see of the environment here.
settings=("HOME=/root" "PATH=/usr/local/go/bin:/usr/sbin:/usr/bin:/sbin:/bin"
  "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt")

registries() {
  local name value
  for name in GOPROXY GONOPROXY GOSUMDB GONOSUMDB GOPRIVATE GOINSECURE GOTOOLCHAIN; do
    value=$(go env "$name")
    [ -z "$value" ] || settings+=("$name=$value")
  done
  for name in http_proxy https_proxy no_proxy all_proxy HTTP_PROXY HTTPS_PROXY NO_PROXY ALL_PROXY; do
    [ -z "${!name:-}" ] || settings+=("$name=${!name}")
  done
  local files=("$HOME/.npmrc" /etc/npmrc /usr/etc/npmrc)
  (umask 077 && grep -hE '^(//|@[^=]*:registry|registry|proxy|https-proxy|noproxy|cafile|strict-ssl)' "${files[@]}" >"$debian/root/.npmrc" 2>/dev/null) || true
}

tree() {
  cp -rL "$(go env GOROOT)" "$debian/usr/local/go"
  git clone -q --no-hardlinks "$root" "$debian/root/griot"
}

mounts() {
  mount -t proc proc "$debian/proc"
  mount --rbind /dev "$debian/dev"
  mount -t tmpfs shm "$debian/dev/shm"
}

failed=()
run() { # COMMAND...: one of the two commands, its output shown and kept
  local start=$SECONDS
  echo "make fresh: $*"
  if ! chroot "$debian" env -i "${settings[@]}" sh -c 'cd /root/griot && exec "$@"' sh "$@" </dev/null 2>&1 | tee -a "$log"; then
    failed+=("$*")
  fi
  echo "make fresh: $* took $((SECONDS - start)) seconds"
}

make_debian
certificates
registries
tree
mounts
echo "make fresh: $(chroot "$debian" cat /etc/debian_version) of $(mirror $suite), $(git -C "$debian/root/griot" rev-parse --short HEAD), $(nproc) processors"
run make site
run make -k test
[ ${#failed[@]} -eq 0 ] || {
  {
    echo "make fresh: failed on a bare Debian 12: ${failed[*]}"
    grep -E '^ *--- FAIL|^FAIL|^panic|^make: \*\*\*|^make test: |is missing|not found' "$log" || tail -n 40 "$log"
  } >&2
  exit 1
}
echo "make fresh: both commands pass on a bare Debian 12"
