"""What the forms of the room do: each takes the fields to a use case and says where one goes from there."""

from datetime import timedelta

from starlette.requests import Request
from starlette.responses import Response

from bot.practice.access import new_link
from bot.practice.ids import TeacherId
from bot.practice.room import assignments, comments, corrections, groups, joining, people, sharing
from bot.practice.room.errors import BadInput
from bot.practice.room.records import Kind
from bot.web.days import day_in, days_in
from bot.web.room.calls import Call, Deed, Done, do
from bot.web.room.drawing import qr_code
from bot.web.room.trainer import join_page
from bot.web.visitors import CHANNEL, Entry

DEVICE_LINK = timedelta(minutes=15)
"""How long a link for another device of one's own works."""
RENEWED = timedelta(days=1)
"""How long a link works with which a trainer signs in again."""


async def make_group(call: Call) -> Done:
    """Make a group."""
    made = await groups.make_group(call.visit, call.field("name"), days_in(call.fields("date")))
    return Done(f"/room/{made.id}/group", "group_made")


async def change_group(call: Call) -> Done:
    """Change a group's name and session dates."""
    group = call.field("group")
    await groups.change_group(call.visit, group, name=call.field("name"), dates=days_in(call.fields("date")))
    return Done(f"/room/{group}/group", "kept")


async def renew_code(call: Call) -> Done:
    """Give a group a new code."""
    group = call.field("group")
    await groups.renew_code(call.visit, group)
    return Done(f"/room/{group}/group", "code_renewed", "join")


async def remove_member(call: Call) -> Done:
    """Take a teacher out of a group."""
    group = call.field("group")
    await groups.remove_member(call.visit, group, call.field("teacher"))
    return Done(f"/room/{group}/group", "member_gone", "members")


async def stop_leading(call: Call) -> Done:
    """Lead a group no longer."""
    await groups.stop_leading(call.visit, call.field("group"))
    return Done("/room", "stopped_leading")


async def drop_group(call: Call) -> Done:
    """Delete a group."""
    await groups.drop_group(call.visit, call.field("group"))
    return Done("/room", "group_gone")


async def invite_colleague(call: Call) -> Response:
    """Show a code with which a colleague leads the group too."""
    group = call.field("group")
    return await _code(call, await people.invite_colleague(call.visit, group), f"/room/{group}/group")


async def invite_trainer(call: Call) -> Response:
    """Show a code that makes a trainer."""
    return await _code(call, await people.invite_trainer(call.visit), "/room/people")


async def _code(call: Call, code: str, back: str) -> Response:
    """Show a code once: only its digest is kept."""
    bot = call.visit.house.bot()
    chat = f"https://t.me/{bot}?start={code}" if bot else ""
    page = join_page(call, f"trainer/{code}")
    return await call.page("code.html", at="people", code=code, chat=chat, page_link=page, back=back)


async def end_trainer(call: Call) -> Done:
    """Take the role of a trainer away."""
    await people.end_trainer(call.visit, call.field("trainer"))
    return Done("/room/people", "trainer_gone")


async def renew_trainer(call: Call) -> Response:
    """Show a link with which a trainer without Telegram signs in again. Admin only."""
    trainer = await people.let_in_again(call.visit, call.field("trainer"), channel=CHANNEL)
    secret = await _secret(call, trainer, lasts=RENEWED, entry=Entry.TRAINER)
    return await call.page("renewed.html", at="people", link=_link(call, secret))


async def name_trainer(call: Call) -> Done:
    """Change how teachers see this trainer."""
    await people.name_trainer(call.visit, call.field("name"))
    return Done("/room", "kept")


async def assign(call: Call) -> Done:
    """Set an assignment."""
    group, due = call.field("group"), day_in(call.field("due"))
    if due is None:
        raise BadInput("assignment_past")
    await assignments.assign(
        call.visit,
        group,
        module=call.field("module"),
        text=call.field("text"),
        due=due,
        teacher=call.field("teacher"),
    )
    return Done(f"/room/{group}", "assigned", "assignments")


async def withdraw(call: Call) -> Done:
    """Withdraw an assignment."""
    await assignments.withdraw(call.visit, call.field("assignment"))
    return Done(f"/room/{call.field('group')}", "withdrawn", "assignments")


async def comment_line(call: Call) -> Done:
    """Comment on a line."""
    session, turn = call.field("session"), _number(call.field("turn"))
    await comments.comment_line(call.visit, session, turn, _kind(call), call.field("text"))
    return Done(f"/room/talk/{session}", "commented", f"b{turn}")


async def comment_talk(call: Call) -> Done:
    """Comment on a conversation as a whole."""
    session = call.field("session")
    await comments.comment_talk(call.visit, session, _kind(call), call.field("text"))
    return Done(f"/room/talk/{session}", "commented", "whole")


