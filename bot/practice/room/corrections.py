"""A trainer overrules a recognised move or an observation, and sees what else would change."""

from contextlib import suppress

from bot.coaching.verdicts import NONE, OPEN, SEEN
from bot.model.ids import MoveId, TechniqueId
from bot.model.session import Turn
from bot.play import Library
from bot.practice.ports import StoredSession
from bot.practice.reviewing import debrief_of
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.room.evidence import masked
from bot.practice.room.page import title_of
from bot.practice.room.records import Correction
from bot.practice.room.replaying import corrected, differences
from bot.practice.room.roles import shared_session
from bot.practice.room.talk_views import CorrectionView, Difference
from bot.practice.visit import Visit, content_of

MOVE, OBSERVATION = "move", "observation"
Source = tuple[StoredSession, Library, tuple[Turn, ...]]


async def try_move(
    visit: Visit, session: str, turn: int, *, words: str, was: str, becomes: str
) -> CorrectionView:
    """Return what would change if a clause were another move; nothing is stored.

    Args:
        visit: Of a trainer with whom the conversation is shared.
        session: The conversation.
        turn: Number of the line.
        words: The clause, literally from the line.
        was: Id of the move that was recognised in it; empty when nothing was.
        becomes: Id of the move that it is; empty when it is none.

    Raises:
        BadInput: `no_move`, `no_words` (they do not stand in the line) or `no_change`.
    """
    stored, library, turns = await _source(visit, session)
    if not 1 <= turn <= len(turns):
        raise NotThere
    reading = turns[turn - 1].reading
    _check(library, reading.text, words=words, was=was, becomes=becomes)
    if was and not any(one.words == words and one.move == was for one in reading.recognitions):
        raise BadInput("no_words")
    changed = corrected(reading, words=words, was=was, becomes=becomes)
    return CorrectionView(
        turn=turn,
        words=words,
        was=title_of(library, was),
        becomes=title_of(library, becomes),
        differences=differences(visit, library, stored, turns, turn, changed),
    )


async def correct_move(
    visit: Visit, session: str, turn: int, *, words: str, was: str, becomes: str
) -> CorrectionView:
    """Store a correction of a move; see `try_move`. A later one of the same clause takes its place."""
    view = await try_move(visit, session, turn, words=words, was=was, becomes=becomes)
    await _store(visit, session, turn, MOVE, words=words, was=was, becomes=becomes)
    return view


async def correct_observation(visit: Visit, session: str, technique: str, becomes: str) -> CorrectionView:
    """Store that a technique was (`seen`), was not (`open`) or could not be (`none`) shown.

    Raises:
        BadInput: `no_technique`, or `no_change` when that is how it stands.
    """
    stored, library, turns = await _source(visit, session)
    verdicts = {one.technique: one for one in debrief_of(library, stored, turns).verdicts}
    found = verdicts.get(TechniqueId(technique))
    if found is None or becomes not in {SEEN, OPEN, NONE}:
        raise BadInput("no_technique")
    if found.mark == becomes:
        raise BadInput("no_change")
    await _store(visit, session, 0, OBSERVATION, words="", was=technique, becomes=becomes)
    before, after = (visit.texts(f"room.mark.{mark}") for mark in (found.mark, becomes))
    return CorrectionView(
        turn=0,
        words="",
        was=found.title,
        becomes=after,
        differences=(Difference("technique", found.title, before, after),),
    )


async def take_back(visit: Visit, session: str, turn: int, *, words: str = "", was: str = "") -> None:
    """Take an own correction of a clause (or of the technique `was`, with turn 0) back.

    Raises:
        NotAllowed: The conversation is not shared with a group that this person leads, or somebody else
            made the correction.
    """
    _, group, _ = await shared_session(visit, session)
    made = [
        one
        for one in await visit.unit.room.words.corrections(session)
        if (one.group, one.turn, one.words, one.was) == (group.id, turn, words, was)
    ]
    own = [one for one in made if one.trainer == visit.teacher.id]
    if made and not own:
        raise NotAllowed
    for one in own:
        await visit.unit.room.words.drop_correction(one.id)


async def _source(visit: Visit, session: str) -> Source:
    stored, _, _ = await shared_session(visit, session)
    library = await content_of(visit, stored)
    if library is None:
        raise NotThere
    masker = visit.masker.within(stored.persona)
    turns = tuple(masked(masker, turn) for turn in await visit.unit.turns(stored.id))
    return stored, library, turns


def _check(library: Library, text: str, *, words: str, was: str, becomes: str) -> None:
    if becomes and MoveId(becomes) not in library.lexicon.moves:
        raise BadInput("no_move")
    if not words.strip() or words not in text:
        raise BadInput("no_words")
    if was == becomes:
        raise BadInput("no_change")


async def _store(
    visit: Visit, session: str, turn: int, kind: str, *, words: str, was: str, becomes: str
) -> None:
    _, group, _ = await shared_session(visit, session)
    with suppress(NotAllowed):
        # A colleague's stays; the latest is shown.
        await take_back(visit, session, turn, words=words, was=was)
    correction = Correction(
        id=0,
        trainer=visit.teacher.id,
        session=session,
        turn=turn,
        kind=kind,
        words=words,
        was=was,
        becomes=becomes,
        at=visit.now,
        group=group.id,
    )
    await visit.unit.room.words.add_correction(correction)
