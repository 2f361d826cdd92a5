# Two commands matter: `make demo` and `make test`. The rest is for those who work on it.

VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= $(shell for name in python3.13 python3.12 python3.11 python3; do \
	command -v $$name >/dev/null && $$name -c 'import sys; sys.exit(sys.version_info < (3, 11))' && echo $$name && break; done)

# sqlite | postgresql | both. Without PostgreSQL, `make test` fails unless YANPAN_TEST_DB=sqlite.
export YANPAN_TEST_DB ?= both
# Each of the two workers runs the suite, so there is no honest percentage to show.
BOTH := -n 2 --dist=each -o console_output_style=classic
WORKERS := $(if $(filter both,$(YANPAN_TEST_DB)),$(BOTH),-n 2)

export PIP_DISABLE_PIP_VERSION_CHECK := 1

# What the environments were made from; a changed lock makes them again.
RUN_READY := $(VENV)/.ready-run
DEV_READY := $(VENV)/.ready-dev

.PHONY: help demo test setup check lint bench torture vendor catalogue reference docs bundle

help:
	@echo "make demo       set up what is needed and play the drill day at http://127.0.0.1:8000"
	@echo "make test       set up everything, check, and run the whole suite on SQLite and PostgreSQL"
	@echo "make setup      the set-up alone, with the tools of development"
	@echo "make check      lint, format, floors, types, catalogue, migrations, templates"
	@echo "make bench      measure, one JSON line each      make torture    the heavy tests"
	@echo "make vendor     renew browser libraries          make catalogue  collect strings to translate"
	@echo "make bundle     one archive that installs without a network"
	@echo "make reference  write the pages made from code   make docs       build the documentation"

demo: $(RUN_READY)
	$(BIN)/yanpan demo $(ARGS)

# The suite runs the parts of `make check` too (tests/house/test_checks.py): one summary, the last thing printed.
test: setup
	$(BIN)/python -m pytest $(WORKERS) $(ARGS)

setup: $(DEV_READY)
	@tools/system_packages.sh

check: lint
	$(BIN)/python -m mypy
	$(BIN)/python tools/catalogue.py --check
	$(BIN)/python tools/reference.py --check
	@mkdir -p $(VENV)/check-home
	YANPAN_HOME=$(VENV)/check-home DJANGO_SETTINGS_MODULE=yanpan.config.settings \
		$(BIN)/python -m django makemigrations --check --dry-run

lint:
	$(BIN)/python -m ruff check
	$(BIN)/python -m ruff format --check
	$(BIN)/lint-imports
	$(BIN)/djlint --quiet --lint yanpan

bench:
	$(BIN)/python -m bench

torture:
	YANPAN_TEST_DB=$(if $(filter both,$(YANPAN_TEST_DB)),sqlite,$(YANPAN_TEST_DB)) $(BIN)/python -m pytest -m torture $(ARGS)

# One archive in dist/ that installs without a network.
bundle: $(DEV_READY)
	$(BIN)/python tools/bundle/make.py

vendor:
	$(BIN)/python tools/vendor.py

catalogue:
	$(BIN)/python tools/catalogue.py

reference:
	$(BIN)/python tools/reference.py

docs: reference
	$(BIN)/mkdocs build --strict

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed and was not found" >&2; exit 2; }
	$(PYTHON) -m venv $(VENV)

# A complete environment of development serves the demo too.
$(RUN_READY): requirements/run.lock pyproject.toml | $(BIN)/python
	@test -f $(DEV_READY) || $(BIN)/python -m pip install --quiet --require-hashes -r requirements/run.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@

$(DEV_READY): requirements/dev.lock pyproject.toml | $(BIN)/python
	$(BIN)/python -m pip install --quiet --require-hashes -r requirements/dev.lock
	$(BIN)/python -m pip install --quiet --no-deps --no-build-isolation --editable .
	@touch $@ $(RUN_READY)
