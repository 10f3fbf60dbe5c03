# `make` lists what there is. Everything runs in .venv; nothing is installed outside it except what `make test` says it needs.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UV := $(BIN)/uv
PORT ?= 8000
export PYTHONPATH := $(CURDIR)

.DEFAULT_GOAL := help
.PHONY: help run test quick proofs check fix build lock bench screenshots messages clean

help:  ## list these commands
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 12

run: $(VENV)/.runtime build  ## install, build a demonstration organisation, serve it
	$(BIN)/hearthside demo --port $(PORT)

test: $(VENV)/.dev build  ## every test: SQLite, PostgreSQL and browser
	$(BIN)/python tools/browser.py
	$(BIN)/python tools/javascript.py
	$(BIN)/python tools/every_test.py

quick: $(VENV)/.dev build  ## the developer's loop: SQLite, no browser
	$(BIN)/pytest -q -n 2 --dist worksteal -m "not browser and not slow" -x

proofs: $(VENV)/.dev build  ## what takes longer: the rounds of 300 people for a year, on both engines; every page in every scheme and width
	HEARTHSIDE_LONG_PROOFS=yes $(BIN)/pytest -q hearthside/checkins/calls/tests/test_year.py tests/journeys/test_every_page.py
	HEARTHSIDE_LONG_PROOFS=yes HEARTHSIDE_TEST_ENGINE=postgresql $(BIN)/pytest -q hearthside/checkins/calls/tests/test_year.py

check: $(VENV)/.dev build  ## exactly what CI runs
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/djlint --lint --quiet hearthside
	$(BIN)/python tools/sizes.py
	$(MAKE) test

fix: $(VENV)/.dev  ## format and repair what can be repaired by machine
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screenshots: $(VENV)/.dev build  ## take the pictures of the README anew
	HEARTHSIDE_SCREENSHOTS=docs/screenshots $(BIN)/pytest -q tests/journeys/test_screenshots.py

bench: $(VENV)/.runtime build  ## measure, each figure beside its floor
	$(BIN)/hearthside bench

build: $(VENV)/.runtime  ## compile translations
	@$(BIN)/python tools/translations.py compile

messages: $(VENV)/.dev  ## gather sentences for translators
	$(BIN)/python tools/translations.py gather

lock: $(VENV)/.dev  ## pin every dependency by version and hash, no host recorded
	$(UV) pip compile -q pyproject.toml --universal --generate-hashes --custom-compile-command "make lock" -o requirements.txt
	$(UV) pip compile -q pyproject.toml --group dev --universal --generate-hashes -c requirements.txt --custom-compile-command "make lock" -o requirements-dev.txt

clean:  ## forget the environment and the demonstration
	rm -rf $(VENV) var .pytest_cache .mypy_cache .ruff_cache

$(VENV)/bin/uv:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "Hearthside needs Python 3.11 or newer. Name it: make $(MAKECMDGOALS) PYTHON=/path/to/python3.11"; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/pip install --quiet --disable-pip-version-check uv==0.13.9

$(VENV)/.runtime: requirements.txt pyproject.toml | $(VENV)/bin/uv
	VIRTUAL_ENV=$(VENV) UV_PYTHON_DOWNLOADS=never $(UV) pip install -q --require-hashes -r requirements.txt
	VIRTUAL_ENV=$(VENV) UV_PYTHON_DOWNLOADS=never $(UV) pip install -q --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.txt $(VENV)/.runtime
	VIRTUAL_ENV=$(VENV) UV_PYTHON_DOWNLOADS=never $(UV) pip install -q --require-hashes -r requirements-dev.txt
	@touch $@
