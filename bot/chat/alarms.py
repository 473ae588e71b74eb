"""Alarms: what an operator should know at once, in the admins' own chats; each at most once an hour."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path
from shutil import disk_usage

from bot.chat.bell import rest
from bot.chat.errors import caught, described
from bot.model.texts import Texts
from bot.practice.messages import Message, Voice
from bot.practice.ports import Store

log = logging.getLogger(__name__)

EVERY = timedelta(hours=1)
LEAST_MEGABYTES = 500
"""With less room than this a database soon stops."""
_LOOK = 30.0


@dataclass(frozen=True, slots=True)
class Alarm:
    """Something is wrong; the sentence is `alarm.<kind>`, filled with the facts."""

    kind: str
    facts: Mapping[str, object] = field(default_factory=dict)


Watch = Callable[[], Awaitable[Alarm | None]]
"""Looks whether something is wrong."""


class Alarms:
    """Looks now and then, and tells the admins."""

    def __init__(
        self,
        store: Store,
        texts: Texts,
        admins: Sequence[int],
        watches: Sequence[Watch],
        *,
        look: float = _LOOK,
    ) -> None:
        """Keep whom to tell and what to watch; `look` is in seconds."""
        self._store = store
        self._texts = texts
        self._admins = admins
        self._watches = watches
        self._look = look

    async def run(self, stop: asyncio.Event) -> None:
        """Look until it is time to stop."""
        while not stop.is_set():
            await self.round()
            await rest(stop, self._look)

    async def round(self) -> None:
        """Look once at everything."""
        for watch in self._watches:
            error = await caught(self._look_at(watch))
            if error is not None:
                log.error("alarm failed error=%s", described(error))

    async def _look_at(self, watch: Watch) -> None:
        alarm = await watch()
        if alarm is None or not await self._store.operations.new_alarm(alarm.kind, every=EVERY):
            return
        log.critical("alarm kind=%s", alarm.kind)
        told = Message(Voice.COACH, self._texts(f"alarm.{alarm.kind}", **alarm.facts))
        for admin in self._admins:
            await self._store.chats.put(admin, [told])


class DeadLetters:
    """Tells when more was given up than before."""

    def __init__(self, store: Store) -> None:
        """Count what is there from the first look on."""
        self._store = store
        self._known: int | None = None

    async def __call__(self) -> Alarm | None:
        """Return an alarm when something was given up since the last look."""
        backlog = await self._store.operations.backlog()
        dead, known = backlog.dead_updates + backlog.dead_messages, self._known
        self._known = dead
        if known is None or dead <= known:
            return None
        return Alarm("dead", {"count": dead - known})


class NothingComesIn:
    """Tells when no update can come in, such as when Telegram has not answered for minutes."""

    def __init__(self, hears: Callable[[], bool]) -> None:
        """Ask this; a program that has just started is given until the second look."""
        self._hears = hears
        self._was_deaf = False

    async def __call__(self) -> Alarm | None:
        """Return an alarm when nothing came in at two looks."""
        was_deaf, self._was_deaf = self._was_deaf, not self._hears()
        return Alarm("fetch") if was_deaf and self._was_deaf else None


class DiskAlmostFull:
    """Tells when a disk runs out of room."""

    def __init__(self, folder: Path) -> None:
        """Watch the disk of this folder."""
        self._folder = folder

    async def __call__(self) -> Alarm | None:
        """Return an alarm when little room is left."""
        free = await asyncio.to_thread(free_megabytes, self._folder)
        return Alarm("disk", {"free": free}) if free < LEAST_MEGABYTES else None


class BrokenContent:
    """Tells when the content folder holds mistakes, so that the old content is still played."""

    def __init__(self, mistakes: Callable[[], int]) -> None:
        """Ask this for the number of mistakes."""
        self._mistakes = mistakes

    async def __call__(self) -> Alarm | None:
        """Return an alarm while there are mistakes."""
        count = self._mistakes()
        return Alarm("content", {"count": count}) if count else None


def free_megabytes(folder: Path) -> int:
    """Return the room that is left on the disk of a folder, or of the nearest that is there."""
    there = next(one for one in (folder, *folder.parents) if one.exists())
    return disk_usage(there).free // 1_000_000
