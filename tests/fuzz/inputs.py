"""What people and machines could send, and how many of it are tried."""

import os
from collections.abc import Callable
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st

FEW = 25
TRIES = int(os.environ.get("FUZZ_TRIES", str(FEW)))
"""Inputs per test; a run of `make test` tries a few, `make fuzz` many."""

LOOKS = ("Dag", "/start", "/stop", "/wis", "stop", "<b>", "{x}", "%s", "\x00", "\ud800", "🧭" * 9, "a" * 5000)

words = st.one_of(st.sampled_from(LOOKS), st.text(st.characters(), max_size=300))
"""Any text, lone halves of signs and zero bytes included."""

small = st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), words)
anything = st.recursive(
    small,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(words, inner, max_size=4),
    max_leaves=12,
)

Test = Callable[..., Any]


def fuzzed(test: Test) -> Test:
    """Try as many inputs as this run asks for."""
    return _tried(test, TRIES)


def fuzzed_rarely(test: Test) -> Test:
    """Try fewer of what takes a whole bot or page for each; an input holds many updates or fields."""
    return _tried(test, rarely(TRIES))


def rarely(tries: int) -> int:
    """Return how many are tried of the slow ones when the others are tried so often."""
    return max(tries // 20, min(tries, FEW))


def _tried(test: Test, tries: int) -> Test:
    """No deadline for an input: the machine may be busy."""
    quiet = settings(
        max_examples=tries,
        deadline=None,
        derandomize=TRIES == FEW,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    return quiet(test)
