"""Doing a moment of a conversation again, as a branch beside it; and trying a line without playing on."""

from collections.abc import Iterable
from dataclasses import replace

from bot.model.session import Position, Turn
from bot.play import Library, take_turn
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.runs import opened
from bot.practice.visit import (
    Rows,
    Visit,
    content_of,
    own_session,
    parents,
    save_teacher,
    short_name,
    spoken,
    stale,
    standing,
)

Turns = tuple[Turn, ...]
LABEL = 34
"""Signs of a teacher's line that fit on a button."""
MOST_CHOICES = 12
WHAT_IF = "whatif"


async def choose(visit: Visit, session_id: str = "") -> Messages:
    """Return the moments of a conversation; without an id those of the one going on, or the last."""
    session = await own_session(visit, session_id) if session_id else await _latest(visit)
    if session is None:
        return await stale(visit) if session_id else (visit.coach("again.nothing"), *parents(visit))
    turns = await visit.unit.turns(session.id)
    if not turns:
        return (visit.coach("again.no_turns"), *await standing(visit))
    rows = tuple(
        (Button(f"{turn.number}. {_shortened(turn.reading.text)}", f"again:{session.id}:{turn.number}"),)
        for turn in turns[-MOST_CHOICES:]
    )
    return (visit.coach("again.choose", title="again.title", name=short_name(visit, session), buttons=rows),)


async def again(visit: Visit, session_id: str, number: str) -> Messages:
    """Begin a branch just before a turn; the original stays as it was."""
    source = await own_session(visit, session_id)
    turns = await visit.unit.turns(source.id) if source else ()
    if source is None or not _is_turn(number, turns):
        return await stale(visit)
    library = await content_of(visit, source)
    if library is None:
        return (visit.coach("review.lost"), *parents(visit))
    current = await visit.unit.current(visit.teacher.id)
    if current is not None and current.id != source.id:
        return await standing(visit)
    if current is not None:
        await visit.unit.save_session(replace(current, ended=visit.now))
    return await _branched(visit, library, source, turns, int(number))


async def _branched(
    visit: Visit, library: Library, source: StoredSession, turns: Turns, number: int
) -> Messages:
    branch = replace(
        source,
        id=visit.chance.token(),
        position=position_before(library, source, turns, number),
        started=visit.now,
        ended=None,
        outcome=None,
        branch_of=source.id,
        branch_turn=number,
    )
    await visit.unit.add_session(branch)
    await visit.unit.copy_turns(source.id, branch.id, upto=number)
    await save_teacher(visit, replace(visit.teacher, paused=False, waiting_for="", helped=""))
    name = library.personas[source.persona].short
    before = turns[number - 2].reply if number > 1 else source.opening
    return (visit.coach("again.back", number=number, name=name), *spoken(visit, before))


def position_before(library: Library, session: StoredSession, turns: Turns, number: int) -> Position:
    """Return where a session stood before a turn.

    It is played again from the stored messages, and held at each turn to what was stored of it: what the
    parent then felt and said is a fact, whatever the content says today.
    """
    position = opened(library, session)
    for turn in turns[: number - 1]:
        position, _ = take_turn(library, _held(position, turn), turn.reading.text, helped=turn.helped)
    return _held(position, turns[number - 1])


def _held(position: Position, turn: Turn) -> Position:
    return replace(position, state=turn.state_before, mood=turn.before, last_said=turn.parent, outcome=None)


async def ask_what_if(visit: Visit, session_id: str, number: str) -> Messages:
    """Ask for another line for a turn, to see only what the parent would have said."""
    session = await own_session(visit, session_id)
    turns = await visit.unit.turns(session.id) if session else ()
    if session is None or not _is_turn(number, turns):
        return await stale(visit)
    waiting = f"{WHAT_IF}:{session.id}:{number}"
    await save_teacher(visit, replace(visit.teacher, waiting_for=waiting))
    words = turns[int(number) - 1].reading.text
    rows = ((visit.button("button.no_whatif", "nevermind"),),)
    return (visit.coach("whatif.ask", number=number, words=words, buttons=rows),)


async def what_if(visit: Visit, session_id: str, number: str, text: str) -> Messages:
    """Return how the parent would have answered another line; nothing of it is stored."""
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    session = await own_session(visit, session_id)
    turns = await visit.unit.turns(session.id) if session else ()
    library = await content_of(visit, session) if session else None
    if session is None or library is None or not _is_turn(number, turns):
        return await stale(visit)
    position = position_before(library, session, turns, int(number))
    _, turn = take_turn(library, position, visit.masker.within(session.persona).mask(text).text)
    place = f"{session.id}:{number}"
    rows: Rows = (
        (visit.button("button.whatif_more", f"{WHAT_IF}:{place}"),),
        (visit.button("button.this_again", f"again:{place}"),),
    )
    name = library.personas[session.persona].short
    return (
        visit.coach("whatif.answer", name=name),
        *spoken(visit, turn.reply, last=False),
        Message(Voice.COACH, _moods(visit, "whatif.effect", turn), buttons=rows),
    )


async def nevermind(visit: Visit) -> Messages:
    """Forget what the next message was to answer."""
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))
    return (visit.coach("whatif.dropped"), *await standing(visit))


async def comparison(visit: Visit, library: Library, session: StoredSession, turns: Turns) -> Messages:
    """Return both sides of a branch: what was said at that moment and what came of it."""
    source = await visit.unit.session(session.branch_of) if session.branch_of else None
    number = session.branch_turn
    if source is None or len(turns) < number:
        return ()
    first = (await visit.unit.turns(source.id))[number - 1]
    lines = [
        _moods(visit, "again.then", first),
        _moods(visit, "again.now", turns[number - 1]),
        visit.texts(
            "again.endings", then=_ending(visit, library, source), now=_ending(visit, library, session)
        ),
    ]
    return (Message(Voice.COACH, "\n\n".join(lines), title=visit.texts("again.compared", number=number)),)


def _moods(visit: Visit, key: str, turn: Turn) -> str:
    return visit.texts(
        key,
        words=turn.reading.text,
        tension_before=turn.before.tension,
        tension=turn.after.tension,
        trust_before=turn.before.trust,
        trust=turn.after.trust,
    )


def _ending(visit: Visit, library: Library, session: StoredSession) -> str:
    outcomes = library.personas[session.persona].outcomes
    outcome = outcomes.get(session.outcome) if session.outcome else None
    return outcome.title if outcome else visit.texts("again.stopped")


async def _latest(visit: Visit) -> StoredSession | None:
    current = await visit.unit.current(visit.teacher.id)
    if current is not None:
        return current
    sessions: Iterable[StoredSession] = await visit.unit.sessions(visit.teacher.id)
    return max(sessions, key=lambda one: one.started, default=None)


def _is_turn(number: str, turns: Turns) -> bool:
    return number.isdecimal() and 1 <= int(number) <= len(turns)


def _shortened(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= LABEL else line[:LABEL].rsplit(" ", 1)[0] + "…"
