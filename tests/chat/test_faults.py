"""What goes wrong between us and Telegram loses no word and stops nothing."""

import asyncio
import logging
from datetime import UTC, datetime, timedelta
from pathlib import Path

import httpx
import pytest

from bot.chat.errors import BadToken
from bot.chat.runner import BotRunner
from bot.practice.ports import Store
from bot.storage.errors import AlreadyStored
from tests.chat.house import TEXTS, Script, WallClock, draw, open_store, running
from tests.chat.test_bot import seen
from tests.fakes.botapi import BotApi, Fault, Person


@pytest.mark.parametrize(
    "fault",
    [
        Fault(status=401, description="Unauthorized"),
        Fault(status=409, description="Conflict: terminated by other getUpdates request"),
        Fault(status=500),
        Fault(status=502, description="Bad Gateway"),
        Fault(retry_after=1),
        Fault(cut=True),
        Fault(body=b"<html>proxy</html>"),
        Fault(body=b'{"ok":true,"result":{"no":"list"}}'),
        Fault(body=b'{"ok":true,"result":[{"no":"number"}]}'),
    ],
    ids=["401", "409", "500", "502", "429", "cut", "html", "no-list", "no-number"],
)
async def test_fetching_survives(
    api: BotApi, store: Store, script: Script, anna: Person, fault: Fault
) -> None:
    api.fail("getUpdates", fault)
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
    assert anna.heard() == ["ouder: Dag"]


async def test_another_poller_only_interrupts(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script), httpx.AsyncClient() as stranger:
        await stranger.get(f"{api.url}/bot{api.token}/getUpdates?timeout=0")
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")


async def test_an_update_that_nobody_can_parse_is_buried_and_the_others_go_on(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    bob = api.person("Bob")
    async with running(api, store, script):
        api.world.push("message", {"message_id": 1, "chat": {"id": anna.id, "type": "private"}, "poll": 3})
        bob.say("Dag")
        await seen(bob.awaits, "ouder: Dag")
        await seen(anna.awaits, "Er ging iets mis.")
        anna.say("Ik weer")
        await seen(anna.awaits, "ouder: Ik weer")
        assert await store.chats.dead() == 1


async def test_an_update_without_any_chat_is_buried_silently(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        api.world.push("message", {"message_id": 1})
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
        assert await store.chats.dead() == 1


@pytest.mark.parametrize(("failures", "dead", "answer"), [(2, 0, "ouder: Dag"), (3, 1, "Er ging iets mis.")])
async def test_a_turn_that_fails_is_tried_three_times(
    api: BotApi, store: Store, script: Script, anna: Person, failures: int, dead: int, answer: str
) -> None:
    script.raises = failures
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, answer)
        anna.say("Nog eens")
        await seen(anna.awaits, "ouder: Nog eens")
        assert await store.chats.dead() == dead


async def test_a_turn_that_can_never_be_stored_is_told_when_it_is_given_up(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    script.raises, script.error = 3, AlreadyStored("turn")
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "Er ging iets mis.")
        assert await store.chats.dead() == 1


async def settled(api: BotApi) -> None:
    """Wait until the bot confirmed all and asks without an offset."""

    def found() -> bool:
        asked = [params for method, params in api.world.calls if method == "getupdates"]
        return not api.world.waiting and bool(asked) and "offset" not in asked[-1]

    await seen(api.world.wait_for, found)


async def test_ids_that_start_anew_are_seen(api: BotApi, store: Store, script: Script, anna: Person) -> None:
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
        await settled(api)
        api.world.restart_numbers(1000)
        anna.say("Na een stille week")
        await seen(anna.awaits, "ouder: Na een stille week")


async def test_an_update_that_comes_twice_is_answered_once(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("Dag")
        again = api.world.waiting[-1]
        await seen(anna.awaits, "ouder: Dag")
        await settled(api)
        api.world.waiting.append(again)
        anna.say("Tot ziens")
        await seen(anna.awaits, "ouder: Tot ziens")
    assert anna.heard() == ["ouder: Dag", "ouder: Tot ziens"]


async def test_what_was_said_while_the_bot_was_away_is_answered(
    api: BotApi, tmp_path: Path, script: Script, anna: Person
) -> None:
    async with open_store(tmp_path) as store, running(api, store, script):
        anna.say("een")
        await seen(anna.awaits, "ouder: een")
    anna.say("twee")
    async with open_store(tmp_path) as store, running(api, store, script):
        await seen(anna.awaits, "ouder: twee")
    assert anna.heard() == ["ouder: een", "ouder: twee"]


async def test_a_wrong_token_is_said_at_once_and_never_shown(
    api: BotApi, store: Store, script: Script
) -> None:
    runner = BotRunner(
        token="1:wrong-token",
        api_url=api.url,
        practice=script,
        store=store,
        texts=TEXTS,
        clock=WallClock(),
        draw=draw,
    )
    with pytest.raises(BadToken) as raised:
        await runner.start()
    await runner.stop()
    assert "wrong-token" not in repr(raised.value)


async def test_one_refusal_of_the_token_is_not_believed(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    api.fail("getMe", Fault(status=401, description="Unauthorized"))
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")


async def test_a_network_that_is_away_at_the_start_is_waited_for(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    api.fail("getMe", Fault(status=502, description="Bad Gateway"))
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")


async def test_health_is_about_hearing_from_telegram(api: BotApi, store: Store, script: Script) -> None:
    async with running(api, store, script) as runner:
        await seen(api.world.wait_for, lambda: any(m == "getupdates" for m, _ in api.world.calls))
        await asyncio.to_thread(api.person("Anna").say, "Dag")
        await seen(api.person("Anna").awaits, "ouder: Dag")
        now = datetime.now(UTC)
        assert runner.healthy(now)
        assert not runner.healthy(now + timedelta(minutes=5))


async def test_no_words_no_names_and_no_token_in_the_log(
    api: BotApi, store: Store, script: Script, anna: Person, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    script.raises = 3
    api.fail("sendMessage", Fault(status=500))
    api.fail("getUpdates", Fault(status=401, description="Unauthorized"))
    async with running(api, store, script):
        anna.say("geheimpje")
        await seen(anna.awaits, "Er ging iets mis.")
        anna.say("geheimpje")
        await seen(anna.awaits, "ouder: geheimpje")
    own = "\n".join(
        record.getMessage() for record in caplog.records if not record.name.startswith("aiosqlite")
    )
    assert "update failed" in own
    for secret in ("geheimpje", "Anna", api.token):
        assert secret not in own
