"""Where the program was in doubt it asks what the teacher meant; and it takes a 'not so' for an answer."""

from collections.abc import Mapping
from types import MappingProxyType

from bot.model.ids import MoveId
from bot.model.session import Turn
from bot.play import Library
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.visit import Rows, Visit, content_of, own_session, stale

MOST_LINES = 4
MOST_CANDIDATES = 3
BUILDS = "builds"
OTHER = "other"
"""In place of a move: none of those that were offered."""
Meant = Mapping[int, MoveId]
"""By turn what the teacher said that it was meant as."""
NOTHING_MEANT: Meant = MappingProxyType({})


async def unsure_lines(
    visit: Visit, library: Library, session: StoredSession, turns: tuple[Turn, ...], unsure: tuple[int, ...]
) -> Messages:
    """Return the lines that are in doubt and not yet explained, each with a few moves to tap."""
    told = {
        one.get("turn")
        for one in await visit.unit.corrections(visit.teacher.id)
        if one.get("session") == session.id and one.get("kind") == "meant"
    }
    open_ones = [turn for turn in turns if turn.number in unsure and str(turn.number) not in told]
    back = ((visit.button("button.first", f"debrief:{session.id}:first"),),)
    if not open_ones:
        return (visit.coach("unsure.none", title="unsure.title", buttons=back),)
    questions = [_question(visit, library, session, turn) for turn in open_ones[:MOST_LINES]]
    return (visit.coach("unsure.intro", title="unsure.title", buttons=back), *questions)


async def meant_in(visit: Visit, session: StoredSession) -> Meant:
    """Return by turn what the teacher last said a line of a session was meant as, where that is a move."""
    said = {
        int(one["turn"]): MoveId(one.get("value", ""))
        for one in await visit.unit.corrections(visit.teacher.id)
        if one.get("session") == session.id and one.get("kind") == "meant"
    }
    return {turn: move for turn, move in said.items() if move in visit.library.lexicon.moves}


async def meant(visit: Visit, session_id: str, number: str, move: str) -> Messages:
    """Store what the teacher says a line was meant as."""
    session = await own_session(visit, session_id)
    library = await content_of(visit, session) if session else None
    if session is None or library is None or not await _has_turn(visit, session, number):
        return await stale(visit)
    known = library.lexicon.moves.get(MoveId(move))
    if known is None and move != OTHER:
        return await stale(visit)
    await _store(visit, session, number, "meant", move)
    buttons = ((visit.button("button.unsure", f"debrief:{session.id}:unsure"),),)
    if known is None:
        return (visit.coach("unsure.thanks_other", buttons=buttons),)
    return (visit.coach("unsure.thanks", move=known.title, buttons=buttons),)


async def not_right(visit: Visit, session_id: str, technique: str, number: str) -> Messages:
    """Store that an observation of the debrief is not right."""
    session = await own_session(visit, session_id)
    techniques = {one.id for one in visit.library.course.techniques}
    if session is None or technique not in techniques or not number.isdecimal():
        return await stale(visit)
    await _store(visit, session, number, "wrong", technique)
    buttons = ((visit.button("button.transcript", f"debrief:{session.id}:transcript"),),)
    return (visit.coach("unsure.wrong_thanks", buttons=buttons),)


def _question(visit: Visit, library: Library, session: StoredSession, turn: Turn) -> Message:
    doubts = turn.reading.doubts()
    doubted = tuple(dict.fromkeys(one.move for one in doubts))
    words = doubts[0].words if doubts else turn.reading.text
    key = "unsure.question" if doubted else "unsure.not_understood"
    text = visit.texts(key, number=turn.number, words=words)
    return Message(Voice.COACH, text, buttons=_candidates(visit, library, session, turn, doubted))


def _candidates(
    visit: Visit, library: Library, session: StoredSession, turn: Turn, doubted: tuple[MoveId, ...]
) -> Rows:
    place = f"meant:{session.id}:{turn.number}"
    moves = library.lexicon.moves
    offered = [move for move in doubted if move in moves] or _fitting(library, session, turn)
    rows = [(Button(moves[move].title, f"{place}:{move}"),) for move in offered[:MOST_CANDIDATES]]
    return (*rows, (visit.button("button.meant_other", f"{place}:{OTHER}"),))


def _fitting(library: Library, session: StoredSession, turn: Turn) -> list[MoveId]:
    """Return the moves that this parent waited for at that moment: the likeliest to have been meant."""
    state = library.personas[session.persona].states.get(turn.state_before)
    awaited = (
        [moves for rule in state.rules for moves in (*rule.when.every, rule.when.moves)] if state else []
    )
    known = library.lexicon.moves
    fitting = (move for moves in awaited for move in sorted(moves) if move in known)
    return list(dict.fromkeys(move for move in fitting if known[move].tone == BUILDS))


async def _has_turn(visit: Visit, session: StoredSession, number: str) -> bool:
    return number.isdecimal() and 1 <= int(number) <= len(await visit.unit.turns(session.id))


async def _store(visit: Visit, session: StoredSession, number: str, kind: str, value: str) -> None:
    await visit.unit.add_correction(
        visit.teacher.id, session.id, int(number), kind=kind, value=value, at=visit.now
    )
