#!/bin/sh
# Makes .venv with the locked packages: `sh scripts/setup.sh run` for the program, `dev` for tests
# and tools as well. Does nothing when all is in place; uses uv where it is there, pip where not.
set -u

stage=${1:?run or dev}
root=$(cd "$(dirname "$0")/.." && pwd -P) || exit 1
cd "$root" || exit 1

say() { printf '%s\n' "$*" >&2; }
stop() { say "$*"; exit 1; }

case $stage in
    run) lock=requirements.lock ;;
    dev) lock=requirements-dev.lock ;;
    *) stop "Say 'run' or 'dev', not '$stage'." ;;
esac

# The stamp holds what the environment was made from; a moved folder or a new lock differs.
state_of() { printf '%s %s' "$root" "$(cat "$1" pyproject.toml | cksum)"; }
current() {
    [ "$(cat ".venv/.made-$1" 2>/dev/null)" = "$(state_of "$2")" ] && .venv/bin/python -c '' 2>/dev/null
}
# The packages of the program are among those of the tools, so either stamp will do for `run`.
current dev requirements-dev.lock && exit 0
[ "$stage" = run ] && current run requirements.lock && exit 0

fit='import sys; sys.exit(sys.version_info < (3, 11))'
python=
for name in ${PYTHON:-python3 python3.14 python3.13 python3.12 python3.11 python}; do
    if "$name" -c "$fit" >/dev/null 2>&1; then
        python=$(command -v "$name")
        break
    fi
done
if [ -z "$python" ]; then
    found=$("${PYTHON:-python3}" --version 2>&1) && found="${PYTHON:-python3} is ${found#Python }" || found="none was found"
    stop "Python 3.11 or newer is needed, but $found: install a newer one, or name one with 'PYTHON=/path/to/python3.12 make …'."
fi
[ -w . ] || stop "The folder $root is read-only, so .venv cannot be made in it: copy the project to a folder of yours and run make there."

# A virtual environment of another place or of a Python that is gone is of no use.
if [ -d .venv ] && ! .venv/bin/python -c "$fit" >/dev/null 2>&1; then
    say "Removing .venv: its Python does not run any more."
    rm -rf .venv
fi

log=.venv/setup.log
if command -v uv >/dev/null 2>&1; then
    if [ ! -x .venv/bin/python ]; then
        say "Making .venv with $("$python" --version) and uv …"
        uv venv --quiet --python "$python" .venv || stop "uv could not make .venv; its words are above."
    fi
    install() { uv pip install --quiet --python .venv/bin/python "$@"; }
else
    if [ ! -x .venv/bin/python ] || ! .venv/bin/python -m pip --version >/dev/null 2>&1; then
        say "Making .venv with $("$python" --version) …"
        "$python" -m venv .venv >.venv.log 2>&1 || {
            cat .venv.log >&2
            rm -rf .venv .venv.log
            stop "Python could not make .venv: its module venv is missing (Debian and Ubuntu call the package python3-venv)."
        }
        rm -f .venv.log
    fi
    install() { .venv/bin/python -m pip install --quiet --disable-pip-version-check "$@"; }
fi

say "Installing $(grep -c '^[A-Za-z0-9]' "$lock") locked packages of $lock into .venv; this takes a minute or two the first time …"
install --require-hashes -r "$lock" >"$log" 2>&1 &&
    install --no-deps --no-build-isolation -e . >>"$log" 2>&1 || {
    grep -i error "$log" | tail -n 5 >&2
    stop "The packages could not be installed: see $log (its last errors are above), check the network, then run make again."
}
state_of "$lock" >".venv/.made-$stage"
say "The environment is ready."
