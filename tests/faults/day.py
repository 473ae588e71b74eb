"""A day of a class: twelve teachers talk to a parent in some of its hours, while things go wrong."""

import asyncio

import psutil  # type: ignore[import-untyped]  # it has none
from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.store import SqlStore
from bot.storage.tables import outbox
from tests.chat.house import Counting, WallClock
from tests.fakes.botapi import Fault, Person
from tests.faults.trial import Account, Trial

LESSONS = (0, 1, 2, 3, 9, 10, 11, 13, 14, 15, 16, 20, 21, 22, 23)
EACH = 8
FAULTS = (
    ("sendMessage", Fault(status=500)),
    ("sendMessage", Fault(retry_after=1)),
    ("sendMessage", Fault(cut=True)),
    ("getUpdates", Fault(status=502)),
    ("getUpdates", Fault(status=401, description="Unauthorized")),
    ("getUpdates", Fault(cut=True)),
    ("answerCallbackQuery", Fault(status=500)),
)


def of_a_class(trial: Trial, *, hours: int) -> Account:
    """Let a class talk through so many hours; the clock leaps from one to the next."""
    talks = 0
    with trial.at_work():
        for hour in range(hours):
            trial.set_clock(hour * 3600.0)
            if hour % 24 in LESSONS:
                talks += 1
                _lesson(trial)
                process = psutil.Process(trial.process().pid)
                trial.account.memory.append(process.memory_info().rss // 1_000_000)
    return asyncio.run(_account(trial, talks))


def _lesson(trial: Trial) -> None:
    for method, fault in trial.chance.choices(FAULTS, k=3):
        trial.api.fail(method, fault)
    for person in trial.people:
        person.say("/start")
    trial.await_all()
    for person in trial.people:
        person.press(person.world.said(person.id)[-1], "begin:mara")
    trial.await_all()
    for _ in range(EACH):
        for person in trial.chance.sample(trial.people, len(trial.people)):
            person.say("Wat naar")
    trial.await_all()
    for person in trial.people:
        person.say("/stop")
    trial.await_all()


async def _account(trial: Trial, talks: int) -> Account:
    """Count what the store holds: every word once, in order."""
    account = trial.account
    store = SqlStore(trial.database, clock=WallClock(), chance=Counting())
    for person in trial.people:
        stored = await _numbers(store, person)
        account.updates += talks * EACH
        account.lost += max(talks * EACH - sum(map(len, stored)), 0)
        account.twice += max(sum(map(len, stored)) - talks * EACH, 0)
        account.out_of_order += sum(numbers != list(range(1, len(numbers) + 1)) for numbers in stored)
    account.dead = await store.chats.dead()
    account.unsent = (await store.operations.backlog()).outbox
    await store.close()
    account.repeated = trial.api.world.spoken - await _messages(trial.database)
    return account


async def _messages(url: str) -> int:
    database = Database(url)
    async with database.read() as connection:
        found = await connection.execute(select(func.count()).select_from(outbox))
    await database.close()
    return int(found.scalar_one())


async def _numbers(store: SqlStore, person: Person) -> list[list[int]]:
    async with store.unit() as unit:
        teacher = await unit.teacher_for("telegram", str(person.id))
        return [
            [turn.number for turn in await unit.turns(session.id)]
            for session in await unit.sessions(teacher.id)
        ]
