"""A teacher's side of the room as messages: joining, the own name, sharing, answering, who looked."""

from collections.abc import Sequence
from dataclasses import replace

from bot.practice.learning.wall import day_of
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.ports import StoredSession
from bot.practice.room import comments, joining, sharing
from bot.practice.room.records import Group, Member
from bot.practice.room.roles import as_member
from bot.practice.room.rows import persona_name
from bot.practice.room.talk_views import TalkPage
from bot.practice.room.views import SharePreview
from bot.practice.runs import set_apart
from bot.practice.starting import explained
from bot.practice.visit import Rows, Visit, parents, save_teacher

RENAME, ANSWER = "rename", "answer"
MOST_TALKS = 12
MOST_LOOKS = 20


async def join(visit: Visit, code: str) -> Messages:
    """Use a code; who is new here is told first what this is."""
    first = () if visit.teacher.consent else await explained(visit)
    joined = await joining.join(visit, code)
    after = () if visit.teacher.consent else parents(visit)
    if joined.member is not None and joined.group is not None:
        return (*first, await _welcome(visit, joined.group, joined.member), *after)
    return (*first, await _as_trainer(visit, joined.group))


async def groups(visit: Visit) -> Messages:
    """Return the groups in which this teacher is."""
    people = visit.unit.room.people
    own = await people.groups_of(visit.teacher.id)
    if not own:
        return (visit.coach("room.mine.none", title="room.mine.title"),)
    members = [await people.member(group.id, visit.teacher.id) for group in own]
    pairs = [(group, member) for group, member in zip(own, members, strict=True) if member]
    lines = [await _line(visit, group, member) for group, member in pairs]
    rows = [row for group, member in pairs for row in _choices(visit, group, member)]
    rows.append((visit.button("button.share_it", "share"), visit.button("button.who_looked", "looks")))
    title = visit.texts("room.mine.title")
    return (Message(Voice.COACH, "\n".join(lines), title=title, buttons=tuple(rows)),)


async def ask_name(visit: Visit, group: str) -> Messages:
    """Ask how this teacher wants to be called in a group."""
    await as_member(visit, group)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{RENAME}:{group}"))
    return (visit.coach("room.mine.ask_name", group=await _name(visit, group), buttons=never_mind(visit)),)


async def rename(visit: Visit, group: str, typed: str) -> Messages:
    """Take the name that was typed."""
    member = await joining.name_me(visit, group, typed)
    await answered(visit)
    return (visit.coach("room.mine.named", name=member.name, group=await _name(visit, group)),)


async def plan(visit: Visit, group: str, wish: str) -> Messages:
    """Let the trainer read the action plan (`on`), or not any more."""
    member = await joining.share_plan(visit, group, on=wish == "on")
    return (visit.coach("room.mine.plan_shared" if member.shares_plan else "room.mine.plan_closed"),)


async def ask_leave(visit: Visit, group: str) -> Messages:
    """Ask whether leaving is meant."""
    await as_member(visit, group)
    yes = visit.button("button.leave_yes", f"leave:yes:{group}")
    rows: Rows = ((yes,), *never_mind(visit))
    return (visit.coach("room.mine.leave_sure", group=await _name(visit, group), buttons=rows),)


async def leave(visit: Visit, group: str) -> Messages:
    """Leave a group."""
    await joining.leave(visit, group)
    return (visit.coach("room.mine.left"),)


async def choose(visit: Visit) -> Messages:
    """Return the conversations that can be shared; nothing is shared yet."""
    sessions = [one for one in await visit.unit.sessions(visit.teacher.id) if one.ended and one.position.turn]
    if not await visit.unit.room.people.groups_of(visit.teacher.id):
        return (visit.coach("room.error.share_no_group", title="room.share.title"),)
    if not sessions:
        return (visit.coach("room.share.none", title="room.share.title"),)
    shared = {one.session for one in await visit.unit.room.talks.shares(visit.teacher.id)}
    rows = []
    for one in reversed(sessions[-MOST_TALKS:]):
        key = "room.share.shared" if one.id in shared else "room.share.open"
        label = visit.texts(
            key, name=persona_name(visit, one.persona), date=day_of(one.started).strftime("%d-%m-%Y")
        )
        apart = set_apart(one.kind, branch=bool(one.branch_of))
        label = f"{label} · {visit.texts(f'room.apart.{apart}')}" if apart else label
        rows.append((Button(label, f"share:{one.id}"),))
    return (visit.coach("room.share.choose", title="room.share.title", buttons=tuple(rows)),)


async def preview(visit: Visit, session: str) -> Messages:
    """Return what the trainer will see, and the buttons to share it or to take that back."""
    shown = await sharing.preview(visit, session)
    said = "\n".join(_spoken(visit, shown.page))
    head = visit.texts(
        "room.share.what",
        name=shown.page.talk.teacher_name,
        trainers=", ".join(shown.trainers) or visit.texts("room.join.no_trainer"),
        until=shown.page.until.strftime("%d-%m-%Y"),
    )
    if shown.masked:
        head = f"{head}\n{visit.texts('room.share.masked', count=shown.masked)}"
    title = visit.texts("room.share.preview")
    if shown.page.talk.apart:
        head = f"{visit.texts(f'room.apart_why.{shown.page.talk.apart}')}\n{head}"
    if not shown.groups:
        head = visit.texts("room.error.share_no_group")
    return (
        Message(Voice.COACH, head, title=title),
        Message(Voice.COACH, said, buttons=_sharing(visit, session, shown)),
    )


async def share(visit: Visit, session: str, group: str) -> Messages:
    """Share a conversation after the preview."""
    shared = await sharing.share(visit, session, group)
    rows: Rows = ((visit.button("button.unshare", f"unshare:{session}"),),)
    return (visit.coach("room.share.done", group=await _name(visit, shared.group), buttons=rows),)


