"""How many messages in a minute: a flood is held off kindly, a backlog after an outage is not a flood."""

from datetime import UTC, datetime, timedelta

import pytest
from telegram import Chat, Message, Update

from bot.chat.limits import Limit
from bot.practice.ports import Store
from tests.chat.house import Script, running
from tests.chat.test_bot import seen
from tests.fakes.botapi import BotApi, Person

NOW = datetime(2026, 9, 7, 16, 30, tzinfo=UTC)


def update(number: int, seconds: float = 0.0) -> Update:
    return Update(number, Message(number, NOW + timedelta(seconds=seconds), Chat(5, "private")))


def test_so_many_a_minute_are_taken() -> None:
    limit = Limit(3)
    assert [limit.excess(5, update(number, number), NOW) for number in range(5)] == [0, 0, 0, 1, 2]
    assert limit.excess(6, update(9), NOW) == 0


def test_after_a_minute_there_is_room_again() -> None:
    limit = Limit(2)
    moments = (0, 1, 2, 60.5, 61.5)
    assert [limit.excess(5, update(number, at), NOW) for number, at in enumerate(moments)] == [0, 0, 1, 1, 1]
    assert limit.excess(5, update(9, 200), NOW) == 0


def test_the_same_update_counts_once() -> None:
    limit = Limit(1)
    assert [limit.excess(5, update(1), NOW) for _ in range(3)] == [0, 0, 0]


def test_what_was_typed_during_an_outage_is_no_flood() -> None:
    limit = Limit(2)
    assert {limit.excess(5, update(number, 40 * number), NOW) for number in range(50)} == {0}


def test_no_limit_is_no_limit() -> None:
    assert {Limit(0).excess(5, update(number), NOW) for number in range(500)} == {0}


def test_a_flood_of_chats_does_not_fill_the_memory() -> None:
    limit = Limit(3)
    for chat in range(11_000):
        limit.excess(chat, update(1), NOW)
    assert len(limit._chats) == 10_000


@pytest.mark.parametrize("most", [2])
async def test_a_teacher_who_floods_is_told_once(
    api: BotApi, store: Store, script: Script, anna: Person, most: int
) -> None:
    async with running(api, store, script, most_in_a_minute=most):
        for number in range(6):
            anna.say(f"{number}")
        await seen(anna.awaits, "Rustig aan: 2.")
        bob = api.person("Bob")
        bob.say("Dag")
        await seen(bob.awaits, "ouder: Dag")
    assert anna.heard() == ["ouder: 0", "ouder: 1", "🧭 Rustig aan: 2."]
