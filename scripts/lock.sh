#!/bin/sh
# Writes the lock files anew from pyproject.toml: one universal resolution for Python 3.11 and newer,
# with hashes and without the address of any package index.
set -eu
cd "$(dirname "$0")/.."

uv=$(command -v uv || echo .venv/bin/uv)
"$uv" --version >/dev/null 2>&1 || {
    echo "Writing the lock files needs uv: install it, for instance with 'pip install uv'." >&2
    exit 1
}
compile() {
    "$uv" pip compile pyproject.toml --quiet --universal --python-version 3.11 --generate-hashes \
        --no-emit-index-url --no-emit-find-links --custom-compile-command "make lock" "$@"
}
compile --group build --output-file requirements.lock ${UPGRADE:+--upgrade}
compile --group dev --constraints requirements.lock --output-file requirements-dev.lock ${UPGRADE:+--upgrade}
compile --group bench --constraints requirements.lock --output-file requirements-bench.lock ${UPGRADE:+--upgrade}
