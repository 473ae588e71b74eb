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


async def invite(store: Store, *, clock: Clock, role: Role = Role.TEACHER, lasts: timedelta = A_DAY) -> str:
    """Return the secret of a new one-time link; only its digest is kept."""
    secret = secrets.token_urlsafe(32)
    async with store.unit() as unit:
        await unit.add_invite(digest_of(secret), role=role, expires=clock.now() + lasts)
    return secret


async def show_link(request: Request) -> Response:
    """Show the button. Programs that fetch links for a preview get no further than this."""
    parts = parts_of(request)
    return HTMLResponse(parts.render("sign_in.html", token=request.path_params["token"]))


async def use_link(request: Request) -> Response:
    """Use the link up and sign the browser in."""
    parts = parts_of(request)
    address, now = request.client.host if request.client else "", parts.clock.now()
    if parts.knocks.too_many(address, now):
        return notice(parts, request, "web.too_many", status=429)
    if not is_from_here(request.headers):
        return notice(parts, request, "web.form_expired", status=403)
    secret = secrets.token_urlsafe(32)
    role = await _signed_in(parts, request.path_params["token"], secret)
    if role is None:
        parts.knocks.failed(address, now)
        if await visitor_of(parts, request):
            return RedirectResponse("/", 303)
        return notice(parts, request, "web.link_used", status=410)
    response = RedirectResponse("/", 303)
    remember(response, parts, secret, role)
    return response


async def _signed_in(parts: Parts, token: str, secret: str) -> Role | None:
    now = parts.clock.now()
    async with parts.store.unit() as unit:
        found = await unit.redeem_invite(digest_of(token), now=now)
        if found is None:
            return None
        role = Role(found)
        outside = secrets.token_urlsafe(16)
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
