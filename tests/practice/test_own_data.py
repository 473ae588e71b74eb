import json
from datetime import timedelta

import pytest

from bot.practice.room.periods import Periods
from bot.practice.visit import House
from tests.practice.room import Room, actions, texts


async def test_a_teacher_reads_what_is_kept(room: Room) -> None:
    await room.talk("wat naar voor u", "dat spreken we af")
    summary, file = await room.act("mydata")
    assert "07-09-2026, Mara: Een afspraak, 2 berichten" in summary.text
    assert file.file == f"data:{(await room.teacher()).id}"


async def test_a_branch_is_told_from_its_original(room: Room) -> None:
    await room.talk("wat naar voor u", "stop")
    await room.act(f"again:{(await room.session()).id}:1")
    summary, _ = await room.act("mydata")
    assert "Mara: nog bezig, 0 berichten (opnieuw vanaf bericht 1)" in summary.text


@pytest.mark.parametrize(("shared", "alike"), [(3, True), (6, False)])
async def test_a_period_that_is_the_same_for_all_is_said_once(
    room: Room, shared: int, *, alike: bool
) -> None:
    room.practice.settle(House(periods=Periods(shared=timedelta(weeks=shared), unshared=timedelta(weeks=3))))
    (told,) = await room.act("privacy")
    three, other = room.text("privacy.weeks", number=3), room.text("privacy.weeks", number=shared)
    key = "privacy.kept_alike" if alike else "privacy.kept"
    assert room.text(key, unshared=three, shared=other) in told.text


async def test_the_file_holds_every_word(room: Room) -> None:
    await room.talk("wat naar voor u", "dat spreken we af")
    teacher = await room.teacher()
    data = json.loads(await room.practice.own_data(room.unit, teacher))
    (session,) = data["sessions"]
    assert [turn["reading"]["text"] for turn in session["turns"]] == ["wat naar voor u", "dat spreken we af"]
    assert data["teacher"]["id"] == teacher.id


async def test_nothing_is_deleted_without_a_yes(room: Room) -> None:
    await room.talk("wat naar voor u", "stop")
    session = (await room.session()).id
    assert actions(await room.act("wipe")) == [f"wipe:{session}", "wipe:all"]
    assert actions(await room.act(f"wipe:{session}")) == [f"wipe:yes:{session}", "wipe:no"]
    assert actions(await room.act("wipe:all")) == ["wipe:yes:all", "wipe:no"]
    assert texts(await room.act("wipe:no")) == [room.text("wipe.kept")]
    assert session in room.tables.sessions


async def test_one_conversation_can_be_deleted(room: Room) -> None:
    await room.talk("wat naar voor u", "stop")
    await room.act(f"wipe:yes:{(await room.session()).id}")
    assert room.tables.sessions == {}
    assert (await room.teacher()).consent


async def test_an_open_conversation_can_be_deleted_and_a_new_one_begun(room: Room) -> None:
    await room.talk("wat naar voor u")
    await room.act("pause")
    await room.act(f"wipe:yes:{(await room.session()).id}")
    await room.act("begin:mara")
    await room.say("wat naar voor u")
    assert len(await room.turns()) == 1


@pytest.mark.parametrize("times", [1, 2])
async def test_everything_can_be_deleted_and_nothing_comes_back(room: Room, times: int) -> None:
    await room.talk("wat naar voor u")
    teacher = await room.teacher()
    for _ in range(times):
        messages = await room.practice.act(room.unit, teacher, "wipe:yes:all", key="yes")
        assert texts(messages) == [room.text("wipe.done_all")]
    assert (room.tables.sessions, room.tables.teachers, room.tables.keys) == ({}, {}, {})
    assert (teacher.id, "yes") not in room.tables.answers


async def test_the_branches_of_a_conversation_go_along_and_that_is_said(room: Room) -> None:
    await room.talk("uw eigen schuld", "stop")
    source = await room.session()
    await room.act(f"again:{source.id}:1")
    await room.act("pause")
    asked = await room.act(f"wipe:{source.id}")
    line = "07-09-2026, Mara: gestopt, 1 bericht"
    assert texts(asked) == [room.text("wipe.sure_branches", session=line)]
    await room.act(f"wipe:yes:{source.id}")
    assert room.tables.sessions == {}
    assert not (await room.teacher()).paused
