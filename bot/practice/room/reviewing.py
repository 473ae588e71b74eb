"""Reviewing as messages: the overview, the shared conversations, a comment from the phone."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace

from bot.practice.learning.wall import day_of
from bot.practice.messages import Button, Message, Messages, Voice
from bot.practice.room import comments, groups, overview, talks
from bot.practice.room.errors import NotThere
from bot.practice.room.mine import answered, never_mind
from bot.practice.room.records import Kind
from bot.practice.room.roles import as_trainer, led_group
from bot.practice.room.talk_views import SharedTalk, TalkLine, TalkPage
from bot.practice.room.views import Doubt, GroupOverview, GroupPicture, MemberRow
from bot.practice.visit import Rows, Visit, save_teacher

REMARK = "remark"
MOST_TALKS = 15
PAGE = 4
"""Turns on a page of a conversation."""


async def show_overview(visit: Visit, group: str) -> Messages:
    """Return a group on a few bubbles."""
    found = await overview.overview(visit, group)
    title = visit.texts("room.overview.title", group=found.group.name)
    buttons: Rows = ((visit.button("button.talks", f"talks:{found.group.id}"),),)
    return (
        Message(Voice.COACH, "\n\n".join(_blocks(visit, found)), title=title, buttons=buttons),
        *(
            Message(Voice.COACH, text, title=visit.texts("room.overview.moments"), buttons=rows)
            for text, rows in _moments(visit, found)
        ),
    )


async def show_talks(visit: Visit, group: str) -> Messages:
    """Return the shared conversations of a group."""
    found = await led_group(visit, group)
    rows = await talks.talks(visit, group)
    title = visit.texts("room.talks.title", group=found.name)
    if not rows:
        return (Message(Voice.COACH, visit.texts("room.talks.none"), title=title),)
    buttons = tuple((Button(_label(visit, row), f"talk:{row.session}"),) for row in rows[:MOST_TALKS])
    return (Message(Voice.COACH, visit.texts("room.talks.choose"), title=title, buttons=buttons),)


async def show_talk(visit: Visit, session: str, first: str = "1") -> Messages:
    """Return a page of a shared conversation, with a button to comment under each line."""
    page = await talks.talk(visit, session)
    at = int(first) if first.isdecimal() else 1
    shown = page.lines[max(at, 1) - 1 :][:PAGE]
    if not shown:
        raise NotThere
    head = visit.texts(
        "room.talks.head",
        name=page.talk.teacher_name,
        parent=page.talk.persona_name,
        date=day_of(page.talk.started).strftime("%d-%m-%Y"),
        outcome=page.talk.outcome or visit.texts("room.talks.stopped"),
    )
    bubbles = [_line(visit, page, line) for line in shown]
    footer = visit.coach(
        "transcript.page",
        first=shown[0].number,
        last=shown[-1].number,
        total=len(page.lines),
        buttons=_footer(visit, page, shown),
    )
    return (Message(Voice.COACH, head), *bubbles, footer)


async def ask_kind(visit: Visit, session: str, turn: str) -> Messages:
    """Ask what kind of comment it is going to be."""
    await talks.talk(visit, session)
    kinds = tuple(
        visit.button(f"button.kind_{kind.value}", f"{REMARK}:{session}:{turn}:{kind.value}") for kind in Kind
    )
    return (visit.coach("room.talks.which", buttons=(kinds, *never_mind(visit))),)


async def ask_words(visit: Visit, session: str, turn: str, kind: str) -> Messages:
    """Ask for the words of a comment."""
    await talks.talk(visit, session)
    waiting = f"{REMARK}:{session}:{turn}:{_kind(kind).value}"
    await save_teacher(visit, replace(visit.teacher, waiting_for=waiting))
    named = visit.texts(f"room.kind.{_kind(kind).value}")
    return (visit.coach("room.talks.ask", kind=named, buttons=never_mind(visit)),)


async def remark(visit: Visit, session: str, turn: str, kind: str, typed: str) -> Messages:
    """Send the comment; turn 0 is the conversation as a whole."""
    number = int(turn) if turn.isdecimal() else 0
    if number:
        await comments.comment_line(visit, session, number, _kind(kind), typed)
    else:
        await comments.comment_talk(visit, session, _kind(kind), typed)
    await answered(visit)
    rows: Rows = ((visit.button("button.look_back", f"talk:{session}:{max(number, 1)}"),),)
    return (visit.coach("room.talks.sent", buttons=rows),)


def of_group(
    show: Callable[[Visit, str], Awaitable[Messages]], action: str
) -> Callable[[Visit], Awaitable[Messages]]:
    """Return the command: at once for who leads one group, else the choice of a group."""

    async def command(visit: Visit) -> Messages:
        await as_trainer(visit)
        rows = await groups.my_groups(visit)
        if len(rows) == 1:
            return await show(visit, rows[0].group.id)
        buttons = tuple((Button(row.group.name, f"{action}:{row.group.id}"),) for row in rows)
        text = "room.lead.title" if rows else "room.lead.none"
        return (visit.coach(text, buttons=buttons),)

    return command


def _kind(kind: str) -> Kind:
    if kind not in set(Kind):
        raise NotThere
    return Kind(kind)


def _blocks(visit: Visit, found: GroupOverview) -> Sequence[str]:
    texts = visit.texts
    blocks = (
        [texts("room.overview.next", date=found.next_date.strftime("%d-%m-%Y"))] if found.next_date else []
    )
    if found.members:
        members = [_member(visit, row) for row in found.members]
        blocks.append("\n".join([texts("room.overview.practised"), *members]))
    blocks.append(_picture(visit, found.picture))
    if found.doubts:
        blocks.append(
            "\n".join([texts("room.overview.doubts"), *(_doubt(visit, one) for one in found.doubts)])
        )
    if found.assignments:
        lines = [
            texts(
                "room.overview.assignment",
                date=row.assignment.due.strftime("%d-%m-%Y"),
                text=row.assignment.text,
                done=row.practised,
                of=row.of,
            )
            for row in found.assignments
        ]
        blocks.append("\n".join([texts("room.overview.assignments"), *lines]))
    return blocks


def _member(visit: Visit, row: MemberRow) -> str:
    if row.last is None:
        return visit.texts("room.overview.member_none", name=row.name)
    key = "room.overview.one_talk" if row.talks == 1 else "room.overview.talks"
    return visit.texts(
        "room.overview.member",
        name=row.name,
        talks=visit.texts(key, count=row.talks),
        date=day_of(row.last).strftime("%d-%m-%Y"),
        shared=row.shared,
    )


def _picture(visit: Visit, picture: GroupPicture) -> str:
    if not picture.rows:
        return visit.texts("room.overview.too_few", needed=picture.needed, count=picture.practised)
    lines = [
        visit.texts("room.overview.technique", title=row.title, seen=row.seen, of=row.of)
        for row in picture.rows
        if row.of
    ]
    return "\n".join([visit.texts("room.overview.picture", count=picture.practised), *lines])


def _doubt(visit: Visit, one: Doubt) -> str:
    return visit.texts(
        f"room.overview.{one.kind}",
        name=one.teacher_name,
        turn=one.turn,
        line=one.line,
        value=one.value or visit.texts("room.overview.other"),
    )


def _moments(visit: Visit, found: GroupOverview) -> Sequence[tuple[str, Rows]]:
    return [
        (
            visit.texts(
                "room.overview.moment",
                name=one.teacher_name,
                parent=one.persona_name,
                turn=one.turn,
                line=one.line,
            ),
            ((visit.button("button.look_back", f"talk:{one.session}:{one.turn}"),),),
        )
        for one in found.moments
    ]


def _label(visit: Visit, row: SharedTalk) -> str:
    date = day_of(row.started).strftime("%d-%m-%Y")
    return visit.texts("room.talks.row", name=row.teacher_name, parent=row.persona_name, date=date)


def _line(visit: Visit, page: TalkPage, line: TalkLine) -> Message:
    texts, name = visit.texts, page.talk.persona_name
    rows = [
        texts("transcript.parent", name=name, words=line.parent),
        texts("room.share.talk_parent", name=page.talk.teacher_name, words=f"“{line.text}”"),
        "",
        *(
            texts(f"transcript.{one.certainty}", move=one.corrected or one.title, words=one.words)
            for one in line.moves
        ),
        texts("transcript.tension", before=line.before.tension, after=line.after.tension),
        texts("transcript.trust", before=line.before.trust, after=line.after.trust),
    ]
    if line.thought:
        rows.append(texts("transcript.thought", name=name, thought=line.thought))
    for one in line.comments:
        rows.append(f"{one.trainer_name}: {one.comment.text}")
        rows += [f"{said.name}: {said.text}" for said in one.answers]
    button = visit.button("button.remark", f"{REMARK}:{page.talk.session}:{line.number}", number=line.number)
    title = texts("transcript.turn", number=line.number)
    return Message(Voice.COACH, "\n".join(rows), title=title, buttons=((button,),))


def _footer(visit: Visit, page: TalkPage, shown: Sequence[TalkLine]) -> Rows:
    here, first, last = f"talk:{page.talk.session}", shown[0].number, shown[-1].number
    onward = []
    if first > 1:
        onward.append(visit.button("button.earlier", f"{here}:{max(first - PAGE, 1)}"))
    if last < len(page.lines):
        onward.append(visit.button("button.later", f"{here}:{last + 1}"))
    whole = (visit.button("button.remark_all", f"{REMARK}:{page.talk.session}:0"),)
    return (tuple(onward), whole) if onward else (whole,)
