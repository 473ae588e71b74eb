"""A trial: teachers who talk, processes that are broken meanwhile, and the account at the end."""

import asyncio
import random
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from sqlalchemy import func, select

from bot.storage.database import Database
from bot.storage.schema import prepare
from bot.storage.tables import Status, answers, inbox, outbox
from tests.fakes.botapi import BotApi, Person, Pusher
from tests.faults.replica import PATH, SECRET, Plan

ROOT = Path(__file__).parents[2]
PATIENCE = 60.0
MOST_AHEAD = 600
"""Messages that may wait for an answer before the teachers speak on."""


@dataclass
class Account:
    """What came of a trial."""

    updates: int = 0
    lost: int = 0
    twice: int = 0
    out_of_order: int = 0
    repeated: int = 0
    kills: int = 0
    seconds: float = 0.0
    dead: int = 0
    unsent: int = 0
    recovery: list[float] = field(default_factory=list)
    """Seconds from each new start to the first message that was sent after it."""
    restarts: int = 0
    """Orderly ones."""
    cuts: int = 0
    """Sends that were taken, but for which the line was cut before the bot heard so."""
    doubled: int = 0
    """Updates that were brought twice."""
    memory: list[float] = field(default_factory=list)
    """Megabytes of the process that ran last, at the end of each hour in which a class talked."""

    def grown(self) -> float:
        """Return how much the memory grew after the hour in which it was warmed up: 0.1 is 10 %."""
        warm = self.memory[1:]
        return max(warm) / warm[0] - 1 if warm else 0.0

    def row(self) -> str:
        slowest = max(self.recovery, default=0.0)
        usual = sorted(self.recovery)[len(self.recovery) // 2] if self.recovery else 0.0
        return (
            f"updates={self.updates} kills={self.kills} lost={self.lost} twice={self.twice} "
            f"out_of_order={self.out_of_order} dead={self.dead} unsent={self.unsent} "
            f"repeated={self.repeated} seconds={self.seconds:.0f} "
            f"recovery_median={usual:.1f} recovery_max={slowest:.1f}"
        )


class Trial:
    """Processes on one database, and people who talk to them."""

    def __init__(
        self,
        api: BotApi,
        database: str,
        *,
        folder: Path,
        replicas: int = 1,
        webhook: bool = False,
        people: int = 30,
        seed: int = 1,
        plays: bool = False,
        ahead: int = MOST_AHEAD,
        rest: float = 0.0,
    ) -> None:
        self.api = api
        self.database = database
        self.chance = random.Random(seed)
        self.people = [api.person(f"p{number}") for number in range(people)]
        self.account = Account()
        self.skew = folder / "skew.txt"
        self.skew.write_text("0")
        self.replicas = replicas
        self._folder = folder
        self._plays = plays
        self._ahead = ahead
        self._rest = rest
        """Seconds for which a teacher thinks before the next speaks, at most."""
        self._ports = [_free_port() if webhook else 0 for _ in range(replicas)]
        self._running: list[subprocess.Popen[bytes] | None] = [None] * replicas
        self._said: Counter[int] = Counter()

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """All replicas run; they are stopped at the end."""
        began = time.monotonic()
        asyncio.run(prepare(self.database))
        with ExitStack() as stack:
            if any(self._ports):
                self.api.world.webhook = "set"
                urls = [f"http://127.0.0.1:{port}{PATH}" for port in self._ports]
                stack.enter_context(Pusher(self.api.world, lambda: urls, secret=SECRET))
            for number in range(len(self._running)):
                self.start(number)
            try:
                yield
            finally:
                for number in range(len(self._running)):
                    self.end(number)
        self.account.seconds = time.monotonic() - began

    def set_clock(self, seconds: float) -> None:
        """Set the machine's clock of all processes off by so many seconds."""
        new = self.skew.with_suffix(".new")
        new.write_text(str(seconds))
        new.replace(self.skew)

    def start(self, number: int) -> None:
        """Start a process."""
        plan = Plan(
            api=self.api.url,
            token=self.api.token,
            database=self.database,
            port=self._ports[number],
            skew=str(self.skew),
            log=str(self._folder / f"log{number}.txt"),
            plays=self._plays,
        )
        command = [sys.executable, "-m", "tests.faults.replica", plan.as_json()]
        self._running[number] = subprocess.Popen(command, cwd=ROOT)

    def process(self, number: int = 0) -> "subprocess.Popen[bytes]":
        running = self._running[number]
        assert running is not None
        return running

    def kill(self, number: int) -> None:
        """Kill a process at once and start another in its place."""
        self.process(number).kill()
        self.process(number).wait()
        self.account.kills += 1
        self.start(number)

    def end(self, number: int) -> None:
        """Stop a process as an operator does."""
        process = self.process(number)
        process.send_signal(signal.SIGTERM)
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()

    def speak(self, many: int) -> None:
        """Let teachers speak, in bursts of one person as people do when they are annoyed."""
        left = many
        while left:
            person = self.chance.choice(self.people)
            for _ in range(min(self.chance.randint(1, 5), left)):
                person.say(f"zin {self._said[person.id]}")
                self._said[person.id] += 1
                left -= 1
            self._wait_until_near()
            self.pause()

    @contextmanager
    def speaking(self, many: int) -> Iterator[None]:
        """Let them speak meanwhile."""
        speaker = threading.Thread(target=self.speak, args=(many,))
        speaker.start()
        yield
        speaker.join()

    @property
    def said(self) -> int:
        return sum(self._said.values())

    def heard(self) -> int:
        """How many different messages the bot sent."""
        return len(self.api.world.told)

    def await_more(self, many: int, *, within: float = PATIENCE) -> float:
        """Wait until so many more messages were sent, or all were; return the seconds it took."""
        began, goal = time.monotonic(), self.heard() + many
        self.api.world.wait_for(lambda: self.heard() >= goal or self._is_quiet(), within=within)
        return time.monotonic() - began

    def await_all(self, *, within: float = PATIENCE) -> None:
        """Wait until every word was answered."""
        deadline = time.monotonic() + within
        while asyncio.run(self._left()) and time.monotonic() < deadline:
            self._pause(0.2)

    def await_log(self, pattern: str, *, within: float = PATIENCE) -> None:
        """Wait until a process wrote something like this in its log."""
        deadline = time.monotonic() + within
        logs = sorted(self._folder.glob("log*.txt"))
        while not any(re.search(pattern, log.read_text()) for log in logs):
            if time.monotonic() > deadline:
                raise AssertionError("\n".join(log.read_text() for log in logs))
            self._pause(0.1)

    def settle(self, *, within: float = PATIENCE) -> Account:
        """Wait for the last answer and draw up the account."""
        self.await_all(within=within)
        account = self.account
        account.updates = self.said
        for person in self.people:
            self._compare(person)
        asyncio.run(self._count_rows())
        return account

    def _compare(self, person: Person) -> None:
        heard, account = person.heard(), self.account
        told = [f"{number + 1}: zin {number}" for number in range(self._said[person.id])]
        once = list(dict.fromkeys(heard))
        account.repeated += len(heard) - len(once)
        spoken = Counter(text.partition(": ")[2] for text in once)
        account.lost += sum(1 for text in told if text.partition(": ")[2] not in spoken)
        account.twice += sum(count - 1 for count in spoken.values())
        account.out_of_order += sum(one != other for one, other in zip(once, told, strict=False))

    async def _left(self) -> int:
        """How many messages of teachers and of the bot are not done."""
        database = Database(self.database)
        async with database.read() as connection:
            rows = [
                (await connection.execute(select(func.count()).where(table.c.status == status))).scalar_one()
                for table, status in ((inbox, Status.NEW), (outbox, Status.NEW))
            ]
        await database.close()
        with self.api.world.changed:
            return sum(rows) + len(self.api.world.waiting)

    async def _count_rows(self) -> None:
        database = Database(self.database)
        async with database.read() as connection:

            async def count(what: object) -> int:
                return int((await connection.execute(what)).scalar_one())  # type: ignore[call-overload]  # a select

            stored = await count(select(func.count()).select_from(inbox))
            keys = await count(select(func.count()).select_from(answers))
            self.account.dead = await count(select(func.count()).where(inbox.c.status == Status.DEAD))
            self.account.unsent = await count(select(func.count()).where(outbox.c.status != Status.DONE))
        await database.close()
        self.account.lost += (self.said - stored) + (self.said - keys)

    def _is_quiet(self) -> bool:
        return self.heard() >= self.said

    def _wait_until_near(self) -> None:
        world = self.api.world
        with world.changed:
            world.changed.wait_for(lambda: self.said - self.heard() < self._ahead, timeout=PATIENCE)

    def pause(self) -> None:
        """Let some time pass, as teachers do."""
        if self._rest:
            self._pause(self.chance.uniform(0.0, self._rest))

    def _pause(self, seconds: float) -> None:
        threading.Event().wait(seconds)


def _free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as trial:
        return int(trial.getsockname()[1])
