"""The conversation again, line by line: what was recognised, what it did to the parent, and why."""

from collections.abc import Mapping

from bot.model.ids import MoveId
from bot.model.reading import Recognition
from bot.model.session import MoodChange, Turn
from bot.play import Library
from bot.practice.messages import Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.visit import Rows, Visit

PAGE = 4
"""Turns on a page: more is not read on a phone."""


def page(
    visit: Visit,
    library: Library,
    session: StoredSession,
    turns: tuple[Turn, ...],
    *,
    first: int,
    meant: Mapping[int, MoveId],
) -> Messages:
    """Return a page of the conversation, from turn `first` on."""
    shown = turns[max(first, 1) - 1 :][:PAGE]
    if not shown:
        return ()
    bubbles = [_line(visit, library, session, turn, meant.get(turn.number)) for turn in shown]
    return (*bubbles, _footer(visit, session, shown[0].number, shown[-1].number, len(turns)))


def _line(
    visit: Visit, library: Library, session: StoredSession, turn: Turn, meant: MoveId | None
) -> Message:
    name = library.personas[session.persona].short
    lines = [
        visit.texts("transcript.parent", name=name, words=turn.parent),
        visit.texts("transcript.teacher", words=turn.reading.text),
        "",
        _recognised(visit, library, turn),
        *_meant(visit, library, meant),
        *_effect(visit, library, turn),
    ]
    if turn.thought:
        lines.append(visit.texts("transcript.thought", name=name, thought=turn.thought))
    if turn.helped:
        lines.append(visit.texts("transcript.helped"))
    title = visit.texts("transcript.turn", number=turn.number)
    return Message(Voice.COACH, "\n".join(lines), title=title, buttons=_choices(visit, session, turn))


def _choices(visit: Visit, session: StoredSession, turn: Turn) -> Rows:
    place = f"{session.id}:{turn.number}"
    again = visit.button("button.this_again", f"again:{place}")
    return ((again, visit.button("button.whatif", f"whatif:{place}")),)


def _recognised(visit: Visit, library: Library, turn: Turn) -> str:
    found = [_named(visit, library, one) for one in turn.reading.recognitions]
    if not found:
        return visit.texts("transcript.nothing")
    return visit.texts("transcript.recognised", moves="\n".join(dict.fromkeys(found)))


def _meant(visit: Visit, library: Library, meant: MoveId | None) -> list[str]:
    known = library.lexicon.moves.get(meant) if meant else None
    return [visit.texts("transcript.meant", move=known.title)] if known else []


def _named(visit: Visit, library: Library, one: Recognition) -> str:
    move = library.lexicon.moves.get(one.move)
    return visit.texts(
        f"transcript.{one.certainty.value}", move=move.title if move else one.move, words=one.words
    )


def _effect(visit: Visit, library: Library, turn: Turn) -> list[str]:
    if turn.before == turn.after:
        return [visit.texts("transcript.no_effect")]
    lines = []
    if turn.before.tension != turn.after.tension:
        why = _why(visit, library, [(one, one.tension) for one in turn.changes])
        lines.append(
            visit.texts("transcript.tension", before=turn.before.tension, after=turn.after.tension) + why
        )
    if turn.before.trust != turn.after.trust:
        why = _why(visit, library, [(one, one.trust) for one in turn.changes])
        lines.append(visit.texts("transcript.trust", before=turn.before.trust, after=turn.after.trust) + why)
    return lines


def _why(visit: Visit, library: Library, changes: list[tuple[MoodChange, int]]) -> str:
    causes = [_cause(visit, library, change.cause, step) for change, step in changes if step]
    return visit.texts("transcript.because", causes=", ".join(causes)) if causes else ""


def _cause(visit: Visit, library: Library, cause: str, step: int) -> str:
    titles = {str(move.id): move.title for move in library.lexicon.moves.values()}
    titles |= {str(event.id): event.title for event in library.lexicon.events}
    title = titles.get(cause) or visit.texts("transcript.course_of_talk")
    key = "transcript.raised" if step > 0 else "transcript.lowered"
    return visit.texts(key, cause=title[:1].lower() + title[1:], step=abs(step))


def _footer(visit: Visit, session: StoredSession, first: int, last: int, total: int) -> Message:
    here = f"debrief:{session.id}"
    onward = []
    if first > 1:
        onward.append(visit.button("button.earlier", f"{here}:transcript-{max(first - PAGE, 1)}"))
    if last < total:
        onward.append(visit.button("button.later", f"{here}:transcript-{last + 1}"))
    back = (visit.button("button.first", f"{here}:first"),)
    rows = (tuple(onward), back) if onward else (back,)
    return visit.coach("transcript.page", first=first, last=last, total=total, buttons=rows)
