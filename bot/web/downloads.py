"""What a page fetches beside its text: the mood picture, the teacher's own data."""

from starlette.requests import Request
from starlette.responses import Response

from bot.practice.messages import download_name
from bot.practice.ports import Teacher
from bot.web.notices import notice
from bot.web.parts import Parts, parts_of
from bot.web.visitors import teacher_of, visitor_of


async def picture(request: Request) -> Response:
    """Send the mood picture of one of the teacher's own conversations."""
    parts = parts_of(request)
    teacher = await _teacher(parts, request)
    if teacher is None:
        return notice(parts, request, "web.not_signed_in", status=401)
    name = request.path_params["session"]
    async with parts.store.unit() as unit:
        session = await unit.session(name)
    if session is None or session.teacher != teacher.id or session.ended is None:
        return notice(parts, request, "web.not_found", status=404)
    made = await parts.draw(f"mood:{name}")
    if made is None:
        return notice(parts, request, "web.not_found", status=404)
    return Response(made, media_type="image/png", headers={"cache-control": "private, max-age=300"})


async def own_data(request: Request) -> Response:
    """Send all that is stored of the teacher as a file."""
    parts = parts_of(request)
    teacher = await _teacher(parts, request)
    made = await parts.draw(f"data:{teacher.id}") if teacher else None
    if teacher is None:
        return notice(parts, request, "web.not_signed_in", status=401)
    if made is None:
        return notice(parts, request, "web.not_found", status=404)
    headers = _attached("data")
    return Response(made, media_type="application/json", headers=headers)


async def progress(request: Request) -> Response:
    """Send the picture of the teacher's own progress."""
    return await _own(request, "progress", "image/png", headers={"cache-control": "private, no-cache"})


async def plan_pdf(request: Request) -> Response:
    """Send the teacher's own action plan as a PDF."""
    return await _own(request, "plan", "application/pdf", headers=_attached("plan"))


async def plan_text(request: Request) -> Response:
    """Send the teacher's own action plan as text."""
    return await _own(request, "plantext", "text/plain; charset=utf-8", headers=_attached("plantext"))


async def _own(request: Request, kind: str, media: str, *, headers: dict[str, str]) -> Response:
    """Send something of the visitor's own: whose it is comes from the sign-in, never from the address."""
    parts = parts_of(request)
    teacher = await _teacher(parts, request)
    if teacher is None:
        return notice(parts, request, "web.not_signed_in", status=401)
    made = await parts.draw(f"{kind}:{teacher.id}")
    if made is None:
        return notice(parts, request, "web.not_found", status=404)
    return Response(made, media_type=media, headers=headers)


def _attached(kind: str) -> dict[str, str]:
    return {"content-disposition": f'attachment; filename="{download_name(kind)}"'}


async def _teacher(parts: Parts, request: Request) -> Teacher | None:
    visitor = await visitor_of(parts, request)
    if visitor is None:
        return None
    async with parts.store.unit() as unit:
        return await teacher_of(unit, visitor)
