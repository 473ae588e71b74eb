"""The bot as a whole: one line to Telegram, three loops, and a clean start and stop."""

import asyncio
import logging
from datetime import datetime, timedelta
from functools import partial

from telegram import BotCommandScopeAllGroupChats, BotCommandScopeAllPrivateChats
from telegram.error import InvalidToken
from telegram.ext import Application, ContextTypes, ExtBot
from telegram.request import HTTPXRequest

from bot.chat.arrival import ArrivalContext
from bot.chat.bell import Bell, Counter, rest
from bot.chat.commands import menu
from bot.chat.errors import BadToken, accept_library_warnings, caught, described
from bot.chat.fetching import Fetcher
from bot.chat.handlers import Handlers, UseCases
from bot.chat.limits import Limit
from bot.chat.line import TELEGRAM
from bot.chat.pulse import Pulse
from bot.chat.reminding import Reminders
from bot.chat.sending import MOST, Draw, Sender
from bot.chat.webhook import Receiver
from bot.chat.workers import App, Workers
from bot.model.texts import Texts
from bot.practice.operating import Meter, NoMeter
from bot.practice.ports import Clock, Store

log = logging.getLogger(__name__)

_WORKERS = 4
_READ_TIMEOUT = 25.0
_REFUSALS = 3
"""Times that Telegram must refuse a token before we believe it: a single refusal happens by mistake."""
_REFUSED_WAIT = 0.5
_LONGEST_WAIT = 30.0
_STILL = timedelta(minutes=3)
"""Longer than any round of a loop: a long poll, a slow send, a wait for a store that is away."""


