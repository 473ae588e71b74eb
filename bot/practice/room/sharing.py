"""Sharing belongs to the teacher: per conversation, seen beforehand, taken back at any time."""

from collections.abc import Sequence
from datetime import date

from bot.practice.learning.wall import day_of
from bot.practice.ports import StoredSession
from bot.practice.room.assignments import module_title
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.room.page import page_of, source_of
from bot.practice.room.records import Age, Group, Member, Practised, Share
from bot.practice.room.roles import owned
from bot.practice.room.rows import Names, comment_view, names_in, outcome_title, persona_name, talk_row
from bot.practice.room.talk_views import CommentView
from bot.practice.room.views import AssignmentRow, LookRow, MyRoom, OwnTalk, SharePreview
from bot.practice.runs import set_apart
from bot.practice.visit import Visit


async def preview(visit: Visit, session: str) -> SharePreview:
    """Return exactly what a trainer will see. The owner only.

    Raises:
        NotThere: Not this teacher's conversation, or nothing was said in it.
    """
    stored = await owned(visit, session)
    groups = await visit.unit.room.people.groups_of(visit.teacher.id)
    shares = await visit.unit.room.talks.shares_of(stored.id)
    names, member = await _seen_as(visit, groups, shares)
    row = talk_row(visit, await _practised(visit, stored), member)
    source = await source_of(visit, stored, row, names, group=member.group)
    plain = await visit.unit.turns(stored.id)
    changed = [
        visit.masker.took_out(new.reading.text) or old.reading.text != new.reading.text
        for old, new in zip(plain, source.turns, strict=True)
    ]
    trainers: list[str] = []
    for group in groups:
        trainers += [one.name for one in await visit.unit.room.people.trainers_of(group.id)]
    return SharePreview(
        page=page_of(visit, source),
        groups=groups,
        shared_with=tuple(one.group for one in shares),
        trainers=tuple(dict.fromkeys(trainers)),
        masked=sum(changed),
    )


async def share(visit: Visit, session: str, group: str = "") -> Share:
    """Share an ended conversation with the trainers of a group. The owner only.

    Args:
        visit: Of the owner.
        session: The conversation.
        group: One of the own groups; may be left out by who is in one group.

    Raises:
        BadInput: `share_no_group`, `share_which_group` or `share_open` (the conversation still goes on).
    """
    stored = await owned(visit, session)
    if stored.ended is None:
        raise BadInput("share_open")
    if not await visit.unit.turns(stored.id):
        raise NotThere
    shared = Share(stored.id, await _which(visit, group), visit.now)
    await visit.unit.room.talks.share(shared)
    return shared


async def unshare(visit: Visit, session: str, group: str = "") -> None:
    """Take sharing back (of all groups when none is given): the trainer cannot open it from now on."""
    stored = await owned(visit, session)
    for one in await visit.unit.room.talks.shares_of(stored.id):
        if group in {"", one.group}:
            await visit.unit.room.talks.unshare(stored.id, one.group)


async def my_room(visit: Visit) -> MyRoom:
    """Return the own groups, conversations, comments, assignments and who looked. Everybody."""
    room, me = visit.unit.room, visit.teacher.id
    groups = []
    for group in await room.people.groups_of(me):
        member = await room.people.member(group.id, me)
        if member is not None:
            names = tuple(one.name for one in await room.people.trainers_of(group.id))
            groups.append((group, member, names))
    sessions = await visit.unit.sessions(me)
    return MyRoom(
        groups=tuple(groups),
        talks=own_talks(
            visit,
            [group for group, _, _ in groups],
            await room.talks.shares(me),
            [one for one in sessions if one.position.turn],
        ),
        comments=await _comments(visit),
        assignments=tuple(
            AssignmentRow(one, module_title(visit, one.module), "", 0, 1)
            for one in await room.words.assignments_for(me)
        ),
        looks=await looks(visit, sessions),
        letters=await room.words.letters(me),
    )


async def looks(visit: Visit, sessions: tuple[StoredSession, ...]) -> tuple[LookRow, ...]:
    """Return who opened something of this teacher, newest first."""
    named = {one.id: _told(visit, one) for one in sessions}
    found = await visit.unit.room.talks.looks(visit.teacher.id)
    return tuple(LookRow(one.who, one.what, named.get(one.session, ""), one.at) for one in found)


def own_talks(
    visit: Visit, groups: Sequence[Group], shares: Sequence[Share], sessions: Sequence[StoredSession]
) -> tuple[OwnTalk, ...]:
    """Return a teacher's conversations, newest first, with whom they are shared and until when kept."""
    titles = {one.id: one.name for one in groups}
    last = tuple(one.dates[-1] for one in groups if one.dates)
    shared: dict[str, list[str]] = {}
    for one in shares:
        shared.setdefault(one.session, []).append(titles.get(one.group, ""))
    return tuple(_own(visit, one, tuple(shared.get(one.id, ())), last) for one in reversed(sessions))


def _own(visit: Visit, session: StoredSession, shared: tuple[str, ...], last: tuple[date, ...]) -> OwnTalk:
    age = Age(session.id, session.teacher, session.started, bool(shared), last)
    return OwnTalk(
        session=session.id,
        persona_name=persona_name(visit, session.persona),
        started=session.started,
        outcome=outcome_title(visit, session.persona, session.outcome)[0],
        turns=session.position.turn,
        shared_with=shared,
        until=day_of(visit.house.periods.until(age)),
        apart=set_apart(session.kind, branch=bool(session.branch_of)),
    )


async def _which(visit: Visit, group: str) -> str:
    own = [one.id for one in await visit.unit.room.people.groups_of(visit.teacher.id)]
    if not own:
        raise BadInput("share_no_group")
    if not group and len(own) > 1:
        raise BadInput("share_which_group")
    if group and group not in own:
        raise NotAllowed
    return group or own[0]


async def _seen_as(
    visit: Visit, groups: tuple[Group, ...], shares: tuple[Share, ...]
) -> tuple[Names, Member]:
    """Return the names in the group that (will) read it, and this teacher as a member of it."""
    ids = [one.group for one in shares] + [one.id for one in groups]
    for group in ids:
        member = await visit.unit.room.people.member(group, visit.teacher.id)
        if member is not None:
            return await names_in(visit, group), member
    nobody = Names(visit.teacher.id, {}, {}, visit.texts("room.former_trainer"))
    name = visit.texts("room.participant", number=1)
    return nobody, Member("", visit.teacher.id, name, visit.now)


async def _practised(visit: Visit, session: StoredSession) -> Practised:
    turns = await visit.unit.turns(session.id)
    if not turns:
        raise NotThere
    return Practised(
        session=session.id,
        teacher=session.teacher,
        persona=session.persona,
        started=session.started,
        ended=session.ended,
        outcome=session.outcome,
        turns=len(turns),
        kind=session.kind,
        branch=bool(session.branch_of),
        shared=visit.now,
        marks=None,
    )


async def _comments(visit: Visit) -> tuple[CommentView, ...]:
    found = await visit.unit.room.words.comments_for(visit.teacher.id)
    names = {group: await names_in(visit, group) for group in dict.fromkeys(one.group for one in found)}
    return tuple(comment_view(one, names[one.group]) for one in reversed(found))


def _told(visit: Visit, session: StoredSession) -> str:
    return visit.texts(
        "room.which_talk",
        name=persona_name(visit, session.persona),
        date=day_of(session.started).strftime("%d-%m-%Y"),
    )
