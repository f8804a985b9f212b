# What people do with Lumbung. A bare Debian 12 with Python 3.11 and make is enough:
#   make demo    set up, load the example city, solve its plan, serve the pages
#   make test    set up, check and test everything (what CI runs)
PYTHON ?= python3
PORT ?= 8000
VENV := .venv
BIN := $(VENV)/bin
PO := $(wildcard lumbung/*/locale/*/LC_MESSAGES/django.po)
MO := $(PO:.po=.mo)
STATIC := $(shell find lumbung -path '*/static/*' -type f)

.DEFAULT_GOAL := help
.PHONY: help demo test check fix browser fuzz bench docs messages lock setup setup-dev clean

help:
	@sed -n '2,4s/^# \{0,1\}//p' $(MAKEFILE_LIST)
	@echo "  make check   only the checks: style, types, templates, spelling, imports, migrations"
	@echo "  make fix     mend what can be mended by machine"
	@echo "  make browser only the browser tests"
	@echo "  make fuzz    search for inputs that break the reading of publiccode.yml, for five minutes"
	@echo "  make bench   measure: planner against its yardsticks, pages against a trivial page"
	@echo "  make docs    make the generated documents anew (JSON Schemas, settings)"

demo: setup
	@$(BIN)/lumbung demo --port $(PORT)

setup: $(VENV)/.run $(MO) var/static/.collected

setup-dev: $(VENV)/.dev $(MO)

test: setup-dev check
	$(BIN)/pytest -n 2
	tools/with-postgres $(BIN)/pytest -n 2 -m "not browser and not solver" --ignore tests/federation

check: setup-dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2 --check
	$(BIN)/typos
	$(BIN)/lint-imports
	$(BIN)/python manage.py check
	$(BIN)/python manage.py makemigrations --check --dry-run
	$(BIN)/mypy lumbung

fix: setup-dev
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .
	git ls-files '*.html' | xargs $(BIN)/djade --target-version 5.2

browser: setup-dev
	$(BIN)/pytest -m browser tests/browser

fuzz: setup-dev
	$(BIN)/python -m lumbung.catalogue.tests.publiccode_fuzz -max_total_time=300

bench: setup-dev
	$(BIN)/python -m benchmarks

docs: setup-dev
	$(BIN)/lumbung schema scenario > docs/formats/scenario.schema.json
	$(BIN)/lumbung schema offer > docs/formats/offer.schema.json

messages: setup-dev
	for room in lumbung/*/locale; do \
	  (cd $$room/.. && $(CURDIR)/$(BIN)/django-admin makemessages -l id --no-obsolete --no-location); \
	done

lock:
	$(BIN)/pip install -q uv
	for out in requirements.lock:  requirements-dev.lock:--group=dev; do \
	  $(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-header \
	    --no-emit-index-url --no-emit-find-links $${out#*:} pyproject.toml -o $${out%%:*}; \
	done

$(VENV)/bin/python:
	@$(PYTHON) -c 'import ensurepip, venv' 2>/dev/null || tools/apt-install python3-venv
	$(PYTHON) -m venv $(VENV)

# git reads repositories; Pango lays out PDF pages (WeasyPrint).
RUN_PACKAGES := git libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0

$(VENV)/.run: requirements.lock pyproject.toml | $(VENV)/bin/python
	tools/apt-install $(RUN_PACKAGES)
	$(BIN)/pip install -q --require-hashes -r requirements.lock
	$(BIN)/pip install -q --no-deps -e .
	@touch $@

$(VENV)/.dev: requirements-dev.lock pyproject.toml | $(VENV)/bin/python
	tools/apt-install $(RUN_PACKAGES) gettext chromium postgresql
	$(BIN)/pip install -q --require-hashes -r requirements-dev.lock
	$(BIN)/pip install -q --no-deps -e .
	@touch $@ $(VENV)/.run

%.mo: %.po | $(VENV)/.run
	@$(BIN)/pybabel -q compile -i $< -o $@ -l id

var/static/.collected: $(STATIC) | $(VENV)/.run
	@$(BIN)/lumbung collectstatic --noinput --verbosity 0
	@touch $@

clean:
	rm -rf $(VENV) var $(MO) *.egg-info .mypy_cache .pytest_cache .ruff_cache .hypothesis