class BotRunner:
    """Runs the bot: `await start()`, `await run_until(stop)`, `await stop()`."""

    def __init__(
        self,
        *,
        token: str,
        practice: UseCases,
        store: Store,
        texts: Texts,
        clock: Clock,
        draw: Draw,
        api_url: str = "",
        delay: float = 1.0,
        long_poll: int = 25,
        polls: bool = True,
        most_in_a_minute: int = 0,
        meter: Meter | None = None,
    ) -> None:
        """Wire the parts; nothing is sent yet.

        Args:
            token: The bot token.
            practice: The use cases.
            store: Inbox, outbox and all the rest.
            texts: What the bot itself says.
            clock: The time.
            draw: Makes pictures and files for their recipes.
            api_url: Base URL of a self-hosted Bot API server; empty for Telegram's own.
            delay: Factor on the parent's typing delay; 0 switches it off.
            long_poll: Seconds that Telegram may keep us waiting for an update.
            polls: Whether updates are fetched; else a webhook brings them to `receive`.
            most_in_a_minute: Messages of one teacher; 0 is any number.
            meter: Counts what goes on.
        """
        accept_library_warnings()
        _keep_secrets_out_of_logs()
        self._texts = texts
        self._clock = clock
        self._application: App = _application(token, api_url or TELEGRAM)
        arrived, due = Counter(), Bell()
        self._bells = (arrived, due)
        self._connected = False
        bot: ExtBot[None] = self._application.bot
        counts = meter or NoMeter()
        self._store = store
        self._polls = polls
        self._pulse = pulse = Pulse(clock)
        self._fetcher = Fetcher(
            bot, store, clock=clock, arrived=arrived, pulse=pulse, meter=counts, long_poll=long_poll
        )
        self._receiver = Receiver(store, arrived=arrived, meter=counts)
        self._workers = self._make_workers(counts, Limit(most_in_a_minute))
        self._sender = Sender(bot, store.chats, draw, clock=clock, due=due, pulse=pulse, meter=counts)
        self._reminders = Reminders(practice, store, due=due)
        Handlers(practice, texts, clock=clock, delay=delay).install(self._application)

    def _make_workers(self, meter: Meter, limit: Limit) -> Workers:
        arrived, due = self._bells
        return Workers(
            self._application,
            self._store.chats,
            self._texts,
            clock=self._clock,
            arrived=arrived,
            due=due,
            pulse=self._pulse,
            meter=meter,
            limit=limit,
        )

    def healthy(self, now: datetime) -> bool:
        """Return whether updates come in: Telegram answered lately, or it brings them by itself."""
        return not self._polls or self._fetcher.healthy(now)

    def still(self, now: datetime) -> tuple[str, ...]:
        """Return the loops that stand still; a process with one is to be started anew."""
        return self._pulse.still(now, within=_STILL)

    async def receive(self, body: bytes) -> None:
        """Commit what a webhook brought.

        Raises:
            BotError: Telegram must bring it again later.
        """
        await self._receiver.take(body)

    @property
    def username(self) -> str:
        """Return the bot's name on Telegram; empty while not connected."""
        return self._application.bot.username if self._connected else ""

    async def start(self) -> None:
        """Try the token; a network that is away is left to `run_until`.

        Raises:
            BadToken: Telegram refuses it.
        """
        for attempt in range(_REFUSALS):
            await asyncio.sleep(attempt * _REFUSED_WAIT)
            if not isinstance(await self._reach(), InvalidToken):
                return
        raise BadToken

    async def run_until(self, stop: asyncio.Event) -> None:
        """Fetch, work and send until it is time to stop; what was begun is finished."""
        await self._connect(stop)
        async with asyncio.TaskGroup() as loops:
            if self._polls:
                loops.create_task(self._fetcher.run(stop))
            for number in range(_WORKERS):
                loops.create_task(self._workers.run(stop, number=number))
            loops.create_task(self._sender.run(stop))
            loops.create_task(self._reminders.run(stop))
            introduction = loops.create_task(self._introduce())
            await stop.wait()
            introduction.cancel()
            arrived, due = self._bells
            arrived.ring(_WORKERS)
            due.ring()
        # Another process need not wait until this one has sent all.
        await caught(self._store.operations.stop_polling())

    async def stop(self) -> None:
        """Close the line."""
        await self._workers.rest()
        await self._application.shutdown()
        await self._application.bot.shutdown()

    async def _connect(self, stop: asyncio.Event) -> None:
        wait = 1.0
        while not self._connected and not stop.is_set():
            await rest(stop, wait)
            await self._reach()
            wait = min(2 * wait, _LONGEST_WAIT)

    async def _reach(self) -> Exception | None:
        """Ask Telegram who we are; return what came in between."""
        error = await caught(self._application.initialize())
        self._connected = error is None
        if error is not None:
            log.warning("telegram not reached error=%s", described(error))
        return error

    async def _introduce(self) -> None:
        """Set the command menus and the descriptions; the bot works without."""
        bot = self._application.bot
        private, groups = BotCommandScopeAllPrivateChats(), BotCommandScopeAllGroupChats()
        for step in (
            partial(bot.set_my_commands, menu(self._texts), scope=private),
            partial(bot.delete_my_commands, scope=groups),
            partial(bot.set_my_short_description, self._texts("chat.about")),
            partial(bot.set_my_description, self._texts("chat.description")),
        ):
            error = await caught(step())
            if error is not None:
                log.info("introduction left out error=%s", described(error))


def _application(token: str, api_url: str) -> App:
    """Return an application that only dispatches: no updater, no persistence, no job queue."""
    return (
        Application.builder()
        .token(token)
        .base_url(f"{api_url.rstrip('/')}/bot")
        .base_file_url(f"{api_url.rstrip('/')}/file/bot")
        .request(
            HTTPXRequest(connection_pool_size=MOST, read_timeout=_READ_TIMEOUT, pool_timeout=_READ_TIMEOUT)
        )
        .get_updates_request(HTTPXRequest(connection_pool_size=1, read_timeout=_READ_TIMEOUT))
        .context_types(ContextTypes(context=ArrivalContext))
        .updater(None)
        .job_queue(None)
        .build()
    )


def _keep_secrets_out_of_logs() -> None:
    """The token stands in every URL, and the library's debug log holds what teachers write."""
    for name in ("httpx", "httpcore", "telegram"):
        logging.getLogger(name).setLevel(logging.WARNING)
