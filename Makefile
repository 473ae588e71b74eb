# Two commands do everything: `make run` starts the product, `make test` checks it.
PYTHON ?= python3
VENV   := .venv
BIN    := $(VENV)/bin
PIP    := $(BIN)/python -m pip install --quiet --disable-pip-version-check -c constraints.txt
RUNS   := $(VENV)/.runs
TESTS  := $(VENV)/.tests

.PHONY: run test faults fuzz audit bench fix clean

run: $(RUNS)
	$(BIN)/python -m bot run

test: $(TESTS)
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/python -m bot check
	$(BIN)/python -m pytest -n 2

# Not part of `make test`: 100 kills over 30,000 updates, on SQLite and with three replicas; then a day of a class.
faults: $(TESTS)
	$(BIN)/python -m tests.faults

# Not part of `make test`: 100,000 inputs. Six tests try 16,300 each; three that take a whole bot or page try 815, of
# which one brings up to 30 updates with each.
fuzz: $(TESTS)
	FUZZ_TRIES=16300 nice $(BIN)/python -m pytest tests/fuzz -n 2 --durations=9

# Not part of `make test`, which audits without the net: asks for what became known of each pin since. Needs the net.
audit:
	test -d $(VENV)/audit || $(PYTHON) -m venv $(VENV)/audit
	$(VENV)/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	$(VENV)/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

# Not part of `make test`: how fast and how small, beside others; `make bench SPEED=quick` is the short way.
bench: $(TESTS)
	$(BIN)/python -m benchmarks $(SPEED)

fix: $(TESTS)
	$(BIN)/ruff format .
	$(BIN)/ruff check --fix .

clean:
	rm -rf $(VENV) var

# The program runs from this folder, so only what it needs is installed: the lists stand in pyproject.toml.
NEEDS = $(BIN)/python -c "import tomllib; p = tomllib.load(open('pyproject.toml', 'rb'))['project']; print(*p$(1), sep='\n')"

$(RUNS): pyproject.toml constraints.txt
	test -d $(VENV) || $(PYTHON) -m venv $(VENV)
	$(call NEEDS,['dependencies']) > $(VENV)/runs.txt
	$(PIP) -r $(VENV)/runs.txt
	touch $(RUNS)

$(TESTS): $(RUNS)
	$(call NEEDS,['optional-dependencies']['dev']) > $(VENV)/tests.txt
	$(PIP) -r $(VENV)/tests.txt
	touch $(TESTS)
