# The commands of this project. `make demo` and `make test` need Python 3.11 or newer and make;
# everything else they fetch into .venv themselves.

HOST ?= 127.0.0.1
PORT ?= 8050
TESTS ?=
PYTEST_ARGS ?= -n auto --dist loadfile

.PHONY: help demo test lint lock clean

help:
	@echo "make demo    read the documents of seeds/ into demo.db and show them (PORT=8050)"
	@echo "make test    run all tests (TESTS=tests/cli for some of them)"
	@echo "make lint    formatting, lint, types and import contracts"
	@echo "make lock    write the lock files anew from pyproject.toml (needs uv)"
	@echo "make clean   remove .venv, caches and the demo's database"

demo:
	@sh scripts/setup.sh run
	@.venv/bin/tracker demo --host $(HOST) --port $(PORT)

test:
	@sh scripts/setup.sh dev
	@.venv/bin/python -m pytest $(PYTEST_ARGS) $(TESTS)

lint:
	@sh scripts/setup.sh dev
	.venv/bin/ruff format --check .
	.venv/bin/ruff check .
	.venv/bin/mypy
	.venv/bin/lint-imports

lock:
	@sh scripts/lock.sh

clean:
	rm -rf .venv .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis dist build
	rm -f demo.db demo.db-wal demo.db-shm
