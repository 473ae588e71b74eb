"""The group on one screen: who practised, the group in figures, moments, doubts, assignments."""

from collections import Counter
from collections.abc import Mapping, Sequence

from bot.model.ids import MoveId, TechniqueId
from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.room.assignments import assignment_rows
from bot.practice.room.counting import counted, counts, picture
from bot.practice.room.evidence import masked
from bot.practice.room.groups import next_date
from bot.practice.room.records import Group, Member, Practised
from bot.practice.room.roles import led_group
from bot.practice.room.rows import persona_name
from bot.practice.room.talks import fragment, note
from bot.practice.room.views import Doubt, Fragment, GroupOverview, MemberRow
from bot.practice.runs import set_apart
from bot.practice.visit import Visit

MOST_MOMENTS = 5
MOST_DOUBTS = 12
MOVE_WAS_MEANT = "meant"


async def overview(visit: Visit, group: str) -> GroupOverview:
    """Return the overview. Its trainers only; figures from five participants up."""
    found = await led_group(visit, group)
    room = visit.unit.room
    members = await room.people.members(found.id)
    talks = await room.talks.practised(found.id)
    marks = [(one, await counted(visit, one)) for one in talks if counts(one)]
    shown = await _richest(visit, talks, {one.id: one.name for one in members}, most=MOST_MOMENTS)
    doubts = await _doubts(visit, found, members, talks)
    await _noted(visit, members, talks, [*shown, *doubts])
    return GroupOverview(
        group=found,
        members=tuple(_member(visit, member, talks) for member in members),
        picture=picture(visit.library, [(one, mark) for one, mark in marks if mark is not None]),
        moments=shown,
        doubts=doubts,
        assignments=assignment_rows(visit, await room.words.assignments(found.id), members, talks),
        next_date=next_date(visit, found),
    )


async def moments(visit: Visit, group: str, *, most: int = MOST_MOMENTS) -> tuple[Fragment, ...]:
    """Return the richest shared moments without names, to present in a session. Its trainers only."""
    found = await led_group(visit, group)
    talks = await visit.unit.room.talks.practised(found.id)
    shown = await _richest(visit, talks, {}, most=most)
    await _noted(visit, await visit.unit.room.people.members(found.id), talks, shown)
    return shown


async def _noted(
    visit: Visit, members: Sequence[Member], talks: Sequence[Practised], shown: Sequence[Fragment | Doubt]
) -> None:
    """Note for each teacher of whom a line is shown that this trainer saw it."""
    known = {one.id: one for one in members}
    owners = {one.session: known[one.teacher] for one in talks}
    for session in dict.fromkeys(one.session for one in shown):
        await note(visit, owners[session], "moment", session)


def _member(visit: Visit, member: Member, talks: Sequence[Practised]) -> MemberRow:
    own = [one for one in talks if one.teacher == member.id]
    whole = [one for one in own if not set_apart(one.kind, branch=one.branch)]
    parents = Counter(persona_name(visit, one.persona) for one in whole)
    return MemberRow(
        id=member.id,
        name=member.name,
        talks=len(whole),
        parents=tuple(parents.items()),
        last=max((one.started for one in whole), default=None),
        shared=sum(one.shared is not None for one in own),
    )


async def _richest(
    visit: Visit, talks: Sequence[Practised], names: Mapping[TeacherId, str], *, most: int
) -> tuple[Fragment, ...]:
    """Return the heaviest moments, first one of each conversation, so that not one teacher fills the list."""
    ranked = []
    for one in talks:
        marks = await counted(visit, one) if one.shared is not None and counts(one) else None
        ranked += [
            (place, -weight, one.session, turn, one)
            for place, (turn, weight) in enumerate(marks.moments if marks else ())
        ]
    chosen = sorted(ranked, key=lambda row: row[:4])[:most]
    found = []
    for _, _, session, number, one in chosen:
        turns = await visit.unit.turns(session)
        found.append(fragment(visit, one, turns[number - 1], name=names.get(one.teacher, "")))
    return tuple(found)


async def _doubts(
    visit: Visit, group: Group, members: Sequence[Member], talks: Sequence[Practised]
) -> tuple[Doubt, ...]:
    rows = (await visit.unit.room.talks.doubts(group.id))[-MOST_DOUBTS:]
    names = {one.id: one.name for one in members}
    owners = {one.session: names.get(one.teacher, "") for one in talks}
    lines: dict[str, tuple[Turn, ...]] = {}
    for row in rows:
        if row["session"] not in lines:
            lines[row["session"]] = await visit.unit.turns(row["session"])
    return tuple(
        _doubt(visit, row, lines[row["session"]], owners.get(row["session"], "")) for row in reversed(rows)
    )


def _doubt(visit: Visit, row: Mapping[str, str], turns: tuple[Turn, ...], name: str) -> Doubt:
    number, value = int(row["turn"]), row["value"]
    line = masked(visit.masker, turns[number - 1]).reading.text if 1 <= number <= len(turns) else ""
    move = visit.library.lexicon.moves.get(MoveId(value)) if row["kind"] == MOVE_WAS_MEANT else None
    techniques = {one.id: one.title for one in visit.library.course.techniques}
    return Doubt(
        session=row["session"],
        turn=number,
        teacher_name=name,
        line=line,
        kind=row["kind"],
        value=move.title if move else techniques.get(TechniqueId(value), ""),
        move=move.id if move else None,
    )
