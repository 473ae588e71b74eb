"""The long run is as long as it says."""

import re
from pathlib import Path

from tests.fuzz.inputs import rarely

HERE = Path(__file__).parent


def test_the_long_run_tries_100_000_inputs() -> None:
    (tries,) = map(int, re.findall(r"FUZZ_TRIES=(\d+)", (HERE.parents[1] / "Makefile").read_text()))
    tests = "".join(path.read_text(encoding="utf-8") for path in sorted(HERE.glob("test_*.py")))
    many, few = (len(re.findall(rf"^@{name}$", tests, re.MULTILINE)) for name in ("fuzzed", "fuzzed_rarely"))

    assert 100_000 <= many * tries + few * rarely(tries) <= 110_000
