"""Updates that Telegram brings: whatever comes, it is kept once and never stops the bot."""

import json

import pytest

from bot.chat.bell import Counter
from bot.chat.webhook import Overloaded, Receiver, parsed
from bot.practice.operating import NoMeter
from bot.practice.ports import Store
from tests.chat import house
from tests.chat.house import Script
from tests.chat.test_bot import seen
from tests.fakes.botapi import BotApi, Person
from tests.fakes.memory_store import MemoryStore


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"nonsense",
        b"\xff\xfe",
        b"null",
        b"[]",
        b"12",
        b'{"no": "number"}',
        b'{"update_id": true}',
        b'{"update_id": "1"}',
        b'{"update_id": -1}',
        b'{"update_id": 1.5}',
        b'{"update_id": 99999999999999999999999999}',
        b"[" * 100_000,
        b'{"a":' * 50_000,
    ],
)
def test_what_is_no_update_gets_one_number_of_its_own(body: bytes) -> None:
    number, chat, raw = parsed(body)

    assert (chat, raw) == (0, "null")
    assert -(2**63) < number < 0
    assert parsed(body) == (number, chat, raw)


def test_an_update_keeps_its_number_and_chat() -> None:
    body = {"update_id": 7, "message": {"chat": {"id": -5}, "text": "é \ud83d"}}
    number, chat, raw = parsed(json.dumps(body).encode())

    assert (number, chat, json.loads(raw)) == (7, -5, body)


def test_a_chat_number_that_no_database_holds_is_no_chat() -> None:
    body = {"update_id": 7, "message": {"chat": {"id": 10**30}}}

    assert parsed(json.dumps(body).encode())[1] == 0


async def test_a_replayed_update_is_kept_once() -> None:
    store = MemoryStore()
    receiver = Receiver(store, arrived=Counter(), meter=NoMeter())
    for _ in range(3):
        await receiver.take(b'{"update_id": 7}')

    assert len(store.tables.inbox) == 1


async def test_telegram_keeps_the_rest_when_too_much_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.chat.webhook.MOST_WAITING", 1)
    store = MemoryStore()
    await store.chats.receive([(1, 5, "{}"), (2, 5, "{}")])
    with pytest.raises(Overloaded):
        await Receiver(store, arrived=Counter(), meter=NoMeter()).take(b'{"update_id": 3}')


async def test_a_bot_that_is_brought_updates_answers_and_buries_what_it_cannot_read(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with house.running(api, store, script, polls=False) as runner:
        await runner.receive(b"nonsense")
        await runner.receive(b"[" * 100_000)
        anna.say("Dag")
        await runner.receive(json.dumps(api.world.waiting[-1].body).encode())
        await seen(anna.awaits, "ouder: Dag")
        assert await store.chats.dead() == 2
