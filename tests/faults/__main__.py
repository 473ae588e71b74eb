"""The long run: `python -m tests.faults [--kills 100] [--updates 30000] [--only TRIAL]`.

Prints one row of figures per trial and ends with 1 when a word was lost, done twice or out of order, or when
the memory of a day grew by more than a tenth.
"""

import argparse
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.fakes.botapi import BotApi
from tests.fakes.postgres import postgres
from tests.faults.day import of_a_class
from tests.faults.trial import Account, Trial

MOST_GROWN = 0.1


def killing(trial: Trial, *, kills: int, updates: int) -> Account:
    """Let teachers talk while processes are killed at random."""
    with trial.at_work():
        with trial.speaking(updates):
            for _ in range(kills):
                trial.await_more(trial.chance.randint(1, max(2 * updates // kills - 1, 2)), within=600)
                trial.pause()
                trial.kill(trial.chance.randrange(trial.replicas))
                began = time.monotonic()
                trial.await_more(1, within=600)
                trial.account.recovery.append(time.monotonic() - began)
        return trial.settle(within=1200)


@contextmanager
def folder() -> Iterator[Path]:
    with TemporaryDirectory() as made:
        yield Path(made)


def on_sqlite(kills: int, updates: int) -> Account:
    with folder() as here, BotApi() as api:
        trial = Trial(api, f"sqlite:///{here / 'data.sqlite3'}", folder=here)
        return killing(trial, kills=kills, updates=updates)


def on_postgres(kills: int, updates: int, *, webhook: bool) -> Account:
    with folder() as here, postgres(here) as url, BotApi() as api:
        trial = Trial(api, url, folder=here, replicas=3, webhook=webhook)
        return killing(trial, kills=kills, updates=updates)


def in_calm(kills: int) -> Account:
    """Kill at any moment of an ordinary afternoon: teachers think, then write one message or a few."""
    with folder() as here, BotApi() as api:
        trial = Trial(api, f"sqlite:///{here / 'data.sqlite3'}", folder=here, people=12, ahead=2, rest=0.6)
        return killing(trial, kills=kills, updates=20 * kills)


def a_day(hours: int) -> Account:
    with folder() as here, BotApi() as api:
        trial = Trial(api, f"sqlite:///{here / 'data.sqlite3'}", folder=here, people=12, plays=True)
        return of_a_class(trial, hours=hours)


def _of_the_day(account: Account) -> str:
    if not account.memory:
        return ""
    megabytes = ",".join(f"{size:.0f}" for size in account.memory)
    return (
        f" restarts={account.restarts} cuts={account.cuts} doubled={account.doubled} "
        f"memory={megabytes} grown={account.grown():.1%}"
    )


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--kills", type=int, default=100)
    parser.add_argument("--updates", type=int, default=30_000)
    parser.add_argument("--only", default="")
    options = parser.parse_args()
    trials: dict[str, Callable[[], Account]] = {
        "sqlite": lambda: on_sqlite(options.kills, options.updates),
        "postgres": lambda: on_postgres(options.kills, options.updates, webhook=False),
        "hook": lambda: on_postgres(options.kills, options.updates, webhook=True),
        "calm": lambda: in_calm(min(options.kills, 50)),
        "day": lambda: a_day(24),
    }
    bad = 0
    for name, trial in trials.items():
        if options.only in {"", name}:
            account = trial()
            bad += account.lost + account.twice + account.out_of_order + (account.grown() > MOST_GROWN)
            sys.stdout.write(f"{name}: {account.row()}{_of_the_day(account)}\n")
            sys.stdout.flush()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
