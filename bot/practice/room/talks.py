"""Shared conversations: finding them and reading one."""

from dataclasses import dataclass
from datetime import date

from bot.practice.room.views import Fragment, SharedTalk, TalkPage, TeacherProgress
from bot.practice.visit import Visit


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty fields look for anything."""

    words: str = ""
    """Words in what was said, by either side; all must occur."""
    teacher: str = ""
    persona: str = ""
    move: str = ""
    """A move that was surely or likely recognised."""
    technique: str = ""
    """A technique that was seen."""
    since: date | None = None
    ended_well: bool | None = None
    without_comment: bool = False


async def talks(visit: Visit, group: str, wanted: Filter = Filter()) -> tuple[SharedTalk, ...]:
    """Return the shared conversations of a group, latest shared first. Its trainers only."""
    raise NotImplementedError


async def talk(visit: Visit, session: str) -> TalkPage:
    """Return a shared conversation with all that was seen in it; the teacher sees who opened it.

    Raises:
        NotAllowed: It is not shared with a group that this person leads, or there is none.
    """
    raise NotImplementedError


async def moment(visit: Visit, session: str, turn: int) -> Fragment:
    """Return a moment of a shared conversation to present, the teacher's name hidden. Its trainers only."""
    raise NotImplementedError


async def progress(visit: Visit, group: str, teacher: str) -> TeacherProgress:
    """Return one participant's progress, from shared conversations only. Its trainers only."""
    raise NotImplementedError
