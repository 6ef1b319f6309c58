# Every target sets up what it needs by itself, in .venv. Needs Python 3.11 or newer; PYTHON=… names one, ARGS=… passes options on.
BIN := .venv/bin
export PYTHON

.PHONY: help demo test coverage lint format score bench compiled pages picture lock clean

help: ## what there is
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.venv/%.ready: requirements/%.txt pyproject.toml tools/setup.sh
	@tools/setup.sh $*

demo: .venv/base.ready ## read the example reports, keep them, show the brief on China and Kazakhstan
	@$(BIN)/mahdar demo --out out $(ARGS)
	@echo "(mahdar stands in $(BIN); activate it with: . $(BIN)/activate)"

test: .venv/dev.ready ## run all tests
	@$(BIN)/python -m pytest -n 2 $(ARGS)

coverage: .venv/dev.ready ## run all tests and tell which lines none of them ran
	@$(BIN)/python -m pytest -n 2 --cov --cov-report=term-missing:skip-covered --cov-report=html $(ARGS)

lint: .venv/dev.ready ## style, types and import rules
	@$(BIN)/ruff check --quiet .
	@$(BIN)/ruff format --check --quiet . || { echo "run: make format"; exit 1; }
	@$(BIN)/mypy --strict src
	@$(BIN)/lint-imports --no-logo 2>/dev/null

format: .venv/dev.ready ## lay the code out
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet .

score: .venv/dev.ready ## accuracy on the gold records (ARGS=--raise pins gains as the new floors)
	@$(BIN)/python tools/score.py $(ARGS)

bench: .venv/bench.ready ## speed of reading, engines, archive, search, brief, start, each beside its floor (ARGS=--keep writes RESULTS.md)
	@$(BIN)/python benchmarks/all.py $(ARGS)

compiled: .venv/dev.ready .venv/bench.ready ## the same with grammar and reading compiled (needs a C compiler, takes minutes)
	@$(BIN)/python tools/compile.py && PYTHONPATH=out/compiled $(BIN)/python benchmarks/reading.py $(ARGS)

pages: .venv/base.ready ## write what the README's and the docs' commands print anew
	@$(BIN)/python tools/pages.py $(ARGS)

picture: demo ## draw the README's picture anew (needs chromium)
	@$(BIN)/python tools/picture.py

LOCK = $(BIN)/uv pip compile --quiet pyproject.toml --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-annotate --no-header $(ARGS)

lock: .venv/dev.ready ## resolve the dependencies anew (ARGS=--upgrade takes newer ones)
	@test -x $(BIN)/uv || $(BIN)/python -m pip install -qq uv
	@$(LOCK) --extra intake --extra web --group build -o requirements/base.txt
	@$(LOCK) -c requirements/base.txt --extra arrow --extra frames --extra intake --extra mcp --extra office --extra postgres --extra ray --extra spacy --extra web --group dev -o requirements/dev.txt
	@$(LOCK) -c requirements/base.txt --extra arrow --extra intake --group bench -o requirements/bench.txt
	@$(subst pyproject.toml,,$(LOCK)) --group s3 -o requirements/s3.txt
	@$(subst pyproject.toml,,$(LOCK)) -c requirements/dev.txt --group ftm -o requirements/ftm.txt

clean: ## remove all that the other targets made
	@rm -rf .venv .venv-s3 out build dist htmlcov .coverage .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
