# The few commands of the project. Everything they need is set up on the way:
# `make demo` and `make test` work on a fresh machine with Python 3.11 or later.

PYTHON ?= python3
PORT ?= 8765
DEMO ?= demo-school
BIN := .venv/bin
PO := $(shell find app forms -name '*.po' 2>/dev/null)
SOURCES := $(shell find app forms sync -type f -not -name '*.mo' -not -path '*/node_modules/*' \
	-not -path '*/__pycache__/*' -not -path 'app/assets/fonts/*' -not -path 'app/assets/pictures/*' 2>/dev/null)

.PHONY: help demo test check web words bench lock setup clean
.DEFAULT_GOAL := help

help:
	@echo "make demo          a demo school on this machine: three links to open (PORT=8765)"
	@echo "make test          every test, those in a real Chromium included"
	@echo "make check         style, types, import contracts, wording catalogues, sizes"
	@echo "make web           build the site into build/site"
	@echo "make bench         print the benchmark tables"
	@echo "make lock          renew the locked list of packages"

setup: .make/venv .make/words

.make/venv: requirements.lock pyproject.toml
	@mkdir -p .make
	@echo "Setting up Python packages (once, a minute or two) ..."
	@$(PYTHON) -c 'import sys; sys.exit("My Say needs Python 3.11 or later; this is " + sys.version.split()[0]) if sys.version_info < (3, 11) else None'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@$(BIN)/python -m app.web.install requirements.lock
	@$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation --no-index -e .
	@touch $@

.make/words: .make/venv $(PO) app/words/compile.py
	@$(BIN)/python -m app.words.compile
	@touch $@

words: .make/words

.make/site: .make/words $(SOURCES)
	@$(BIN)/python -m app.web.build
	@touch $@

web: .make/site

demo: .make/site
	@$(BIN)/python -m app.cli demo --port $(PORT) --folder $(DEMO)

test: .make/site
	@$(BIN)/python tests/browser/find_chromium.py --install
	@$(BIN)/python -m pytest -m "not bench" --numprocesses 2 --dist loadscope

check: .make/words
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python tests/check_words.py
	$(BIN)/python tests/check_sizes.py

bench: .make/site
	@$(BIN)/python tests/browser/find_chromium.py --install
	@$(BIN)/python -m pytest tests/bench -m bench -q -s -p no:cacheprovider

lock:
	$(BIN)/python -m uv pip compile pyproject.toml --extra dev --universal --python-version 3.11 \
		--generate-hashes --no-emit-index-url --no-header --quiet -o requirements.lock

clean:
	rm -rf build .make .mypy_cache .ruff_cache .pytest_cache
