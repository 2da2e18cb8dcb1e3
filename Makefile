# Every command of this project; `make` alone explains them. Needs Python 3.11 or newer, and nothing set up before.

.DEFAULT_GOAL := help
.PHONY: help run test check quality races format screens bench
SHELL := /bin/sh

BIN := .venv/bin
CORES := $(shell getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
SETTINGS := instance/settings.env
LOCK := pyproject.toml constraints.txt

help: ## show this
	@awk -F ':.*## ' '/^[a-z]+:.*## / { printf "  make %-9s %s\n", $$1, $$2 }' Makefile

run: .venv/.run $(SETTINGS) ## serve the program with demo people on http://127.0.0.1:8000
	@set -a; . ./$(SETTINGS); set +a; \
	$(BIN)/elearn database upgrade && \
	{ [ -e instance/.demo ] || { $(BIN)/elearn demo load && touch instance/.demo; }; } && \
	$(BIN)/elearn demo who && exec $(BIN)/elearn serve

test: .venv/.dev ## run every test this machine can run, and say what it left out
	@$(BIN)/pytest -n $(CORES)

check: test quality ## all that must hold: tests, linters, types, import contracts, coverage of the rules, content

quality: .venv/.dev ## all that must hold but the tests
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n $(CORES) tests/domain --cov=elearn.domain --cov-branch --cov-fail-under=100
	$(BIN)/elearn content check

races: .venv/.dev ## try what depends on timing and chance many times: 1000 races of each kind, 10000 tamperings
	RACES=1000 $(BIN)/pytest -n $(CORES) tests/services/test_signoff_races.py tests/storage/test_audit.py

format: .venv/.dev ## format the code and mend what a linter can mend
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

screens: .venv/.dev ## photograph the named pages, small to wide, light and dark, into screens/
	$(BIN)/python -m tests.browser.screens

bench: .venv/.dev ## print how quick the hot pages are, against a bare page on this machine
	$(BIN)/python -m benchmarks

# The environment. Stamps keep a repeated run quick: they are remade only when what is installed changes.

.venv/.made:
	@[ -x $(BIN)/python ] || { \
	  for python in python3.14 python3.13 python3.12 python3.11 python3 none; do \
	    $$python -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && break; \
	  done; \
	  if [ $$python = none ]; then echo "This needs Python 3.11 or newer, and none was found."; exit 1; fi; \
	  if command -v uv >/dev/null; then uv venv --quiet --python $$python .venv; \
	  elif $$python -c 'import ensurepip, venv' 2>/dev/null; then $$python -m venv .venv; \
	  else echo "Python's venv is missing here: sudo apt install python3-venv"; exit 1; fi; }
	@touch $@

.venv/.run: .venv/.made $(LOCK)
	@echo "Installing the program …"
	@$(call install,.)
	@touch $@

.venv/.dev: .venv/.run
	@echo "Installing what its tests need …"
	@$(call install,.[dev])
	@touch $@

define install
if command -v uv >/dev/null; \
then uv pip install --quiet --python $(BIN)/python -c constraints.txt -e '$(1)'; \
else $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt -e '$(1)'; fi
endef

$(SETTINGS): | .venv/.run
	@mkdir -p instance && umask 077 && $(BIN)/elearn settings new --demo > $@.part && mv $@.part $@
