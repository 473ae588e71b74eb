"""What else would change if a recognition were another: one turn is played again, the debrief made anew."""

from collections.abc import Sequence
from dataclasses import replace

from bot.model.course import Debrief
from bot.model.ids import MoveId
from bot.model.reading import Certainty, Reading, Recognition, Span
from bot.model.session import Turn
from bot.play import Library
from bot.practice.again import position_before
from bot.practice.ports import StoredSession
from bot.practice.reviewing import debrief_of
from bot.practice.room.page import title_of
from bot.practice.room.talk_views import Difference
from bot.practice.runs import is_judged
from bot.practice.visit import Visit

BY_TRAINER = "trainer"
"""In place of the rule that found a move."""
Turns = tuple[Turn, ...]


def corrected(reading: Reading, *, words: str, was: str, becomes: str) -> Reading:
    """Return what was understood, with one clause understood otherwise."""
    kept = tuple(one for one in reading.recognitions if not (one.words == words and one.move == was))
    if not becomes:
        return replace(reading, recognitions=kept)
    at = max(reading.text.find(words), 0)
    found = Recognition(
        move=MoveId(becomes),
        spans=(Span(at, at + len(words)),),
        words=words,
        rule=BY_TRAINER,
        certainty=Certainty.SURE,
        attributes=_attributes(reading, words, was),
    )
    return replace(reading, recognitions=tuple(sorted((*kept, found), key=_place)))


def differences(
    visit: Visit, library: Library, session: StoredSession, turns: Turns, number: int, reading: Reading
) -> tuple[Difference, ...]:
    """Return what that turn and the debrief would have been with this reading; later turns stay."""
    before = turns[number - 1]
    position = position_before(library, session, turns, number)
    _, after = library.stages[session.persona].turn(position, reading, helped=before.helped)
    changed = (*turns[: number - 1], after, *turns[number:])
    rows = [*_turn(visit, library, session, before, after)]
    if is_judged(session.kind):
        rows += _debrief(visit, debrief_of(library, session, turns), debrief_of(library, session, changed))
    return tuple(row for row in rows if row.before != row.after)


def _attributes(reading: Reading, words: str, was: str) -> frozenset[str]:
    return next(
        (one.attributes for one in reading.recognitions if one.words == words and one.move == was),
        frozenset(),
    )


def _place(one: Recognition) -> int:
    return one.spans[0].start if one.spans else 0


def _turn(
    visit: Visit, library: Library, session: StoredSession, before: Turn, after: Turn
) -> Sequence[Difference]:
    states = library.personas[session.persona].states

    def moves(turn: Turn) -> str:
        return ", ".join(title_of(library, move) for move in turn.reading.moves())

    def title(what: str) -> str:
        return visit.texts(f"room.difference.{what}")

    return (
        Difference("moves", title("moves"), moves(before), moves(after)),
        Difference("tension", title("tension"), str(before.after.tension), str(after.after.tension)),
        Difference("trust", title("trust"), str(before.after.trust), str(after.after.trust)),
        Difference(
            "state", title("state"), states[before.state_after].title, states[after.state_after].title
        ),
        Difference("reply", title("reply"), " ".join(before.reply), " ".join(after.reply)),
    )


def _debrief(visit: Visit, before: Debrief, after: Debrief) -> Sequence[Difference]:
    rows = [
        Difference("top", visit.texts("room.difference.top"), _tops(before), _tops(after)),
        Difference("tip", visit.texts("room.difference.tip"), _tip(before), _tip(after)),
    ]
    marks = {one.technique: one.mark for one in after.verdicts}
    rows += [
        Difference(
            "technique",
            one.title,
            visit.texts(f"room.mark.{one.mark}"),
            visit.texts(f"room.mark.{marks.get(one.technique, one.mark)}"),
        )
        for one in before.verdicts
    ]
    steps = {one.id: one.mark for one in after.steps}
    rows += [
        Difference(
            "step",
            one.title,
            visit.texts(f"room.step.{one.mark}"),
            visit.texts(f"room.step.{steps.get(one.id, one.mark)}"),
        )
        for one in before.steps
    ]
    return rows


def _tops(debrief: Debrief) -> str:
    return " ".join(one.text for one in debrief.tops)


def _tip(debrief: Debrief) -> str:
    return debrief.tip.text if debrief.tip else ""
