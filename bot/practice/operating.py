"""What operating the program needs: who polls, which replicas live, what waits, which alarm was raised."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol

from bot.model.session import Turn


@dataclass(frozen=True, slots=True)
class Backlog:
    """What waits in the inbox and the outbox, and what was given up."""

    inbox: int
    """Updates that are not processed yet."""
    inbox_age: timedelta
    """Of the oldest of them; nothing when there is none."""
    outbox: int
    """Messages that are not sent yet."""
    outbox_age: timedelta
    """How long the most overdue of them is due."""
    dead_updates: int
    dead_messages: int
    """Messages that were given up for another reason than that the teacher blocked the bot."""


class Operations(Protocol):
    """The operator's side of the store."""

    async def may_poll(self) -> bool:
        """Return whether this process is the one that fetches; tries to become it when nobody is."""

    async def stop_polling(self) -> None:
        """Let another process fetch."""

    async def beat(self, replica: str) -> None:
        """Note that a process of this name lives."""

    async def leave(self, replica: str) -> None:
        """Note that a process ends."""

    async def replicas(self, *, within: timedelta) -> int:
        """Return how many processes showed lately that they live."""

    async def backlog(self) -> Backlog: ...

    async def waiting(self) -> int:
        """Return how many updates are not processed yet."""

    async def new_alarm(self, kind: str, *, every: timedelta) -> bool:
        """Note an alarm; return False when one of this kind was raised less than `every` ago, by anyone."""


class Meter(Protocol):
    """Counts what goes on, without words or names."""

    def turned(self, persona: str, turn: Turn, *, is_fallback: bool) -> None:
        """Count a turn of a conversation: its recognitions by certainty, and whether a rule fitted."""

    def answered(self, seconds: float) -> None:
        """Count an update that was processed and how long that took."""

    def failed(self) -> None:
        """Count an attempt at an update that failed."""

    def received(self, updates: int) -> None:
        """Count updates that came in."""

    def sent(self, result: str) -> None:
        """Count an attempt to send by what became of it."""

    def refused(self, reason: str) -> None:
        """Count what was turned away, such as messages beyond the limit."""


class NoMeter:
    """Counts nothing: for the terminal and for tests."""

    def turned(self, persona: str, turn: Turn, *, is_fallback: bool) -> None:
        """Leave it."""

    def answered(self, seconds: float) -> None:
        """Leave it."""

    def failed(self) -> None:
        """Leave it."""

    def received(self, updates: int) -> None:
        """Leave it."""

    def sent(self, result: str) -> None:
        """Leave it."""

    def refused(self, reason: str) -> None:
        """Leave it."""
