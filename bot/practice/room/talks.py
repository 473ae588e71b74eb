"""Shared conversations: finding them and reading one."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from bot.coaching.progress import progress_of
from bot.coaching.verdicts import SEEN
from bot.model.ids import MoveId, TechniqueId
from bot.model.session import Turn
from bot.practice.learning.wall import day_of
from bot.practice.ports import StoredSession
from bot.practice.room.counting import counted, counts
from bot.practice.room.errors import NotThere
from bot.practice.room.evidence import masked
from bot.practice.room.page import Source, page_of, source_of
from bot.practice.room.records import About, Look, Member, Practised
from bot.practice.room.roles import led_group, member_of, shared_session
from bot.practice.room.rows import comment_view, names_in, persona_name, talk_row
from bot.practice.room.talk_views import SharedTalk, TalkPage
from bot.practice.room.views import Fragment, TeacherProgress, TechniqueProgress
from bot.practice.runs import is_judged, set_apart
from bot.practice.visit import Visit

ONCE = timedelta(hours=1)
"""Within this time, opening the same thing again is not noted again."""
MOST_WORDS = 6


@dataclass(frozen=True, slots=True)
class Filter:
    """What is looked for; empty fields look for anything."""

    words: str = ""
    """Words in what was said, by either side; all must occur in the conversation."""
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
    found = await led_group(visit, group)
    people = {one.id: one for one in await visit.unit.room.people.members(found.id)}
    shared = [one for one in await visit.unit.room.talks.practised(found.id) if one.shared is not None]
    said = Counter(one.session for one in await visit.unit.room.words.comments_in(found.id))
    rows = [talk_row(visit, one, people[one.teacher], comments=said[one.session]) for one in shared]
    kept = await _said(visit, found.id, wanted)
    seen = {one.session for one in shared if _showed(one, wanted.technique)}
    fitting = (row for row in rows if row.session in seen and _fits(row, wanted, kept))
    return tuple(sorted(fitting, key=lambda row: (row.shared, row.started), reverse=True))


async def talk(visit: Visit, session: str, *, what: str = "talk") -> TalkPage:
    """Return a shared conversation with all that was seen in it; the teacher sees who opened it.

    Args:
        visit: Of a trainer with whom it is shared.
        session: The conversation.
        what: What the teacher sees that was done: `talk` (opened) or `export` (taken along).

    Raises:
        NotAllowed: It is not shared with a group that this person leads, or there is none.
    """
    stored, group, member = await shared_session(visit, session)
    await note(visit, member, what, stored.id)
    names = await names_in(visit, group.id)
    row = await _row(visit, stored, member)
    return page_of(visit, await source_of(visit, stored, row, names, group=group.id))


async def sources(visit: Visit, group: str, *, what: str) -> tuple[Source, ...]:
    """Return what the pages of all shared conversations of a group are made of. Its trainers only.

    Names and rows are fetched once, and nothing is worked out yet: a page of each would keep the store
    waiting for seconds.
    """
    rows = await talks(visit, group)
    people = {one.id: one for one in await visit.unit.room.people.members(group)}
    names = await names_in(visit, group)
    found = []
    for row in rows:
        session = await visit.unit.session(row.session)
        if session is not None:
            await note(visit, people[row.teacher], what, row.session)
            found.append(await source_of(visit, session, row, names, group=group))
    return tuple(found)


async def moment(visit: Visit, session: str, turn: int) -> Fragment:
    """Return a moment of a shared conversation to present, the teacher's name hidden. Its trainers only."""
    stored, _, member = await shared_session(visit, session)
    turns = await visit.unit.turns(stored.id)
    if not 1 <= turn <= len(turns):
        raise NotThere
    await note(visit, member, "moment", stored.id)
    return fragment(visit, stored, turns[turn - 1], name="")


