"""Signing in: with a one-time link (GET shows a button, POST uses it up) or as Telegram's Mini App."""

import logging
import secrets
from datetime import timedelta

from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from bot.practice.access import digest_of, identity_of
from bot.practice.ports import Clock, SignIn, Store
from bot.web.gate import is_from_here
from bot.web.initdata import user_of
from bot.web.notices import notice
from bot.web.parts import Parts, parts_of
from bot.web.visitors import STAYS, Entry, forget, is_genuine, remember, visitor_of

log = logging.getLogger(__name__)

A_DAY = timedelta(days=1)
TELEGRAM = "telegram"
"""The channel of the chat, in which the person of a Mini App is the same teacher."""
HERE = "here"
"""The identity behind links that are printed where the program runs: each new one leads to the same talks."""


async def invite(
    store: Store,
    *,
    clock: Clock,
    entry: Entry = Entry.TEACHER,
    outside: str = HERE,
    lasts: timedelta = A_DAY,
) -> str:
    """Return the secret of a new one-time link, of which only the digest is kept.

    Args:
        store: Where the digest goes.
        clock: Says when the link was made.
        entry: How long whoever uses it stays.
        outside: The identity that it leads to; empty for somebody new.
        lasts: How long it works.
    """
    secret = secrets.token_urlsafe(32)
    expires = clock.now() + lasts
    async with store.unit() as unit:
        await unit.add_invite(digest_of(secret), role=entry, outside=outside, expires=expires)
    return secret


async def show_link(request: Request) -> Response:
    """Show the button. Programs that fetch links for a preview get no further than this."""
    parts, token = parts_of(request), request.path_params["token"]
    if parts.knocks.too_many(address_of(request), parts.clock.now()):
        return notice(parts, request, "web.too_many", status=429)
    async with parts.store.unit() as unit:
        works = await unit.invited(digest_of(token), now=parts.clock.now())
    if not works:
        return await _useless(parts, request)
    return HTMLResponse(parts.render("sign_in.html", token=token))


async def use_link(request: Request) -> Response:
    """Use the link up and sign the browser in."""
    parts = parts_of(request)
    if parts.knocks.too_many(address_of(request), parts.clock.now()):
        return notice(parts, request, "web.too_many", status=429)
    if not is_from_here(request.headers):
        return notice(parts, request, "web.form_expired", status=403)
    secret = secrets.token_urlsafe(32)
    entry = await _redeemed(parts, request.path_params["token"], secret)
    if entry is None:
        return await _useless(parts, request)
    response = RedirectResponse("/", 303)
    remember(response, parts, secret, entry)
    return response


async def show_app(request: Request) -> Response:
    """Show the page that hands over what Telegram signed; it holds nothing yet."""
    parts = parts_of(request)
    if not parts.settings.bot_token:
        return notice(parts, request, "web.not_found", status=404)
    return HTMLResponse(parts.render("app.html"))


async def use_app(request: Request) -> Response:
    """Sign in who opened the Mini App, once; from then on the cookie counts."""
    parts, now = parts_of(request), parts_of(request).clock.now()
    if parts.knocks.too_many(address_of(request), now):
        return notice(parts, request, "web.too_many", status=429)
    sent = (await request.form()).get("data", "")
    user = user_of(str(sent), token=parts.settings.bot_token, now=now)
    if user is None or not is_from_here(request.headers):
        parts.knocks.heard(address_of(request), now)
        return notice(parts, request, "web.app_refused", status=403)
    async with parts.store.unit() as unit:
        teacher = await unit.teacher_for(TELEGRAM, user)
    secret = await sign_in(parts, identity_of(teacher.id), Entry.APP)
    response = JSONResponse({"to": "/"})
    remember(response, parts, secret, Entry.APP)
    return response


async def sign_in(parts: Parts, outside: str, entry: Entry) -> str:
    """Sign a browser in as an identity and return the secret for its cookie."""
    secret = secrets.token_urlsafe(32)
    async with parts.store.unit() as unit:
        await unit.add_sign_in(SignIn(digest_of(secret), outside, entry, parts.clock.now() + STAYS[entry]))
    log.info("signed in entry=%s", entry)
    return secret


async def _useless(parts: Parts, request: Request) -> Response:
    """Answer a link that does not work; who is signed in already does not need it."""
    if await visitor_of(parts, request):
        return RedirectResponse("/", 303)
    parts.knocks.heard(address_of(request), parts.clock.now())
    return notice(parts, request, "web.link_used", status=410)


def address_of(request: Request) -> str:
    """Return where a request comes from, to count failed attempts by."""
    return request.client.host if request.client else ""


async def _redeemed(parts: Parts, token: str, secret: str) -> Entry | None:
    now = parts.clock.now()
    async with parts.store.unit() as unit:
        found = await unit.redeem_invite(digest_of(token), now=now)
        if found is None:
            return None
        entry = Entry(found.role)
        outside = found.outside or secrets.token_urlsafe(16)
        await unit.add_sign_in(SignIn(digest_of(secret), outside, entry, now + STAYS[entry]))
    log.info("signed in entry=%s", entry)
    return entry


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
