"""The use cases' view of a transaction: teachers, sessions, turns, answers, corrections and contents."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.session import Turn
from bot.practice.ids import TeacherId
from bot.practice.messages import Message, Messages
from bot.practice.ports import Chance, Clock, Invite, SignIn, StoredSession, Teacher
from bot.storage import forgetting, sessions, signins, teachers
from bot.storage.codec import decode_all, encode
from bot.storage.keeping import (
    ADD_CORRECTION,
    ANSWER,
    CONTENT,
    CORRECTIONS,
    KEEP_CONTENT,
    LINK_CHAT,
    REMEMBER,
)
from bot.storage.learning import SqlLearning
from bot.storage.room import room_in


@dataclass(frozen=True, slots=True)
class LockedChat:
    """A chat whose row this transaction holds, and the teacher who was last seen in it."""

    chat: int
    teacher: str | None


class SqlUnit:
    """One transaction; see the port `Unit`."""

    def __init__(
        self, connection: AsyncConnection, *, clock: Clock, chance: Chance, here: LockedChat | None = None
    ) -> None:
        """Work in this transaction; `here` is the chat whose update is being processed."""
        self._connection = connection
        self._clock = clock
        self._chance = chance
        self._here = here
        self.learning = SqlLearning(connection, clock)
        self.room = room_in(connection)

    async def teacher_for(self, channel: str, outside: str) -> Teacher:
        """Return the teacher behind an outside identity, and remember in which chat that was."""
        teacher = await teachers.teacher_for(
            self._connection, channel, outside, token=self._chance.token, now=self._clock.now()
        )
        if self._here is not None and self._here.teacher != teacher.id:
            await self._connection.execute(LINK_CHAT, {"of_chat": self._here.chat, "of_teacher": teacher.id})
            self._here = LockedChat(self._here.chat, teacher.id)
        return teacher

    async def teacher(self, teacher: TeacherId) -> Teacher | None:
        """Return a teacher by pseudonym."""
        return await teachers.teacher_by_id(self._connection, teacher)

    async def save_teacher(self, teacher: Teacher) -> None:
        """Store what may change of a teacher."""
        await teachers.save_teacher(self._connection, teacher)

    async def add_session(self, session: StoredSession) -> None:
        """Store a new session."""
        await sessions.add_session(self._connection, session)

    async def save_session(self, session: StoredSession) -> None:
        """Store the position, end and outcome of a session."""
        await sessions.save_session(self._connection, session)

    async def session(self, session: str) -> StoredSession | None:
        """Return a session by id."""
        return await sessions.session_by_id(self._connection, session)

    async def current(self, teacher: TeacherId) -> StoredSession | None:
        """Return the teacher's open session; the newest, should there be more."""
        return await sessions.current_session(self._connection, teacher)

    async def sessions(self, teacher: TeacherId) -> tuple[StoredSession, ...]:
        """Return all sessions of a teacher, oldest first."""
        return await sessions.all_sessions(self._connection, teacher)

    async def add_turn(self, session: str, turn: Turn, at: datetime) -> None:
        """Store a turn.

        Raises:
            AlreadyStored: The session has a turn of this number, or there is no such session.
        """
        await sessions.add_turn(self._connection, session, turn, at)

    async def turns(self, session: str) -> tuple[Turn, ...]:
        """Return the turns of a session in order."""
        return await sessions.turns_of(self._connection, session)

    async def copy_turns(self, source: str, target: str, *, upto: int) -> None:
        """Copy the turns before number `upto` into another session."""
        await sessions.copy_turns(self._connection, source, target, upto=upto)

    async def answered(self, teacher: TeacherId, key: str) -> Messages | None:
        """Return what was answered to this key before."""
        row = (await self._connection.execute(ANSWER, {"of_teacher": teacher, "of_key": key})).first()
        return None if row is None else decode_all(Message, row[0])

    async def remember(self, teacher: TeacherId, key: str, messages: Messages) -> None:
        """Store an answer; nothing is kept for a teacher who was forgotten in this transaction."""
        values = {
            "of_teacher": teacher,
            "of_key": key,
            "at": self._clock.now(),
            "messages": encode(messages),
        }
        await self._connection.execute(REMEMBER, values)

    async def add_correction(
        self, teacher: TeacherId, session: str, turn: int, *, kind: str, value: str, at: datetime
    ) -> None:
        """Store what the teacher says of a line."""
        row = {"teacher": teacher, "session": session, "turn": turn, "kind": kind, "value": value, "at": at}
        await self._connection.execute(ADD_CORRECTION, row)

    async def corrections(self, teacher: TeacherId) -> tuple[dict[str, str], ...]:
        """Return a teacher's corrections as text, oldest first."""
        rows = await self._connection.execute(CORRECTIONS, {"of_teacher": teacher})
        return tuple(
            {
                "session": row[0],
                "turn": str(row[1]),
                "kind": row[2],
                "value": row[3],
                "at": row[4].isoformat(),
            }
            for row in rows
        )

    async def forget_session(self, session: str) -> None:
        """Delete a session with its branches (they repeat its words) and what was answered in it."""
        await forgetting.forget_session(self._connection, session)

    async def forget_teacher(self, teacher: TeacherId) -> None:
        """Delete all that is stored of a teacher: the key and the chats' messages included."""
        await forgetting.forget_teacher(self._connection, teacher)

    async def keep_content(self, digest: str, source: str) -> None:
        """Keep the text of a persona file, once per digest."""
        await self._connection.execute(KEEP_CONTENT, {"digest": digest, "source": source})

    async def content(self, digest: str) -> str | None:
        """Return the text kept under a digest."""
        row = (await self._connection.execute(CONTENT, {"of_digest": digest})).first()
        return None if row is None else str(row[0])

    async def add_invite(self, digest: str, *, role: str, expires: datetime, outside: str = "") -> None:
        """Store a one-time link by the digest of its secret."""
        await signins.add_invite(self._connection, digest, role=role, expires=expires, outside=outside)

    async def invited(self, digest: str, *, now: datetime) -> bool:
        """Say whether a one-time link still works, without using it up."""
        return await signins.invited(self._connection, digest, now=now)

    async def redeem_invite(self, digest: str, *, now: datetime) -> Invite | None:
        """Use up a one-time link and return what it is good for."""
        return await signins.redeem_invite(self._connection, digest, now=now)

    async def add_sign_in(self, sign_in: SignIn) -> None:
        """Store a signed-in browser."""
        await signins.add_sign_in(self._connection, sign_in)

    async def sign_in(self, digest: str, *, now: datetime) -> SignIn | None:
        """Return who is signed in with this cookie."""
        return await signins.sign_in_by_digest(self._connection, digest, now=now)

    async def end_sign_in(self, digest: str) -> None:
        """Sign a browser out."""
        await signins.end_sign_in(self._connection, digest)
