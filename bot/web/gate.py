"""What every request passes: which host was called, how large it is, which headers the answer bears."""

import logging
import traceback
from pathlib import Path
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from bot.web.notices import notice
from bot.web.parts import Parts

log = logging.getLogger(__name__)

LARGEST = 256 * 1024
"""Bytes of a body: a text that is too long for the parent still comes back in the box."""
APP = "/app"
"""The page with which Telegram's Mini App begins."""
APP_COOKIE = "oefenouder_app"
"""Of who came in by the Mini App: only these pages may stand in a frame, and only in Telegram's own."""
_TELEGRAM_WEB = " ".join(f"https://{name}.telegram.org" for name in ("web", "weba", "webk", "webz"))
_TELEGRAM_SCRIPT = "https://telegram.org/js/telegram-web-app.js"
_HEADERS = {
    "x-content-type-options": "nosniff",
    # Not `no-referrer`: with it browsers send no usable Origin along with a form.
    "referrer-policy": "same-origin",
    "permissions-policy": "camera=(), microphone=(), geolocation=()",
}
_ALONE = {"cross-origin-opener-policy": "same-origin", "cross-origin-resource-policy": "same-origin"}
_SECURE = "max-age=31536000"


def _policy(*, script: str = "", frames: str = "'none'") -> str:
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src 'self'{script and ' '}{script}",
            "style-src 'self'",
            "img-src 'self'",
            "connect-src 'self'",
            "form-action 'self'",
            "base-uri 'none'",
            f"frame-ancestors {frames}",
        )
    )


class TooLarge(Exception):
    """The body went on for too long."""


class Gate:
    """Stands before all routes; the last resort for errors as well."""

    def __init__(self, app: ASGIApp, parts: Parts) -> None:
        """Guard this app."""
        self._app = app
        self._parts = parts

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or answer it here."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        began = False

        async def dressed(message: Message) -> None:
            nonlocal began
            if message["type"] == "http.response.start":
                began = True
                self._dress(MutableHeaders(scope=message), scope)
            await send(message)

        try:
            await self._enter(scope, receive, dressed)
        except Exception as error:
            # The last resort of the pages: a teacher gets a sentence, whatever nobody thought of.
            # No traceback: what it quotes may hold words.
            log.error("page failed route=%s error=%s", _route(scope), _described(error))  # noqa: TRY400
            if began:
                raise ConnectionAbortedError from None
            await self._refuse(scope, receive, dressed, "web.failed", 500)

    async def _enter(self, scope: Scope, receive: Receive, send: Send) -> None:
        headers = Headers(scope=scope)
        if _hostname(headers.get("host", "")) not in self._parts.settings.hosts:
            await self._refuse(scope, receive, send, "web.wrong_host", 400)
            return
        try:
            await self._app(scope, _limited(receive, headers), send)
        except TooLarge:
            await self._refuse(scope, receive, send, "web.too_large", 413)

    async def _refuse(self, scope: Scope, receive: Receive, send: Send, key: str, status: int) -> None:
        response = notice(self._parts, Request(scope, receive), key, status=status)
        await response(scope, receive, send)

    def _dress(self, headers: MutableHeaders, scope: Scope) -> None:
        begins = scope["path"] == APP
        is_framed = begins or APP_COOKIE in Request(scope).cookies
        for name, value in (_HEADERS if is_framed else _HEADERS | _ALONE).items():
            headers[name] = value
        headers["content-security-policy"] = _policy(
            script=_TELEGRAM_SCRIPT if begins else "", frames=_TELEGRAM_WEB if is_framed else "'none'"
        )
        headers.setdefault("cache-control", "no-store")
        if self._parts.settings.is_secure:
            headers["strict-transport-security"] = _SECURE


def is_from_here(headers: Headers) -> bool:
    """Whether a form was sent from these pages, as far as the browser says."""
    if headers.get("sec-fetch-site", "same-origin") not in {"same-origin", "none"}:
        return False
    origin = headers.get("origin")
    return origin is None or urlsplit(origin).netloc.lower() == headers.get("host", "").lower()


def _limited(receive: Receive, headers: Headers) -> Receive:
    length = headers.get("content-length", "0")
    announced = int(length) if length.isdecimal() else 0
    seen = 0

    async def counted() -> Message:
        nonlocal seen
        message = await receive()
        seen += len(message.get("body", b""))
        if max(seen, announced) > LARGEST:
            raise TooLarge
        return message

    return counted


def _hostname(host: str) -> str:
    try:
        return urlsplit(f"//{host}").hostname or ""
    except ValueError:
        return ""


def _route(scope: Scope) -> str:
    """Return the pattern of the path, never the path itself: it may hold a token."""
    return str(getattr(scope.get("route"), "path", "-"))


def _described(error: BaseException) -> str:
    """Return the kind and the place of an error, never its text: that may hold words."""
    frames = traceback.extract_tb(error.__traceback__)
    place = f" at {Path(frames[-1].filename).name}:{frames[-1].lineno}" if frames else ""
    return f"{type(error).__name__}{place}"
