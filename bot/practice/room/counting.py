"""What a conversation's feedback comes down to in figures: kept once, so that an overview only adds up."""

from collections.abc import Sequence

from bot.coaching.verdicts import NONE, OPEN, SEEN
from bot.model.course import Debrief
from bot.model.ids import TechniqueId
from bot.model.session import Turn
from bot.play import Library
from bot.practice.ids import TeacherId
from bot.practice.ports import StoredSession
from bot.practice.reviewing import debrief_of
from bot.practice.room.records import Marks, Practised
from bot.practice.room.views import GroupPicture, TechniqueRow
from bot.practice.runs import PLAIN
from bot.practice.visit import Visit, content_of

LEAST = 5
"""Participants who practised, below which there are no figures."""
MOMENTS = 3
"""Kept of one conversation."""


def marks_of(debrief: Debrief, turns: tuple[Turn, ...]) -> Marks:
    """Return what is counted of a conversation."""
    weights = sorted(((_weight(debrief, turn), -turn.number) for turn in turns), reverse=True)
    return Marks(
        techniques={verdict.technique: verdict.mark for verdict in debrief.verdicts},
        moments=tuple((-number, weight) for weight, number in weights[:MOMENTS] if weight),
        good=debrief.good,
        unsure=len(debrief.unsure),
    )


async def count(visit: Visit, library: Library, session: StoredSession, turns: tuple[Turn, ...]) -> None:
    """Count a conversation that has just ended, of who is in a group; of nobody else."""
    if turns and await visit.unit.room.people.groups_of(visit.teacher.id):
        await keep(visit, library, session, turns)


async def keep(visit: Visit, library: Library, session: StoredSession, turns: tuple[Turn, ...]) -> Marks:
    """Count a conversation and store it."""
    marks = marks_of(debrief_of(library, session, turns), turns)
    await visit.unit.room.talks.keep_marks(session.id, marks)
    return marks


async def counted(visit: Visit, one: Practised) -> Marks | None:
    """Return what was counted of a conversation that has ended, counting it now if nobody did before."""
    if one.marks is not None or one.ended is None:
        return one.marks
    session = await visit.unit.session(one.session)
    library = await content_of(visit, session) if session else None
    if session is None or library is None:
        return None
    return await keep(visit, library, session, await visit.unit.turns(session.id))


def counts(one: Practised) -> bool:
    """Say whether a conversation counts: a whole one that was meant to go well."""
    return one.kind in {"", PLAIN} and one.ended is not None and not one.branch


def picture(library: Library, talks: Sequence[tuple[Practised, Marks]]) -> GroupPicture:
    """Return how many participants showed each technique; nothing below five.

    Who alone did not share everything could be read off as the difference with what was shared; that one is
    left out.
    """
    people = {one.teacher for one, _ in talks}
    closed = {one.teacher for one, _ in talks if one.shared is None}
    if len(closed) == 1:
        people -= closed
    if len(people) < LEAST:
        return GroupPicture(len({one.teacher for one, _ in talks}), LEAST)
    found: dict[TechniqueId, dict[TeacherId, str]] = {}
    for one, marks in talks:
        if one.teacher in people:
            for technique, mark in marks.techniques.items():
                kept = found.setdefault(technique, {})
                kept[one.teacher] = _better(kept.get(one.teacher, NONE), mark)
    rows = tuple(
        _row(technique.id, found.get(technique.id, {}), library) for technique in library.course.techniques
    )
    return GroupPicture(len(people), LEAST, rows)


def _row(technique: TechniqueId, marks: dict[TeacherId, str], library: Library) -> TechniqueRow:
    known = next(one for one in library.course.techniques if one.id == technique)
    seen = sum(mark == SEEN for mark in marks.values())
    missed = sum(mark == OPEN for mark in marks.values())
    return TechniqueRow(technique, known.module, known.title, seen, missed, seen + missed)


def _better(one: str, other: str) -> str:
    return max(one, other, key=(NONE, OPEN, SEEN).index)


def _weight(debrief: Debrief, turn: Turn) -> int:
    """Return how much there is to talk about in a turn: what it did to the parent, what the coach said."""
    moved = abs(turn.after.tension - turn.before.tension) + abs(turn.after.trust - turn.before.trust)
    turned = 2 * (turn.state_before != turn.state_after) + 3 * bool(turn.flags)
    said = [*debrief.tops, *([debrief.tip] if debrief.tip else [])]
    return moved + turned + 4 * sum(one.turn == turn.number for one in said) if turn.reading.words > 2 else 0
