# make           set up and build everything, then say where it is
# make test      lint, types and all tests
# make serve     the public site, live
# make bench     the benchmarks
# make clean     remove everything generated

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
STAMP := $(VENV)/.installed

.PHONY: all test serve bench clean browsers

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

test: $(STAMP)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/python -m pytest

serve: $(STAMP)
	$(BIN)/jawab serve

bench: $(STAMP)
	$(BIN)/python bench/run.py

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache
