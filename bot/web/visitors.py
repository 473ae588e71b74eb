"""Who is at the page: the cookie, the signed-in browser behind it, and the mark in each form."""

import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.model.errors import BotError
from bot.practice.access import BY_ID, digest_of
from bot.practice.ids import TeacherId
from bot.practice.ports import Clock, Store, Teacher, Unit
from bot.web.gate import APP_COOKIE, is_from_here
from bot.web.parts import Parts

CHANNEL = "web"
_COOKIE = "oefenouder"


class Entry(StrEnum):
    """How someone came in. What they may do is looked up in the store at every request."""

    TEACHER = "teacher"
    TRAINER = "trainer"
    """By a link for somebody who reviews."""
    APP = "app"
    """By Telegram's Mini App."""
    PLAIN = "plain"
    """By a link of one's own, made long after signing in: for practising alone."""


_SHORT = timedelta(hours=12)
_LONG = timedelta(days=30)
STAYS = {Entry.TEACHER: _LONG, Entry.TRAINER: _SHORT, Entry.APP: _SHORT, Entry.PLAIN: _LONG}
"""How long a browser stays signed in."""
REVIEWS = _SHORT
"""How long after signing in the trainer's pages open: other people's conversations stand on them."""


class SignedOut(BotError):
    """Nobody is signed in, or not any more."""

    key = "web.not_signed_in"


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in browser."""

    digest: str
    outside: str
    entry: Entry
    mark: str
    """Stands in every form; another site cannot know it."""
    may_review: bool
    """Whether the signing in was short enough ago for the trainer's pages."""


async def visitor_of(parts: Parts, request: Request) -> Visitor | None:
    """Return who is signed in; None when nobody is, or not any more."""
    if not secrets_in(request):
        return None
    async with parts.store.unit() as unit:
        return await visitor_in(unit, parts, request)


async def visitor_in(unit: Unit, parts: Parts, request: Request) -> Visitor | None:
    """Return who is signed in, within the transaction of a page."""
    for secret in secrets_in(request):
        found = await _known(unit, parts, secret)
        if found is not None:
            return found
    return None


def secrets_in(request: Request) -> tuple[str, ...]:
    """Return what the cookies hold. Either may be worth nothing any more, and then it hides no other."""
    held = (request.cookies.get(name, "") for name in (APP_COOKIE, _COOKIE))
    return tuple(secret for secret in held if secret)


async def digest_of_visitor(store: Store, clock: Clock, request: Request) -> str:
    """Return what names the signed-in browser that sends a request; empty when there is none."""
    digests = [digest_of(secret) for secret in secrets_in(request)]
    if not digests:
        return ""
    try:
        async with store.unit() as unit:
            known = [one for one in digests if await unit.sign_in(one, now=clock.now())]
    except BotError:
        # The store is away: the page will say so; until then a cookie counts for nothing.
        return ""
    return known[0] if known else ""


async def _known(unit: Unit, parts: Parts, secret: str) -> Visitor | None:
    now = parts.clock.now()
    found = await unit.sign_in(digest_of(secret), now=now)
    if found is None or found.role not in set(Entry) or await _is_gone(unit, found.outside):
        return None
    entry = Entry(found.role)
    may_review = entry is not Entry.PLAIN and now - (found.expires - STAYS[entry]) < REVIEWS
    mark = digest_of(f"form {secret}")[:32]
    return Visitor(found.digest, found.outside, entry, mark, may_review)


async def teacher_of(unit: Unit, visitor: Visitor) -> Teacher:
    """Return the teacher at the page.

    Raises:
        SignedOut: This teacher was forgotten a moment ago.
    """
    if not visitor.outside.startswith(BY_ID):
        return await unit.teacher_for(CHANNEL, visitor.outside)
    teacher = await unit.teacher(_id_in(visitor.outside))
    if teacher is None:
        raise SignedOut
    return teacher


async def _is_gone(unit: Unit, outside: str) -> bool:
    return outside.startswith(BY_ID) and await unit.teacher(_id_in(outside)) is None


def _id_in(outside: str) -> TeacherId:
    return TeacherId(outside.removeprefix(BY_ID))


def is_genuine(request: Request, form: FormData, visitor: Visitor) -> bool:
    """Whether a form comes from a page that we gave to this visitor."""
    sent = str(form.get("mark", ""))
    return is_from_here(request.headers) and hmac.compare_digest(
        sent.encode("utf-8", "surrogatepass"), visitor.mark.encode()
    )


def remember(response: Response, parts: Parts, secret: str, entry: Entry) -> None:
    """Give the browser its cookie, and take that of the other way in back."""
    name, other = (APP_COOKIE, _COOKIE) if entry is Entry.APP else (_COOKIE, APP_COOKIE)
    _put(response, parts, name, secret, seconds=int(STAYS[entry].total_seconds()))
    _put(response, parts, other, "", seconds=0)


def forget(response: Response, parts: Parts) -> None:
    """Take the cookies back."""
    for name in (_COOKIE, APP_COOKIE):
        _put(response, parts, name, "", seconds=0)


def _put(response: Response, parts: Parts, name: str, secret: str, *, seconds: int) -> None:
    """Set a cookie; 0 seconds takes it back, for which browsers want the attributes it was set with."""
    framed = name == APP_COOKIE and parts.settings.is_secure
    response.set_cookie(
        name,
        secret,
        max_age=seconds,
        httponly=True,
        samesite="none" if framed else "lax",
        secure=parts.settings.is_secure,
    )
    if framed:
        # Telegram's web client shows the Mini App in a frame; starlette knows this word from Python 3.14 on.
        header, value = response.raw_headers[-1]
        response.raw_headers[-1] = (header, value + b"; Partitioned")