async def progress(visit: Visit, group: str, teacher: str) -> TeacherProgress:
    """Return one participant's progress, from shared conversations only. Its trainers only."""
    member = await member_of(visit, group, teacher)
    await note(visit, member, "progress", "")
    plan = await plan_of(visit, member)
    if plan:
        await note(visit, member, "plan", "")
    shared = [
        one
        for one in await visit.unit.room.talks.practised(group)
        if one.shared is not None and one.teacher == member.id
    ]
    said = await visit.unit.room.words.comments_in(group)
    on = Counter(one.session for one in said)
    names = await names_in(visit, group)
    return TeacherProgress(
        member=member,
        talks=tuple(talk_row(visit, one, member, comments=on[one.session]) for one in shared),
        techniques=await _techniques(visit, shared),
        plan=plan,
        comments=tuple(
            comment_view(one, names) for one in said if one.about is About.PLAN and one.teacher == member.id
        ),
    )


async def plan_of(visit: Visit, member: Member) -> tuple[str, ...]:
    """Return the goals of a member who lets the trainer read them."""
    if not member.shares_plan:
        return ()
    return tuple(one.text for one in await visit.unit.learning.goals(member.id))


async def note(visit: Visit, member: Member, what: str, session: str) -> None:
    """Note that this trainer opened something of a teacher."""
    trainer = await visit.unit.room.people.trainer(visit.teacher.id)
    look = Look(member.id, trainer.name if trainer else "", what, session, visit.now, visit.teacher.id)
    for one in await visit.unit.room.talks.looks(member.id):
        if visit.now - one.at > ONCE:
            break
        if (one.by, one.what, one.session) == (look.by, look.what, look.session):
            return
    await visit.unit.room.talks.note_look(look)


def fragment(visit: Visit, session: StoredSession | Practised, turn: Turn, *, name: str) -> Fragment:
    """Return a turn as a moment to talk about."""
    shown = masked(visit.masker.within(session.persona), turn)
    titles = visit.library.lexicon.moves
    branch = bool(session.branch_of) if isinstance(session, StoredSession) else session.branch
    return Fragment(
        session=session.id if isinstance(session, StoredSession) else session.session,
        turn=turn.number,
        teacher_name=name,
        persona_name=persona_name(visit, session.persona),
        parent=turn.parent,
        line=shown.reading.text,
        reply=turn.reply,
        thought=turn.thought,
        before=turn.before,
        after=turn.after,
        moves=tuple(titles[move].title for move in turn.reading.moves() if move in titles),
        apart=set_apart(session.kind, branch=branch),
    )


async def _row(visit: Visit, session: StoredSession, member: Member) -> SharedTalk:
    found = await visit.unit.room.talks.practised(member.group)
    one = next((one for one in found if one.session == session.id), None)
    if one is None:
        raise NotThere
    return talk_row(visit, one, member)


async def _said(visit: Visit, group: str, wanted: Filter) -> frozenset[str] | None:
    """Return the conversations in which the words and the move occur; None when none are asked for."""
    kept: frozenset[str] | None = None
    for word in wanted.words.lower().split()[:MOST_WORDS]:
        here = await visit.unit.room.talks.talks_with(group, word)
        kept = here if kept is None else kept & here
    if wanted.move:
        found = await visit.unit.room.talks.lines_with(group, wanted.move)
        here = frozenset(session for session, turn in found if MoveId(wanted.move) in turn.reading.moves())
        kept = here if kept is None else kept & here
    return kept


def _showed(one: Practised, technique: str) -> bool:
    if not technique:
        return True
    return (
        is_judged(one.kind)
        and one.marks is not None
        and one.marks.techniques.get(TechniqueId(technique)) == SEEN
    )


def _fits(row: SharedTalk, wanted: Filter, kept: frozenset[str] | None) -> bool:
    return (
        (kept is None or row.session in kept)
        and wanted.teacher in {"", row.teacher}
        and wanted.persona in {"", row.persona}
        and (wanted.since is None or day_of(row.started) >= wanted.since)
        and (wanted.ended_well is None or (row.good is wanted.ended_well and bool(row.outcome)))
        and not (wanted.without_comment and row.comments)
    )


async def _techniques(visit: Visit, shared: Sequence[Practised]) -> tuple[TechniqueProgress, ...]:
    marks = [await counted(visit, one) for one in shared if counts(one)]
    found = progress_of(visit.library.course, [one.techniques for one in marks if one is not None])
    return tuple(
        TechniqueProgress(one.technique, one.module, one.title, one.text, one.marks) for one in found
    )
