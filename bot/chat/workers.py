"""The workers: claim a chat, read its oldest update, dispatch it, commit; then what may fail.

One transaction per update. A handler that raises takes all of it back; after three times the update is dead.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from itertools import pairwise
from typing import Any

from telegram import Update
from telegram.constants import ChatAction
from telegram.ext import Application

from bot.chat.arrival import Arrival, ArrivalContext, arriving
from bot.chat.bell import Bell, Counter, rest
from bot.chat.errors import caught, described
from bot.chat.limits import Limit
from bot.chat.pulse import Pulse
from bot.model.errors import BotError, UpdateAtFault
from bot.model.texts import Texts
from bot.practice.messages import Message, Voice
from bot.practice.operating import Meter
from bot.practice.ports import Chats, Claim, Clock

log = logging.getLogger(__name__)

LAST_ATTEMPT = 3
_SWEEP = 2.0
"""Seconds after which a worker looks by itself, such as for what a dead process left."""
_PAUSE = 1.0
"""Seconds of rest when the store is away."""

App = Application[Any, ArrivalContext, Any, Any, Any, None]


class Workers:
    """Takes the updates of all chats, each chat's in order."""

    def __init__(
        self,
        application: App,
        chats: Chats,
        texts: Texts,
        *,
        clock: Clock,
        arrived: Counter,
        due: Bell,
        pulse: Pulse,
        meter: Meter,
        limit: Limit,
    ) -> None:
        """Listen to `arrived`, ring `due` when an answer stands in the outbox."""
        self._application = application
        self._chats = chats
        self._texts = texts
        self._clock = clock
        self._arrived = arrived
        self._due = due
        self._pulse = pulse
        self._meter = meter
        self._limit = limit
        self._missed = False
        """Whether somebody found nothing: what there was may have been behind an update of the same chat."""
        self._loose: set[asyncio.Task[None]] = set()
        application.add_error_handler(_note_error)

    async def run(self, stop: asyncio.Event, *, number: int = 0) -> None:
        """Work until it is time to stop; an update that was begun is finished.

        A ring stands for one update. Who looks by itself goes on until it finds nothing.
        """
        looks_itself = True
        while not stop.is_set():
            self._pulse.beat(f"worker {number}")
            found = await self._take(stop)
            if found and self._missed:
                self._missed = False
            elif not (found and looks_itself) and not stop.is_set():
                self._missed = self._missed or not (found or looks_itself)
                looks_itself = not await self._arrived.wait(_SWEEP)

    async def rest(self) -> None:
        """Drop what is still to be shown as typing."""
        for task in self._loose:
            task.cancel()
        await asyncio.gather(*self._loose, return_exceptions=True)

    async def _take(self, stop: asyncio.Event) -> bool:
        """Work on one update; return whether there was one."""
        arrivals: list[Arrival] = []
        began = asyncio.get_running_loop().time()
        error = await caught(self._turn(arrivals.append))
        if not arrivals:
            if error is not None:
                log.error("inbox failed error=%s", described(error))
                await rest(stop, _PAUSE)
            return False
        (arrival,) = arrivals
        if error is None:
            self._meter.answered(asyncio.get_running_loop().time() - began)
            self._start(self._follow_up(arrival))
        else:
            self._meter.failed()
            await self._failed(arrival.claim, error, stop)
            self._arrived.ring()
        self._due.ring()
        return True

    async def _turn(self, begun: Callable[[Arrival], None]) -> None:
        async with self._chats.claim() as claim:
            if claim is None:
                return
            arrival = Arrival(claim)
            begun(arrival)
            update = self._parsed(claim)
            if update is None:
                await self._bury(claim)
                return
            await self._heed(arrival, update)
            log.info("update done update=%d attempt=%d", claim.update_id, claim.attempt)

    async def _heed(self, arrival: Arrival, update: Update) -> None:
        """Take an update to its handler, unless its chat sent too many; then say so once."""
        excess = self._limit.excess(arrival.claim.chat, update, self._clock.now())
        if not excess:
            await self._dispatch(arrival, update)
            return
        self._meter.refused("limit")
        log.warning("update beyond the limit update=%d", update.update_id)
        if update.callback_query is not None:
            arrival.taps.append(update.callback_query.id)
        if excess == 1:
            sentence = self._texts("chat.slow_down", most=self._limit.most)
            await arrival.claim.put([Message(Voice.COACH, sentence)])

    async def _dispatch(self, arrival: Arrival, update: Update) -> None:
        token = arriving.set(arrival)
        try:
            await self._application.process_update(update)
        finally:
            arriving.reset(token)
        if arrival.error is not None:
            raise arrival.error

    def _parsed(self, claim: Claim) -> Update | None:
        """Return the update; None when this version of the library cannot read it, now or later."""
        try:
            return Update.de_json(json.loads(claim.raw), self._application.bot)
        except (TypeError, ValueError, LookupError, AttributeError, OverflowError, RecursionError) as error:
            log.critical("update dead update=%d error=%s", claim.update_id, described(error))
            return None

    async def _bury(self, claim: Claim) -> None:
        if claim.chat:
            await claim.put([self._sorry()])
        await claim.bury("unreadable")

    def _sorry(self) -> Message:
        return Message(Voice.COACH, self._texts("chat.failed"))

    async def _failed(self, claim: Claim, error: Exception, stop: asyncio.Event) -> None:
        """Say sorry when the update is given up, so that the teacher knows where the talk stands."""
        log.error(
            "update failed update=%d attempt=%d error=%s", claim.update_id, claim.attempt, described(error)
        )
        if isinstance(error, BotError) and not isinstance(error, UpdateAtFault):
            # The store is away; that says nothing about the update, and it counts no attempt.
            await rest(stop, _PAUSE)
        elif claim.attempt >= LAST_ATTEMPT:
            log.critical("update dead update=%d", claim.update_id)
            await self._best_effort(self._chats.put(claim.chat, [self._sorry()]))

    async def _follow_up(self, arrival: Arrival) -> None:
        bot, chat = self._application.bot, arrival.claim.chat
        if arrival.is_back and arrival.claim.blocked:
            await self._best_effort(self._chats.blocked(chat, is_blocked=False))
        for tap in arrival.taps:
            await self._best_effort(bot.answer_callback_query(tap))
        for before, after in pairwise((self._clock.now(), *arrival.due)):
            if after > before:
                await asyncio.sleep(max((before - self._clock.now()).total_seconds(), 0))
                await self._best_effort(bot.send_chat_action(chat, ChatAction.TYPING))

    async def _best_effort(self, work: Any) -> None:
        error = await caught(work)
        if error is not None:
            log.warning("left out error=%s", described(error))

    def _start(self, work: Any) -> None:
        task = asyncio.create_task(work)
        self._loose.add(task)
        task.add_done_callback(self._loose.discard)


async def _note_error(_update: object, context: ArrivalContext) -> None:
    """Keep a handler's error for the worker, who takes the transaction back."""
    context.arrival.error = context.error
