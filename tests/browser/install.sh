#!/bin/sh
# Finds or installs what the browser tests need. Usage: install.sh .venv/bin
# Never fails: without a browser the tests skip, or fail where GONGKAI_REQUIRE_BROWSER=1.
set -u

# Debian's names: Chromium, Chinese fonts, and a library of the Node.js inside Playwright.
packages="chromium fonts-noto-cjk libatomic1"

ready() {
    "$1/playwright" --version >/dev/null 2>&1 || return
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" >/dev/null && return
    done
    "$1/python" - <<'EOF'
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    sys.exit(not pathlib.Path(playwright.chromium.executable_path).exists())
EOF
}

ready "$1" && exit

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing $packages"
    export DEBIAN_FRONTEND=noninteractive
    log=$(mktemp)
    # shellcheck disable=SC2086 # one word a package
    { apt-get update && apt-get install --yes --no-install-recommends $packages; } >"$log" 2>&1 ||
        tail -n 20 "$log" >&2
    rm -f "$log"
    ready "$1" && exit
fi

echo "Installing Playwright's own Chromium"
"$1/playwright" install chromium && exit

cat >&2 <<EOF

  ************************************************************************
  No Chromium: every test marked "browser" will be skipped.
  Install one, for example with
      apt-get install $packages
  and run make test again.
  ************************************************************************

EOF
exit 0
