"""The fake Bot API server in this process, a bot in its own, and a crowd that writes to it."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import psutil  # type: ignore[import-untyped]  # it has none

from benchmarks.noise import share
from tests.fakes.botapi import BotApi

ROOT = Path(__file__).parent.parent
FIRST_PERSON = 1000
"""The number that the fake gives to the first person."""
PATIENCE = 240.0
QUIET = 0.4
"""Seconds without a message after which an answer is complete."""


@dataclass
class Bot:
    """The processes of a bot under test."""

    processes: list[subprocess.Popen[bytes]]
    watched: list[psutil.Process] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Watch them."""
        self.watched = [psutil.Process(process.pid) for process in self.processes]

    def cpu(self) -> float:
        """Return the seconds of processor that they used."""
        times = [process.cpu_times() for process in self.watched]
        return float(sum(one.user + one.system for one in times))

    def memory(self) -> float:
        """Return the megabytes that they hold, together."""
        return float(sum(process.memory_info().rss for process in self.watched)) / 2**20


@dataclass(frozen=True, slots=True)
class Burst:
    """What came of everybody writing at once."""

    turns: int
    messages: int
    seconds: float
    cpu: float

    @property
    def per_second(self) -> float:
        """Turns a second."""
        return self.turns / self.seconds

    @property
    def cpu_turn(self) -> float:
        """Milliseconds of processor a turn."""
        return 1000 * self.cpu / self.turns

    @property
    def cpu_message(self) -> float:
        """Milliseconds of processor a message sent."""
        return 1000 * self.cpu / self.messages


@dataclass(frozen=True, slots=True)
class Stream:
    """What came of a steady number of messages a second."""

    waits: tuple[float, ...]
    """Milliseconds from each message to the first bubble of its answer."""
    cpu: float
    """Milliseconds of processor a turn."""

    def within(self, part: float) -> float:
        """Return the milliseconds within which this part was answered."""
        return share(self.waits, part)


class Crowd:
    """People who write to the bot and count what comes back."""

    def __init__(self, api: BotApi, size: int) -> None:
        """Know so many people."""
        self.api = api
        self.people = [api.person(f"p{number}") for number in range(size)]
        self._read = 0

    def until_there(self, bot: Bot) -> float:
        """Let one person write until the bot answers; return the seconds it took."""
        began = time.monotonic()
        self._skip()
        self.people[0].say("/help")
        self._await(bot, {self.people[0].id})
        return time.monotonic() - began

    def burst(self, bot: Bot, lines: Sequence[str], *, people: int = 0) -> Burst:
        """Let each of these people write one line at the same moment."""
        crowd = self.people[: people or len(self.people)]
        self._skip()
        cpu = bot.cpu()
        with self.api.world.changed:
            for number, person in enumerate(crowd):
                person.say(lines[number % len(lines)])
        began = time.monotonic()
        last, messages = self._await(bot, {person.id for person in crowd})
        return Burst(len(crowd), messages, last - began, bot.cpu() - cpu)

    def stream(self, bot: Bot, lines: Sequence[str], *, rate: float, seconds: float) -> Stream:
        """Let one after the other write, so many a second."""
        self._skip()
        cpu, count = bot.cpu(), int(rate * seconds)
        began = time.monotonic()
        for number in range(count):
            time.sleep(max(began + number / rate - time.monotonic(), 0))
            self.people[number % len(self.people)].say(lines[number % len(lines)])
        first = self._read
        self._await(bot, {person.id for person in self.people[:count]})
        waits: list[float] = []
        asked: dict[int, float] = {}
        for message in self.api.world.messages[first:]:
            if not message.by_bot:
                asked[message.chat] = message.at
            elif message.chat in asked:
                waits.append(1000 * (message.at - asked.pop(message.chat)))
        return Stream(tuple(waits), 1000 * (bot.cpu() - cpu) / count)

    def _skip(self) -> None:
        self._read = len(self.api.world.messages)

    def _await(self, bot: Bot, chats: set[int]) -> tuple[float, int]:
        """Wait until all were answered and it is quiet; return the last moment and the number of messages."""
        missing, at, last, count = set(chats), self._read, 0.0, 0
        until = time.monotonic() + PATIENCE
        while missing or time.monotonic() - last < QUIET:
            if time.monotonic() > until or any(one.poll() is not None for one in bot.processes):
                raise TimeoutError(f"{len(missing)} people got no answer")
            time.sleep(0.02)
            fresh = self.api.world.messages[at:]
            at += len(fresh)
            for message in fresh:
                if message.by_bot:
                    missing.discard(message.chat)
                    last, count = message.at, count + 1
        return last, count


@contextmanager
def running(
    commands: Sequence[Sequence[str]], environments: Sequence[dict[str, str]], log: Path
) -> Iterator[Bot]:
    """Run the processes of a bot."""
    with log.open("wb") as out:
        started = [
            subprocess.Popen(command, cwd=ROOT, env={**os.environ, **more}, stdout=out, stderr=out)
            for command, more in zip(commands, environments, strict=True)
        ]
        try:
            yield Bot(started)
        finally:
            for process in started:
                process.send_signal(signal.SIGTERM)
            for process in started:
                try:
                    process.wait(20)
                except subprocess.TimeoutExpired:
                    process.kill()


def ours(api: BotApi, database: str, *, port: int) -> tuple[list[str], dict[str, str]]:
    """Return the command and the settings of one process of the product itself."""
    settings = {
        "TELEGRAM_API_URL": api.url,
        "TELEGRAM_BOT_TOKEN": api.token,
        "BOT_DATABASE_URL": database,
        "BOT_WEB_PORT": str(port),
        "BOT_HUMAN_DELAY": "0",
        "BOT_MESSAGES_PER_MINUTE": "0",
    }
    return [sys.executable, "-m", "bot", "run"], settings


def echo(api: BotApi, python: Path, script: str) -> tuple[list[str], dict[str, str]]:
    """Return the command of an echo."""
    return [str(python), str(ROOT / "benchmarks" / "echo" / script), api.url, api.token], {}
