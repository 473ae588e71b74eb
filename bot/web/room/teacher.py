"""What a teacher looks at: joining a group, the own conversations, sharing, comments, and who looked."""

import secrets

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.practice.room import joining, people, sharing
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.visit import Visit
from bot.web.gate import is_from_here
from bot.web.notices import notice, refusal
from bot.web.parts import parts_of
from bot.web.room.calls import Call
from bot.web.room.drawing import curve
from bot.web.signin import address_of, sign_in
from bot.web.visitors import CHANNEL, Entry, is_genuine, remember, teacher_of, visitor_in

LONGEST_CODE = 64


async def show_mine(call: Call) -> Response:
    """Show the own groups, conversations, comments, assignments and who looked."""
    found = await sharing.my_room(call.visit)
    return await call.page("mine.html", at="mine", mine=found)


async def show_preview(call: Call) -> Response:
    """Show exactly what a trainer will see, and the form with which it is shared."""
    found = await sharing.preview(call.visit, call.path("session"))
    return await call.page(
        "preview.html",
        at="mine",
        preview=found,
        page=found.page,
        curve=curve(found.page.moods, call.visit.texts),
    )


async def show_device(call: Call) -> Response:
    """Show the form that gives a link for another device."""
    return await call.page("device.html", at="mine", link="", qr="")


async def show_join(request: Request) -> Response:
    """Ask for a group's code and the name to be seen by; also of who is not signed in yet."""
    return await _show_join(request, trainer=False)


async def show_join_trainer(request: Request) -> Response:
    """Ask the same in the words for a trainer. The address opens nothing: only the code does."""
    return await _show_join(request, trainer=True)


async def _show_join(request: Request, *, trainer: bool) -> Response:
    parts = parts_of(request)
    if parts.knocks.too_many(address_of(request), parts.clock.now()):
        return notice(parts, request, "web.too_many", status=429)
    async with parts.store.unit() as unit:
        visitor = await visitor_in(unit, parts, request)
    code = str(request.path_params.get("code", ""))[:LONGEST_CODE]
    return HTMLResponse(parts.render("room/join.html", code=code, visitor=visitor, trainer=trainer))


async def join(request: Request) -> Response:
    """Join a group; who is not signed in becomes somebody new, known by this browser alone."""
    parts, form = parts_of(request), await request.form()
    now, address = parts.clock.now(), address_of(request)
    if parts.knocks.too_many(address, now):
        return notice(parts, request, "web.too_many", status=429)
    code = str(form.get("code", "")).strip()[:LONGEST_CODE]
    try:
        async with parts.store.unit() as unit:
            visitor = await visitor_in(unit, parts, request)
            genuine = is_genuine(request, form, visitor) if visitor else is_from_here(request.headers)
            if not genuine:
                return notice(parts, request, "web.form_expired", status=403)
            outside = visitor.outside if visitor else secrets.token_urlsafe(16)
            teacher = await teacher_of(unit, visitor) if visitor else await unit.teacher_for(CHANNEL, outside)
            joined = await _joined(
                parts.practice.visit(unit, teacher), code, str(form.get("name", "")).strip()
            )
    except (NotThere, NotAllowed, BadInput) as error:
        parts.knocks.heard(address, now)
        return refusal(parts, request, error, kept=code, back="/join")
    response = RedirectResponse("/mine?said=joined" if joined.member else "/room?said=trainer", 303)
    if visitor is None:
        remember(response, parts, await sign_in(parts, outside, Entry.TEACHER), Entry.TEACHER)
    return response


async def _joined(visit: Visit, code: str, name: str) -> joining.Joined:
    joined = await joining.join(visit, code)
    if joined.group and joined.member and name:
        await joining.name_me(visit, joined.group.id, name)
    elif joined.is_new_trainer and name:
        await people.name_trainer(visit, name)
    return joined
