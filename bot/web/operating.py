"""What machines ask of this program: is it alive, is it ready, what does it count; and Telegram's updates.

These stand before the pages: probes call by a number instead of a name, and updates have a size of their own.
"""

import hmac
import ipaddress
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass

from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import JSONResponse, PlainTextResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Receive, Scope, Send

from bot.web.webhook import Hook

_FORWARDED = ("x-forwarded-for", "x-forwarded-host", "x-real-ip", "forwarded", "via")


async def _nobody(_request: Request) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Desk:
    """What the operator's routes have at hand."""

    still: Callable[[], tuple[str, ...]]
    """The loops that stand still."""
    ready: Callable[[], Awaitable[Mapping[str, bool]]]
    """Whether each thing that is needed is there."""
    measures: Callable[[], Awaitable[bytes]]
    """The counts, in the text format of Prometheus."""
    measures_token: str = ""
    """Lets a machine elsewhere read the counts; empty lets nobody."""
    hook: Hook | None = None
    is_too_fast: Callable[[str], bool] = lambda _browser: False
    """Counts a form of a browser and says whether it is one too many."""
    signed_in: Callable[[Request], Awaitable[str]] = _nobody
    """Names the signed-in browser that sends a request; empty when it is none that we know."""
    too_fast: Callable[[], str] = str
    """What a teacher is told then."""


class Front:
    """Gives the operator's routes their requests, and the pages all others."""

    def __init__(self, pages: ASGIApp, desk: Desk) -> None:
        """Stand before these pages."""
        self._pages = pages
        self._desk = desk
        routes = [
            Route("/healthz", self._health),
            Route("/readyz", self._readiness),
            Route("/metrics", self._metrics),
        ]
        if desk.hook is not None:
            routes.append(Route(desk.hook.path, desk.hook.take, methods=["POST"]))
        self._own = Starlette(routes=routes)
        self._paths = {route.path for route in routes}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on."""
        is_request = scope["type"] == "http"
        if is_request and scope["path"] in self._paths:
            await self._own(scope, receive, send)
        elif is_request and scope["method"] == "POST" and await self._is_too_fast(Request(scope)):
            await self._slow_down(Request(scope))(scope, receive, send)
        else:
            await self._pages(scope, receive, send)

    async def _is_too_fast(self, request: Request) -> bool:
        """Count a form by the browser that is signed in, and else by where it comes from.

        A cookie alone says nothing: whoever floods makes a new one for each form.
        """
        address = request.client.host if request.client else ""
        return self._desk.is_too_fast(await self._desk.signed_in(request) or address)

    def _slow_down(self, request: Request) -> Response:
        sentence, headers = self._desk.too_fast(), {"retry-after": "60"}
        if "application/json" in request.headers.get("accept", ""):
            return JSONResponse({"error": sentence}, 429, headers=headers)
        return PlainTextResponse(sentence, 429, headers=headers)

    async def _health(self, _request: Request) -> Response:
        """Say whether all loops go round; a process that says no is to be started anew."""
        still = self._desk.still()
        return PlainTextResponse("\n".join(still) or "ok", 503 if still else 200)

    async def _readiness(self, _request: Request) -> Response:
        """Say whether this process can serve now; a proxy that hears no asks another."""
        found = await self._desk.ready()
        return JSONResponse(dict(found), 200 if all(found.values()) else 503)

    async def _metrics(self, request: Request) -> Response:
        if not (_is_near(request) or self._has_token(request)):
            return PlainTextResponse("", 404)
        return Response(await self._desk.measures(), media_type="text/plain; version=0.0.4; charset=utf-8")

    def _has_token(self, request: Request) -> bool:
        token = self._desk.measures_token
        given = request.headers.get("authorization", "")
        return bool(token) and hmac.compare_digest(given.encode(), f"Bearer {token}".encode())


def _is_near(request: Request) -> bool:
    """Whether this very machine asks, and no proxy on it passes on what another asked."""
    if any(name in request.headers for name in _FORWARDED) or not _is_loopback(request.url.hostname or ""):
        return False
    return request.client is not None and _is_loopback(request.client.host)


def _is_loopback(host: str) -> bool:
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
