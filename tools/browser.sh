#!/bin/sh
# The browser tests need Chromium and a font with Chinese: install what is missing.
set -eu
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else echo "请让管理员运行：$*" >&2; exit 1
    fi
}
have() { command -v "$1" >/dev/null; }
# Debian has Chromium without a window, which does the same in a third of the time; elsewhere Chromium itself will do.
browser=chromium
grep -qs '^ID=debian' /etc/os-release && browser=chromium-headless-shell
missing=
have "$browser" || missing="$missing $browser"
{ have fc-list && [ -n "$(fc-list :lang=zh)" ]; } || missing="$missing fontconfig fonts-noto-cjk"
# Playwright's driver is a Node that needs libatomic.
ldconfig -p | grep -q libatomic.so.1 || missing="$missing libatomic1"
[ -z "$missing" ] && exit 0
have apt-get || { echo "请先安装：$missing" >&2; exit 1; }
as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends $missing
