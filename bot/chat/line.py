"""A short line to Telegram for the operator: who is this bot, where do its updates go, what time is it."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from telegram import Bot
from telegram.error import InvalidToken, TelegramError
from telegram.request import HTTPXRequest

from bot.chat.errors import BadToken
from bot.chat.fetching import KINDS
from bot.model.errors import BotError

TELEGRAM = "https://api.telegram.org"
_CONNECTIONS = 40
"""At once from Telegram; taking one in lasts a few milliseconds."""


class NoLine(BotError):
    """Telegram was not reached, or refused."""

    key = "error.no_line"

    def __init__(self, reason: str) -> None:
        """Name the kind of refusal."""
        super().__init__(reason=reason)


@dataclass(frozen=True, slots=True)
class LineReport:
    """What Telegram says of this bot."""

    username: str
    webhook: str
    """Where updates are brought; empty when they are fetched."""
    pending: int
    last_error: str
    """What went wrong when Telegram last tried to bring one, in its words; empty when nothing did."""
    clock: datetime | None
    """Telegram's time."""


class Line:
    """Asks and tells Telegram one thing at a time."""

    def __init__(self, token: str, api_url: str = "") -> None:
        """Reach nothing yet."""
        base = (api_url or TELEGRAM).rstrip("/")
        self._clock: datetime | None = None
        hooks = {"event_hooks": {"response": [self._note_time]}}
        request = HTTPXRequest(connection_pool_size=1, httpx_kwargs=hooks)
        self._bot = Bot(token, base_url=f"{base}/bot", request=request)

    async def report(self) -> LineReport:
        """Ask who this bot is and where its updates go.

        Raises:
            BadToken: Telegram does not know the token.
            NoLine: It was not reached.
        """
        async with self._asking() as bot:
            me, hook = await bot.get_me(), await bot.get_webhook_info()
        return LineReport(
            username=me.username or "",
            webhook=hook.url,
            pending=hook.pending_update_count,
            last_error=hook.last_error_message or "",
            clock=self._clock,
        )

    async def set_webhook(self, url: str, secret: str) -> None:
        """Have updates brought to this address; what waits is not dropped."""
        async with self._asking() as bot:
            await bot.set_webhook(
                url, secret_token=secret, allowed_updates=list(KINDS), max_connections=_CONNECTIONS
            )

    async def delete_webhook(self) -> None:
        """Have updates fetched again; what waits is not dropped."""
        async with self._asking() as bot:
            await bot.delete_webhook()

    @asynccontextmanager
    async def _asking(self) -> AsyncIterator[Bot]:
        try:
            async with self._bot:
                yield self._bot
        except InvalidToken:
            raise BadToken from None
        except TelegramError as error:
            # Its text may quote the address, and with it the token.
            raise NoLine(type(error).__name__) from None

    async def _note_time(self, response: Any) -> None:
        try:
            self._clock = parsedate_to_datetime(response.headers["date"])
        except (KeyError, ValueError):
            self._clock = None
