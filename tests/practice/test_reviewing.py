from dataclasses import replace

import pytest

from bot.model.reading import Certainty
from bot.practice.messages import Messages, Voice
from tests.practice.room import Room, actions, texts

LINES = ("kwak kwak", "uw eigen schuld", "wat naar voor u", "tja", "tja tja", "uw eigen schuld")


async def part(room: Room, name: str) -> Messages:
    return await room.act(f"debrief:{(await room.session()).id}:{name}")


async def test_the_coach_and_the_parent_never_share_a_bubble(room: Room) -> None:
    messages = await room.talk(*LINES)
    assert {one.voice for one in messages} <= {Voice.COACH, Voice.PARENT}
    assert messages[0].voice is Voice.PARENT
    assert [one.voice for one in messages if one.title] == [Voice.COACH] * 3


async def test_every_observation_can_be_contradicted(room: Room) -> None:
    messages = await room.talk(*LINES)
    wrong = [action for action in actions(messages) if action.startswith("wrong:")]
    assert len(wrong) == 2
    assert texts(await room.act(wrong[0])) == [room.text("unsure.wrong_thanks")]
    session = await room.session()
    assert await room.noted() == [(session.id, "3", "wrong", "acknowledge")]


async def test_the_weak_moment_can_be_done_again_from_the_tip(room: Room) -> None:
    messages = await room.talk(*LINES)
    (tip,) = [one for one in messages if one.title == room.text("review.tip")]
    assert actions((tip,))[0].startswith(f"again:{(await room.session()).id}:")


async def test_all_parts_behind_the_buttons_can_be_opened(room: Room) -> None:
    messages = await room.talk(*LINES)
    parts = [action for action in actions(messages) if action.startswith("debrief:")]
    assert [action.split(":")[2] for action in parts] == [
        "steps",
        "profiles",
        "module-1",
        "transcript",
        "unsure",
    ]
    for action in parts:
        opened = await room.act(action)
        assert texts(opened)[0] != room.text("say.stale")


@pytest.mark.parametrize("name", ["module-9", "module-x", "transcript-99", "nonsense", ""])
async def test_a_part_that_is_not_there_is_a_stale_button(room: Room, name: str) -> None:
    await room.talk(*LINES)
    assert texts(await part(room, name))[0] == room.text("say.stale")


async def test_the_transcript_says_what_was_recognised_and_what_it_did(room: Room) -> None:
    await room.talk(*LINES)
    line = (await part(room, "transcript"))[2].text
    assert line.splitlines() == [
        "Mara: “Pardon?”",
        "Jij: “wat naar voor u”",
        "",
        "Herkend:",
        "• waarschijnlijk: Gevoel erkennen (“wat naar voor u”)",
        "Spanning 8 → 6, door: gevoel erkennen (−2)",
        "Vertrouwen 2 → 3, door: gevoel erkennen (+1)",
        "Mara dacht: “Hij luistert.”",
    ]


async def test_the_transcript_comes_in_pages(room: Room) -> None:
    await room.talk(*LINES)
    first = await part(room, "transcript")
    assert [one.title for one in first[:-1]] == [room.text("transcript.turn", number=n) for n in (1, 2, 3, 4)]
    onward = next(action for action in actions(first) if "transcript-" in action)
    second = await room.act(onward)
    assert [one.title for one in second[:-1]] == [room.text("transcript.turn", number=n) for n in (5, 6)]


async def test_a_doubtful_line_is_asked_about_with_moves_to_tap(room: Room) -> None:
    await room.talk(*LINES)
    session = await room.session()
    turn = room.tables.turns[session.id, 3]
    (found,) = turn.reading.recognitions
    doubt = replace(turn.reading, recognitions=(replace(found, certainty=Certainty.UNSURE),))
    room.tables.turns[session.id, 3] = replace(turn, reading=doubt)
    asked = next(one for one in await part(room, "unsure") if "wat naar voor u" in one.text)
    place = f"meant:{session.id}:3"
    assert actions((asked,)) == [f"{place}:kind", f"{place}:other"]
    assert texts(await room.act(f"{place}:kind")) == [room.text("unsure.thanks", move="Gevoel erkennen")]
    assert not any("wat naar voor u" in one.text for one in await part(room, "unsure"))
    told = room.text("transcript.meant", move="Gevoel erkennen")
    assert [told in one.text for one in await part(room, "transcript")][:3] == [False, False, True]


async def test_a_line_that_was_not_understood_offers_what_the_parent_waited_for(room: Room) -> None:
    await room.talk(*LINES)
    asked = next(one for one in await part(room, "unsure") if "kwak kwak" in one.text)
    place = f"meant:{(await room.session()).id}:1"
    assert actions((asked,)) == [f"{place}:kind", f"{place}:other"]


@pytest.mark.parametrize("place", ["9:kind", "x:kind", "1:nonsense"])
async def test_a_meaning_of_nothing_is_not_stored(room: Room, place: str) -> None:
    await room.talk(*LINES)
    messages = await room.act(f"meant:{(await room.session()).id}:{place}")
    assert texts(messages)[0] == room.text("say.stale")
    assert await room.noted() == []


async def test_another_teachers_session_is_closed_to_you(room: Room) -> None:
    await room.talk(*LINES)
    session = (await room.session()).id
    for action in (
        f"debrief:{session}:first",
        f"again:{session}:1",
        f"wipe:yes:{session}",
        f"meant:{session}:1:kind",
    ):
        assert texts(await room.act(action, name="spy"))[0] == room.text("say.stale")
    assert await room.practice.debrief(room.unit, session, await room.teacher("spy")) is None
    assert (await room.session()).id == session


async def test_the_picture_can_be_drawn_from_the_debrief(room: Room) -> None:
    await room.talk(*LINES)
    debrief = await room.practice.debrief(room.unit, (await room.session()).id, await room.teacher())
    assert debrief is not None
    assert debrief.moods[0] == (6, 3)
