"""The fault programme in short: each thing that breaks, once; the long run is `make faults`."""

import resource
from pathlib import Path

import pytest

from tests.fakes.botapi import BotApi, Fault
from tests.fakes.postgres import Server
from tests.faults.trial import Account, Trial

pytestmark = pytest.mark.faults

FEW = 60


def nothing_lost(account: Account) -> None:
    assert (account.lost, account.twice, account.out_of_order, account.dead) == (0, 0, 0, 0), account.row()
    assert account.unsent == 0


def test_a_network_that_cuts_delays_and_refuses(api: BotApi, sqlite: str, tmp_path: Path) -> None:
    trial = Trial(api, sqlite, folder=tmp_path, people=6)
    for fault in (
        Fault(status=500),
        Fault(cut=True),
        Fault(retry_after=1),
        Fault(delay=1.0),
        Fault(body=b"?"),
    ):
        api.fail("sendMessage", fault, times=2)
        api.fail("getUpdates", fault)
    with trial.at_work():
        trial.speak(FEW)
        account = trial.settle()
    nothing_lost(account)
    assert account.repeated <= 4, "only what was cut or garbled after it was taken"


def test_a_clock_that_jumps(api: BotApi, sqlite: str, tmp_path: Path) -> None:
    trial = Trial(api, sqlite, folder=tmp_path, people=6)
    with trial.at_work():
        for seconds in (3600, -3600, 0, 86_400, 0):
            trial.set_clock(seconds)
            trial.speak(FEW // 5)
            trial.await_more(FEW // 10)
        account = trial.settle()
    nothing_lost(account)
    assert account.repeated == 0


def test_a_clock_that_was_set_back_while_the_bot_was_down(api: BotApi, sqlite: str, tmp_path: Path) -> None:
    trial = Trial(api, sqlite, folder=tmp_path, people=6)
    api.fail("sendMessage", Fault(status=500), times=8)
    with trial.at_work():
        trial.speak(FEW)
        trial.await_more(3)
        trial.set_clock(-7200)
        trial.kill(0)
        nothing_lost(trial.settle())


def test_a_disk_that_is_full_for_a_while(api: BotApi, sqlite: str, tmp_path: Path) -> None:
    trial = Trial(api, sqlite, folder=tmp_path, people=6)
    with trial.at_work():
        trial.speak(10)
        trial.await_all()
        process = trial.process().pid
        size = max(file.stat().st_size for file in tmp_path.glob("data.sqlite3*"))
        resource.prlimit(process, resource.RLIMIT_FSIZE, (size + 20_000, resource.RLIM_INFINITY))
        trial.speak(FEW)
        trial.await_log("database_failed|disk_full|StoreError|DatabaseFull")
        resource.prlimit(process, resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
        nothing_lost(trial.settle())


@pytest.mark.postgres
def test_replicas_that_are_killed_in_a_burst(api: BotApi, postgres: str, tmp_path: Path) -> None:
    trial = Trial(api, postgres, folder=tmp_path, people=8, replicas=2, webhook=True)
    with trial.at_work():
        with trial.speaking(3 * FEW):
            for number in (0, 1, 0):
                trial.await_more(trial.chance.randint(5, 30))
                trial.kill(number)
        account = trial.settle()
    nothing_lost(account)
    assert account.repeated <= 8 * account.kills


@pytest.mark.postgres
def test_a_server_that_is_restarted_and_one_that_crashes(
    api: BotApi, server: Server, postgres: str, tmp_path: Path
) -> None:
    trial = Trial(api, postgres, folder=tmp_path, people=6)
    with trial.at_work():
        for crash in (False, True):
            trial.speak(FEW // 2)
            trial.await_more(5)
            server.restart(crash=crash)
        nothing_lost(trial.settle())


@pytest.mark.postgres
def test_one_replica_fetches_and_another_takes_over(api: BotApi, postgres: str, tmp_path: Path) -> None:
    trial = Trial(api, postgres, folder=tmp_path, people=6, replicas=2)
    with trial.at_work():
        trial.speak(FEW // 2)
        trial.await_all()
        for number in (0, 1):
            trial.process(number).kill()
            trial.process(number).wait()
            trial.speak(FEW // 4)
            trial.await_all()
            trial.start(number)
        account = trial.settle()
    nothing_lost(account)
    assert account.repeated == 0


@pytest.mark.postgres
def test_a_slow_send_is_not_taken_for_that_of_a_dead_process(
    api: BotApi, postgres: str, tmp_path: Path
) -> None:
    trial = Trial(api, postgres, folder=tmp_path, people=2, replicas=2)
    api.fail("sendMessage", Fault(delay=8.0))
    with trial.at_work():
        trial.speak(4)
        account = trial.settle()
    nothing_lost(account)
    assert account.repeated == 0


@pytest.mark.postgres
def test_updates_that_come_twice_late_and_in_another_order(
    api: BotApi, postgres: str, tmp_path: Path
) -> None:
    trial = Trial(api, postgres, folder=tmp_path, people=5, replicas=2, webhook=True)
    with trial.at_work():
        trial.speak(FEW // 2)
        with api.world.changed:
            # What a retry brings again, and what two lines bring in the wrong order, between chats.
            api.world.waiting = [*reversed(api.world.waiting), *api.world.waiting]
            api.world.waiting.sort(key=lambda update: (update.id % 3, update.id))
        account = trial.settle()
    assert (account.lost, account.twice, account.dead, account.unsent) == (0, 0, 0, 0), account.row()
