"""Warming up, going without tips, going wrong on purpose."""

from dataclasses import replace

import pytest

from bot.coaching.astray import Harm
from bot.model.ids import LineId, StateId
from bot.model.persona import Line, WarmUp
from bot.practice.debriefing import effect_key
from bot.practice.messages import Messages, Voice
from tests.practice.room import Room, actions, texts
from tests.practice.world import MARA, small_library

HARD = WarmUp(StateId("angry"), Line(LineId("warm"), ("Nou ja zeg.", "Bo ook al.")), tension=9, trust=1)


async def run(room: Room, *said: str, action: str = "begin:mara") -> Messages:
    """Hold a conversation and end it."""
    messages = await room.act(action)
    for line in said:
        messages = await room.say(line)
    if (await room.session()).ended is None:
        messages = await room.act("stop")
    return messages


def with_hard_moment(room: Room) -> None:
    library = small_library()
    persona = replace(library.personas[MARA], warm_up=HARD)
    room.shelf.library = replace(library, personas={MARA: persona})


async def test_a_warm_up_is_three_turns_and_one_tip(room: Room) -> None:
    messages = await room.act("warmup:mara")
    assert texts(messages)[0] == room.text("begin.warm_up", name="Mara", number=3)
    await room.say("tja")
    await room.say("uw eigen schuld")
    assert (await room.session()).ended is None
    messages = await room.say("nou")
    assert (await room.session()).ended == room.clock.now()
    assert [one.title for one in messages if one.title] == [
        room.text("review.tip"),
        room.text("warmup.done_title"),
    ]
    assert not [one for one in messages if one.picture]
    assert "warmup:mara" in actions(messages)


async def test_a_warm_up_without_a_weak_moment_gets_the_tip_of_where_the_parent_stands(room: Room) -> None:
    messages = await run(room, "tja", "nou", "hm", action="warmup:mara")
    hint = room.text("warmup.tip", move="Erken eerst het gevoel.", example="Wat naar voor u.")
    assert "““" not in hint
    assert hint in texts(messages) or room.text("warmup.no_tip") in texts(messages)


async def test_a_warm_up_begins_at_the_hard_moment(room: Room) -> None:
    with_hard_moment(room)
    messages = await room.act("warmup:mara")
    assert texts(messages, Voice.PARENT) == ["Nou ja zeg.", "Bo ook al."]
    position = (await room.session()).position
    assert (position.state, position.mood.tension, position.mood.trust) == ("angry", 9, 1)
    await room.say("tja")
    (first,) = await room.turns()
    assert (first.parent, first.state_before) == ("Nou ja zeg. Bo ook al.", "angry")


async def test_a_moment_of_a_warm_up_can_be_done_again(room: Room) -> None:
    with_hard_moment(room)
    await run(room, "tja", "uw eigen schuld", action="warmup:mara")
    source = await room.session()
    messages = await room.act(f"again:{source.id}:1")
    assert texts(messages, Voice.PARENT) == ["Nou ja zeg.", "Bo ook al."]
    branch = await room.session()
    assert (branch.kind, branch.position.state, branch.branch_of) == ("warmup", "angry", source.id)


@pytest.mark.parametrize(("action", "key"), [("plain", "tip.plain"), ("astray", "tip.astray")])
async def test_these_runs_have_no_tips(room: Room, action: str, key: str) -> None:
    await room.act(f"{action}:mara")
    assert texts(await room.act("tip")) == [room.text(key)]
    await room.say("tja")
    assert (await room.turns())[0].helped == ""


@pytest.mark.parametrize("action", ["warmup", "astray"])
async def test_the_parents_can_be_chosen_for_it(room: Room, action: str) -> None:
    assert actions(await room.act(action)) == [f"{action}:mara"]
    await room.act("begin:mara")
    assert "resume" in actions(await room.act(action))


async def test_a_run_without_tips_is_offered_after_three(room: Room) -> None:
    offer = room.text("plain.offer")
    for _ in range(3):
        assert offer not in texts(await room.act("card:mara"))
        await run(room, "tja")
    messages = await room.act("card:mara")
    assert offer in texts(messages)
    assert "plain:mara" in actions(messages)
    await run(room, "tja", action="plain:mara")
    assert offer not in texts(await room.act("card:mara"))


async def test_what_does_not_count_does_not_bring_the_offer_nearer(room: Room) -> None:
    for action in ("warmup:mara", "astray:mara", "warmup:mara"):
        await run(room, "tja", action=action)
    await room.act("begin:mara")
    await room.act("stop")
    assert room.text("plain.offer") not in texts(await room.act("card:mara"))


async def test_a_run_without_tips_is_compared_with_those_with_tips(room: Room) -> None:
    await room.act("begin:mara")
    await room.act("tip")
    await room.say("wat naar voor u")
    await room.act("stop")
    messages = await run(room, "wat naar voor u", action="plain:mara")
    assert room.text("plain.stays", titles="Erkennen") in texts(messages)
    messages = await run(room, "tja", "hm", action="plain:mara")
    assert room.text("plain.gone", titles="Erkennen") in texts(messages)


async def test_without_earlier_tips_there_is_nothing_to_compare(room: Room) -> None:
    messages = await run(room, "wat naar voor u", action="plain:mara")
    assert room.text("plain.nothing_to_compare") in texts(messages)


async def test_going_wrong_on_purpose_shows_what_it_did(room: Room) -> None:
    messages = await run(room, "uw eigen schuld", action="astray:mara")
    said = "\n".join(texts(messages))
    assert room.text("astray.effect", tension=2, trust=1) in said
    assert room.text("astray.reply", name="Mara", reply="Pardon?") in said
    assert room.text("astray.instead", line="Wat naar voor u.") in said
    titles = [one.title for one in messages]
    assert room.text("review.tops") not in titles
    assert room.text("review.tip") not in titles


async def test_who_does_nothing_wrong_hears_that(room: Room) -> None:
    messages = await run(room, "wat naar voor u", action="astray:mara")
    assert room.text("astray.none", name="Mara") in texts(messages)


async def test_the_debrief_of_a_kind_is_the_same_when_it_is_opened_again(room: Room) -> None:
    for action in ("astray:mara", "warmup:mara", "plain:mara"):
        messages = await run(room, "uw eigen schuld", action=action)
        shown = await room.act(f"debrief:{(await room.session()).id}:first")
        assert shown == messages[: len(shown)] or shown == messages[-len(shown) :]


@pytest.mark.parametrize(
    ("tension", "trust", "key"),
    [(2, -1, "effect"), (2, 1, "effect_tension"), (0, -1, "effect_trust"), (-1, 0, "no_effect")],
)
def test_only_what_went_the_wrong_way_is_told(tension: int, trust: int, key: str) -> None:
    harm = Harm(turn=1, title="", quote="", tension=tension, trust=trust, reply="", instead="")
    assert effect_key(harm) == f"astray.{key}"
