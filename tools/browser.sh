#!/bin/sh
# The browser tests need Chromium and a font with Chinese: install what is missing.
set -eu
as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
missing=
command -v chromium >/dev/null || missing="$missing chromium"
{ command -v fc-list >/dev/null && [ -n "$(fc-list :lang=zh)" ]; } || missing="$missing fontconfig fonts-noto-cjk"
[ -z "$missing" ] && exit 0
command -v apt-get >/dev/null || { echo "请先安装：$missing" >&2; exit 1; }
as_root apt-get update -qq
# shellcheck disable=SC2086
DEBIAN_FRONTEND=noninteractive as_root apt-get install -y -qq --no-install-recommends $missing
