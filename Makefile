# make           set up and build everything, then say where it is
# make test      lint, types and all tests
# make test-long the slow tests: fifty kills of a sync, the other site builder
# make coverage  the tests again, with the lines and branches they reach in build/coverage/
# make serve     the public site, live
# make bench     the benchmarks
# make clean     remove everything generated

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: all test test-long coverage serve bench clean tools

all: $(STAMP)
	$(BIN)/jawab check
	$(BIN)/jawab i18n status
	$(BIN)/jawab build
	@echo
	@echo "The sites are in build/site/: public/en/index.html and agents/en/index.html"
	@echo "Three things to try:"
	@echo "  $(BIN)/jawab explain IMAGE_SAFETY --locale id"
	@echo "  $(BIN)/jawab reply family-photo-with-children --locale id --channel chat --set customer_name=Sari"
	@echo "  echo '{\"finishReason\": \"IMAGE_SAFETY\"}' | $(BIN)/jawab identify -"

$(STAMP): pyproject.toml constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --constraint constraints.txt --editable ".[dev]"
	@touch $@

# What only the tests need: a browser, gettext, and validators in JavaScript. Where Debian's packages
# cannot be had, the tests that want them are skipped and say so.
tools: node_modules/.installed
	@command -v chromium >/dev/null && command -v msgfmt >/dev/null || \
		{ apt-get update -q && apt-get install -q -y --no-install-recommends chromium gettext; } || \
		echo "WARNING: no chromium or gettext here; tests that need them will be skipped."

node_modules/.installed: package.json
	@command -v npm >/dev/null || \
		{ apt-get update -q && apt-get install -q -y --no-install-recommends nodejs npm; } || true
	npm install --silent --no-package-lock --no-audit --no-fund
	@touch $@

test: $(STAMP) tools
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow"

test-long: $(STAMP) tools
	$(BIN)/python -m pytest -n 2 --dist loadfile -m slow

coverage: $(STAMP) tools
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not slow" --cov --cov-report=term --cov-report=html:build/coverage

serve: $(STAMP)
	$(BIN)/jawab serve

bench: $(STAMP)
	$(BIN)/python bench/run.py

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
