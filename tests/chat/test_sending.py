"""What Telegram refuses or loses when we send: order, retries and who is blocked."""

import asyncio
import time

import pytest

from bot.practice.messages import Button, Message, Voice
from bot.practice.ports import Store
from tests.chat.house import Script, running
from tests.chat.test_bot import seen
from tests.fakes.botapi import BotApi, Fault, Person


@pytest.mark.parametrize(
    "fault",
    [
        Fault(retry_after=1),
        Fault(status=500),
        Fault(status=502, description="Bad Gateway"),
        Fault(status=400, description="Bad Request: can't parse entities: unclosed tag"),
        Fault(body=b"nonsense"),
    ],
    ids=["429", "500", "502", "entities", "nonsense"],
)
async def test_sending_survives_and_keeps_the_order(
    api: BotApi, store: Store, script: Script, anna: Person, fault: Fault
) -> None:
    api.fail("sendMessage", fault)
    async with running(api, store, script):
        anna.say("een")
        anna.say("twee")
        await seen(anna.awaits, "ouder: twee")
    shown = list(dict.fromkeys(anna.heard()))
    assert shown == ["ouder: een", "ouder: twee"]


async def test_a_cut_line_may_repeat_a_message_but_loses_none(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    api.fail("sendMessage", Fault(cut=True))
    async with running(api, store, script):
        anna.say("een")
        anna.say("twee")
        await seen(anna.awaits, "ouder: twee")
    assert anna.heard() == ["ouder: een", "ouder: een", "ouder: twee"]


async def test_one_slow_chat_does_not_hold_up_another(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    bob = api.person("Bob")
    api.fail("sendMessage", Fault(retry_after=3))
    async with running(api, store, script):
        anna.say("traag")
        await seen(api.world.wait_for, lambda: any(m == "sendmessage" for m, _ in api.world.calls))
        bob.say("snel")
        await seen(bob.awaits, "ouder: snel")
        assert anna.heard() == []


async def test_two_refusals_in_a_row_make_it_quiet_altogether(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    bob, carla = api.person("Bob"), api.person("Carla")
    api.fail("sendMessage", Fault(retry_after=2), times=2)

    def sends() -> int:
        return sum(method == "sendmessage" for method, _ in api.world.calls)

    async with running(api, store, script):
        anna.say("een")
        await seen(api.world.wait_for, lambda: sends() == 1)
        bob.say("twee")
        await seen(api.world.wait_for, lambda: sends() == 2)
        refused = time.monotonic()
        carla.say("drie")
        await seen(carla.awaits, "ouder: drie")
        await seen(bob.awaits, "ouder: twee")
        await seen(anna.awaits, "ouder: een")
    assert api.world.said(carla.id)[0].at - refused > 1.5


async def test_a_message_that_telegram_refuses_does_not_hold_up_the_next(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    api.fail("sendMessage", Fault(status=400, description="Bad Request: message is odd"))
    async with running(api, store, script):
        anna.say("een")
        anna.say("twee")
        await seen(anna.awaits, "ouder: twee")
    assert anna.heard() == ["ouder: twee"]


async def test_a_button_that_telegram_refuses_costs_only_the_buttons(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    wrong = ((Button("Tip", "x" * 65),),)
    script.answers["knop"] = (Message(Voice.PARENT, "Met knop", buttons=wrong),)
    async with running(api, store, script):
        anna.say("knop")
        await seen(anna.awaits, "Met knop")


async def nothing_waits(store: Store) -> None:
    """Wait until the outbox is empty."""
    async with asyncio.timeout(5):
        while await store.chats.next_due() is not None:
            continue


async def test_a_blocked_bot_goes_on_where_it_was(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.say("Dag")
        await seen(anna.awaits, "ouder: Dag")
        anna.block()
        anna.say("Dit hoort niemand")
        await seen(
            api.world.wait_for, lambda: sum(method == "sendmessage" for method, _ in api.world.calls) == 2
        )
        await nothing_waits(store)
        anna.unblock()
        anna.say("Ik ben er weer")
        await seen(anna.awaits, "ouder: Ik ben er weer")
    assert anna.heard() == ["ouder: Dag", "ouder: Ik ben er weer"]
    assert len(script.keys) == 3


async def test_who_unblocks_while_a_send_is_being_refused_is_still_answered(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    refused = Fault(status=403, description="Forbidden: bot was blocked by the user", delay=0.5)
    api.fail("sendMessage", refused)
    async with running(api, store, script):
        anna.say("Dit hoort niemand")
        await seen(api.world.wait_for, lambda: any(method == "sendmessage" for method, _ in api.world.calls))
        anna.say("Ik ben er weer")
        await seen(anna.awaits, "ouder: Ik ben er weer")
    assert anna.heard() == ["ouder: Ik ben er weer"]


async def test_a_group_that_moved_still_gets_its_answer(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    async with running(api, store, script):
        anna.add_bot_to(-200, "Team")
        await seen(api.world.wait_for, lambda: len(api.world.said(-200)) == 1)
        anna.add_bot_to(-100200, "Team")
        await seen(api.world.wait_for, lambda: len(api.world.said(-100200)) == 1)
        api.fail("sendMessage", Fault(migrate_to=-100200))
        anna.say("/start", chat=-200)
        await seen(api.world.wait_for, lambda: len(api.world.said(-100200)) == 2)


async def test_a_tap_that_is_too_old_is_still_answered_in_the_chat(
    api: BotApi, store: Store, script: Script, anna: Person
) -> None:
    api.fail("answerCallbackQuery", Fault(status=400, description="Bad Request: query is too old"), times=1)
    async with running(api, store, script):
        anna.say("/start")
        await seen(anna.awaits, "actie start")
        anna.tap("Stop")
        await seen(anna.awaits, "actie stop")
