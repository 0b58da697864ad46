#!/bin/sh
# Finds or installs Chromium and Chinese fonts for the browser tests. Usage: install.sh .venv/bin
# Never fails: without a browser the tests skip, or fail where GONGKAI_REQUIRE_BROWSER=1.
set -u

found() {
    for name in chromium chromium-browser google-chrome google-chrome-stable; do
        command -v "$name" && return
    done
    "$1/python" - <<'EOF'
import pathlib, sys
from playwright.sync_api import sync_playwright

with sync_playwright() as playwright:
    path = playwright.chromium.executable_path
print(path)
sys.exit(not pathlib.Path(path).exists())
EOF
}

found "$1" >/dev/null && exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
    echo "Installing Chromium and Chinese fonts from the system's packages"
    log=$(mktemp)
    export DEBIAN_FRONTEND=noninteractive
    if apt-get update >"$log" 2>&1 &&
        apt-get install --yes --no-install-recommends chromium fonts-noto-cjk >>"$log" 2>&1; then
        rm -f "$log"
        exit 0
    fi
    tail -n 20 "$log" >&2
    rm -f "$log"
fi

echo "Trying Playwright's own Chromium"
"$1/playwright" install chromium && exit 0

cat >&2 <<'EOF'

  ************************************************************************
  No Chromium: every test marked "browser" will be skipped.
  Install one, for example `apt-get install chromium fonts-noto-cjk`,
  and run make test again.
  ************************************************************************

EOF
exit 0
