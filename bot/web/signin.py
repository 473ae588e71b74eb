"""Signing in with a one-time link: GET shows a button, POST uses the link up."""

import logging
import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from bot.practice.ports import Clock, SignIn, Store
from bot.web.gate import is_from_here
from bot.web.notices import notice
from bot.web.parts import Parts, parts_of
from bot.web.visitors import STAYS, Role, digest_of, forget, is_genuine, remember, visitor_of

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
HERE = "here"
"""The identity behind links that are printed where the program runs: each new one leads to the same talks."""


async def invite(
    store: Store,
    *,
    clock: Clock,
    role: Role = Role.TEACHER,
    outside: str = HERE,
    lasts: timedelta = A_DAY,
) -> str:
    """Return the secret of a new one-time link, of which only the digest is kept.

    Args:
        store: Where the digest goes.
        clock: Says when the link was made.
        role: What whoever uses it may see.
        outside: The identity that it leads to; empty for somebody new.
        lasts: How long it works.
    """
    secret = secrets.token_urlsafe(32)
    expires = clock.now() + lasts
    async with store.unit() as unit:
        await unit.add_invite(digest_of(secret), role=role, outside=outside, expires=expires)
    return secret


async def show_link(request: Request) -> Response:
    """Show the button. Programs that fetch links for a preview get no further than this."""
    parts, token = parts_of(request), request.path_params["token"]
    if parts.knocks.too_many(_address(request), parts.clock.now()):
        return notice(parts, request, "web.too_many", status=429)
    async with parts.store.unit() as unit:
        works = await unit.invited(digest_of(token), now=parts.clock.now())
    if not works:
        return await _useless(parts, request)
    return HTMLResponse(parts.render("sign_in.html", token=token))


async def use_link(request: Request) -> Response:
    """Use the link up and sign the browser in."""
    parts = parts_of(request)
    if parts.knocks.too_many(_address(request), parts.clock.now()):
        return notice(parts, request, "web.too_many", status=429)
    if not is_from_here(request.headers):
        return notice(parts, request, "web.form_expired", status=403)
    secret = secrets.token_urlsafe(32)
    role = await _signed_in(parts, request.path_params["token"], secret)
    if role is None:
        return await _useless(parts, request)
    response = RedirectResponse("/", 303)
    remember(response, parts, secret, role)
    return response


async def _useless(parts: Parts, request: Request) -> Response:
    """Answer a link that does not work; who is signed in already does not need it."""
    if await visitor_of(parts, request):
        return RedirectResponse("/", 303)
    parts.knocks.failed(_address(request), parts.clock.now())
    return notice(parts, request, "web.link_used", status=410)


def _address(request: Request) -> str:
    return request.client.host if request.client else ""


async def _signed_in(parts: Parts, token: str, secret: str) -> Role | None:
    now = parts.clock.now()
    async with parts.store.unit() as unit:
        found = await unit.redeem_invite(digest_of(token), now=now)
        if found is None:
            return None
        role = Role(found.role)
        outside = found.outside or secrets.token_urlsafe(16)
        await unit.add_sign_in(SignIn(digest_of(secret), outside, role, now + STAYS[role]))
    log.info("signed in role=%s", role)
    return role


async def leave(request: Request) -> Response:
    """Sign the browser out."""
    parts = parts_of(request)
    visitor = await visitor_of(parts, request)
    if visitor is not None:
        if not is_genuine(request, await request.form(), visitor):
            return notice(parts, request, "web.form_expired", status=403)
        async with parts.store.unit() as unit:
            await unit.end_sign_in(visitor.digest)
    response = notice(parts, request, "web.signed_out", status=200)
    forget(response, parts)
    return response
