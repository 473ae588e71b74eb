"""The day of a class in short, and the account that is made of it."""

from pathlib import Path

import pytest

from tests.fakes.botapi import BotApi
from tests.faults.day import BREAKS, compare, of_a_class
from tests.faults.trial import Account, Trial

pytestmark = pytest.mark.faults


def test_a_class_loses_nothing_when_its_process_is_broken(api: BotApi, sqlite: str, tmp_path: Path) -> None:
    trial = Trial(api, sqlite, folder=tmp_path, people=3, plays=True)
    account = of_a_class(trial, hours=2, quiet_from=1, each=4)

    assert (account.lost, account.twice, account.out_of_order, account.dead) == (0, 0, 0, 0), account.row()
    assert account.updates == 2 * 3 * 4
    assert account.unsent == 0
    assert account.kills + account.restarts == BREAKS
    # Of each chat one message may be on its way when the process is killed.
    assert account.repeated <= account.cuts + account.kills * len(trial.people)
    assert account.doubled > 0
    assert len(account.memory) == 2


@pytest.mark.parametrize(
    ("stored", "found"),
    [
        (["a", "b", "c"], (0, 0, 0)),
        (["a", "c"], (1, 0, 0)),
        (["a", "b", "b", "c"], (0, 1, 0)),
        (["a", "c", "b"], (0, 0, 1)),
        (["a", "b", "b"], (1, 1, 0)),
        (["a", "b", "c", "x"], (0, 1, 0)),
        ([], (3, 0, 0)),
    ],
)
def test_what_is_lost_twice_or_out_of_order_is_counted(stored: list[str], found: tuple[int, ...]) -> None:
    account = Account()
    compare(account, ["a", "b", "c"], stored)

    assert (account.lost, account.twice, account.out_of_order) == found


@pytest.mark.parametrize(
    ("memory", "grown"), [([], 0.0), ([90.0], 0.0), ([50.0, 100.0, 90.0], 0.0), ([50.0, 100.0, 120.0], 0.2)]
)
def test_memory_grows_from_the_hour_after_the_first(memory: list[float], grown: float) -> None:
    assert Account(memory=memory).grown() == pytest.approx(grown)
