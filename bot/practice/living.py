"""Showing that this process lives, for as long as it runs: to the other processes and to the operator."""

import asyncio
import logging
import secrets
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.model.errors import BotError
from bot.practice.operating import Operations

log = logging.getLogger(__name__)

BEAT_SECONDS = 10.0


@asynccontextmanager
async def living(operations: Operations, *, every: float = BEAT_SECONDS) -> AsyncIterator[None]:
    """Show from the beginning to the end of the block that this process lives.

    Args:
        operations: Where it is noted.
        every: Seconds between two signs of life.
    """
    replica, ended = secrets.token_hex(8), asyncio.Event()
    await _beat(operations, replica)
    beating = asyncio.create_task(_go_on(operations, replica, ended, every))
    try:
        yield
    finally:
        ended.set()
        await beating
        try:
            await operations.leave(replica)
        except BotError as error:
            log.warning("leaving left out error=%s", error.key)


async def _go_on(operations: Operations, replica: str, ended: asyncio.Event, every: float) -> None:
    while True:
        try:
            await asyncio.wait_for(ended.wait(), every)
        except TimeoutError:
            await _beat(operations, replica)
        else:
            return


async def _beat(operations: Operations, replica: str) -> None:
    try:
        await operations.beat(replica)
    except BotError as error:
        log.warning("beat left out error=%s", error.key)
