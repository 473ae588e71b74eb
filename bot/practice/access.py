"""The one-time link with which a teacher of a chat opens the pages: the same conversations in the browser."""

import hashlib
from datetime import datetime, timedelta

from bot.practice.ids import TeacherId
from bot.practice.messages import Messages
from bot.practice.ports import Chance, Unit
from bot.practice.visit import Visit

LASTS = timedelta(minutes=5)
"""How long a link from the chat works: it stands there for everyone who picks up the phone."""
BY_ID = "id:"
"""Begins an identity that leads to a teacher who is known already, by the pseudonym; nothing else is kept."""
ROLE = "teacher"
"""What a link signs in as; whether this teacher is also a trainer is looked up at every request."""


def digest_of(secret: str) -> str:
    """Return what is kept of a secret."""
    return hashlib.sha256(secret.encode("utf-8", "surrogatepass")).hexdigest()


def identity_of(teacher: TeacherId) -> str:
    """Return the identity in a sign-in that leads to this teacher."""
    return f"{BY_ID}{teacher}"


async def new_link(
    unit: Unit,
    teacher: TeacherId,
    *,
    chance: Chance,
    now: datetime,
    lasts: timedelta = LASTS,
    role: str = ROLE,
) -> str:
    """Return the secret of a new one-time link to this teacher, of which only the digest is kept."""
    secret = chance.token() + chance.token()
    await unit.add_invite(digest_of(secret), role=role, expires=now + lasts, outside=identity_of(teacher))
    return secret


async def give_link(visit: Visit) -> Messages:
    """Answer with a link to the pages; without an address there is nothing that a phone could open."""
    if not visit.house.page:
        return (visit.coach("access.no_page"),)
    secret = await new_link(visit.unit, visit.teacher.id, chance=visit.chance, now=visit.now)
    minutes = int(LASTS.total_seconds() // 60)
    return (visit.coach("access.link", link=f"{visit.house.page}/in/{secret}", minutes=minutes),)
