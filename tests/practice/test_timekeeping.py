"""The clock of a running program, whatever is done to the machine's."""

from datetime import UTC, datetime

import pytest

from bot.practice.timekeeping import SteadyClock

STEPS = [
    ("an ordinary second", [(1.0, 1.0)], 1.0),
    ("set forward, or after a sleep", [(3600.0, 1.0)], 3600.0),
    ("set back by an hour", [(-3600.0, 1.0), (1.0, 1.0)], 1.0),
    ("set back by a second, and caught up", [(-1.0, 0.5), (2.0, 2.0), (2.0, 2.0)], 3.0),
]


@pytest.mark.parametrize(("_case", "steps", "later"), STEPS, ids=[step[0] for step in STEPS])
def test_the_time_goes_on(_case: str, steps: list[tuple[float, float]], later: float) -> None:
    clocks = [1000.0, 5.0]
    clock = SteadyClock(lambda: clocks[0], lambda: clocks[1])
    last = clock.now()
    for wall, steady in steps:
        clocks[0] += wall
        clocks[1] += steady
        assert clock.now() >= last
        last = clock.now()

    assert (last - datetime.fromtimestamp(1000.0, UTC)).total_seconds() == pytest.approx(later)
