#!/bin/sh
# Make .venv hold exactly what a lock file names. Usage: tools/setup.sh LOCKFILE
set -eu
cd "$(dirname "$0")/.."
python=${PYTHON:-python3}
lock=$1
mark=.venv/.ready-$(basename "$lock" .lock)

[ -f "$mark" ] && [ "$mark" -nt "$lock" ] && exit 0
as_root() {
    if [ "$(id -u)" = 0 ]; then "$@"
    elif command -v sudo >/dev/null; then sudo "$@"
    else echo "请让管理员运行：$*" >&2; exit 1
    fi
}
if [ ! -x .venv/bin/pip ]; then
    rm -rf .venv
    if ! "$python" -m venv .venv >/dev/null 2>&1; then
        # Debian's Python comes without ensurepip.
        command -v apt-get >/dev/null || { echo "请先安装 Python 的 venv 模块。" >&2; exit 1; }
        as_root apt-get update -qq
        as_root apt-get install -y -qq python3-venv
        rm -rf .venv
        "$python" -m venv .venv
    fi
fi
.venv/bin/pip install --quiet --disable-pip-version-check -r "$lock"
touch "$mark"
