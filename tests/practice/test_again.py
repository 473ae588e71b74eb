from dataclasses import replace

import pytest

from bot.model.session import Mood
from bot.practice.messages import Voice
from tests.practice.room import Room, actions, texts


async def test_the_moments_of_the_last_conversation_are_offered(room: Room) -> None:
    await room.talk("uw eigen schuld", "wat naar voor u", "stop")
    session = (await room.session()).id
    messages = await room.act("again")
    assert actions(messages) == [f"again:{session}:1", f"again:{session}:2"]


async def test_without_a_conversation_there_is_no_moment(room: Room) -> None:
    assert texts(await room.act("again"))[0] == room.text("again.nothing")


async def test_before_the_first_word_there_is_no_moment(room: Room) -> None:
    assert texts(await room.talk("opnieuw"))[0] == room.text("again.no_turns")


async def test_a_moment_again_is_a_branch_that_leaves_the_original_alone(room: Room) -> None:
    await room.talk("hm", "uw eigen schuld", "stop")
    source = await room.session()
    turns = await room.turns()
    messages = await room.act(f"again:{source.id}:2")
    assert texts(messages, Voice.PARENT) == list(turns[0].reply)
    branch = await room.session()
    assert (branch.branch_of, branch.branch_turn, branch.ended) == (source.id, 2, None)
    assert await room.turns() == turns[:1]
    await room.say("wat naar voor u")
    assert (await room.turns())[1].reply == ("Fijn dat u dat zegt.", "Bo slaapt slecht.")
    assert room.tables.sessions[source.id] == source


async def test_the_same_words_again_bring_the_same_answer(room: Room) -> None:
    said = ("hm", "uw eigen schuld", "tja", "hm")
    await room.talk(*said, "stop")
    first = await room.turns()
    await room.act(f"again:{(await room.session()).id}:3")
    for line in said[2:]:
        await room.say(line)
    assert await room.turns() == first


async def test_at_the_end_of_a_branch_both_are_compared(room: Room) -> None:
    await room.talk("uw eigen schuld", "stop")
    await room.act(f"again:{(await room.session()).id}:1")
    await room.say("wat naar voor u")
    messages = await room.say("dat spreken we af")
    assert messages[-1].title == room.text("again.compared", number=1)
    assert messages[-1].text.splitlines() == [
        "Eerst zei je: “uw eigen schuld”",
        "Spanning 6 → 8, vertrouwen 3 → 2.",
        "",
        "Nu zei je: “wat naar voor u”",
        "Spanning 6 → 4, vertrouwen 3 → 4.",
        "",
        "Afloop eerst: gestopt. Afloop nu: Een afspraak.",
    ]


async def test_a_branch_that_stops_at_once_has_nothing_to_compare(room: Room) -> None:
    await room.talk("hm", "uw eigen schuld", "stop")
    await room.act(f"again:{(await room.session()).id}:2")
    messages = await room.act("stop")
    assert room.text("again.compared", number=2) not in [one.title for one in messages]


async def test_a_moment_of_the_running_conversation_can_be_done_again(room: Room) -> None:
    await room.talk("uw eigen schuld")
    source = (await room.session()).id
    await room.act(f"again:{source}:1")
    assert room.tables.sessions[source].ended is not None
    assert (await room.session()).branch_of == source


async def test_another_open_conversation_goes_first(room: Room) -> None:
    await room.talk("uw eigen schuld", "stop")
    source = (await room.session()).id
    await room.act("begin:mara")
    await room.say("hm")
    messages = await room.act(f"again:{source}:1")
    assert texts(messages) == [room.text("say.still_talking", name="Mara")]
    assert (await room.session()).branch_of == ""


@pytest.mark.parametrize("turn", ["0", "3", "-1", "x", "²"])
async def test_a_turn_that_never_was_cannot_be_done_again(room: Room, turn: str) -> None:
    await room.talk("hm", "tja", "stop")
    messages = await room.act(f"again:{(await room.session()).id}:{turn}")
    assert texts(messages)[0] == room.text("say.stale")


async def test_a_branch_holds_to_what_was_felt_even_when_the_rules_changed(room: Room) -> None:
    await room.talk("uw eigen schuld", "wat naar voor u", "stop")
    source = await room.session()
    second = room.tables.turns[source.id, 2]
    room.tables.turns[source.id, 2] = replace(second, before=Mood(10, 0))
    await room.act(f"again:{source.id}:2")
    assert (await room.session()).position.mood == Mood(10, 0)


async def test_what_if_shows_the_answer_and_stores_nothing(room: Room) -> None:
    await room.talk("uw eigen schuld", "stop")
    session = await room.session()
    before = (dict(room.tables.sessions), await room.turns())
    await room.act(f"whatif:{session.id}:1")
    messages = await room.say("wat naar voor u")
    assert texts(messages, Voice.PARENT) == ["Fijn dat u dat zegt.", "Bo slaapt slecht."]
    assert "Spanning 6 → 4" in texts(messages, Voice.COACH)[-1]
    assert (dict(room.tables.sessions), await room.turns()) == before
    assert (await room.teacher()).waiting_for == ""


async def test_what_if_can_be_dropped(room: Room) -> None:
    await room.talk("uw eigen schuld")
    await room.act(f"whatif:{(await room.session()).id}:1")
    await room.act("nevermind")
    await room.say("wat naar voor u")
    assert len(await room.turns()) == 2
