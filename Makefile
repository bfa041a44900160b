# Every target makes what it needs in .venv, and says in a line what it does.
# Needed from the machine: git, make and Python 3.11 or later.

PYTHON ?= $(shell command -v python3.11 || command -v python3)
BIN := .venv/bin
# A stamp tells that a lock is installed, so that the next run starts at once.
RUN := .venv/installed-run
TEST := .venv/installed-test
DOCS := .venv/installed-docs
BENCH := .venv/installed-bench

INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check
LOCKED := $(INSTALL) --require-hashes --only-binary :all: --requirement

TRANSLATIONS := $(wildcard web/src/observatory/locale/*/LC_MESSAGES/*.po)
COMPILED := $(TRANSLATIONS:.po=.mo)

.DEFAULT_GOAL := help
.DELETE_ON_ERROR:
.PHONY: run test ci lint docs translations bench bench-site bench-report bench-synthesis bench-duplicates bench-survey bench-opinion bench-coding eval-synthesis eval-opinion eval-coding eval-prevalence messages screenshots lock changelog clean help

## run: load the facts of 2019 and serve the site on http://127.0.0.1:8000/
run: $(RUN) $(COMPILED)
	@mkdir -p var
	@echo "Preparing the database…"
	@$(BIN)/observatory migrate --verbosity 0
	@echo "Loading packs/observatory-2019…"
	@$(BIN)/observatory load packs/observatory-2019 --keep-local
	@echo "Gathering the static files and starting the server…"
	@exec $(BIN)/observatory serve

## test: run the tests of both packages (ARGS="-k word" for some of them)
test: $(TEST) $(COMPILED)
	@echo "Running the tests…"
	@$(BIN)/pytest $(ARGS)

## ci: do what continuous integration does, on this machine
ci:
	@.ci/run

## lint: check format, style, types and import contracts
lint: $(TEST)
	@echo "Checking the format…"
	@$(BIN)/ruff format --quiet --check .
	@echo "Checking the style…"
	@$(BIN)/ruff check --quiet .
	@echo "Checking the types…"
	@$(BIN)/mypy --no-error-summary
	@echo "Checking the import contracts…"
	@$(BIN)/lint-imports

## docs: build the documentation in docs/_build/html; a warning is an error
docs: $(DOCS)
	@echo "Building the documentation…"
	@$(BIN)/sphinx-build --quiet --fail-on-warning --keep-going docs docs/_build/html
	@echo "The documentation is in docs/_build/html/index.html"

## bench: time what the README claims, beside its peers
bench: bench-site bench-report bench-synthesis bench-survey bench-opinion bench-coding

## bench-site: time the site's pages on 100,000 generated records, beside Datasette
bench-site: $(BENCH) $(COMPILED)
	@echo "Filling a scratch database and timing the site's pages…"
	@$(BIN)/python benchmarks/bench_site.py

## bench-report: time the yearly report, with the facts of 2019 and with 10,000 records
bench-report: $(BENCH) $(COMPILED)
	@echo "Timing the yearly report…"
	@$(BIN)/python benchmarks/bench_report.py

## bench-synthesis: synthesise ten million answers beside DuckDB, 100,000 beside BERTopic and others
bench-synthesis: $(BENCH) bench-duplicates
	@echo "Making answers by the million, and timing their synthesis…"
	@$(BIN)/python -W ignore benchmarks/bench_synthesis.py

## bench-duplicates: find near-duplicates in 200,000 answers, beside datasketch and rensa
bench-duplicates: $(BENCH)
	@echo "Timing near-duplicates…"
	@$(BIN)/python benchmarks/bench_duplicates.py

## bench-survey: estimate from a survey and rake 35,000 units, beside svy and R
bench-survey: $(BENCH)
	@echo "Timing survey estimates…"
	@$(BIN)/python benchmarks/bench_survey.py

## eval-synthesis: weigh themes against what volunteers read, beside other methods
eval-synthesis: $(BENCH)
	@echo "Fitting the tagged questions of the Grand débat…"
	@$(BIN)/python -W ignore benchmarks/eval_synthesis.py

## bench-coding: apply sixty codes to a million answers, beside scikit-learn's likeness of words
bench-coding: $(BENCH)
	@echo "Making a million answers, and timing their codes…"
	@$(BIN)/python -W ignore benchmarks/bench_coding.py

## eval-coding: weigh the machine's codes, what people teach it, and shares from both, on known codes
eval-coding: $(BENCH)
	@echo "Coding the answers of the Grand débat and the arguments of République numérique…"
	@$(BIN)/python -W ignore benchmarks/eval_coding.py
	@echo "Drawing samples, and estimating shares from them…"
	@$(BIN)/python -W ignore benchmarks/eval_prevalence.py

## bench-opinion: find opinion groups in real and in 28 million invented votes, beside red-dwarf
bench-opinion: $(BENCH)
	@echo "Timing opinion groups…"
	@$(BIN)/python -W ignore benchmarks/bench_opinion.py

## eval-opinion: weigh opinion groups against Polis's own, beside red-dwarf, and on known groups
eval-opinion: $(BENCH)
	@echo "Finding the groups of Polis's conversations…"
	@$(BIN)/python -W ignore benchmarks/eval_opinion.py

## eval-prevalence: count how often intervals of shares hold, beside those of people alone
eval-prevalence: $(BENCH)
	@echo "Drawing samples of contributions whose codes are known…"
	@$(BIN)/python -W ignore benchmarks/eval_prevalence.py

## translations: compile the sentences of the interface
translations: $(RUN) $(COMPILED)

## messages: gather the interface's sentences into locale/fr (needs gettext)
messages: $(TEST)
	@command -v xgettext >/dev/null || { echo "xgettext is missing: install gettext" >&2; exit 1; }
	@echo "Gathering the sentences of the interface…"
	@cd web/src/observatory && $(CURDIR)/$(BIN)/observatory makemessages \
		--settings observatory.settings.test --verbosity 0 --locale fr \
		--add-location file --no-obsolete --no-wrap

## screenshots: make the pictures of docs/images again (needs a browser)
screenshots: $(TEST) $(COMPILED)
	@echo "Making the pictures of the documentation…"
	@CIVISCOPE_WRITE_SCREENSHOTS=1 $(BIN)/pytest web/tests/e2e/test_screenshots.py

## lock: write requirements/*.lock again (UPGRADE=--upgrade for newer versions)
COMPILE = $(BIN)/uv pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--no-emit-index-url --no-emit-find-links --no-emit-package civiscope \
	--custom-compile-command "make lock" $(UPGRADE)
lock: $(TEST)
	@echo "Choosing versions for requirements/*.lock…"
	@$(COMPILE) lib/pyproject.toml web/pyproject.toml --group build -o requirements/run.lock
	@$(COMPILE) --group test -c requirements/run.lock -o requirements/test.lock
	@$(COMPILE) --group docs -c requirements/run.lock -c requirements/test.lock \
		-o requirements/docs.lock
	@$(COMPILE) --group bench -c requirements/run.lock -c requirements/test.lock \
		-c requirements/docs.lock -o requirements/bench.lock

## changelog: show the next release's news, gathered from changelog.d/
changelog: $(TEST)
	@$(BIN)/towncrier build --draft --version next

## clean: remove what the other targets made, except the databases in var/
clean:
	@echo "Removing .venv, built pages, static files and caches…"
	@rm -rf .venv docs/_build docs/reference/generated var/static
	@rm -rf .mypy_cache .pytest_cache .ruff_cache .hypothesis .import_linter_cache .coverage*
	@rm -f $(COMPILED)

## help: list these targets
help:
	@sed -n 's/^## /  make /p' Makefile

.venv/made:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || \
		{ echo "Python 3.11 or later is needed (make PYTHON=/path/to/python)" >&2; exit 1; }
	@echo "Making a virtual environment in .venv…"
	@$(PYTHON) -m venv .venv
	@touch $@

$(RUN): .venv/made requirements/run.lock lib/pyproject.toml web/pyproject.toml
	@echo "Installing what the site runs on (requirements/run.lock)…"
	@$(LOCKED) requirements/run.lock
	@echo "Installing civiscope and observatory…"
	@$(INSTALL) --no-deps --no-build-isolation --editable lib --editable web
	@touch $@

$(TEST): $(RUN) requirements/test.lock
	@echo "Installing what the tests need (requirements/test.lock)…"
	@$(LOCKED) requirements/test.lock
	@touch $@

$(DOCS): $(TEST) requirements/docs.lock
	@echo "Installing what the documentation needs (requirements/docs.lock)…"
	@$(LOCKED) requirements/docs.lock
	@touch $@

$(BENCH): $(RUN) requirements/bench.lock
	@echo "Installing what the benchmarks need (requirements/bench.lock)…"
	@# Without --no-deps, pip would miss the language models that this lock leaves out.
	@$(LOCKED) requirements/bench.lock --no-deps
	@touch $@

%.mo: %.po | $(RUN)
	@echo "Compiling $<…"
	@$(BIN)/pybabel --quiet compile --input-file $< --output-file $@
