"""What the use cases and the fronts need from a store, a clock and the content shelf."""

from collections.abc import Sequence
from contextlib import AbstractAsyncContextManager
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from bot.model.ids import OutcomeId, PersonaId
from bot.model.session import Position, Turn
from bot.play import Library
from bot.practice.ids import TeacherId
from bot.practice.learning.ports import Learning
from bot.practice.messages import Message, Messages
from bot.practice.operating import Operations
from bot.practice.room.ports import Room


@dataclass(frozen=True, slots=True)
class Teacher:
    """Someone who practises."""

    id: TeacherId
    consent: str = ""
    """Version of the explanation that this teacher was shown."""
    paused: bool = False
    waiting_for: str = ""
    """What the next message answers, such as confirming a deletion; empty for the parent."""
    helped: str = ""
    """Level of the last help, until the next message uses it."""


@dataclass(frozen=True, slots=True)
class StoredSession:
    """A session as the store knows it."""

    id: str
    teacher: TeacherId
    persona: PersonaId
    digest: str
    """Of the persona's content on which it is played."""
    position: Position
    opening: tuple[str, ...]
    started: datetime
    ended: datetime | None = None
    outcome: OutcomeId | None = None
    branch_of: str = ""
    """The session of which this one does a moment again."""
    branch_turn: int = 0
    kind: str = ""
    """What kind of run it is, see `bot.practice.runs`; empty for a normal one."""


@dataclass(frozen=True, slots=True)
class Invite:
    """What a one-time link is good for."""

    role: str
    outside: str = ""
    """The identity that it leads to; empty for a new one."""


@dataclass(frozen=True, slots=True)
class SignIn:
    """A browser that is signed in."""

    digest: str
    """Of the secret in the browser's cookie; the secret itself is not kept."""
    outside: str
    """The identity behind `teacher_for` of the web channel: random, so that it outlives a wipe unlinked."""
    role: str
    expires: datetime


class Unit(Protocol):
    """One transaction: all of it is committed, or none."""

    @property
    def room(self) -> Room:
        """The rows of the trainer's room."""

    @property
    def learning(self) -> Learning:
        """Choices, goals, own assignments and reminders."""

    async def teacher_for(self, channel: str, outside: str) -> Teacher:
        """Return the teacher behind an outside identity; a new one with a random id when unknown."""

    async def teacher(self, teacher: TeacherId) -> Teacher | None: ...

    async def save_teacher(self, teacher: Teacher) -> None: ...

    async def add_session(self, session: StoredSession) -> None: ...

    async def save_session(self, session: StoredSession) -> None:
        """Store the position, end and outcome of a session."""

    async def session(self, session: str) -> StoredSession | None: ...

    async def current(self, teacher: TeacherId) -> StoredSession | None:
        """Return the teacher's open session, if any."""

    async def sessions(self, teacher: TeacherId) -> tuple[StoredSession, ...]:
        """Return all sessions of a teacher, oldest first."""

    async def add_turn(self, session: str, turn: Turn, at: datetime) -> None: ...

    async def turns(self, session: str) -> tuple[Turn, ...]:
        """Return the turns of a session in order, as they were stored."""

    async def copy_turns(self, source: str, target: str, *, upto: int) -> None:
        """Copy the turns before number `upto` into another session (a branch)."""

    async def answered(self, teacher: TeacherId, key: str) -> Messages | None:
        """Return what was answered to this key before; None when it is new."""

    async def remember(self, teacher: TeacherId, key: str, messages: Messages) -> None: ...

    async def add_correction(
        self, teacher: TeacherId, session: str, turn: int, *, kind: str, value: str, at: datetime
    ) -> None:
        """Store what the teacher says a line meant, or that an observation is not right."""

    async def corrections(self, teacher: TeacherId) -> tuple[dict[str, str], ...]: ...

    async def forget_session(self, session: str) -> None: ...

    async def forget_teacher(self, teacher: TeacherId) -> None:
        """Delete all that is stored of a teacher, the key included."""

    async def keep_content(self, digest: str, source: str) -> None:
        """Keep the text of a persona file, so that sessions can finish on it after a restart."""

    async def content(self, digest: str) -> str | None: ...

    async def add_invite(self, digest: str, *, role: str, expires: datetime, outside: str = "") -> None:
        """Store a one-time link by the digest of its secret."""

    async def invited(self, digest: str, *, now: datetime) -> bool:
        """Say whether a one-time link still works, without using it up."""

    async def redeem_invite(self, digest: str, *, now: datetime) -> Invite | None:
        """Use up a one-time link and return what it is good for; None when unknown, used or expired."""

    async def add_sign_in(self, sign_in: SignIn) -> None: ...

    async def sign_in(self, digest: str, *, now: datetime) -> SignIn | None:
        """Return who is signed in with this cookie; None when nobody is or it has expired."""

    async def end_sign_in(self, digest: str) -> None: ...


