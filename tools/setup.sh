#!/bin/sh
# Prepares .venv with one set of locked packages: tools/setup.sh base|dev|bench. Called by make; says nothing when all is well.
set -eu
set_name=$1
cd "$(dirname "$0")/.."

say() { printf '%s\n' "mahdar: $*" >&2; }
fits() { "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; }

if ! { [ -x .venv/bin/python ] && fits .venv/bin/python; }; then
    python=
    for candidate in ${PYTHON:-} python3 python3.14 python3.13 python3.12 python3.11; do
        if fits "$candidate"; then python=$candidate; break; fi
    done
    if [ -z "$python" ]; then
        say "needs Python 3.11 or newer, found $(python3 --version 2>/dev/null || echo none); install one or name it: make PYTHON=/path/to/python"
        exit 1
    fi
    rm -rf .venv
    if command -v uv >/dev/null 2>&1; then
        uv venv -q --python "$("$python" -c 'import sys; print(sys.executable)')" .venv
    elif ! "$python" -m venv .venv >/dev/null 2>&1; then
        rm -rf .venv
        say "$python cannot make virtual environments; install its venv module (Debian: apt-get install python3-venv) or uv"
        exit 1
    fi
fi

say "setting up .venv ($set_name, once)"
if command -v uv >/dev/null 2>&1; then
    uv pip install -q --python .venv/bin/python --require-hashes -r "requirements/$set_name.txt"
    uv pip install -q --python .venv/bin/python --no-deps --no-build-isolation -e .
else
    .venv/bin/python -m pip install -qq --disable-pip-version-check --require-hashes -r "requirements/$set_name.txt"
    .venv/bin/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
fi
.venv/bin/python -m compileall -q src # and the image of the language pack: so that commands start at once
.venv/bin/python -m mahdar.grammar.image
touch ".venv/$set_name.ready"
