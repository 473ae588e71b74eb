"""Signing in to the pages: one-time links and signed-in browsers, known by the digests of their secrets."""

from datetime import datetime

from sqlalchemy import and_, bindparam, delete, insert, select, update
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.ports import Invite, SignIn
from bot.storage.tables import invites, sign_ins

_now = bindparam("now", type_=invites.c.expires.type)
_ADD_INVITE = insert(invites)
# One statement: of two who redeem the same link at the same moment, one gets a row back.
_works = and_(invites.c.digest == bindparam("of_digest"), invites.c.used.is_(None), invites.c.expires > _now)
_REDEEM = update(invites).where(_works).values(used=_now).returning(invites.c.role, invites.c.outside)
_LOOK = select(invites.c.role).where(_works)
_ADD = insert(sign_ins)
_GET = select(sign_ins).where(sign_ins.c.digest == bindparam("of_digest"), sign_ins.c.expires > _now)
_END = delete(sign_ins).where(sign_ins.c.digest == bindparam("of_digest"))


async def add_invite(
    connection: AsyncConnection, digest: str, *, role: str, expires: datetime, outside: str
) -> None:
    """Store a one-time link."""
    row = {"digest": digest, "role": role, "expires": expires, "outside": outside}
    await connection.execute(_ADD_INVITE, row)


async def invited(connection: AsyncConnection, digest: str, *, now: datetime) -> bool:
    """Say whether a one-time link still works."""
    return (await connection.execute(_LOOK, {"of_digest": digest, "now": now})).first() is not None


async def redeem_invite(connection: AsyncConnection, digest: str, *, now: datetime) -> Invite | None:
    """Use up a one-time link and return what it is good for."""
    row = (await connection.execute(_REDEEM, {"of_digest": digest, "now": now})).first()
    return None if row is None else Invite(row.role, row.outside)


async def add_sign_in(connection: AsyncConnection, sign_in: SignIn) -> None:
    """Store a signed-in browser."""
    row = {
        "digest": sign_in.digest,
        "outside": sign_in.outside,
        "role": sign_in.role,
        "expires": sign_in.expires,
    }
    await connection.execute(_ADD, row)


async def sign_in_by_digest(connection: AsyncConnection, digest: str, *, now: datetime) -> SignIn | None:
    """Return a signed-in browser that has not expired."""
    row = (await connection.execute(_GET, {"of_digest": digest, "now": now})).first()
    return None if row is None else SignIn(row.digest, row.outside, row.role, row.expires)


async def end_sign_in(connection: AsyncConnection, digest: str) -> None:
    """Sign a browser out."""
    await connection.execute(_END, {"of_digest": digest})
