# Everything a person or CI does here starts with one of these. `make` alone lists them.
VENV := .venv
BIN := $(VENV)/bin
PYTHON ?= python3

.DEFAULT_GOAL := help
.PHONY: help setup serve test check lint types imports bench eval demo book lock clean

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F ':.*## ' '{printf "  make %-9s %s\n", $$1, $$2}'

$(VENV)/installed-runtime: requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Netral needs Python 3.11 or newer; say which with: make PYTHON=python3.12 ...")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	$(BIN)/python -m compileall -q bot knowledge webhooks
	@touch $@

$(VENV)/installed-development: requirements-dev.lock $(VENV)/installed-runtime
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.lock
	@touch $@

$(VENV)/installed-bench: requirements-bench.lock $(VENV)/installed-development
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-bench.lock
	@touch $@

setup: $(VENV)/installed-runtime ## install the locked dependencies into .venv

serve: $(VENV)/installed-runtime ## start the service on 127.0.0.1:8000, nothing to configure
	$(BIN)/netral serve

test: $(VENV)/installed-development ## the whole suite: SQLite, a real PostgreSQL, a real browser where installed
	$(BIN)/python -m pytest -n 2 --dist worksteal -m "not alone"
	$(BIN)/python -m pytest -m alone

lint: $(VENV)/installed-development
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(VENV)/installed-development
	$(BIN)/mypy

imports: $(VENV)/installed-development
	$(BIN)/lint-imports --no-cache

check: lint types imports ## what CI runs: lint, types, import rules, the knowledge base, tests
	$(BIN)/netral kb check
	$(MAKE) --no-print-directory test

bench: export PYTHONPATH := tests
bench: $(VENV)/installed-bench ## acknowledgement beside a bare FastAPI route, seconds to start, the matcher: speed, growth, public question sets
	$(BIN)/python tests/bench/acknowledgement.py
	$(BIN)/python tests/bench/start.py
	$(BIN)/python tests/bench/matching.py
	$(BIN)/python tests/bench/public_sets.py

eval: export PYTHONPATH := tests
eval: $(VENV)/installed-runtime ## the figures of the evaluation sets beside this checkout, where present
	$(BIN)/python tests/bench/evaluate.py

demo: $(VENV)/installed-development ## signed webhooks of both channels against loopback fakes, with the replies they got
	$(BIN)/python tests/demo.py

book: $(VENV)/installed-development ## the whole base as book.html and book.pdf, to read and sign off (the PDF needs Debian's libpangoft2-1.0-0)
	$(BIN)/netral kb book book.html
	$(BIN)/weasyprint --quiet book.html book.pdf

lock: ## rewrite the lock files from pyproject.toml (needs uv)
	uv pip compile -q pyproject.toml --extra build --universal --python-version 3.11 --generate-hashes --no-header -o requirements.lock
	uv pip compile -q pyproject.toml --extra build --extra development --universal --python-version 3.11 --generate-hashes --no-header -c requirements.lock -o requirements-dev.lock
	uv pip compile -q pyproject.toml --extra build --extra development --extra bench --universal --python-version 3.11 --generate-hashes --no-header -c requirements-dev.lock -o requirements-bench.lock

clean: ## remove the virtual environment and caches, never the data
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache .hypothesis
