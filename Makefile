# One command per need. `make preview` and `make test` need Python 3.11+ and make, nothing else.

VENV := .venv
ifeq ($(OS),Windows_NT)
BIN := $(VENV)/Scripts
else
BIN := $(VENV)/bin
endif
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
WORKERS ?= auto

.DEFAULT_GOAL := help
.PHONY: help preview test check fmt docs-fresh clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
		while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

preview: $(VENV)/.installed ## Open the live preview of this repository's own templates
	$(BIN)/inbox preview

test: $(VENV)/.dev check ## Everything that must hold: format, lint, types, floors, docs, tests
	$(BIN)/python scripts/chromium.py
	$(BIN)/pytest -n $(WORKERS) --cov --cov-report=term --cov-fail-under=90

check: $(VENV)/.dev ## The checks that run no test
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check -I . README.md

fmt: $(VENV)/.dev ## Format the code and apply the linter's safe fixes
	$(BIN)/ruff check --fix-only --exit-zero
	$(BIN)/ruff format

docs-fresh: $(VENV)/.dev ## Write the generated parts of the documentation again
	$(BIN)/cog -r -I . README.md

clean: ## Remove what the commands above made
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .coverage .coverage.* .import_linter_cache

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
