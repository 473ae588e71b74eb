"""What the program does by itself: sends letters that wait, and deletes what is due."""

from datetime import datetime

from bot.practice.ports import Store
from bot.practice.room.periods import Periods
from bot.practice.room.retention import purge

MOST = 100
"""Letters in a row, after which others may have the database."""


async def send_letters(store: Store, now: datetime) -> int:
    """Move the letters of everybody with a chat to the outbox, a transaction each; return how many."""
    sent = 0
    for _ in range(MOST):
        async with store.unit() as unit:
            count = await unit.room.words.deliver(now=now)
        if not count:
            break
        sent += count
    return sent


async def tidy(store: Store, now: datetime, periods: Periods) -> int:
    """Delete the conversations whose time has come; return how many."""
    async with store.unit() as unit:
        return await purge(unit, now, periods)
