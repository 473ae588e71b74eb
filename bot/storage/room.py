"""The rows of the trainer's room; see the port `Room`."""

from dataclasses import dataclass

from sqlalchemy.ext.asyncio import AsyncConnection

from bot.practice.room.ports import People, Talks, Words
from bot.storage.room_people import SqlPeople
from bot.storage.room_talks import SqlTalks
from bot.storage.room_words import SqlWords


@dataclass(frozen=True, slots=True)
class SqlRoom:
    """Its three parts, in one transaction."""

    people: People
    talks: Talks
    words: Words


def room_in(connection: AsyncConnection) -> SqlRoom:
    """Return the room within this transaction."""
    return SqlRoom(SqlPeople(connection), SqlTalks(connection), SqlWords(connection))
