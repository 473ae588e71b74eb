"""The link from the chat to the pages."""

from datetime import timedelta

import pytest

from bot.practice.access import LASTS, digest_of, identity_of
from bot.practice.visit import House
from tests.practice.room import Room, texts


def with_pages(room: Room) -> Room:
    room.practice.settle(House(page="https://o.example"))
    return room


async def test_without_pages_there_is_no_link(room: Room) -> None:
    assert texts(await room.act("web")) == [room.text("access.no_page")]
    assert room.tables.invites == {}


@pytest.mark.parametrize("waits", [timedelta(), LASTS - timedelta(seconds=1)])
async def test_the_link_leads_to_the_same_teacher_for_a_while(room: Room, waits: timedelta) -> None:
    with_pages(room)
    (said,) = texts(await room.act("web"))
    secret = said.rpartition("/in/")[2]
    room.clock.pass_by(waits)
    found = await room.unit.redeem_invite(digest_of(secret), now=room.clock.now())

    assert found is not None
    assert found.outside == identity_of((await room.teacher()).id)
    assert "https://o.example/in/" in said


async def test_the_link_gets_old(room: Room) -> None:
    with_pages(room)
    (said,) = texts(await room.act("web"))
    room.clock.pass_by(LASTS)

    assert not await room.unit.invited(digest_of(said.rpartition("/in/")[2]), now=room.clock.now())


async def test_the_secret_itself_is_not_a_key_of_the_store(room: Room) -> None:
    with_pages(room)
    (said,) = texts(await room.act("web"))

    assert said.rpartition("/in/")[2] not in room.tables.invites
