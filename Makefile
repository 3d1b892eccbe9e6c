# Everything a user does from a checkout. `make` alone lists the targets.

PYTHON ?= python3
VENV ?= .venv
ASSIGNMENT ?= no_grad_cubic
OUT ?= graded
WORKERS ?=
OPTIONS ?=
JOBS ?= 2
TORCH := 2.13.0
# The oldest release that pyproject.toml allows; its companions are others than those that are pinned.
OLDEST = $(shell sed -n 's/^ *"torch>=\([0-9.]*\)",$$/\1/p' pyproject.toml)
COMPANIONS := torch|triton|sympy|mpmath|nvidia-[^=]*|cuda-[^=]*
CONSTRAINTS ?= constraints.txt
# Address of a package index of CPU-only torch wheels; without it pip takes what its own index has.
# It is remembered, so that the zip for Gradescope takes torch from there as well.
INDEX ?= $(shell cat $(VENV)/.index 2>/dev/null)

BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check install --quiet --constraint $(CONSTRAINTS) \
       $(if $(INDEX),--extra-index-url $(INDEX))

# Folder names reach the recipes through the environment, so that any character may be in them.
export SUBMISSIONS OUT ASSIGNMENT WORKERS INDEX

ifneq ($(filter grade,$(MAKECMDGOALS)),)
ifeq ($(strip $(SUBMISSIONS)),)
$(error make grade needs a folder of submissions: make grade SUBMISSIONS=examples/submissions)
endif
endif

.DEFAULT_GOAL := help
.PHONY: help setup grade dashboard gradescope test-gradescope check format test test-oldest validate validate-all \
        assignment fuzz hostile bench bench-scale bench-dashboard constraints clean distclean

help: ## list the targets
	@sed -n 's/^\([a-z-]*\):.*## /  make \1 — /p' $(MAKEFILE_LIST)

setup: $(VENV)/.base ## install what grading needs into .venv

grade: $(VENV)/.base ## grade a folder: SUBMISSIONS=DIR [ASSIGNMENT=id] [OUT=graded] [WORKERS=n] [OPTIONS="--lang zh"]
	@$(BIN)/autograder grade "$$SUBMISSIONS" --out "$$OUT" --assignment "$$ASSIGNMENT" \
	  $${WORKERS:+--workers "$$WORKERS"} $(OPTIONS)

dashboard: $(VENV)/.dashboard ## open the instructor dashboard: [OUT=graded] [OPTIONS="--port 9000"]
	@$(BIN)/autograder dashboard "$$OUT" $(OPTIONS)

gradescope: $(VENV)/.base ## the zip for Gradescope: [ASSIGNMENT=id] [INDEX=index of CPU wheels] [OPTIONS="--lang zh"]
	@$(BIN)/autograder gradescope "$$ASSIGNMENT" $(OPTIONS)

test-gradescope: $(VENV)/.test ## that zip in a bare Debian, as in Gradescope's container (needs root and debootstrap)
	AUTOGRADER_TEST_ROOT=1 $(BIN)/python -m pytest -rs tests/gradescope/test_root_file_system.py $(OPTIONS)

check: $(VENV)/.test ## lint, formatting and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

format: $(VENV)/.test ## lay out the code
	$(BIN)/ruff format .

test: $(VENV)/.test ## all tests: [JOBS=2] [OPTIONS="-k word"]
	$(BIN)/python -m pytest -n $(JOBS) $(OPTIONS)

test-oldest: ## all tests with the oldest torch that is allowed, in .venv-oldest: [PYTHON=python3.12] [JOBS=2]
	@$(MAKE) --no-print-directory test VENV=.venv-oldest CONSTRAINTS=.venv-oldest/constraints.txt

validate: $(VENV)/.base ## grade the sample solutions of ASSIGNMENT against what they declare
	@$(BIN)/autograder validate "$$ASSIGNMENT"

