# PYTHON names the interpreter to begin with; ARGS goes on to the command of a target.

PY = .venv/bin/python
BIN = .venv/bin

# Complete and harmless: for the checks that load the settings.
SETTINGS = DEBUG=false LOG_FORMAT=text WORKERS=2 REDIS_URL= EMAIL_URL=console: \
	SECRET_KEY=checked-and-never-deployed-0123456789-ABCDEFGHIJKLMNOPQR \
	CREDENTIALS_KEY=checked-and-never-deployed DATABASE_URL=sqlite://:memory: \
	PUBLIC_URL=https://syncadmin.example.com

# The tests start many programs: each would compile all its libraries anew.
unexport PYTHONDONTWRITEBYTECODE

.PHONY: help setup runtime demo run test test-postgres check bench format messages lock

help:
	@echo "make demo      Syncadmin with two sandbox CRMs, on this machine"
	@echo "make setup     everything the other targets need (they call it themselves)"
	@echo "make test      all tests; make test ARGS='-k mapping' some of them"
	@echo "make check     format, lint, types, contracts, migrations, deploy check, tests"
	@echo "make bench     the benchmarks, one JSON line per figure; ARGS=--pages only those"
	@echo "make run       the web server for development, set up by .env"
	@echo "make format    format the code and the templates"
	@echo "make messages  collect what is to be translated into integrations/locale"
	@echo "make lock      pin the requirements anew"

setup:
	@PYTHON='$(PYTHON)' .ci/setup requirements-dev.txt

runtime:
	@PYTHON='$(PYTHON)' .ci/setup requirements.txt

demo: runtime
	@exec $(PY) manage.py demo $(ARGS)

run: runtime
	@$(PY) manage.py migrate --verbosity 0
	@exec env DEBUG=true $(PY) manage.py runserver $(ARGS)

# Three on two processors: while one waits for a browser or a restart, others compute.
SHARED = -n 3 --dist worksteal

test: setup
	@.ci/browser
	@.ci/gettext
	@$(PY) -m pytest $(SHARED) $(ARGS)

# What asks a database, and once is enough for the browser.
ON_POSTGRES = tests/engine tests/management tests/views tests/test_signing_in.py

test-postgres: setup
	@$(PY) -m tests.postgres $(PY) -m pytest $(SHARED) -m "not browser and not postgres" \
		$(or $(ARGS),$(ON_POSTGRES))

check: setup
	$(PY) -m ruff format --check .
	$(PY) -m ruff check .
	$(PY) -m mypy
	$(BIN)/lint-imports
	find templates -name '*.html' -exec $(BIN)/djade --check --target-version 5.2 {} +
	$(SETTINGS) $(PY) manage.py makemigrations --check --dry-run
	$(SETTINGS) $(PY) manage.py check --deploy --fail-level WARNING
	@$(MAKE) --no-print-directory test

bench: setup
	@$(PY) -m tests.benchmarks $(ARGS)

format: setup
	$(PY) -m ruff check --fix-only --quiet .
	$(PY) -m ruff format .
	-find templates -name '*.html' -exec $(BIN)/djade --target-version 5.2 {} +

messages: setup
	@.ci/gettext
	@$(SETTINGS) $(PY) manage.py makemessages --locale it --locale fr --no-location \
		--no-obsolete --ignore '.*' --ignore var --ignore tests
	@.ci/setup requirements-dev.txt

# Hashes and no index addresses: the lock works with every index and mirror.
PIN = $(BIN)/uv pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --no-header --no-annotate

lock: setup
	$(PIN) --upgrade --output-file requirements.txt
	$(PIN) --upgrade --group dev --constraint requirements.txt --output-file requirements-dev.txt
