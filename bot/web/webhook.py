"""The door through which Telegram brings updates: the secret, the size, and 200 only when it is stored."""

import hmac
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from starlette.requests import ClientDisconnect, Request
from starlette.responses import PlainTextResponse, Response

from bot.model.errors import BotError

log = logging.getLogger(__name__)

LARGEST = 1024 * 1024
"""Bytes of an update; Telegram's are some kilobytes."""
_HEADER = "x-telegram-bot-api-secret-token"


@dataclass(frozen=True, slots=True)
class Hook:
    """Where updates come in, and who takes them."""

    path: str
    secret: str
    receive: Callable[[bytes], Awaitable[None]]
    """Commits an update; raises a BotError when it cannot now."""

    def __repr__(self) -> str:
        """Hide the secret, and the path that is made of it."""
        return "Hook()"

    async def take(self, request: Request) -> Response:
        """Answer 200 when the update is stored, and 503 when Telegram must bring it again."""
        given = request.headers.get(_HEADER, "")
        if not hmac.compare_digest(given.encode(), self.secret.encode()):
            log.warning("webhook refused: wrong secret")
            return PlainTextResponse("", 403)
        try:
            body = await _body(request)
        except ClientDisconnect:
            return PlainTextResponse("", 400)
        if body is None:
            log.error("webhook refused: too large")
            return PlainTextResponse("", 413)
        try:
            await self.receive(body)
        except BotError as error:
            log.warning("webhook put off error=%s", error.key)
            return PlainTextResponse("", 503, headers={"retry-after": "1"})
        return PlainTextResponse("")


async def _body(request: Request) -> bytes | None:
    """Return the body; None when it is too large, without reading all of it."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > LARGEST:
            return None
    return bytes(body)
