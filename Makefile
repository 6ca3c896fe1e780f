# Sealdesk. `make help` says what there is. Everything is installed into .venv; the machine itself needs only make.
SHELL := /bin/bash
.DELETE_ON_ERROR:
.DEFAULT_GOAL := help

BIN := .venv/bin
PY := $(BIN)/python
PYTEST := $(BIN)/pytest
WORKERS ?= 2
TRIALS ?= 200
ATTEMPTS ?= 10000
SENDS ?= 10000
LEDGER_TRIALS ?= 1000
DIALOGUES ?= 10000
REAL ?= 300
CONFIG ?= var/demo/appliance.yaml
TO ?= var/evidence
AS ?= officer
ROOTS := appliance compliance services scripts tests

##@ Start here

.PHONY: help
help: ## Show this help
	@awk 'BEGIN {FS = ":.*## "} \
	  /^##@ / {printf "\n%s\n", substr($$0, 5)} \
	  /^[a-z-]+:.*## / {printf "  make %-12s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

.PHONY: setup
setup: ## Install everything for development and tests into .venv
	@scripts/setup.sh full

.PHONY: setup-demo
setup-demo: ## Install only what the demo needs into .venv
	@scripts/setup.sh demo

.PHONY: demo
demo: setup-demo ## Start the demo clinic and print its addresses; Ctrl-C stops it
	@exec $(BIN)/sealdesk demo

##@ Before you hand in a change

.PHONY: format
format: setup ## Rewrite the code in the house style
	$(BIN)/ruff check --fix --quiet $(ROOTS)
	$(BIN)/ruff format --quiet $(ROOTS)
	$(BIN)/djlint --reformat --quiet appliance compliance services

.PHONY: check
check: setup ## Lint, types, import contracts, docstrings, templates, house rules, wheel
	$(BIN)/ruff check $(ROOTS)
	$(BIN)/ruff format --check $(ROOTS)
	$(BIN)/mypy $(ROOTS)
	$(BIN)/lint-imports
	$(BIN)/interrogate --quiet appliance compliance services
	$(BIN)/djlint --lint --quiet appliance compliance services
	$(PY) -m scripts.lint
	$(PY) -m scripts.wheel_check

.PHONY: test
test: setup ## Run every test (about 12 minutes on 2 cores)
	$(PYTEST) -n $(WORKERS) --dist loadfile

##@ Longer looks

.PHONY: crash
crash: setup ## Kill the appliance after every step of a change, TRIALS times (200)
	SEALDESK_CRASH_TRIALS=$(TRIALS) $(PYTEST) -q -m crash -p no:cacheprovider --timeout 3600 tests/crash

.PHONY: ledger-crash
ledger-crash: setup ## kill -9 the writer of the audit ledger, LEDGER_TRIALS times (1000): nothing acknowledged is lost
	SEALDESK_LEDGER_TRIALS=$(LEDGER_TRIALS) $(PYTEST) -q -s -p no:cacheprovider --timeout 7200 tests/services/ledger/test_crash.py

.PHONY: sends
sends: setup ## 10,000 texts with time-outs and kill -9 in between: none twice, none lost (SENDS=10000)
	SEALDESK_SENDS=$(SENDS) $(PYTEST) -q -s -p no:cacheprovider --timeout 7200 tests/sends

.PHONY: races
races: setup ## 10,000 contended attempts on each of three kinds of server (ATTEMPTS=10000), 1,000 waitlist races
	SEALDESK_RACE_ATTEMPTS=$(ATTEMPTS) SEALDESK_WAITLIST_RACES=1000 $(PYTEST) -q -s -p no:cacheprovider --timeout 7200 tests/races

.PHONY: million
million: setup ## Read a ledger of 1,000,000 events in Chromium, by keyboard alone, and print what it took
	SEALDESK_EVENTS=1000000 $(PYTEST) -q -s -p no:cacheprovider --timeout 3600 tests/browser/test_long_ledger.py

.PHONY: tamper
tamper: setup ## Tamper with the audit ledger in 18 ways, 60 times each, and check 1,000 clean logs
	$(PY) -m tests.tamper.run

.PHONY: dialogues
dialogues: setup ## Play every recorded conversation and print the completion figures
	$(PY) -m tests.dialogues.report

.PHONY: bench
bench: setup ## Measure what docs/benchmarks.md reports
	for bench in tests/bench/bench_*.py; do \
	  echo "== $$bench"; $(PY) -m tests.bench.$$(basename $$bench .py) || exit 1; done

.PHONY: vllm
vllm: setup ## Train a tiny Llama, serve it by a real vLLM, run the contract against it (RECORD=1 keeps the report)
	@scripts/vllm/setup.sh
	$(PY) -m scripts.vllm $(if $(RECORD),--record)

.PHONY: adversary
adversary: setup ## 10,000 fuzzed dialogues against random weights, REAL=300 of them on a real vLLM (RECORD=1 keeps the report)
	@scripts/vllm/setup.sh
	$(PY) -m scripts.vllm.adversary --dialogues $(DIALOGUES) --real $(REAL) $(if $(RECORD),--record)

.PHONY: evidence
evidence: setup ## Make the HIPAA evidence pack of the demo clinic (or of CONFIG=FILE) into TO=FOLDER, AS=who
	$(BIN)/sealdesk report hipaa --config $(CONFIG) --to $(TO) --as $(AS)

##@ Upkeep

UV_COMPILE := $(BIN)/uv pip compile --generate-hashes --no-emit-index-url --no-emit-find-links --no-header --universal --python-version 3.11 --quiet

.PHONY: lock
lock: setup ## Compile requirements/*.in into hash-locked requirements/*.txt
	for name in runtime dev build; do $(UV_COMPILE) requirements/$$name.in -o requirements/$$name.txt || exit 1; done

.PHONY: docs
docs: setup ## Write the generated reference pages and the settings schema again
	$(PY) -m scripts.docs

.PHONY: clean
clean: ## Remove .venv, caches and the demo's data
	rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache var dist