validate-all: $(VENV)/.base ## the same for every assignment there is
	@failed=; for folder in assignments/*/; do \
	  $(BIN)/autograder validate "$$(basename "$$folder")" || failed=1; \
	done; test -z "$$failed"

assignment: $(VENV)/.base ## students' notebook and Otter's zip of ASSIGNMENT into dist/, by Otter Assign
	@$(BIN)/autograder assign "$$ASSIGNMENT"

fuzz: $(VENV)/.test ## hostile input of every kind: [OPTIONS="--cases 20000 --seed 1"]
	$(BIN)/python -m tests.fuzz $(OPTIONS)

hostile: $(VENV)/.test ## all hostile programs in both modes, as a table: [OPTIONS="fork_bomb forgery"]
	@$(BIN)/python -m tests.hostile $(OPTIONS)

bench: $(VENV)/.base ## speed against Otter and against a bare fork, on this machine
	$(BIN)/python -m benchmarks $(OPTIONS)

bench-dashboard: $(VENV)/.test ## time of every page of the dashboard at 5,000 submissions: [OPTIONS="--size 500"]
	$(BIN)/python -m benchmarks.dashboard $(OPTIONS)

bench-scale: $(VENV)/.test ## 10,000 generated submissions and 100,000 rows: [OPTIONS="--count 500 --rows 5000"]
	$(BIN)/python -m benchmarks.scale $(OPTIONS)

constraints: ## pin every dependency anew, for every Python from 3.10 on (needs uv)
	echo "torch==$(TORCH)" | uv pip compile --quiet --universal --python-version 3.10 --all-extras \
	  --upgrade --no-annotate --custom-compile-command "make constraints" \
	  pyproject.toml - --output-file constraints.txt

clean: ## remove caches and builds
	rm -rf build dist *.egg-info .mypy_cache .ruff_cache .pytest_cache .hypothesis
	find . -name __pycache__ -not -path './$(VENV)/*' -not -path './.venv-oldest/*' -prune -exec rm -rf {} +

distclean: clean ## clean, and remove .venv and .venv-oldest as well
	rm -rf $(VENV) .venv-oldest

$(VENV)/.python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 10))' 2>/dev/null || { \
	  echo "Autograder needs Python 3.10 or newer; '$(PYTHON)' is not. Choose one: make PYTHON=python3.12" >&2; \
	  exit 2; }
	@echo "Setting up $(VENV) (once) ..."
	@# Debian splits ensurepip off Python; the pip that is there can then fill the environment.
	@$(PYTHON) -m venv $(VENV) >/dev/null 2>&1 || { \
	  rm -rf $(VENV) && $(PYTHON) -m venv --without-pip $(VENV) && \
	  $(PYTHON) -m pip --disable-pip-version-check --python $(BIN)/python install --quiet pip; } || { \
	  echo "Could not make a virtual environment with '$(PYTHON)'. On Debian or Ubuntu: apt install python3-venv" >&2; \
	  exit 2; }
	@touch $@

$(VENV)/constraints.txt: constraints.txt pyproject.toml | $(VENV)/.python
	@{ grep -vE '^($(COMPANIONS))==' constraints.txt; echo 'torch==$(OLDEST)'; } > $@

$(VENV)/.base: $(VENV)/.python pyproject.toml $(CONSTRAINTS)
	@echo "Installing what grading needs; torch is large, so the first time takes minutes ..."
	@$(PIP) setuptools
	@$(PIP) --no-build-isolation --editable .
	@$(if $(INDEX),echo '$(INDEX)' > $(VENV)/.index)
	@touch $@

$(VENV)/.dashboard: $(VENV)/.base
	@echo "Installing what the dashboard needs ..."
	@$(PIP) --no-build-isolation --editable '.[dashboard]'
	@touch $@

$(VENV)/.test: $(VENV)/.base
	@echo "Installing what tests need ..."
	@$(PIP) --no-build-isolation --editable '.[test]'
	@touch $@
