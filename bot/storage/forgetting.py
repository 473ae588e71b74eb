"""Deleting on a teacher's request, and purging with time.

Processed updates and sent messages hold no text any more (see `chats` and `outgoing`), so what is left to
wipe there is little: dead updates and messages still to be sent.
"""

from datetime import datetime

from sqlalchemy import bindparam, delete, exists, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.ids import TeacherId
from bot.storage.tables import (
    Status,
    answers,
    chats,
    contents,
    inbox,
    invites,
    outbox,
    sessions,
    sign_ins,
    teachers,
)
from bot.storage.teachers import remove_teacher

_own_chats = select(chats.c.chat).where(chats.c.teacher == bindparam("of_teacher"))
_own_sessions = (
    select(sessions.c.id.label("id"))
    .where(sessions.c.id == bindparam("of_session"))
    .cte("own_sessions", recursive=True)
)
# A branch of a branch repeats the words too.
_own_sessions = _own_sessions.union(
    select(sessions.c.id).join(_own_sessions, sessions.c.branch_of == _own_sessions.c.id)
)

_OWNER = select(sessions.c.teacher).where(sessions.c.id == bindparam("of_session"))
_DROP_SESSIONS = delete(sessions).where(sessions.c.id.in_(select(_own_sessions.c.id)))
_BLANK_ANSWERS = update(answers).where(answers.c.teacher == bindparam("of_teacher")).values(messages="[]")
_BLANK_DEAD = (
    update(inbox).where(inbox.c.chat.in_(_own_chats), inbox.c.status == Status.DEAD).values(raw="", reason="")
)
# The numbers of processed updates stay as a fuse against doing them twice; nobody can tell whose they were.
_UNNAME_INBOX = (
    update(inbox)
    .where(inbox.c.chat.in_(_own_chats), inbox.c.status != Status.NEW)
    .values(raw="", reason="", chat=0)
)
_DROP_OUTBOX = delete(outbox).where(outbox.c.chat.in_(_own_chats))
# A chat that another process holds at this moment is waiting for us; `purge` takes it along later.
_UNLINK_CHATS = (
    update(chats).where(chats.c.chat.in_(_own_chats.with_for_update(skip_locked=True))).values(teacher=None)
)

_OLD_INBOX = delete(inbox).where(inbox.c.status != Status.NEW, inbox.c.received < bindparam("before"))
_OLD_OUTBOX = delete(outbox).where(outbox.c.status != Status.NEW, outbox.c.finished < bindparam("before"))
_OLD_ANSWERS = delete(answers).where(answers.c.at < bindparam("before"))
_OLD_INVITES = delete(invites).where(invites.c.expires < bindparam("before"))
_OLD_SIGN_INS = delete(sign_ins).where(sign_ins.c.expires < bindparam("before"))
_loose = select(chats.c.chat).where(
    ~exists().where(teachers.c.id == chats.c.teacher),
    ~exists().where(inbox.c.chat == chats.c.chat),
    ~exists().where(outbox.c.chat == chats.c.chat),
)
_LOOSE_CHATS = delete(chats).where(chats.c.chat.in_(_loose.with_for_update(skip_locked=True)))
_LOOSE_CONTENTS = delete(contents).where(~exists().where(sessions.c.digest == contents.c.digest))


async def forget_session(connection: AsyncConnection, session: str) -> None:
    """Delete a session and its branches; answers keep their key, as a fuse, but no words."""
    owner = (await connection.execute(_OWNER, {"of_session": session})).scalar()
    if owner is None:
        return
    await connection.execute(_DROP_SESSIONS, {"of_session": session})
    for statement in (_BLANK_ANSWERS, _BLANK_DEAD):
        await connection.execute(statement, {"of_teacher": owner})


async def forget_teacher(connection: AsyncConnection, teacher: TeacherId) -> None:
    """Delete a teacher with everything, in the chats too.

    Updates that came after the one that asked for this are not processed yet and stay: they begin anew.
    """
    for statement in (_UNNAME_INBOX, _DROP_OUTBOX, _UNLINK_CHATS):
        await connection.execute(statement, {"of_teacher": teacher})
    await remove_teacher(connection, teacher)


async def purge(connection: AsyncConnection, before: datetime) -> None:
    """Delete what is processed, sent or answered before this time, and what nothing points at any more."""
    for statement in (_OLD_INBOX, _OLD_OUTBOX, _OLD_ANSWERS, _OLD_INVITES, _OLD_SIGN_INS):
        await connection.execute(statement, {"before": before})
    for statement in (_LOOSE_CHATS, _LOOSE_CONTENTS):
        await connection.execute(statement)
