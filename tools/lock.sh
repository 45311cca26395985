#!/bin/sh
# Resolve pyproject.toml anew into the two lock files, for every platform. Run after changing a dependency.
set -eu
cd "$(dirname "$0")/.."
.venv/bin/pip install --quiet uv
compile() { .venv/bin/uv pip compile pyproject.toml --universal --python-version 3.11 --no-emit-index-url --no-annotate --no-header --quiet "$@"; }
compile --output-file requirements.lock
compile --group dev --constraint requirements.lock --output-file requirements-dev.lock
