"""A conversation on one page: what was said, what was recognised, what it did, what the coach made of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.model.course import Debrief, Observation
from bot.model.ids import MoveId
from bot.model.session import Mood, Turn
from bot.play import Library
from bot.practice.learning.wall import day_of
from bot.practice.ports import StoredSession
from bot.practice.reviewing import debrief_of
from bot.practice.room.evidence import masked, pieces
from bot.practice.room.records import About, Age, Comment, Correction
from bot.practice.room.rows import Names, comment_view
from bot.practice.room.talk_views import Cause, SeenMove, SharedTalk, TalkLine, TalkObservation, TalkPage
from bot.practice.runs import is_judged
from bot.practice.visit import Visit, content_of

NO_MOVE = "–"


@dataclass(frozen=True, slots=True)
class Source:
    """What a page is made of."""

    session: StoredSession
    library: Library | None
    """On which it was played; None when that can no longer be made."""
    talk: SharedTalk
    turns: tuple[Turn, ...]
    """Masked for the reader."""
    comments: tuple[Comment, ...]
    corrections: tuple[Correction, ...]
    meant: dict[int, str]
    """What the teacher says a line was meant as, by turn."""
    names: Names
    until: date


async def source_of(
    visit: Visit, session: StoredSession, talk: SharedTalk, names: Names, *, group: str
) -> Source:
    """Gather what a page is made of; whether the reader may see it has been asked before.

    What trainers of another group said of the conversation is for them and the teacher: only the comments
    and corrections of `group` are on the page.
    """
    room = visit.unit.room
    own = await visit.unit.corrections(session.teacher)
    meant = {
        int(one["turn"]): one["value"]
        for one in own
        if one["session"] == session.id and one["kind"] == "meant"
    }
    turns = await visit.unit.turns(session.id)
    said = await room.words.comments_on(session.id)
    made = await room.words.corrections(session.id)
    return Source(
        session=session,
        library=await content_of(visit, session),
        talk=talk,
        turns=tuple(masked(visit.masker.within(session.persona), turn) for turn in turns),
        comments=tuple(one for one in said if one.group == group),
        corrections=tuple(one for one in made if one.group == group),
        meant=meant,
        names=names,
        until=await until_of(visit, session),
    )


async def until_of(visit: Visit, session: StoredSession) -> date:
    """Return the day on which a conversation is deleted."""
    groups = await visit.unit.room.people.groups_of(session.teacher)
    shared = bool(await visit.unit.room.talks.shares_of(session.id))
    last = tuple(group.dates[-1] for group in groups if group.dates)
    age = Age(session.id, session.teacher, session.started, shared, last)
    return day_of(visit.house.periods.until(age))


def page_of(visit: Visit, source: Source) -> TalkPage:
    """Return the page; without its content (an edited parent) what was stored is still shown.

    It asks nothing of the store, so that many pages can be made when the transaction is over.
    """
    library = source.library
    debrief = debrief_of(library, source.session, source.turns) if library else None
    judged = debrief if is_judged(source.session.kind) else None
    shown = library or visit.library
    return TalkPage(
        talk=source.talk,
        opening=source.session.opening,
        lines=tuple(_line(visit, shown, source, turn) for turn in source.turns),
        ending=source.turns[-1].reply if source.turns else (),
        story=debrief.story if debrief else "",
        in_role=debrief.in_role if debrief else "",
        moods=_moods(source.turns),
        observations=_observations(judged, source.corrections) if judged else (),
        steps=tuple((step.title, step.mark) for step in judged.steps) if judged else (),
        steps_title=shown.course.steps_title,
        comments=tuple(comment_view(one, source.names) for one in source.comments if one.about is About.TALK),
        moves=tuple((move.id, move.title) for move in shown.lexicon.moves.values()),
        until=source.until,
    )


def title_of(library: Library, move: str) -> str:
    """Return what a move is called; a dash for none."""
    known = library.lexicon.moves.get(MoveId(move))
    return known.title if known else (move or NO_MOVE)


def _line(visit: Visit, library: Library, source: Source, turn: Turn) -> TalkLine:
    here = [one for one in source.corrections if one.kind == "move" and one.turn == turn.number]
    titles = {move.id: move.title for move in library.lexicon.moves.values()}
    meant = source.meant.get(turn.number, "")
    return TalkLine(
        number=turn.number,
        parent=turn.parent,
        text=turn.reading.text,
        pieces=pieces(turn.reading.text, turn.reading.recognitions, titles),
        moves=_moves(library, turn, here),
        added=tuple(title_of(library, one.becomes) for one in here if not one.was),
        before=turn.before,
        after=turn.after,
        causes=_causes(visit, library, turn),
        thought=turn.thought,
        helped=bool(turn.helped),
        meant=titles.get(MoveId(meant), "") if meant else "",
        comments=tuple(
            comment_view(one, source.names)
            for one in source.comments
            if one.about is About.LINE and one.turn == turn.number
        ),
    )


def _moves(library: Library, turn: Turn, corrections: Sequence[Correction]) -> tuple[SeenMove, ...]:
    made = {(one.words, one.was): title_of(library, one.becomes) for one in corrections if one.was}
    found = (
        SeenMove(
            move=one.move,
            title=title_of(library, one.move),
            words=one.words,
            certainty=one.certainty.value,
            corrected=made.get((one.words, str(one.move)), ""),
        )
        for one in turn.reading.recognitions
    )
    return tuple(dict.fromkeys(found))


def _causes(visit: Visit, library: Library, turn: Turn) -> tuple[Cause, ...]:
    titles = {str(move.id): move.title for move in library.lexicon.moves.values()}
    titles |= {str(event.id): event.title for event in library.lexicon.events}
    other = visit.texts("transcript.course_of_talk")
    return tuple(Cause(titles.get(one.cause) or other, one.tension, one.trust) for one in turn.changes)


def _moods(turns: tuple[Turn, ...]) -> tuple[Mood, ...]:
    return (turns[0].before, *(turn.after for turn in turns)) if turns else ()


def _observations(debrief: Debrief, corrections: Sequence[Correction]) -> tuple[TalkObservation, ...]:
    said = [*debrief.tops, *([debrief.tip] if debrief.tip else [])]
    made = {one.was: one.becomes for one in corrections if one.kind == "observation"}
    by_technique: dict[str, Observation] = {one.technique: one for one in reversed(said)}
    rows = []
    for verdict in debrief.verdicts:
        found = by_technique.get(verdict.technique)
        rows.append(
            TalkObservation(
                technique=verdict.technique,
                title=verdict.title,
                mark=verdict.mark,
                kind=found.kind if found else "",
                turn=found.turn if found else (verdict.turns[0] if verdict.turns else 0),
                quote=found.quote if found else "",
                text=found.text if found else verdict.note,
                corrected=made.get(verdict.technique, ""),
            )
        )
    return tuple(rows)
