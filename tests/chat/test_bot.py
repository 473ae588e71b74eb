"""The whole bot over real HTTP: each kind of update has its answer."""

import asyncio
from collections.abc import Callable

import pytest

from bot.practice.messages import Message, Voice
from bot.practice.ports import Store
from tests.chat.house import Script, running
from tests.fakes.botapi import BotApi, Person


async def seen(wait: Callable[..., None], *wanted: object) -> None:
    """Wait in a thread, so that the bot can work meanwhile."""
    await asyncio.to_thread(wait, *wanted)


async def test_a_text_is_said_to_the_parent(api: BotApi, store: Store, script: Script, anna: Person) -> None:
    async with running(api, store, script):
        anna.say("Goedemiddag")
        await seen(anna.awaits, "ouder: Goedemiddag")


@pytest.mark.parametrize(
    ("typed", "action"),
    [("/start", "start"), ("/PAUZE", "pause"), ("/mijngegevens", "mydata"), ("/tip graag", "tip")],
)
async def test_a_command_asks_for_its_action(
    api: BotApi, store: Store, script: Script, anna: Person, typed: str, action: str
) -> None:
    async with running(api, store, script):
        anna.say(typed)
        await seen(anna.awaits, f"actie {action}")


async def test_a_command_in_the_middle_of_a_sentence_is_speech(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("ik bedoel /stop niet")
        await seen(anna.awaits, "ouder: ik bedoel /stop niet")


async def test_an_unknown_command_is_refused_kindly(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("/dansen")
        await seen(anna.awaits, "geen command")


@pytest.mark.parametrize(
    ("sent", "kind"),
    [
        ("photo", "photo"),
        ("voice", "voice"),
        ("video_note", "voice"),
        ("video", "video"),
        ("sticker", "sticker"),
        ("dice", "sticker"),
        ("location", "location"),
        ("contact", "contact"),
        ("document", "document"),
        ("poll", "poll"),
    ],
)
async def test_what_is_not_text_has_an_answer(
    api: BotApi, store: Store, script: Script, anna: Person, sent: str, kind: str
) -> None:
    async with running(api, store, script):
        anna.send(sent)
        await seen(anna.awaits, f"geen {kind}")


async def test_an_edit_is_not_a_new_turn(api: BotApi, store: Store, script: Script, anna: Person) -> None:
    async with running(api, store, script):
        number = anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
        anna.edit(number, "Dag mevrouw")
        await seen(anna.awaits, "geen edit")
    assert "ouder: Dag mevrouw" not in anna.heard()


async def test_a_button_asks_for_its_action_and_stops_turning(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("/start")
        await seen(anna.awaits, "actie start")
        query = anna.tap("Tip")
        await seen(anna.awaits, "actie tip")
        await seen(api.world.wait_for, lambda: api.world.taps[query] is None)


async def test_a_button_of_long_ago_still_has_an_answer(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("/start")
        await seen(anna.awaits, "actie start")
        old = api.world.said(anna.id)[0]
        old.raw = {"chat": old.raw["chat"], "message_id": old.id, "date": 0}
        anna.press(old, "card:someone")
        await seen(anna.awaits, "actie card:someone")


async def test_messages_at_once_are_answered_in_order(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    bob = api.person("Bob")
    async with running(api, store, script):
        for number in range(20):
            anna.say(f"a{number}")
            bob.say(f"b{number}")
        await seen(anna.awaits_count, 20)
        await seen(bob.awaits_count, 20)
    assert anna.heard() == [f"ouder: a{number}" for number in range(20)]
    assert bob.heard() == [f"ouder: b{number}" for number in range(20)]


async def test_a_wall_of_text_comes_back_whole(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    wall = "Ik & <jij> hadden het erover. " * 130
    async with running(api, store, script):
        anna.say(wall.strip())
        await seen(anna.awaits_count, 1)
    assert anna.heard() == [f"ouder: {wall.strip()}"]


async def test_a_long_answer_comes_in_several_bubbles(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    script.answers["lang"] = (Message(Voice.COACH, "Een zin met een punt. " * 400, title="Lang"),)
    async with running(api, store, script):
        anna.say("lang")
        await seen(anna.awaits_count, 3)
    assert len(anna.heard()) == 3


async def test_a_picture_is_drawn_and_sent_with_its_caption(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    script.answers["beeld"] = (Message(Voice.COACH, "Zo ging het.", picture="mood:s1"),)
    async with running(api, store, script):
        anna.say("beeld")
        await seen(anna.awaits, "Zo ging het.")
    (sent,) = api.world.said(anna.id)
    assert (sent.kind, sent.size) == ("photo", len(b"mood:s1"))


@pytest.mark.parametrize("recipe", ["mood:gone", "mood:broken"])
async def test_without_its_picture_the_text_still_comes(
    api: BotApi, store: Store, script: Script, anna: Person, recipe: str
) -> None:
    script.answers["beeld"] = (Message(Voice.COACH, "Zo ging het.", picture=recipe),)
    async with running(api, store, script):
        anna.say("beeld")
        await seen(anna.awaits, "Zo ging het.")
    assert api.world.said(anna.id)[0].kind == "text"


async def test_a_file_is_sent_as_a_document(api: BotApi, store: Store, script: Script, anna: Person) -> None:
    script.answers["gegevens"] = (Message(Voice.COACH, "Alsjeblieft.", file="data:t1"),)
    async with running(api, store, script):
        anna.say("gegevens")
        await seen(anna.awaits, "Alsjeblieft.")
    assert api.world.said(anna.id)[0].kind == "document"


async def test_a_parent_types_before_speaking(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script, delay=0.3):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
    methods = [method for method, _ in api.world.calls]
    assert methods.index("sendchataction") < methods.index("sendmessage")


async def test_in_a_group_the_way_to_the_private_chat_is_shown(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.add_bot_to(-100500, "Team")
        await seen(api.world.wait_for, lambda: len(api.world.said(-100500)) == 1)
        anna.say("/start@oefenouder_test_bot", chat=-100500)
        await seen(api.world.wait_for, lambda: len(api.world.said(-100500)) == 2)
        anna.say("vraag het @oefenouder_test_bot", chat=-100500)
        await seen(api.world.wait_for, lambda: len(api.world.said(-100500)) == 3)
    shown = {message.shown for message in api.world.said(-100500)}
    assert shown == {"🧭 Kom naar https://t.me/oefenouder_test_bot"}
    assert script.keys == []


async def test_what_people_say_to_each_other_in_a_group_is_left_alone(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.add_bot_to(-100500, "Team")
        anna.say("Zullen we oefenen?", chat=-100500)
        anna.say("/start@another_bot", chat=-100500)
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
    assert len(api.world.said(-100500)) == 1


async def test_the_menu_stands_in_private_chats_only(api: BotApi, store: Store, script: Script) -> None:
    async with running(api, store, script):
        await seen(api.world.wait_for, lambda: "description" in api.world.descriptions)
    assert list(api.world.commands) == ["all_private_chats"]
    assert api.world.descriptions["short_description"] == "Oefenen"


async def test_two_teachers_have_two_pseudonyms(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    bob = api.person("Bob")
    async with running(api, store, script):
        anna.say("Dag")
        bob.say("Dag")
        await seen(anna.awaits_count, 1)
        await seen(bob.awaits_count, 1)
    async with store.unit() as unit:
        first = await unit.teacher_for("telegram", str(anna.id))
        second = await unit.teacher_for("telegram", str(bob.id))
    assert first.id != second.id
    assert str(anna.id) not in first.id
