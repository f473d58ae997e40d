#!/usr/bin/env bash
# Installs what the tests need and is not there yet: Debian packages through
# apt, as root or through sudo, and the npm packages that package-lock.json
# locks. Where it may not install, it names each missing tool and the one
# command that installs them, and ends with 1. Changes nothing when all is there.
# With the argument "audit" it installs what make audit needs on top, with "soak" what
# make soak does.
set -euo pipefail
cd "$(dirname "$0")"
for="make ${1:-test}"

missing=() packages=()

# need TOOL PACKAGE...: TOOL is a command; if it is missing, PACKAGEs bring it.
need() {
  local tool=$1
  shift
  command -v "$tool" >/dev/null 2>&1 && return
  missing+=("$tool")
  packages+=("$@")
}

# need_file FILE PACKAGE: if FILE is missing, PACKAGE brings it.
need_file() {
  [ -e "$1" ] && return
  missing+=("$1")
  packages+=("$2")
}

java_is_new() { # the Nu HTML checker needs Java 17
  local version
  version=$(java -version 2>&1 | sed -n 's/.*version "\([0-9]*\).*/\1/p' | head -n 1) || return 1
  [ "${version:-0}" -ge 17 ]
}

node_is_new() { # what the locked packages ask for
  [ "$(node -p 'process.versions.node.split(".")[0]')" -ge 18 ]
}

look() {
  missing=() packages=()
  need git git
  need gcc gcc libc6-dev
  need chromium chromium
  need chromium-headless-shell chromium-headless-shell
  need firefox-esr firefox-esr
  need xmllint libxml2-utils
  need pdftotext poppler-utils
  need jing jing
  need linkchecker linkchecker
  need msgfmt gettext
  need pofilter translate-toolkit
  need hunspell hunspell hunspell-fr hunspell-en-gb
  need npm nodejs npm
  if ! java_is_new; then
    missing+=("java (17 or newer)")
    packages+=(openjdk-17-jre-headless)
  fi
  need_file /usr/share/php/Symfony/Component/Translation/Resources/schemas/xliff-core-2.0.xsd php-symfony-translation
  # The fonts that fonts/*.conf name: no browser brings any.
  need fc-match fontconfig
  need_file /usr/share/fonts/truetype/dejavu/DejaVuSans.ttf fonts-dejavu-core
  need_file /usr/share/fonts/truetype/liberation/LiberationSans-Regular.ttf fonts-liberation
  need_file /usr/share/fonts/truetype/noto/NotoSans-Regular.ttf fonts-noto-core
  need_file /usr/share/fonts/truetype/noto/NotoSansMono-Regular.ttf fonts-noto-mono
  need_file /usr/share/fonts/truetype/roboto/unhinted/RobotoCondensed-Bold.ttf fonts-roboto-unhinted
  if [ "$for" = "make soak" ]; then
    need exiftool libimage-exiftool-perl
    need mat2 mat2
    need qpdf qpdf
    need ffmpeg ffmpeg
    need soffice libreoffice-writer libreoffice-calc libreoffice-impress
  fi
  if command -v node >/dev/null 2>&1 && ! node_is_new; then
    missing+=("node (18 or newer)")
    packages+=(nodejs)
  fi
}

give_up() {
  {
    echo "$for: $1"
    printf '  missing: %s\n' "${missing[@]}"
    echo "  on Debian 12, as root: apt-get install --no-install-recommends ${packages[*]}"
  } >&2
  exit 1
}

apt() { # as root, or through sudo; sudo may ask only where somebody can answer
  local as_root=()
  if [ "$(id -u)" -ne 0 ]; then
    as_root=(sudo)
    [ -t 0 ] || as_root=(sudo -n)
  fi
  "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -q -y \
    -o DPkg::Lock::Timeout=300 -o Acquire::Retries=3 "$@" </dev/null
}

look
if [ ${#missing[@]} -gt 0 ]; then
  command -v apt-get >/dev/null 2>&1 || give_up "these tools are missing, and there is no apt-get to install them"
  if [ "$(id -u)" -ne 0 ]; then
    command -v sudo >/dev/null 2>&1 || give_up "these tools are missing, and only root may install them (there is no sudo)"
    if [ ! -t 0 ]; then
      sudo -n true 2>/dev/null || give_up "these tools are missing, and only root may install them (sudo asks for a password)"
    fi
  fi
  echo "$for: installing ${packages[*]}"
  apt update || give_up "apt-get update did not work"
  apt install --no-install-recommends "${packages[@]}" || give_up "apt-get install did not work"
  hash -r
  look
  [ ${#missing[@]} -eq 0 ] || give_up "these tools are still missing after apt-get install"
fi

# npm ci runs again only when the lock has changed. The packages are data for
# other tools, so no script of theirs needs to run.
locked() {
  cmp -s package-lock.json node_modules/.installed-lock.json && return
  npm ci --ignore-scripts --no-audit --no-fund
  cp package-lock.json node_modules/.installed-lock.json
}

locked
if [ "${1:-}" = audit ]; then
  cd audit
  locked
fi
