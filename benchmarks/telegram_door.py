"""The product through the fake Bot API, beside two echoes in the same run."""

import asyncio
import socket
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.crowd import lines, open_talks, shelf
from benchmarks.door import FIRST_PERSON, Burst, Crowd, Stream, echo, ours, running
from benchmarks.noise import Figure, table
from benchmarks.peers import python_of
from tests.fakes.botapi import BotApi
from tests.fakes.postgres import postgres_server

HEAD = [
    "bot",
    "turns/s",
    "CPU ms a turn",
    "x PTB",
    "CPU ms a message",
    "messages a turn",
    "at 50/s: p50, p95, p99 ms",
    "start s",
    "MB idle, after",
]
Commands = Callable[[BotApi], Sequence[tuple[list[str], dict[str, str]]]]


@dataclass
class Run:
    """What one bot did."""

    name: str
    bursts: list[Burst] = field(default_factory=list)
    stream: Stream | None = None
    start: float = 0.0
    idle: float = 0.0
    after: float = 0.0

    def row(self, floor: float) -> list[object]:
        """Return the row; `floor` is the least processor time of a plain echo."""
        per_turn = Figure(tuple(one.cpu_turn for one in self.bursts))
        waits = [f"{self.stream.within(part):.0f}" for part in (0.5, 0.95, 0.99)] if self.stream else []
        messages = sum(one.messages for one in self.bursts)
        turns = sum(one.turns for one in self.bursts)
        return [
            self.name,
            Figure(tuple(one.per_second for one in self.bursts)),
            per_turn,
            f"{per_turn.low / floor:.1f}",
            Figure(tuple(one.cpu_message for one in self.bursts)),
            f"{messages / turns:.2f}",
            ", ".join(waits),
            f"{self.start:.1f}",
            f"{self.idle:.0f}, {self.after:.0f}",
        ]


def measure(dialogues: Path, folder: Path, *, quick: bool) -> str:
    """Return the tables."""
    content, people, rounds = shelf(dialogues), 300 if quick else 1000, 3
    seconds = 6 if quick else 20

    def trial(
        name: str, commands: Commands, database: str = "", *, crowd: int = people, steady: bool = True
    ) -> Run:
        if database:
            asyncio.run(open_talks(database, content, people=crowd, first=FIRST_PERSON))
        return run(name, commands, folder, people=crowd, rounds=rounds, seconds=seconds if steady else 0)

    def product(count: int, database: str) -> Commands:
        def commands(api: BotApi) -> Sequence[tuple[list[str], dict[str, str]]]:
            made = [ours(api, database, port=free_port()) for _ in range(count)]
            return [(command, {**more, "BOT_DIALOGUES": str(dialogues)}) for command, more in made]

        return commands

    runs = echoes(trial)
    sqlite = f"sqlite:///{folder / 'door.sqlite3'}"
    runs.append(trial("Oefenouder, SQLite", product(1, sqlite), sqlite))
    with postgres_server(folder) as server:
        for count in (1,) if quick else (1, 2):
            url = server.fresh()
            runs.append(trial(f"Oefenouder, PostgreSQL, {count} process(es)", product(count, url), url))
    floor = Figure(tuple(one.cpu_turn for one in runs[0].bursts)).low
    crowds = []
    for size in () if quick else (10, 100):
        url = f"sqlite:///{folder / f'crowd{size}.sqlite3'}"
        crowds.append(
            trial(f"Oefenouder, SQLite, {size} teachers", product(1, url), url, crowd=size, steady=False)
        )
    return table(HEAD, [one.row(floor) for one in [*runs, *crowds]])


def echoes(trial: Callable[..., Run]) -> list[Run]:
    """Run the plain bots."""
    ptb = python_of("ptb") or Path(sys.executable)
    found = [trial("python-telegram-bot echo", lambda api: [echo(api, ptb, "ptb_echo.py")])]
    aiogram = python_of("aiogram")
    if aiogram is not None:
        found.append(trial("aiogram echo", lambda api: [echo(api, aiogram, "aiogram_echo.py")]))
    return found


def run(name: str, commands: Commands, folder: Path, *, people: int, rounds: int, seconds: float) -> Run:
    """Start a bot, let everybody write at once a few times, then fifty a second; and stop it."""
    said, found = lines(), Run(name)
    with BotApi() as api:
        crowd, made = Crowd(api, people), commands(api)
        with running([one for one, _ in made], [more for _, more in made], folder / "bot.log") as bot:
            found.start = crowd.until_there(bot)
            found.idle = bot.memory()
            for number in range(rounds):
                found.bursts.append(crowd.burst(bot, said[number * 97 :]))
            if seconds:
                with suppress(TimeoutError):
                    found.stream = crowd.stream(bot, said, rate=50, seconds=seconds)
            found.after = bot.memory()
    return found


def free_port() -> int:
    """Return a port that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        return int(listener.getsockname()[1])
