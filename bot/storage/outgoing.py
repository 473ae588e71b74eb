"""The outbox of a chat channel: messages wait here until the channel has them, in order per chat.

A sent row keeps its number and no text.
"""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy import bindparam, case, func, insert, or_, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.messages import Message
from bot.practice.ports import Outgoing
from bot.storage.codec import decode, encode
from bot.storage.statements import insert_new
from bot.storage.tables import Status, chats, inbox, outbox

LEASE = timedelta(seconds=6)
"""How long a taken row waits for a sign of its sender, who renews it. A dead process loses it by then."""
FARTHEST = timedelta(minutes=10)
"""No message is put off for longer; a row that seems so was written before the clock was set back."""

_ADD = insert(outbox)
_ADD_CHAT = insert_new(chats)
_LOCK_CHAT = select(chats.c.chat).where(chats.c.chat == bindparam("of_chat")).with_for_update()
_heads = (
    select(func.min(outbox.c.row).label("row"))
    .where(outbox.c.status == Status.NEW)
    .group_by(outbox.c.chat)
    .subquery()
)
_now = bindparam("now", type_=outbox.c.due.type)
_far = bindparam("far", type_=outbox.c.due.type)
_is_free = or_(outbox.c.taken_until.is_(None), outbox.c.taken_until <= _now, outbox.c.taken_until > _far)
_is_due = or_(outbox.c.due <= _now, outbox.c.due > _far)
_TAKE = (
    select(outbox.c.row, outbox.c.chat, outbox.c.message, outbox.c.attempts)
    .join(_heads, _heads.c.row == outbox.c.row)
    .where(outbox.c.status == Status.NEW, _is_due, _is_free)
    .order_by(outbox.c.due, outbox.c.row)
    .limit(bindparam("most"))
    .with_for_update(of=outbox, skip_locked=True)
)
_LEASE = (
    update(outbox)
    .where(outbox.c.row.in_(bindparam("rows", expanding=True)), outbox.c.status == Status.NEW)
    .values(taken_until=bindparam("until"))
)
_RELEASE_ALL = update(outbox).where(outbox.c.taken_until.is_not(None)).values(taken_until=None)
_RETRY = (
    update(outbox)
    .where(outbox.c.row == bindparam("of_row"), outbox.c.status == Status.NEW)
    .values(
        attempts=outbox.c.attempts + 1, due=bindparam("due"), taken_until=None, reason=bindparam("reason")
    )
)
_no_text: dict[str, object] = {"message": "", "taken_until": None, "finished": bindparam("now")}
_SENT = (
    update(outbox)
    .where(outbox.c.row == bindparam("of_row"))
    .values(status=Status.DONE, message_id=bindparam("message_id"), **_no_text)
)
_GIVE_UP = (
    update(outbox)
    .where(outbox.c.row == bindparam("of_row"))
    .values(status=Status.DEAD, reason=bindparam("reason"), **_no_text)
)
# A teacher who unblocked the bot and wrote while a send was being refused has answers coming.
_since = bindparam("since", type_=inbox.c.received.type)
_later = select(inbox.c.update_id).where(inbox.c.chat == bindparam("of_chat"), inbox.c.received > _since)
_GIVE_UP_CHAT = (
    update(outbox)
    .where(
        outbox.c.chat == bindparam("of_chat"),
        outbox.c.status == Status.NEW,
        or_(outbox.c.update_id.is_(None), outbox.c.update_id.not_in(_later)),
    )
    .values(status=Status.DEAD, reason="blocked", **_no_text)
)
_MARK_BLOCKED = (
    update(chats).where(chats.c.chat == bindparam("of_chat"), ~_later.exists()).values(blocked=True)
)
_MARK_BACK = update(chats).where(chats.c.chat == bindparam("of_chat")).values(blocked=False)
_MIGRATE = tuple(
    update(table)
    .where(table.c.chat == bindparam("old"), table.c.status == Status.NEW)
    .values(chat=bindparam("new"))
    for table in (inbox, outbox)
)
_NEXT_DUE = (
    select(
        func.min(
            case((outbox.c.taken_until > outbox.c.due, outbox.c.taken_until), else_=outbox.c.due),
            type_=outbox.c.due.type,
        )
    )
    .select_from(outbox)
    .join(_heads, _heads.c.row == outbox.c.row)
)