async def unshare(visit: Visit, session: str) -> Messages:
    """Take sharing back."""
    await sharing.unshare(visit, session)
    return (visit.coach("room.share.undone"),)


async def looks(visit: Visit) -> Messages:
    """Return who opened something of this teacher."""
    found = await sharing.looks(visit, await visit.unit.sessions(visit.teacher.id))
    lines = [
        visit.texts(
            "room.looks.line",
            date=day_of(one.at).strftime("%d-%m-%Y"),
            who=one.who,
            what=visit.texts(f"room.looks.{one.what}"),
            talk=one.talk,
        ).rstrip()
        for one in found[:MOST_LOOKS]
    ]
    text = "\n".join(lines) or visit.texts("room.looks.none")
    return (Message(Voice.COACH, text, title=visit.texts("room.looks.title")),)


async def ask_answer(visit: Visit, comment: str) -> Messages:
    """Ask what to say back to a comment."""
    found = await comments.readable(visit, int(comment) if comment.isdecimal() else 0)
    await save_teacher(visit, replace(visit.teacher, waiting_for=f"{ANSWER}:{found.id}"))
    return (visit.coach("room.answer.ask", buttons=never_mind(visit)),)


async def answer(visit: Visit, comment: str, typed: str) -> Messages:
    """Send what was typed."""
    await comments.answer(visit, int(comment) if comment.isdecimal() else 0, typed)
    await answered(visit)
    return (visit.coach("room.answer.sent"),)


async def letters(visit: Visit) -> Messages:
    """Return what waits to be read on the page, with a button to put it away; nothing when nothing waits."""
    waiting = await visit.unit.room.words.letters(visit.teacher.id)
    if not waiting:
        return ()
    rows: Rows = ((visit.button("button.letters_read", f"letters:read:{waiting[-1].number}"),),)
    shown = (message for letter in waiting for message in letter.messages)
    return (*shown, visit.coach("room.letters", buttons=rows))


async def read(visit: Visit, last: str) -> Messages:
    """Put the letters away that were shown: up to this number."""
    await visit.unit.room.words.read_letters(visit.teacher.id, int(last) if last.isdecimal() else 0)
    return parents(visit)


def never_mind(visit: Visit) -> Rows:
    """Return the button of who does not want to after all."""
    return ((visit.button("button.no_whatif", "nevermind"),),)


async def answered(visit: Visit) -> None:
    """Let the next message be for the parent again."""
    await save_teacher(visit, replace(visit.teacher, waiting_for=""))


async def _welcome(visit: Visit, group: Group, member: Member) -> Message:
    rows: Rows = ((visit.button("button.rename", f"rename:{group.id}"),),)
    return visit.coach(
        "room.join.text",
        title="room.join.title",
        group=group.name,
        name=member.name,
        trainers=await _trainers(visit, group),
        buttons=rows,
    )


async def _as_trainer(visit: Visit, group: Group | None) -> Message:
    me = await visit.unit.room.people.trainer(visit.teacher.id)
    rows: Rows = ((visit.button("button.my_name", "myname"), visit.button("button.my_groups", "room")),)
    if group is not None:
        return visit.coach("room.join.colleague", group=group.name, buttons=rows)
    name = me.name if me else ""
    return visit.coach("room.join.trainer", title="room.join.trainer_title", name=name, buttons=rows)


async def _line(visit: Visit, group: Group, member: Member) -> str:
    key = "room.mine.plan_on" if member.shares_plan else "room.mine.plan_off"
    return visit.texts(
        "room.mine.line",
        group=group.name,
        name=member.name,
        trainers=await _trainers(visit, group),
        plan=visit.texts(key),
    )


def _choices(visit: Visit, group: Group, member: Member) -> Rows:
    wish = ("button.plan_close", "off") if member.shares_plan else ("button.plan_share", "on")
    return (
        (
            visit.button("button.rename", f"rename:{group.id}"),
            visit.button("button.leave", f"leave:{group.id}"),
        ),
        (visit.button(wish[0], f"myplan:{group.id}:{wish[1]}"),),
    )


async def _trainers(visit: Visit, group: Group) -> str:
    found = await visit.unit.room.people.trainers_of(group.id)
    return ", ".join(one.name for one in found) or visit.texts("room.join.no_trainer")


async def _name(visit: Visit, group: str) -> str:
    found = await visit.unit.room.people.group(group)
    return found.name if found else ""


def _spoken(visit: Visit, page: TalkPage) -> Sequence[str]:
    lines = []
    for line in page.lines:
        name = page.talk.persona_name
        lines.append(visit.texts("room.share.talk_parent", name=name, words=line.parent))
        lines.append(visit.texts("room.share.talk_teacher", words=line.text))
    ending = " ".join(page.ending)
    return (*lines, visit.texts("room.share.talk_parent", name=page.talk.persona_name, words=ending))


def _sharing(visit: Visit, session: str, shown: SharePreview) -> Rows:
    rows = [
        (visit.button("button.share_with", f"share:yes:{session}:{group.id}", group=group.name),)
        for group in shown.groups
        if group.id not in shown.shared_with
    ]
    if shown.shared_with:
        rows.append((visit.button("button.unshare", f"unshare:{session}"),))
    return tuple(rows)


async def with_share(visit: Visit, session: StoredSession, shown: Messages) -> Messages:
    """Return a debrief with the button that leads to sharing; unchanged for who is in no group."""
    if not shown or not await visit.unit.room.people.groups_of(visit.teacher.id):
        return shown
    row = (visit.button("button.share_it", f"share:{session.id}"),)
    return (*shown[:-1], replace(shown[-1], buttons=(*shown[-1].buttons, row)))
