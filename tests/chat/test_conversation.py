"""A whole conversation with the real practice, over real HTTP."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

from bot.practice.ports import Store
from bot.practice.practice import Practice
from tests.chat.house import Counting, WallClock, open_store, running
from tests.chat.test_bot import seen
from tests.fakes.botapi import BotApi, Person
from tests.fakes.shelf import FakeShelf
from tests.practice.world import small_library


@asynccontextmanager
async def practising(api: BotApi, store: Store) -> AsyncIterator[None]:
    library = small_library()
    practice = Practice(shelf=FakeShelf(library), clock=WallClock(), chance=Counting())
    async with running(api, store, practice, texts=library.texts):
        yield


async def tap(anna: Person, label: str) -> None:
    """Tap a button as soon as the newest bubble with buttons has it."""
    await seen(anna.awaits_button, label)
    anna.tap(label)


async def begin(anna: Person) -> None:
    anna.say("/start")
    await seen(anna.awaits, "Met wie wil je oefenen?")
    await tap(anna, "Mara")
    await seen(anna.awaits, "elke week bellen")
    await tap(anna, "Begin")
    await seen(anna.awaits, "Ik bel over Bo.")


async def test_from_start_to_debrief(api: BotApi, store: Store, anna: Person) -> None:
    async with practising(api, store):
        await begin(anna)
        anna.say("Wat naar voor u.")
        await seen(anna.awaits, "Bo slaapt slecht.")
        anna.say("Dat spreken we af.")
        await seen(anna.awaits, "Dank u wel.")
        await seen(anna.awaits, "Je zei “Wat naar voor u”")
        await seen(api.world.wait_for, lambda: any(m.kind == "photo" for m in api.world.said(anna.id)))


async def test_nothing_in_between_disturbs_the_conversation(api: BotApi, store: Store, anna: Person) -> None:
    async with practising(api, store):
        await begin(anna)
        anna.send("photo")
        await seen(anna.awaits, "Met foto’s kan ik niets")
        number = anna.say("Wat naar voor u.")
        await seen(anna.awaits, "Bo slaapt slecht.")
        anna.edit(number, "Uw eigen schuld.")
        await seen(anna.awaits, "Ik zie dat je iets hebt aangepast.")
        anna.say("/help")
        await seen(anna.awaits, "Wat kan hier")
        anna.say("/dansen")
        await seen(anna.awaits, "Die opdracht ken ik niet")
        anna.say("/pauze")
        await seen(anna.awaits, "Je bent even uit je rol.")
        await tap(anna, "Verder")
        await seen(anna.awaits, "Je bent weer in gesprek.")
        anna.say("Dat spreken we af.")
        await seen(anna.awaits, "Dank u wel.")


async def test_a_button_of_an_earlier_conversation_is_answered_politely(
    api: BotApi, store: Store, anna: Person
) -> None:
    async with practising(api, store):
        await begin(anna)
        first = next(message for message in reversed(api.world.said(anna.id)) if message.labels)
        anna.say("/stop")
        await seen(anna.awaits, "We stoppen.")
        anna.press(first, first.buttons[0][0]["callback_data"])
        await seen(anna.awaits, "Er loopt nu geen gesprek.")


async def test_after_a_restart_the_conversation_goes_on(api: BotApi, tmp_path: Path, anna: Person) -> None:
    async with open_store(tmp_path) as store, practising(api, store):
        await begin(anna)
        anna.say("Wat naar voor u.")
        await seen(anna.awaits, "Bo slaapt slecht.")
    anna.say("Dat spreken we af.")
    async with open_store(tmp_path) as store, practising(api, store):
        await seen(anna.awaits, "Dank u wel.")


async def test_the_coach_and_the_parent_never_share_a_bubble(api: BotApi, store: Store, anna: Person) -> None:
    async with practising(api, store):
        await begin(anna)
        await tap(anna, "tip")
        await seen(anna.awaits, "Zij is bang.")
    for message in api.world.said(anna.id):
        quoted = any(entity["type"] == "blockquote" for entity in message.raw.get("entities", []))
        assert quoted == message.shown.startswith("🧭")
    assert {"Dag, met Mara.", "Ik bel over Bo."} <= set(anna.heard())


async def test_all_is_wiped_on_request(api: BotApi, store: Store, anna: Person) -> None:
    async with practising(api, store):
        await begin(anna)
        async with store.unit() as unit:
            before = await unit.teacher_for("telegram", str(anna.id))
        anna.say("/wis")
        await tap(anna, "Alles")
        await tap(anna, "Ja")
        await seen(anna.awaits, "gewist")
        async with store.unit() as unit:
            assert await unit.teacher(before.id) is None
