"""The doctor: looks at everything that can be wrong with an installation; a finding for each."""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import urlsplit

from bot.chat.alarms import LEAST_MEGABYTES, free_megabytes
from bot.chat.errors import BadToken
from bot.chat.line import Line, LineReport, NoLine
from bot.cli.opening import cache
from bot.content.library import check_library
from bot.model.errors import BotError
from bot.practice.operating import Backlog
from bot.practice.timekeeping import SteadyClock
from bot.settings import Settings
from bot.storage.chance import NoChance
from bot.storage.database import database_file, database_url
from bot.storage.schema import known_version, stored_version
from bot.storage.store import SqlStore

_LATE = timedelta(minutes=5)
_OFF = timedelta(seconds=20)
_LIVES = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Finding:
    """What was looked at; the sentence is `doctor.<key>`, filled with the facts."""

    key: str
    facts: Mapping[str, object] = field(default_factory=dict)
    is_fine: bool = True


Findings = list[Finding]


async def examine(here: Settings) -> Findings:
    """Look at the database, the content, Telegram, the clock and the disk; no look stops the next."""
    looks: tuple[Callable[[Settings], Awaitable[Findings]], ...] = (_database, _content, _telegram, _disk)
    return [finding for look in looks for finding in await look(here)]


async def _database(here: Settings) -> Findings:
    try:
        found = await stored_version(here.database_url)
    except BotError as error:
        return [_refused(error)]
    known = known_version()
    if found is None:
        return [Finding("database_new")]
    if found != known:
        key = "database_old" if found < known else "database_newer"
        return [Finding(key, {"found": found, "known": known}, is_fine=found < known)]
    return [Finding("database", {"version": known}), *await _soundness(here), *await _waiting(here)]


async def _soundness(here: Settings) -> Findings:
    file = database_file(database_url(here.database_url))
    if file is None or await asyncio.to_thread(_is_sound, file):
        return []
    return [Finding("database_damaged", is_fine=False)]


def _is_sound(file: Path) -> bool:
    try:
        with closing(sqlite3.connect(f"{file.resolve().as_uri()}?mode=ro", uri=True)) as opened:
            return bool(opened.execute("PRAGMA quick_check").fetchone() == ("ok",))
    except sqlite3.Error:
        return False


async def _waiting(here: Settings) -> Findings:
    store = SqlStore(here.database_url, clock=SteadyClock(), chance=NoChance())
    try:
        backlog = await store.operations.backlog()
        replicas = await store.operations.replicas(within=_LIVES)
    except BotError as error:
        return [_refused(error)]
    finally:
        await store.close()
    return [Finding("replicas", {"count": replicas}), *_backlog(backlog)]


def _backlog(backlog: Backlog) -> Findings:
    oldest = max(backlog.inbox_age, backlog.outbox_age)
    minutes = int(oldest.total_seconds() // 60)
    facts = {"inbox": backlog.inbox, "outbox": backlog.outbox, "minutes": minutes}
    late = oldest > _LATE
    findings = [Finding("backlog_late" if late else "backlog", facts, is_fine=not late)]
    dead = backlog.dead_updates + backlog.dead_messages
    # Said, but no fault of today: what was given up stays for a week.
    return [*findings, Finding("dead", {"count": dead})] if dead else findings


async def _content(here: Settings) -> Findings:
    findings = await asyncio.to_thread(check_library, here.dialogues, cache=cache(here))
    mistakes = sum(not finding.warning for finding in findings)
    if mistakes:
        return [Finding("content_broken", {"count": mistakes}, is_fine=False)]
    return [Finding("content", {"warnings": len(findings)})]


async def _telegram(here: Settings) -> Findings:
    if not here.token:
        return [Finding("no_token")]
    try:
        report = await Line(here.token, here.api_url).report()
    except BadToken:
        return [Finding("token_wrong", is_fine=False)]
    except NoLine as error:
        return [Finding("no_line", error.facts, is_fine=False)]
    return [
        Finding("token", {"name": report.username}),
        *[one async for one in _webhook(here, report)],
        *_clock(report),
    ]


async def _webhook(here: Settings, report: LineReport) -> AsyncIterator[Finding]:
    wanted = f"{here.public_url}{here.webhook_path}" if here.has_webhook else ""
    facts = {"host": urlsplit(report.webhook).hostname or "", "pending": report.pending}
    if report.webhook == wanted:
        yield Finding("webhook" if wanted else "polling", facts)
    elif wanted:
        yield Finding("webhook_missing" if not report.webhook else "webhook_other", facts, is_fine=False)
    else:
        yield Finding("webhook_left", facts, is_fine=False)
    if wanted and report.last_error:
        yield Finding("webhook_trouble", {"reason": report.last_error}, is_fine=report.pending == 0)


def _clock(report: LineReport) -> Findings:
    if report.clock is None:
        return []
    off = datetime.now(UTC) - report.clock
    is_fine = abs(off) < _OFF
    return [
        Finding("clock" if is_fine else "clock_off", {"seconds": int(off.total_seconds())}, is_fine=is_fine)
    ]


async def _disk(here: Settings) -> Findings:
    free = await asyncio.to_thread(free_megabytes, here.data_folder)
    is_fine = free >= LEAST_MEGABYTES
    return [Finding("disk" if is_fine else "disk_full", {"free": free}, is_fine=is_fine)]


def _refused(error: BotError) -> Finding:
    return Finding("database_refused", {"reason": error.facts.get("reason", "") or error.key}, is_fine=False)