class Chats(Protocol):
    """The durable path of a chat channel: inbox, one turn at a time per chat, outbox."""

    async def receive(self, updates: Sequence[tuple[int, int, str]]) -> int:
        """Commit raw updates (update id, chat id, JSON); known ids are ignored. Return how many were new."""

    def claim(self) -> AbstractAsyncContextManager["Claim | None"]:
        """Lock one chat that has new updates and take its oldest; None when there is none.

        Leaving the context normally commits all (session, turn, outbox, inbox mark) in one transaction;
        an exception rolls back and counts an attempt; after three the update is dead.
        """

    async def take_due(self, now: datetime, *, most: int) -> tuple["Outgoing", ...]:
        """Return the oldest unsent row of each chat that has nothing in flight, when it is due.

        What is due more than ten minutes from now was put there by a clock that was wrong, and is due now.
        """

    async def renew(self, rows: Sequence[int]) -> None:
        """Keep rows taken that are still being sent; what a dead process took is free again in seconds."""

    async def sent(self, row: int, message_id: int | None) -> None: ...

    async def retry(self, row: int, not_before: datetime, *, reason: str) -> None: ...

    async def give_up(self, row: int, *, reason: str) -> None: ...

    async def blocked(self, chat: int, *, is_blocked: bool, since: datetime | None = None) -> None:
        """Remember that a teacher blocked the bot (its unsent rows are given up) or came back.

        With `since`, the moment of the send that was refused: a teacher who wrote after it has come back
        already, so the mark is left out and the answers to that stay.
        """

    async def next_due(self) -> datetime | None:
        """Return when the next unsent row is due."""

    async def put(
        self, chat: int, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()
    ) -> None:
        """Add messages to the outbox outside any claim, such as an apology for a dead update."""

    async def migrated(self, old: int, new: int) -> None:
        """Give a chat its new number: a group that became a supergroup."""

    async def purge(self, before: datetime) -> None:
        """Delete what was processed, sent, answered or expired before this time."""

    async def dead(self) -> int:
        """Return how many updates could not be processed."""


class Claim(Protocol):
    """One update of a locked chat."""

    update_id: int
    chat: int
    raw: str
    attempt: int
    unit: Unit
    blocked: bool
    """Whether the chat was known to take no messages."""

    async def put(self, messages: Sequence[Message], *, not_before: Sequence[datetime] = ()) -> None:
        """Add messages to the outbox, in this transaction; `not_before` gives each its moment."""

    async def bury(self, reason: str) -> None:
        """Mark this update dead instead of done: it can never be processed, such as one nobody can parse."""


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A row of the outbox."""

    id: int
    chat: int
    message: Message
    attempts: int


class Store(Protocol):
    """The store behind everything."""

    chats: Chats
    operations: Operations

    def unit(self) -> AbstractAsyncContextManager[Unit]:
        """Open a transaction; committed on leaving, rolled back on an exception."""

    async def close(self) -> None: ...


class Shelf(Protocol):
    """The content at hand."""

    def current(self) -> Library: ...

    def source(self, persona: PersonaId) -> str:
        """Return the text of a persona's file as it is now."""

    def at(self, digest: str, source: str | None) -> Library | None:
        """Return the library in which a persona is as it was at this digest; None when it cannot be made."""


class Clock(Protocol):
    """Time comes in as an argument."""

    def now(self) -> datetime: ...


class Chance(Protocol):
    """Chance comes in as an argument."""

    def seed(self) -> int: ...

    def token(self) -> str: ...
