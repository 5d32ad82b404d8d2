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
QUICK := not long and not peer
N ?= 200000
SEED ?= $(shell date +%s)
NODE_PATHS := PATH="$$PATH:$(CURDIR)/$(BIN)" # Node of the PATH, else the one from the dev group
MKDOCS := NO_MKDOCS_2_WARNING=1 $(BIN)/python -m mkdocs build --strict

.DEFAULT_GOAL := help
.PHONY: help preview page page-check test test-slow coverage check fmt docs docs-fresh screenshot soak soak-preview bench conformance conformance-legacy conformance-audit corpus fuzz vscode test-editors clean

help: ## Show this list
	@grep -E '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/^([a-z-]+):.*## /\1|/' | \
		while IFS='|' read -r name text; do printf '  make %-14s %s\n' "$$name" "$$text"; done

preview: $(VENV)/.installed ## Open the live preview of this repository's own templates
	$(BIN)/inbox preview

page: $(VENV)/.dev toolkit/page/node_modules ## Build the page of the preview and the emulator again
	$(NODE_PATHS) $(BIN)/python -m scripts.page

test: page check ## Run the checks and every quick test (about ten minutes on two cores)
	$(BIN)/python scripts/chromium.py
	$(BIN)/pytest -n $(WORKERS) -m "$(QUICK)"

test-slow: page ## Run the other tests: peers, Spark, packaging, soak and kill runs, accessibility in every mode
	$(BIN)/python scripts/chromium.py
	$(BIN)/python -m scripts.spark
	$(BIN)/pytest -n $(WORKERS) -m "not ($(QUICK))"

coverage: page ## Run the quick tests and require 90 % branch coverage
	$(BIN)/python scripts/chromium.py
	$(BIN)/pytest -n $(WORKERS) -m "$(QUICK)" --cov --cov-report=term --cov-fail-under=90

check: $(VENV)/.dev page-check ## Run the checks alone: format, lint, types, layers, documentation
	$(BIN)/ruff format --check
	$(BIN)/ruff check
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/cog --check -I . README.md
	$(BIN)/python -m scripts.reference --check
	$(BIN)/python -m scripts.wire_types --check
	$(MKDOCS) --quiet

page-check: $(VENV)/.dev toolkit/page/node_modules ## Check the page: format, lint, types, unit tests
	cd toolkit/page && $(NODE_PATHS) npm run --silent check

fmt: $(VENV)/.dev toolkit/page/node_modules ## Format the code and apply the linter's safe fixes
	$(BIN)/ruff check --fix-only --exit-zero
	$(BIN)/ruff format
	cd toolkit/page && $(NODE_PATHS) npm run --silent fmt

docs: $(VENV)/.dev ## Build the documentation site into site/, warnings as errors
	$(BIN)/python -m scripts.reference
	$(MKDOCS)

docs-fresh: $(VENV)/.dev ## Write the generated parts of the documentation and of the page's types again
	$(BIN)/cog -r -I . README.md
	$(BIN)/python -m scripts.reference
	$(BIN)/python -m scripts.wire_types

screenshot: $(VENV)/.dev ## Take the documentation's pictures again
	$(BIN)/python -m scripts.screenshots docs/images

soak: $(VENV)/.dev ## The long forms of the fault schedules and of killing the sandbox
	INBOX_TEST_SCHEDULES=10000 INBOX_TEST_KILLS=10000 $(BIN)/pytest tests/sandbox -m long

soak-preview: $(VENV)/.dev ## Half an hour of 5,000 saves: the preview and its page stay as small as they were
	INBOX_TEST_SAVES=5000 INBOX_TEST_SECONDS=1800 $(BIN)/pytest tests/preview/test_soak.py -s

bench: $(VENV)/.dev scripts/node_modules benchmarks/node_modules ## Measure everything beside its peers, and write benchmarks/RESULTS.md
	$(BIN)/python scripts/chromium.py
	$(NODE_PATHS) $(BIN)/python -m benchmarks --write benchmarks/RESULTS.md

vscode: $(VENV)/.dev toolkit/vscode/node_modules ## Build the VS Code extension: toolkit/vscode/inbox-toolkit.vsix
	cd toolkit/vscode && $(NODE_PATHS) npm run check && $(NODE_PATHS) npm run package

test-editors: vscode ## Drive Neovim and VS Code itself; the first time it installs VS Code, some six minutes
	@test "$$(id -u)" != 0 || command -v nvim >/dev/null || apt-get install -y -qq neovim
	$(BIN)/python scripts/chromium.py
	$(NODE_PATHS) $(BIN)/python -m scripts.code_server $(VENV)/code-server > $(VENV)/code-server.env
	env $$(cat $(VENV)/code-server.env) $(BIN)/pytest tests/editors

conformance: $(VENV)/.dev scripts/node_modules ## Compare N random templates with liquidjs itself (N=, SEED=)
	$(NODE_PATHS) $(BIN)/python -m scripts.conformance --count $(N) --seed $(SEED) \
		--report tests/liquid/last_run.json

conformance-legacy: $(VENV)/.dev ## Compare N random legacy templates with Customer.io's Ruby fork (LEGACY_LIQUID=folder, N=)
	$(BIN)/python -m scripts.conformance_legacy --count $(N)

conformance-audit: N = 300
conformance-audit: $(VENV)/.dev ## Judge random people in groups and one by one, for N random templates (N=, SEED=)
	$(BIN)/python -m scripts.audit_conformance --count $(N) --seed $(SEED)
	$(BIN)/python -m scripts.audit_conformance --count $(N) --seed $(SEED) --tame --people 1500
	$(BIN)/python -m scripts.audit_conformance --count $(N) --seed $(SEED) --grammar

corpus: $(VENV)/.dev scripts/node_modules ## Record the Liquid corpus again from liquidjs
	$(NODE_PATHS) node scripts/record_liquid_corpus.mjs tests/liquid/corpus/*.json
	LIQUIDJS=10.16.1 $(NODE_PATHS) node scripts/record_liquid_corpus.mjs --differing \
		tests/liquid/corpus/*.json > tests/liquid/liquidjs_10_16.json

fuzz: $(VENV)/.dev ## Random templates and mutated files: parser, analysis, proof, contracts, validation (SEED=)
	$(BIN)/python -m scripts.liquid_fuzz --count 1000000 --seed $(SEED)
	$(BIN)/python -m scripts.flow_fuzz $(SEED) 10000
	$(BIN)/python -m scripts.proof_fuzz $(SEED) 1500
	$(BIN)/python -m scripts.mutation_fuzz $(SEED) 50000
	nice $(BIN)/python -m scripts.command_fuzz $(SEED) 20000

scripts/node_modules benchmarks/node_modules toolkit/vscode/node_modules toolkit/page/node_modules: %/node_modules: %/package-lock.json
	$(NODE_PATHS) npm ci --prefix $* --no-audit --no-fund --ignore-scripts
	@touch $@

clean: ## Remove what the commands above made
	rm -rf $(VENV) site .mypy_cache .ruff_cache .pytest_cache .coverage .coverage.* .import_linter_cache

$(VENV)/pyvenv.cfg:
	@test -n "$(PYTHON)" || { echo "error: Python 3.11 or newer is needed: https://www.python.org/downloads/" >&2; exit 2; }
	@echo "installing into $(VENV), about half a minute"
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"

$(VENV)/.installed: $(VENV)/pyvenv.cfg pyproject.toml
	$(BIN)/python -m pip install --quiet --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	@echo "installing what the tests and checks need, about a minute"
	$(BIN)/python -m pip install --quiet --group dev
	@touch $@
