# Everything on a fresh machine that has Python 3.11 and make.
#   make run       the sample run and its site
#   make test      all checks
# Another interpreter: make PYTHON=/usr/bin/python3.11 test

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
INSTALLED := $(VENV)/.installed
# What is used beside Python: a browser for the site's tests, characters in scanned minutes,
# minutes in the old Word format; what watches the order of writes, what reads service files.
DEBIAN := chromium tesseract-ocr tesseract-ocr-ind libreoffice-writer-nogui strace systemd

CHECKS := "ruff check ." "ruff format --check ." mypy lint-imports

.PHONY: run test lint format docs install system lock wheel clean

run: install
	$(BIN)/rakor demo

test: install
	@$(MAKE) --no-print-directory system || \
		echo "make: going on without them; tests that need them are skipped"
	@status=0; \
	for check in $(CHECKS); do $(BIN)/$$check || status=1; done; \
	$(BIN)/python -m pytest -n 2 || status=$$?; \
	exit $$status

lint: install
	@status=0; for check in $(CHECKS); do $(BIN)/$$check || status=1; done; exit $$status

format: install
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

# The command help inside README.md.
docs: install
	$(BIN)/python -m pipelines.helptext README.md

install: $(INSTALLED)

$(INSTALLED): requirements.lock pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "make: $(PYTHON) is older than 3.11; name another: make PYTHON=python3.11"; exit 1; }
	@$(BIN)/python -m pip --version >/dev/null 2>&1 || $(PYTHON) -m venv --clear $(VENV) || \
		{ test "$$(id -u)" = 0 && apt-get update -qq && \
		apt-get install -y -qq python3-venv >/dev/null && $(PYTHON) -m venv --clear $(VENV); } || \
		{ echo "make: no virtual environment; on Debian: apt-get install python3-venv"; exit 1; }
	@sed -n '/^pip==/,/#/p' requirements.lock > $(VENV)/pip.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r $(VENV)/pip.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

system:
	@missing=""; \
	for name in $(DEBIAN); do \
		dpkg -s $$name >/dev/null 2>&1 || missing="$$missing $$name"; \
	done; \
	if [ -z "$$missing" ]; then exit 0; fi; \
	if ! command -v apt-get >/dev/null; then \
		echo "make: this is no Debian; install by its own means:$$missing"; exit 1; fi; \
	if [ "$$(id -u)" != 0 ]; then \
		echo "make: not root; as root: apt-get install --no-install-recommends$$missing"; exit 1; fi; \
	export DEBIAN_FRONTEND=noninteractive; \
	apt-get update -qq && apt-get install -y -qq --no-install-recommends $$missing >/dev/null

# After a change of the dependencies in pyproject.toml; needs uv.
lock:
	uv pip compile --generate-hashes --no-emit-index-url --python-version 3.11 --group dev \
		--all-extras pyproject.toml -o requirements.lock

wheel: install
	$(BIN)/python -m pip wheel --quiet --no-deps --no-build-isolation -w dist .

clean:
	rm -rf $(VENV) dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