async def lock_chat(connection: AsyncConnection, chat: int) -> None:
    """Lock a chat's row, as a claim does; a chat that is not known yet gets one."""
    await connection.execute(_ADD_CHAT, {"chat": chat, "teacher": None, "blocked": False})
    await connection.execute(_LOCK_CHAT, {"of_chat": chat})


async def put(
    connection: AsyncConnection,
    chat: int,
    messages: Sequence[Message],
    not_before: Sequence[datetime],
    *,
    now: datetime,
    update_id: int | None = None,
    first: int = 0,
) -> None:
    """Add messages behind what already waits for this chat, whose row is locked.

    Row numbers must rise in the order of commits, else a later message could be taken for the oldest.
    `first` is the number of the first message among those of its update.
    """
    if not messages:
        return
    moments = [*not_before, *(now for _ in messages)]
    row = {"chat": chat, "update_id": update_id, "status": Status.NEW, "attempts": 0, "reason": ""}
    rows = [
        {**row, "seq": first + number, "message": encode(message), "due": moment}
        for number, (message, moment) in enumerate(zip(messages, moments, strict=False))
    ]
    await connection.execute(_ADD, rows)


async def take_due(connection: AsyncConnection, now: datetime, *, most: int) -> tuple[Outgoing, ...]:
    """Take the oldest unsent row of each chat that has nothing in flight, when it is due."""
    rows = (await connection.execute(_TAKE, {"now": now, "far": now + FARTHEST, "most": most})).all()
    if rows:
        await renew(connection, [row.row for row in rows], now=now)
    return tuple(Outgoing(row.row, row.chat, decode(Message, row.message), row.attempts) for row in rows)


async def renew(connection: AsyncConnection, rows: Sequence[int], *, now: datetime) -> None:
    """Keep rows taken for another while."""
    await connection.execute(_LEASE, {"rows": list(rows), "until": now + LEASE})


async def release_all(connection: AsyncConnection) -> None:
    """Free what a process that is gone had taken."""
    await connection.execute(_RELEASE_ALL)


async def sent(connection: AsyncConnection, row: int, message_id: int | None, *, now: datetime) -> None:
    """Mark a row sent."""
    await connection.execute(_SENT, {"of_row": row, "message_id": message_id, "now": now})


async def retry(connection: AsyncConnection, row: int, not_before: datetime, *, reason: str) -> None:
    """Try a row again later; its chat waits for it."""
    await connection.execute(_RETRY, {"of_row": row, "due": not_before, "reason": reason})


async def give_up(connection: AsyncConnection, row: int, *, reason: str, now: datetime) -> None:
    """Mark a row as one that will never arrive."""
    await connection.execute(_GIVE_UP, {"of_row": row, "reason": reason, "now": now})


async def mark_blocked(connection: AsyncConnection, chat: int, *, since: datetime, now: datetime) -> None:
    """Remember that a chat took no message sent at `since`; what does not answer later words is given up."""
    await connection.execute(_ADD_CHAT, {"chat": chat, "teacher": None, "blocked": False})
    await connection.execute(_MARK_BLOCKED, {"of_chat": chat, "since": since})
    await connection.execute(_GIVE_UP_CHAT, {"of_chat": chat, "since": since, "now": now})


async def mark_back(connection: AsyncConnection, chat: int) -> None:
    """Remember that a chat takes our messages again."""
    await connection.execute(_MARK_BACK, {"of_chat": chat})


async def migrated(connection: AsyncConnection, old: int, new: int) -> None:
    """Give a chat's waiting rows, in and out, its new number."""
    await connection.execute(_ADD_CHAT, {"chat": new, "teacher": None, "blocked": False})
    for statement in _MIGRATE:
        await connection.execute(statement, {"old": old, "new": new})


async def next_due(connection: AsyncConnection) -> datetime | None:
    """Return when the next unsent row is due, or is free again."""
    moment: datetime | None = (await connection.execute(_NEXT_DUE)).scalar()
    return moment
