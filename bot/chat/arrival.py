"""One update on its way through the handlers, and the context in which they find it."""

from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from telegram.ext import CallbackContext, ExtBot

from bot.practice.ports import Claim


@dataclass(slots=True)
class Arrival:
    """What the handlers get, and what is left to do for them after the commit."""

    claim: Claim
    taps: list[str] = field(default_factory=list)
    """Callback queries to confirm, so that the button stops turning."""
    is_back: bool = True
    """Whether this shows that the chat takes our messages: all but the note that the bot was blocked."""
    due: tuple[datetime, ...] = ()
    """When the bubbles of the answer appear."""
    error: Exception | None = None
    """What a handler raised."""


arriving: ContextVar[Arrival] = ContextVar("arriving")
"""The update that this task is working on."""


class ArrivalContext(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """The context of our handlers. Nothing is kept in `user_data` and its like: the session is the state."""

    @property
    def arrival(self) -> Arrival:
        """Return the update's claim and what follows after the commit."""
        return arriving.get()