async def comment_plan(call: Call) -> Done:
    """Comment on an action plan."""
    group, teacher = call.field("group"), call.field("teacher")
    await comments.comment_plan(call.visit, group, teacher, _kind(call), call.field("text"))
    return Done(f"/room/{group}/teacher/{teacher}", "commented", "plan")


async def answer(call: Call) -> Done:
    """Say something back to a comment."""
    number = _number(call.field("comment"))
    await comments.answer(call.visit, number, call.field("text"))
    return Done(call.back, "answered", f"c{number}")


async def take_comment_back(call: Call) -> Done:
    """Delete a comment of one's own."""
    await comments.take_back(call.visit, _number(call.field("comment")))
    return Done(call.back, "comment_gone")


async def correct_move(call: Call) -> Done:
    """Store what a clause really is."""
    session, turn = call.field("session"), _number(call.field("turn"))
    await corrections.correct_move(
        call.visit,
        session,
        turn,
        words=call.field("words"),
        was=call.field("was"),
        becomes=call.field("becomes"),
    )
    return Done(f"/room/talk/{session}", "corrected", f"b{turn}")


async def correct_observation(call: Call) -> Done:
    """Store whether a technique was shown."""
    session = call.field("session")
    await corrections.correct_observation(call.visit, session, call.field("technique"), call.field("becomes"))
    return Done(f"/room/talk/{session}", "corrected", "marks")


async def take_correction_back(call: Call) -> Done:
    """Take an own correction back."""
    session, turn = call.field("session"), _number(call.field("turn"))
    await corrections.take_back(call.visit, session, turn, words=call.field("words"), was=call.field("was"))
    return Done(f"/room/talk/{session}", "correction_gone", f"b{turn}" if turn else "marks")


async def name_me(call: Call) -> Done:
    """Choose the own screen name in a group."""
    await joining.name_me(call.visit, call.field("group"), call.field("name"))
    return Done("/mine", "kept")


async def share_plan(call: Call) -> Done:
    """Let trainers read the action plan, or not any more."""
    on = call.field("on") == "yes"
    await joining.share_plan(call.visit, call.field("group"), on=on)
    return Done("/mine", "plan_shared" if on else "plan_closed")


async def leave(call: Call) -> Done:
    """Leave a group."""
    await joining.leave(call.visit, call.field("group"))
    return Done("/mine", "left")


async def share(call: Call) -> Done:
    """Share a conversation."""
    session = call.field("session")
    await sharing.share(call.visit, session, call.field("group"))
    return Done(f"/mine/talk/{session}", "shared")


async def unshare(call: Call) -> Done:
    """Take sharing back."""
    session = call.field("session")
    await sharing.unshare(call.visit, session, call.field("group"))
    return Done(f"/mine/talk/{session}", "unshared")


async def read_letters(call: Call) -> Done:
    """Put away what was on the page: up to the number that stands in the form."""
    last = _number(call.field("last"))
    await call.visit.unit.room.words.read_letters(call.visit.teacher.id, last)
    return Done("/mine")


async def device(call: Call) -> Response:
    """Show a one-time link to oneself, for another device: to practise there, never to review.

    Else each link would begin a new stretch as a trainer, and who found a browser open would keep it.
    """
    secret = await _secret(call, call.visit.teacher.id, lasts=DEVICE_LINK, entry=Entry.PLAIN)
    link = _link(call, secret)
    return await call.page("device.html", at="mine", link=link, qr=qr_code(link))


async def _secret(call: Call, teacher: TeacherId, *, lasts: timedelta, entry: Entry) -> str:
    unit, chance, now = call.visit.unit, call.parts.chance, call.visit.now
    return await new_link(unit, teacher, chance=chance, now=now, lasts=lasts, role=entry)


def _link(call: Call, secret: str) -> str:
    base = call.visit.house.page or str(call.request.base_url).rstrip("/")
    return f"{base}/in/{secret}"


def _kind(call: Call) -> Kind:
    sent = call.field("kind")
    return Kind(sent) if sent in set(Kind) else Kind.TIP


def _number(words: str) -> int:
    return int(words) if words.isascii() and words.isdecimal() and len(words) < 10 else 0


REVIEWING: tuple[Deed, ...] = (
    make_group,
    change_group,
    renew_code,
    remove_member,
    stop_leading,
    drop_group,
    invite_colleague,
    invite_trainer,
    end_trainer,
    renew_trainer,
    name_trainer,
    assign,
    withdraw,
    comment_line,
    comment_talk,
    comment_plan,
    take_comment_back,
    correct_move,
    correct_observation,
    take_correction_back,
)
"""What is done where words of others stand: the signing in must be recent."""
OWN: tuple[Deed, ...] = (name_me, share_plan, leave, share, unshare, answer, read_letters, device)
DEEDS = {
    deed.__name__: (deed, reviews) for deeds, reviews in ((REVIEWING, True), (OWN, False)) for deed in deeds
}
"""Every deed by the last part of its address."""


async def act(request: Request) -> Response:
    """Do what a form asks."""
    return await do(request, DEEDS)
