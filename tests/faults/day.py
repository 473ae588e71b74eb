"""A day of a class: twelve teachers talk to a parent in some of its hours, while things go wrong."""

import asyncio
import time
from collections import Counter
from itertools import pairwise

import psutil  # type: ignore[import-untyped]  # it has none
from sqlalchemy import func, select

from bot.model.session import Turn
from bot.storage.database import Database
from bot.storage.store import SqlStore
from bot.storage.tables import outbox
from tests.chat.house import Counting, WallClock
from tests.fakes.botapi import Fault, Person
from tests.faults.trial import Account, Trial

LESSONS = (0, 1, 2, 3, 8, 9, 10, 11, 12, 13, 14, 15, 16, 19, 20, 21, 22, 23)
QUIET_FROM = 12
"""From this hour no process is broken, so that the memory of one can be followed; other faults go on."""
BREAKS = 3
"""Kills and restarts in a lesson before that."""
EACH = 8
FAULTS = (
    ("sendMessage", Fault(status=500)),
    ("sendMessage", Fault(retry_after=1)),
    ("sendMessage", Fault(cut=True)),
    ("sendMessage", Fault(delay=1.0)),
    ("getUpdates", Fault(status=502)),
    ("getUpdates", Fault(status=401, description="Unauthorized")),
    ("getUpdates", Fault(retry_after=1)),
    ("getUpdates", Fault(cut=True)),
    ("answerCallbackQuery", Fault(status=500)),
)


def of_a_class(trial: Trial, *, hours: int = 24, quiet_from: int = QUIET_FROM, each: int = EACH) -> Account:
    """Let a class talk through so many hours; the clocks leap from one to the next."""
    said: list[str] = []
    with trial.at_work():
        for hour in (hour for hour in range(hours) if hour % 24 in LESSONS):
            trial.set_clock(hour * 3600.0)
            trial.api.world.skew = hour * 3600.0
            words = [f"Wat naar {len(said) + number}" for number in range(each)]
            said += words
            _lesson(trial, words, breaks=hour < quiet_from)
            process = psutil.Process(trial.process().pid)
            trial.account.memory.append(process.memory_info().rss / 1e6)
    return asyncio.run(_account(trial, said))


def _lesson(trial: Trial, words: list[str], *, breaks: bool) -> None:
    for method, fault in trial.chance.choices(FAULTS, k=4):
        trial.api.fail(method, fault)
        trial.account.cuts += method == "sendMessage" and fault.cut
    for person in trial.people:
        person.say("/start")
    trial.await_all()
    for person in trial.people:
        person.press(person.world.said(person.id)[-1], "begin:mara")
    trial.await_all()
    _talk(trial, words, breaks=breaks)
    for person in trial.people:
        person.say("/stop")
    trial.await_all()


def _talk(trial: Trial, words: list[str], *, breaks: bool) -> None:
    """Let all say these words, each in their own order; half of them come twice."""
    for number, word in enumerate(words):
        for person in trial.chance.sample(trial.people, len(trial.people)):
            person.say(word)
        if number % 2:
            trial.account.doubled += trial.api.world.double()
    for _ in range(BREAKS if breaks else 0):
        _break(trial, after=trial.chance.randint(1, max(len(words) * len(trial.people) // (BREAKS + 1), 2)))
    trial.await_all()


def _break(trial: Trial, *, after: int) -> None:
    """Kill or restart the process when the bot has sent so many more; wait for what it sends next."""
    _await_sent(trial, after)
    trial.account.memory.clear()
    if trial.chance.random() < 0.7:
        trial.kill(0)
    else:
        trial.end(0)
        trial.start(0)
        trial.account.restarts += 1
    began = time.monotonic()
    _await_sent(trial, 1)
    trial.account.recovery.append(time.monotonic() - began)


def _await_sent(trial: Trial, many: int) -> None:
    world = trial.api.world
    goal = world.spoken + many
    world.wait_for(lambda: world.spoken >= goal, within=60)


async def _account(trial: Trial, said: list[str]) -> Account:
    """Count what the store holds: every word once, in order."""
    account = trial.account
    store = SqlStore(trial.database, clock=WallClock(), chance=Counting())
    for person in trial.people:
        talks = await _talks(store, person)
        account.updates += len(said)
        compare(account, said, [turn.reading.text for talk in talks for turn in talk])
        account.out_of_order += sum(
            [turn.number for turn in talk] != list(range(1, len(talk) + 1)) for talk in talks
        )
    account.dead = await store.chats.dead()
    account.unsent = (await store.operations.backlog()).outbox
    await store.close()
    account.repeated = trial.api.world.spoken - await _messages(trial.database)
    return account


def compare(account: Account, said: list[str], stored: list[str]) -> None:
    """Add to the account what one teacher said and the store lacks, has twice, or has too early."""
    account.lost += (Counter(said) - Counter(stored)).total()
    account.twice += (Counter(stored) - Counter(said)).total()
    at = [said.index(word) for word in stored if word in said]
    account.out_of_order += sum(one > other for one, other in pairwise(at))


async def _messages(url: str) -> int:
    database = Database(url)
    async with database.read() as connection:
        found = await connection.execute(select(func.count()).select_from(outbox))
    await database.close()
    return int(found.scalar_one())


async def _talks(store: SqlStore, person: Person) -> list[list[Turn]]:
    async with store.unit() as unit:
        teacher = await unit.teacher_for("telegram", str(person.id))
        return [list(await unit.turns(session.id)) for session in await unit.sessions(teacher.id)]
