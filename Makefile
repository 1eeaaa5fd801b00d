# Two commands on a fresh machine: `make demo` shows the tool at work, `make test` proves it. `make help` lists the rest.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
STAMP  := $(VENV)/.installed

.PHONY: help demo test lint format tables golden docs bench clean
.DEFAULT_GOAL := help

help: ## list the targets
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-8s %s\n", $$1, $$2}'

$(STAMP): pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "claimcheck needs Python 3.11 or newer; set PYTHON=…" >&2; exit 1; }
	@test -x $(BIN)/python || $(PYTHON) -m venv $(VENV)
	@echo "installing claimcheck into $(VENV) …"
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[dev]'
	@touch $@

demo: $(STAMP) ## install, then check the example article, show its conflicts and its ledger
	@echo '$$ claimcheck check examples/harbour-fire.md'
	@$(BIN)/claimcheck check examples/harbour-fire.md --output-format full --color always --exit-zero
	@echo
	@echo '$$ claimcheck list        # the ledger of this folder: who checked what'
	@$(BIN)/claimcheck list --color always
	@echo
	@echo 'more of it: $(BIN)/claimcheck conflicts, report, show C-…, check; docs/ledger.md has the round'

test: $(STAMP) ## install, then run every test
	@$(BIN)/python -m pytest -n auto

lint: $(STAMP) ## style, types, compiled tables
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/python -m claimcheck.lexicon --check

format: $(STAMP) ## apply the formatter
	@$(BIN)/ruff check --fix .
	@$(BIN)/ruff format .

tables: $(STAMP) ## compile claimcheck/data/*/**.toml
	@$(BIN)/python -m claimcheck.lexicon

golden: $(STAMP) ## rewrite the golden files of the tests
	@CLAIMCHECK_GOLDEN=1 $(BIN)/python -m pytest -q -n auto

docs: $(STAMP) ## regenerate the generated pages of docs/
	@$(BIN)/python tests/make_docs.py

bench: $(STAMP) ## speed and accuracy, side by side with two known packages
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check -e '.[bench]'
	@$(BIN)/python -m bench

clean: ## remove everything that can be made again
	@rm -rf $(VENV) .pytest_cache .mypy_cache .ruff_cache .hypothesis build dist *.egg-info
