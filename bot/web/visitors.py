"""Who is at the page: the cookie, the signed-in browser behind it, and the mark in each form."""

import hashlib
import hmac
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from starlette.datastructures import FormData
from starlette.requests import Request
from starlette.responses import Response

from bot.web.gate import is_from_here
from bot.web.parts import Parts

CHANNEL = "web"
_COOKIE = "oefenouder"


class Role(StrEnum):
    """What someone who is signed in may see; looked up on every request."""

    TEACHER = "teacher"
    TRAINER = "trainer"


STAYS = {Role.TEACHER: timedelta(days=30), Role.TRAINER: timedelta(hours=12)}
"""How long a browser stays signed in."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A signed-in browser."""

    digest: str
    outside: str
    role: Role
    mark: str
    """Stands in every form; another site cannot know it."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


async def visitor_of(parts: Parts, request: Request) -> Visitor | None:
    """Return who is signed in; None when nobody is, or not any more."""
    secret = request.cookies.get(_COOKIE, "")
    if not secret:
        return None
    async with parts.store.unit() as unit:
        found = await unit.sign_in(digest_of(secret), now=parts.clock.now())
    if found is None or found.role not in set(Role):
        return None
    return Visitor(found.digest, found.outside, Role(found.role), digest_of(f"form {secret}")[:32])


def is_genuine(request: Request, form: FormData, visitor: Visitor) -> bool:
    """Whether a form comes from a page that we gave to this visitor."""
    sent = str(form.get("mark", ""))
    return is_from_here(request.headers) and hmac.compare_digest(sent.encode(), visitor.mark.encode())


def remember(response: Response, parts: Parts, secret: str, role: Role) -> None:
    """Give the browser its cookie."""
    response.set_cookie(
        _COOKIE,
        secret,
        max_age=int(STAYS[role].total_seconds()),
        httponly=True,
        samesite="lax",
        secure=parts.settings.is_secure,
    )


def forget(response: Response, parts: Parts) -> None:
    """Take the cookie back."""
    response.delete_cookie(_COOKIE, httponly=True, samesite="lax", secure=parts.settings.is_secure)
