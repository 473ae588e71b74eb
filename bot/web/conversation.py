"""The practice page: what stands on the screen, a button pressed, a message said."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.practice.messages import Messages
from bot.practice.ports import Teacher, Unit
from bot.practice.practice import LONGEST
from bot.practice.room.roles import Role, roles
from bot.web.bubbles import bubbles, joined
from bot.web.notices import notice, wants_json
from bot.web.parts import Parts, parts_of
from bot.web.standing import Standing, standing_of
from bot.web.visitors import Visitor, is_genuine, teacher_of, visitor_of

_REVIEWERS = frozenset({Role.TRAINER, Role.ADMIN})
"""Who finds the way to the trainer's pages in the menu."""
_WIPES = "wipe:yes:"
"""How an action begins that deletes."""
Work = Callable[[Unit, Teacher], Awaitable[Messages]]


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of an action."""

    messages: Messages
    before: Standing
    after: Standing
    wiped: bool = False
    """Whether something that may stand on the page was deleted."""


async def show(request: Request) -> Response:
    """Show the conversation, or the parents; with `answer` also what the last action brought."""
    parts = parts_of(request)
    visitor = await visitor_of(parts, request)
    if visitor is None:
        return notice(parts, request, "web.not_signed_in", status=401)
    return await _page(parts, visitor, answer=request.query_params.get("answer", ""))


async def act(request: Request) -> Response:
    """Do what a button says."""
    parts = parts_of(request)
    visitor = await visitor_of(parts, request)
    form = await request.form()
    if visitor is None:
        return notice(parts, request, "web.not_signed_in", status=401)
    if not is_genuine(request, form, visitor):
        return await _refused(parts, request, visitor, parts.texts("web.form_expired"), "", 403)
    action = _field(form, "action")
    key = _key(form, parts, action)
    answer = await _done(parts, visitor, lambda unit, one: parts.practice.act(unit, one, action, key=key))
    return _answered(parts, request, visitor, replace(answer, wiped=action.startswith(_WIPES)), key)


async def say(request: Request) -> Response:
    """Pass on what the teacher typed."""
    parts = parts_of(request)
    visitor = await visitor_of(parts, request)
    form = await request.form()
    text = _field(form, "text").replace("\r\n", "\n")
    if visitor is None:
        return notice(parts, request, "web.not_signed_in", status=401, kept=text)
    refusal = _refusal(parts, request, form, visitor, text)
    if refusal:
        sentence, status = refusal
        return await _refused(parts, request, visitor, sentence, text, status)
    key = _key(form, parts, text)
    answer = await _done(parts, visitor, lambda unit, one: parts.practice.say(unit, one, text, key=key))
    if _was_not_heard(answer):
        return await _refused(parts, request, visitor, answer.messages[0].text, text, 409)
    return _answered(parts, request, visitor, answer, key)


def _refusal(
    parts: Parts, request: Request, form: FormData, visitor: Visitor, text: str
) -> tuple[str, int] | None:
    if not is_genuine(request, form, visitor):
        return parts.texts("web.form_expired"), 403
    if not text.strip():
        return parts.texts("say.empty"), 422
    if len(text.strip()) > LONGEST:
        return parts.texts("say.too_long", most=LONGEST), 422
    return None


def _was_not_heard(answer: Answer) -> bool:
    """Whether the parent did not get it because of a pause: then it stays in the box."""
    paused = answer.before.is_paused and answer.after.is_paused
    return paused and len(answer.messages) == 1 and not answer.messages[0].title


def _field(form: FormData, name: str) -> str:
    value = form.get(name, "")
    return value if isinstance(value, str) else ""


def _key(form: FormData, parts: Parts, what: str) -> str:
    """Return the key of an action: the same form with the same content is done once."""
    once = _field(form, "once") or parts.chance.token()
    return hashlib.sha256(f"{once}\n{what}".encode("utf-8", "surrogatepass")).hexdigest()[:32]


async def _done(parts: Parts, visitor: Visitor, work: Work) -> Answer:
    async with parts.store.unit() as unit:
        teacher = await teacher_of(unit, visitor)
        before = await standing_of(parts.practice, unit, teacher.id)
        messages = await work(unit, teacher)
        return Answer(messages, before, await standing_of(parts.practice, unit, teacher.id))


def _answered(parts: Parts, request: Request, visitor: Visitor, answer: Answer, key: str) -> Response:
    if wants_json(request):
        return JSONResponse(_pieces(parts, visitor, answer))
    if not answer.after.is_known:
        # Nothing is remembered of someone who asked to be forgotten, so there is nothing to come back to.
        return HTMLResponse(_filled(parts, visitor, answer.messages, answer.after))
    return RedirectResponse(f"/?answer={key}#last", 303)


def _pieces(parts: Parts, visitor: Visitor, answer: Answer) -> dict[str, object]:
    """Return what the script puts into the page."""
    made = bubbles(answer.messages, factor=parts.settings.human_delay)
    common = {"standing": answer.after, "visitor": visitor}
    return {
        "bubbles": [{"html": parts.render("bubble.html", bubble=one), "wait": one.wait} for one in made],
        "head": parts.render("head.html", **common),
        "controls": parts.render("controls.html", **common),
        "session": answer.after.session,
        "wiped": answer.wiped,
        "name": answer.after.name,
        "may_type": answer.after.may_type,
        "once": parts.chance.token(),
    }


async def _refused(
    parts: Parts, request: Request, visitor: Visitor, sentence: str, text: str, status: int
) -> Response:
    """Say what is wrong and give the text back."""
    if wants_json(request):
        return JSONResponse({"error": sentence, "mark": visitor.mark, "once": parts.chance.token()}, status)
    return await _page(parts, visitor, sentence=sentence, text=text, status=status)


async def _page(
    parts: Parts, visitor: Visitor, *, answer: str = "", sentence: str = "", text: str = "", status: int = 200
) -> Response:
    async with parts.store.unit() as unit:
        teacher = await teacher_of(unit, visitor)
        messages = await parts.practice.conversation(unit, teacher)
        last = await unit.answered(teacher.id, answer) if answer else None
        standing = await standing_of(parts.practice, unit, teacher.id)
        leads = not _REVIEWERS.isdisjoint(await roles(parts.practice.visit(unit, teacher)))
    if last:
        messages = joined(messages, last) if standing.session else last
    page = _filled(parts, visitor, messages, standing, sentence=sentence, text=text, leads=leads)
    return HTMLResponse(page, status)


def _filled(
    parts: Parts,
    visitor: Visitor,
    messages: Messages,
    standing: Standing,
    *,
    sentence: str = "",
    text: str = "",
    leads: bool = False,
) -> str:
    return parts.render(
        "conversation.html",
        bubbles=bubbles(messages),
        standing=standing,
        visitor=visitor,
        once=parts.chance.token(),
        sentence=sentence,
        text=text,
        leads=leads,
    )
