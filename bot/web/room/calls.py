"""What every page of the room begins with: who asks, in one transaction; and what a form ends with."""

import hashlib
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlencode

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.practice.ports import Unit
from bot.practice.room.errors import BadInput, NotAllowed, NotThere
from bot.practice.room.roles import Role, roles
from bot.practice.visit import Visit
from bot.web.notices import notice, refusal, wants_json
from bot.web.parts import Parts, parts_of
from bot.web.visitors import Visitor, is_genuine, teacher_of, visitor_in

LONGEST_FIELD = 20_000
"""Signs of a form field; what may be stored is shorter, and the use cases say how short."""


@dataclass(frozen=True, slots=True)
class Call:
    """A request of somebody who is signed in."""

    parts: Parts
    request: Request
    visitor: Visitor
    visit: Visit
    form: FormData
    """Empty for a page that is looked at."""

    def path(self, name: str) -> str:
        """Return a part of the address."""
        return str(self.request.path_params[name])

    def query(self, name: str) -> str:
        """Return what stands behind the question mark under this name."""
        return self.request.query_params.get(name, "")[:LONGEST_FIELD]

    def field(self, name: str) -> str:
        """Return what was filled in; empty when there is no such field."""
        return _words(self.form.get(name, ""))

    def fields(self, name: str) -> tuple[str, ...]:
        """Return what was filled in in fields of the same name."""
        return tuple(_words(one) for one in self.form.getlist(name))

    @property
    def back(self) -> str:
        """Where the form stood."""
        return _own_path(self.field("back"))

    async def page(self, template: str, *, at: str, **values: object) -> Response:
        """Return a page; `at` is the part of the navigation that it belongs to."""
        mine = await roles(self.visit)
        said = f"pages.said.{self.query('said')}"
        return HTMLResponse(
            self.parts.render(
                f"room/{template}",
                at=at,
                is_trainer=Role.TRAINER in mine,
                is_admin=Role.ADMIN in mine,
                visitor=self.visitor,
                once=self.parts.chance.token(),
                said=self.parts.texts(said) if said in self.parts.texts.entries else "",
                **values,
            )
        )


@dataclass(frozen=True, slots=True)
class Done:
    """Where somebody goes after a form, and what is said there."""

    path: str
    said: str = ""
    """Last part of a key under `pages.said`."""
    anchor: str = ""

    @property
    def address(self) -> str:
        """The address with all of it."""
        query = f"?{urlencode({'said': self.said})}" if self.said else ""
        return f"{self.path}{query}{self.anchor and '#'}{self.anchor}"


Finish = Callable[[], Awaitable[Response]]
"""Makes the answer when the transaction is over: what takes long keeps no one else waiting."""
Page = Callable[[Call], Awaitable[Response | Finish]]
Deed = Callable[[Call], Awaitable[Done | Response]]
Endpoint = Callable[[Request], Awaitable[Response]]


def page(show: Page, *, reviews: bool = True) -> Endpoint:
    """Return the endpoint of a page.

    Args:
        show: Makes the page.
        reviews: Whether words of others may stand on it, so that the signing in must be recent.
    """

    async def endpoint(request: Request) -> Response:
        parts = parts_of(request)
        async with parts.store.unit() as unit:
            visitor = await visitor_in(unit, parts, request)
            refused = _refused(parts, request, visitor, reviews=reviews)
            if visitor is None or refused:
                return refused or notice(parts, request, "web.not_signed_in", status=401)
            shown = await show(await _call(parts, request, visitor, unit, FormData()))
        return shown if isinstance(shown, Response) else await shown()

    return endpoint


async def do(request: Request, deeds: dict[str, tuple[Deed, bool]]) -> Response:
    """Do what a form asks; the same form with the same content is done once."""
    parts, form = parts_of(request), await request.form()
    deed, reviews = deeds.get(request.path_params["deed"], (None, False))
    kept, back = _words(form.get("text", "")), _own_path(_words(form.get("back", "")))
    if deed is None:
        return notice(parts, request, "web.not_found", status=404)
    try:
        async with parts.store.unit() as unit:
            visitor = await visitor_in(unit, parts, request)
            refused = _refused(parts, request, visitor, reviews=reviews, kept=kept)
            if visitor is None or refused:
                return refused or notice(parts, request, "web.not_signed_in", status=401, kept=kept)
            if not is_genuine(request, form, visitor):
                return notice(parts, request, "web.form_expired", status=403, kept=kept, back=back)
            if parts.pace.too_many(visitor.digest, parts.clock.now()):
                return notice(parts, request, "web.too_many", status=429, kept=kept, back=back)
            parts.pace.heard(visitor.digest, parts.clock.now())
            answer = await _once(await _call(parts, request, visitor, unit, form), deed, back)
    except (NotAllowed, NotThere, BadInput) as error:
        return refusal(parts, request, error, kept=kept, back=back)
    return _answer(request, answer)


async def _call(parts: Parts, request: Request, visitor: Visitor, unit: Unit, form: FormData) -> Call:
    teacher = await teacher_of(unit, visitor)
    return Call(parts, request, visitor, parts.practice.visit(unit, teacher), form)


def _refused(
    parts: Parts, request: Request, visitor: Visitor | None, *, reviews: bool, kept: str = ""
) -> Response | None:
    if visitor is None:
        return notice(parts, request, "web.not_signed_in", status=401, kept=kept)
    if reviews and not visitor.may_review:
        return notice(parts, request, "pages.sign_in_again", status=401, kept=kept)
    return None


async def _once(call: Call, deed: Deed, back: str) -> Done | Response:
    content = repr(sorted((name, _words(value)) for name, value in call.form.multi_items()))
    key = hashlib.sha256(f"{call.path('deed')}\n{content}".encode("utf-8", "surrogatepass")).hexdigest()[:32]
    unit, me = call.visit.unit, call.visit.teacher.id
    if await unit.answered(me, key) is not None:
        return Done(back)
    done = await deed(call)
    await unit.remember(me, key, ())
    return done


def _answer(request: Request, answer: Done | Response) -> Response:
    if isinstance(answer, Response):
        return answer
    if wants_json(request):
        return JSONResponse({"to": answer.address})
    return RedirectResponse(answer.address, 303)


def _words(value: object) -> str:
    return value[:LONGEST_FIELD].replace("\r\n", "\n") if isinstance(value, str) else ""


def _own_path(path: str) -> str:
    """Return a path on these pages; anything that might lead elsewhere becomes the first page."""
    is_own = path.startswith("/") and not path.startswith(("//", "/\\")) and path.isprintable()
    return path if is_own else "/"
