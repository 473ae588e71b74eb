"""What trainers and teachers say to each other: comments, answers, corrections, assignments, letters."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Executable, Row, bindparam, delete, exists, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.model.ids import ModuleId
from bot.practice.ids import TeacherId
from bot.practice.messages import Message, Messages
from bot.practice.room.records import About, Answer, Assignment, Comment, Correction, Kind, Letter
from bot.storage import outgoing
from bot.storage.codec import decode_all, encode
from bot.storage.statements import insert_new
from bot.storage.tables import chats
from bot.storage.tables_room import (
    assignments,
    comment_answers,
    comments,
    letters,
    members,
    room_corrections,
    shares,
)

_ADD_COMMENT = insert(comments).returning(comments.c.row)
_DROP_COMMENT = delete(comments).where(comments.c.row == bindparam("of_row"))
_COMMENTS = select(comments).order_by(comments.c.row)
_ANSWERS = (
    select(comment_answers)
    .where(comment_answers.c.comment.in_(bindparam("of_comments", expanding=True)))
    .order_by(comment_answers.c.row)
)
_ADD_ANSWER = insert(comment_answers)
_ADD_CORRECTION = insert(room_corrections).returning(room_corrections.c.row)
_CORRECTIONS = (
    select(room_corrections)
    .where(room_corrections.c.session == bindparam("of_session"))
    .order_by(room_corrections.c.row)
)
_SHARED_CORRECTIONS = (
    select(room_corrections)
    .where(exists().where(shares.c.session == room_corrections.c.session))
    .order_by(room_corrections.c.row)
)
_DROP_CORRECTION = delete(room_corrections).where(room_corrections.c.row == bindparam("of_row"))
_EXPORTED = (
    update(room_corrections)
    .where(room_corrections.c.row.in_(bindparam("rows", expanding=True)))
    .values(exported=bindparam("moment"))
)
_ADD_ASSIGNMENT = insert_new(assignments)
_ASSIGNMENT = select(assignments).where(assignments.c.id == bindparam("of_id"))
_DROP_ASSIGNMENT = delete(assignments).where(assignments.c.id == bindparam("of_id"))
_ASSIGNMENTS = (
    select(assignments)
    .where(assignments.c.in_group == bindparam("of_group"))
    .order_by(assignments.c.due, assignments.c.at)
)
_ASSIGNMENTS_FOR = (
    select(assignments)
    .join(members, members.c.in_group == assignments.c.in_group)
    .where(
        members.c.teacher == bindparam("of_teacher"),
        or_(assignments.c.teacher.is_(None), assignments.c.teacher == bindparam("of_teacher")),
    )
    .order_by(assignments.c.due, assignments.c.at)
)
_POST = insert(letters)
_OLDEST_WITH_CHAT = (
    select(letters.c.teacher, chats.c.chat)
    .join(chats, chats.c.teacher == letters.c.teacher)
    .where(chats.c.blocked.is_(False))
    .order_by(letters.c.row)
    .limit(1)
    .with_for_update(of=chats, skip_locked=True)
)
_LETTERS = select(letters).where(letters.c.teacher == bindparam("of_teacher")).order_by(letters.c.row)
_READ = delete(letters).where(
    letters.c.teacher == bindparam("of_teacher"), letters.c.row <= bindparam("last")
)
_SENT = delete(letters).where(letters.c.row.in_(bindparam("rows", expanding=True)))


class SqlWords:
    """The part of the port `Room` about what is said and asked."""

    def __init__(self, connection: AsyncConnection) -> None:
        """Work in this transaction."""
        self._connection = connection

    async def add_comment(self, comment: Comment) -> int:
        """Store a comment and return its number."""
        row = {
            "in_group": comment.group,
            "trainer": comment.trainer,
            "teacher": comment.teacher,
            "about": comment.about,
            "kind": comment.kind,
            "session": comment.session or None,
            "turn": comment.turn,
            "quote": comment.quote,
            "text": comment.text,
            "at": comment.at,
        }
        return int((await self._connection.execute(_ADD_COMMENT, row)).scalar_one())

    async def comment(self, comment: int) -> Comment | None:
        """Return a comment with its answers."""
        found = await self._comments(_COMMENTS.where(comments.c.row == comment))
        return found[0] if found else None

    async def drop_comment(self, comment: int) -> None:
        """Delete a comment with its answers."""
        await self._connection.execute(_DROP_COMMENT, {"of_row": comment})

    async def comments_on(self, session: str) -> tuple[Comment, ...]:
        """Return the comments on a conversation."""
        return await self._comments(_COMMENTS.where(comments.c.session == session))

    async def comments_in(self, group: str) -> tuple[Comment, ...]:
        """Return the comments in a group."""
        return await self._comments(_COMMENTS.where(comments.c.in_group == group))

    async def comments_for(self, teacher: TeacherId) -> tuple[Comment, ...]:
        """Return the comments that a teacher got."""
        return await self._comments(_COMMENTS.where(comments.c.teacher == teacher))

    async def add_answer(self, comment: int, answer: Answer) -> None:
        """Store what was said back."""
        row = {"comment": comment, "by": answer.by, "text": answer.text, "at": answer.at}
        await self._connection.execute(_ADD_ANSWER, row)

    async def add_correction(self, correction: Correction) -> int:
        """Store a correction and return its number."""
        row = {
            "trainer": correction.trainer,
            "session": correction.session,
            "turn": correction.turn,
            "kind": correction.kind,
            "words": correction.words,
            "was": correction.was,
            "becomes": correction.becomes,
            "at": correction.at,
            "in_group": correction.group,
        }
        return int((await self._connection.execute(_ADD_CORRECTION, row)).scalar_one())

    async def corrections(self, session: str) -> tuple[Correction, ...]:
        """Return the corrections of a conversation."""
        rows = await self._connection.execute(_CORRECTIONS, {"of_session": session})
        return tuple(map(_correction, rows))

    async def drop_correction(self, correction: int) -> None:
        """Delete a correction."""
        await self._connection.execute(_DROP_CORRECTION, {"of_row": correction})

    async def all_corrections(self) -> tuple[Correction, ...]:
        """Return the corrections of conversations that are shared now."""
        return tuple(map(_correction, await self._connection.execute(_SHARED_CORRECTIONS)))

    async def mark_exported(self, corrections: Sequence[int], at: datetime) -> None:
        """Remember that corrections stand in the content now."""
        await self._connection.execute(_EXPORTED, {"rows": list(corrections), "moment": at})

    async def save_assignment(self, assignment: Assignment) -> None:
        """Store an assignment."""
        row = {
            "id": assignment.id,
            "in_group": assignment.group,
            "teacher": assignment.teacher,
            "module": assignment.module,
            "text": assignment.text,
            "due": assignment.due,
            "at": assignment.at,
        }
        await self._connection.execute(_ADD_ASSIGNMENT, row)

    async def assignment(self, assignment: str) -> Assignment | None:
        """Return an assignment."""
        row = (await self._connection.execute(_ASSIGNMENT, {"of_id": assignment})).first()
        return None if row is None else _assignment(row)

    async def drop_assignment(self, assignment: str) -> None:
        """Delete an assignment."""
        await self._connection.execute(_DROP_ASSIGNMENT, {"of_id": assignment})

    async def assignments(self, group: str) -> tuple[Assignment, ...]:
        """Return what is asked of a group or of someone in it."""
        rows = await self._connection.execute(_ASSIGNMENTS, {"of_group": group})
        return tuple(map(_assignment, rows))

    async def assignments_for(self, teacher: TeacherId) -> tuple[Assignment, ...]:
        """Return what is asked of a teacher."""
        rows = await self._connection.execute(_ASSIGNMENTS_FOR, {"of_teacher": teacher})
        return tuple(map(_assignment, rows))

    async def post(
        self,
        to: TeacherId,
        messages: Messages,
        at: datetime,
        *,
        session: str = "",
        about_teacher: TeacherId | None = None,
    ) -> None:
        """Store messages for someone."""
        row = {
            "teacher": to,
            "messages": encode(messages),
            "at": at,
            "session": session or None,
            "about_teacher": about_teacher,
        }
        await self._connection.execute(_POST, row)

    async def deliver(self, *, now: datetime) -> int:
        """Move the letters of one person to the outbox of the chat; return how many there were.

        One chat per transaction: two that each hold a chat and want the other's would wait for ever.
        """
        found = (await self._connection.execute(_OLDEST_WITH_CHAT)).first()
        if found is None:
            return 0
        waiting = await self.letters(found.teacher)
        messages = [message for letter in waiting for message in letter.messages]
        await outgoing.put(self._connection, found.chat, messages, (), now=now)
        # Only what was read here: another letter may have been posted since.
        await self._connection.execute(_SENT, {"rows": [letter.number for letter in waiting]})
        return len(waiting)

    async def letters(self, teacher: TeacherId) -> tuple[Letter, ...]:
        """Return what waits for someone."""
        rows = await self._connection.execute(_LETTERS, {"of_teacher": teacher})
        return tuple(Letter(row.row, decode_all(Message, row.messages)) for row in rows)

    async def read_letters(self, teacher: TeacherId, last: int) -> None:
        """Throw away what was read."""
        await self._connection.execute(_READ, {"of_teacher": teacher, "last": last})

    async def _comments(self, wanted: Executable) -> tuple[Comment, ...]:
        rows = (await self._connection.execute(wanted)).all()
        said: dict[int, list[Answer]] = {}
        if rows:
            numbers = {"of_comments": [row.row for row in rows]}
            for one in await self._connection.execute(_ANSWERS, numbers):
                said.setdefault(one.comment, []).append(Answer(TeacherId(one.by), one.text, one.at))
        return tuple(_comment(row, said.get(row.row, ())) for row in rows)


def _comment(row: Row[Any], answers: Iterable[Answer]) -> Comment:
    return Comment(
        id=row.row,
        group=row.in_group,
        trainer=TeacherId(row.trainer),
        teacher=TeacherId(row.teacher),
        about=About(row.about),
        kind=Kind(row.kind),
        session=row.session or "",
        turn=row.turn,
        quote=row.quote,
        text=row.text,
        at=row.at,
        answers=tuple(answers),
    )


def _correction(row: Row[Any]) -> Correction:
    return Correction(
        id=row.row,
        trainer=TeacherId(row.trainer or ""),
        session=row.session,
        turn=row.turn,
        kind=row.kind,
        words=row.words,
        was=row.was,
        becomes=row.becomes,
        at=row.at,
        exported=row.exported,
        group=row.in_group,
    )


def _assignment(row: Row[Any]) -> Assignment:
    teacher = None if row.teacher is None else TeacherId(row.teacher)
    return Assignment(row.id, row.in_group, teacher, ModuleId(row.module), row.text, row.due, row.at)
