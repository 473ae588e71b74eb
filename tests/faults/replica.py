"""One process of the bot, to be broken: `python -m tests.faults.replica '{"api": …}'`.

Its practice counts what each teacher says, in the transaction of the turn, and answers with the number; what
was said is kept in the store by its key, so that doing it twice would be refused.
"""

import asyncio
import json
import logging
import signal
import sys
import time
from dataclasses import asdict, dataclass, replace
from pathlib import Path

from bot.chat.runner import BotRunner
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import Store, Teacher, Unit
from bot.practice.practice import Practice
from bot.practice.timekeeping import SteadyClock
from bot.storage.store import SqlStore
from bot.web.metrics import Metrics
from bot.web.operating import Desk, Front
from bot.web.readiness import Readiness
from bot.web.serving import serve
from bot.web.webhook import Hook
from tests.chat.house import TEXTS, Counting, Script, draw
from tests.fakes.shelf import FakeShelf
from tests.practice.world import small_library

SECRET = "a-secret-of-the-fault-programme"
PATH = "/telegram/here"


@dataclass(frozen=True)
class Plan:
    """How a process runs."""

    api: str
    token: str
    database: str
    port: int = 0
    """Where a webhook is brought; 0 fetches instead."""
    skew: str = ""
    """File that says by how many seconds the machine's clock is off."""
    log: str = ""
    plays: bool = False
    """Whether teachers talk to a parent; else their messages are counted."""

    def as_json(self) -> str:
        return json.dumps(asdict(self))


class Tally(Script):
    """Answers with how many times this teacher has spoken."""

    async def say(self, unit: Unit, teacher: Teacher, text: str, *, key: str) -> Messages:
        number = int(teacher.helped or 0) + 1
        await unit.save_teacher(replace(teacher, helped=str(number)))
        answer = (Message(Voice.PARENT, f"{number}: {text}"),)
        await unit.remember(teacher.id, key, answer)
        return answer


async def main(plan: Plan) -> None:
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    clock = _clock(plan)
    store = SqlStore(plan.database, clock=clock, chance=Random())
    metrics = Metrics()
    bot = BotRunner(
        token=plan.token,
        api_url=plan.api,
        practice=_parent(clock) if plan.plays else Tally(),
        store=store,
        texts=TEXTS,
        clock=clock,
        draw=draw,
        delay=0,
        long_poll=2,
        polls=not plan.port,
        meter=metrics,
    )
    await bot.start()
    async with asyncio.TaskGroup() as parts:
        parts.create_task(bot.run_until(stop))
        if plan.port:
            front = Front(_nothing, _desk(bot, store, metrics, clock, stop))
            parts.create_task(serve(front, host="127.0.0.1", port=plan.port, stop=stop))
    await bot.stop()
    await store.close()


class Random(Counting):
    """Tokens that differ between processes."""

    def token(self) -> str:
        return f"{super().token()}-{time.time_ns()}"


def _parent(clock: SteadyClock) -> Practice:
    """Return the real use cases with one small parent."""
    return Practice(shelf=FakeShelf(small_library()), clock=clock, chance=Random())


def _clock(plan: Plan) -> SteadyClock:
    if not plan.skew:
        return SteadyClock()
    file = Path(plan.skew)
    return SteadyClock(wall=lambda: time.time() + float(file.read_text()))


def _desk(bot: BotRunner, store: Store, metrics: Metrics, clock: SteadyClock, stop: asyncio.Event) -> Desk:
    readiness = Readiness(store, metrics, clock=clock, stop=stop, hears=bot.healthy)
    return Desk(
        still=lambda: bot.still(clock.now()),
        ready=readiness.ready,
        measures=readiness.measures,
        hook=Hook(PATH, SECRET, bot.receive),
    )


async def _nothing(_scope: object, _receive: object, _send: object) -> None:
    raise LookupError


if __name__ == "__main__":
    wanted = Plan(**json.loads(sys.argv[1]))
    logging.basicConfig(
        filename=wanted.log or None, level=logging.WARNING, format="%(asctime)s %(levelname)s %(message)s"
    )
    asyncio.run(main(wanted))
