"""The cost of a stored turn as the database grows, and whether its statements find their rows by an index."""

import asyncio
import re
import sqlite3
import time
from contextlib import closing
from pathlib import Path
from statistics import median

from sqlalchemy import Engine, event

from benchmarks.crowd import Chance, lines, open_talks, shelf
from benchmarks.noise import Figure, table
from bot.practice.practice import Practice
from bot.practice.timekeeping import SteadyClock
from bot.storage.store import SqlStore

TEACHERS = 50
_SCAN = re.compile(r"^SCAN (?!CONSTANT)")
_SMALL = re.compile(r"_new|subquery|anon")
"""What waits stands in small indexes of its own, which may be read whole."""

_TALK = (
    "INSERT INTO sessions (id, teacher, persona, digest, position, opening, started, ended, branch_of,"
    " branch_turn) VALUES (?, ?, ?, ?, ?, ?, ?, ?, '', 0)"
)
_TURN = "INSERT INTO turns VALUES (?, ?, ?, 'state', 'rule', 3, 3, ?)"
_IN = (
    "INSERT INTO inbox (update_id, chat, raw, status, attempts, received, reason)"
    " VALUES (?, ?, '', 'done', 0, ?, '')"
)
_OUT = (
    "INSERT INTO outbox (chat, update_id, seq, message, status, attempts, due, reason, finished)"
    " VALUES (?, ?, 0, '', 'done', 0, ?, '', ?)"
)
_ANSWER = "INSERT INTO answers VALUES (?, ?, ?, '[]')"


def measure(dialogues: Path, folder: Path, sizes: tuple[int, ...], *, turns: int) -> str:
    """Return the table, and the plans that read a whole table."""
    content = shelf(dialogues)
    rows, seen = [], dict[str, tuple[object, ...]]()
    first = 0.0
    for size in sizes:
        file = folder / f"growth{size}.sqlite3"
        url = f"sqlite:///{file}"
        asyncio.run(open_talks(url, content, people=TEACHERS, first=1000))
        fill(file, size)
        taken, statements = asyncio.run(play(url, content, turns, seen))
        middle = median(taken)
        first = first or middle
        megabytes = f"{file.stat().st_size / 2**20:.0f} MB"
        times, ratio = Figure(tuple(taken), "ms"), f"{middle / first:.2f}"
        rows.append([f"{size:,}", times, ratio, f"{statements:.0f}", megabytes])
        if size == sizes[-1]:
            found = plans(file, seen)
        file.unlink()
    head = [
        "stored turns",
        "CPU of a stored turn: least / median / most",
        "x the first",
        "statements",
        "file",
    ]
    return f"{table(head, rows)}\n\n{found}"


def fill(file: Path, size: int) -> None:
    """Store so many turns of other conversations, with what the durable path left of each."""
    with closing(sqlite3.connect(file)) as base:
        base.execute("PRAGMA synchronous = OFF")
        teacher, persona, digest, position, opening = base.execute(
            "SELECT teacher, persona, digest, position, opening FROM sessions LIMIT 1"
        ).fetchone()
        day, facts = "2026-01-01 00:00:00.000000", "x" * 1500
        talks = ((f"t{n}", teacher, persona, digest, position, opening, day, day) for n in range(size // 10))
        base.executemany(_TALK, talks)
        base.executemany(_TURN, ((f"t{n // 10}", n % 10, day, facts) for n in range(size)))
        base.executemany(_IN, ((n, 5000 + n % 997, day) for n in range(size)))
        base.executemany(_OUT, ((5000 + n % 997, n, day, day) for n in range(size)))
        base.executemany(_ANSWER, ((teacher, f"old:{n}", day) for n in range(size)))
        base.commit()


async def play(
    url: str, content: object, turns: int, seen: dict[str, tuple[object, ...]]
) -> tuple[list[float], float]:
    """Take turns through inbox, practice and outbox; return the milliseconds of each and the statements."""
    counted = [0]

    def note(_c: object, _cu: object, statement: str, values: object, _x: object, _many: object) -> None:
        counted[0] += 1
        seen.setdefault(statement, values if isinstance(values, tuple) else ())

    store = SqlStore(url, clock=SteadyClock(), chance=Chance())
    practice = Practice(shelf=content, clock=SteadyClock(), chance=Chance())  # type: ignore[arg-type]  # a FileShelf
    said, taken = lines(), []
    event.listen(Engine, "before_cursor_execute", note)
    for number in range(turns):
        chat = 1000 + number % TEACHERS
        began = time.process_time()
        await store.chats.receive([(10_000_000 + number, chat, "{}")])
        async with store.chats.claim() as claim:
            if claim is not None:
                teacher = await claim.unit.teacher_for("telegram", str(chat))
                answer = await practice.say(claim.unit, teacher, said[number], key=f"k{number}")
                await claim.put(answer)
        while due := await store.chats.take_due(SteadyClock().now(), most=8):
            for row in due:
                await store.chats.sent(row.id, 1)
        taken.append(1000 * (time.process_time() - began))
    event.remove(Engine, "before_cursor_execute", note)
    await store.close()
    return taken[turns // 10 :], counted[0] / turns


def plans(file: Path, seen: dict[str, tuple[object, ...]]) -> str:
    """Return which statements read a whole table or index."""
    bad = []
    with closing(sqlite3.connect(file)) as base:
        for statement, values in seen.items():
            if not statement.startswith(("SELECT", "UPDATE", "DELETE")):
                continue
            blanks = values if len(values) == statement.count("?") else (None,) * statement.count("?")
            steps = [row[3] for row in base.execute(f"EXPLAIN QUERY PLAN {statement}", blanks)]
            whole = [step for step in steps if _SCAN.match(step) and not _SMALL.search(step)]
            bad += [f"- `{step}` in `{' '.join(statement.split())[:90]}`" for step in whole]
    told = "\n".join(bad) or "none"
    return (
        f"Statements of a turn: {len(seen)} different ones. Those that read a whole table or index:\n\n{told}"
    )
