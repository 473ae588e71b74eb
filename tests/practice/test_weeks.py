"""Progress, focus, how sure one feels, the plan and assignments."""

import json
from datetime import timedelta

import pytest

from tests.practice.room import Room, actions, texts
from tests.practice.test_runs import run


async def test_progress_is_told_of_what_counts(room: Room) -> None:
    assert room.text("progress.none") in texts(await room.act("progress"))
    await run(room, "wat naar voor u", action="astray:mara")
    await run(room, "wat naar voor u", action="warmup:mara")
    assert room.text("progress.none") in texts(await room.act("progress"))
    await run(room, "wat naar voor u")
    (told,) = await room.act("progress")
    assert told.text.startswith(room.text("progress.one"))
    assert f"{room.text('progress.grows')}\n• Erkennen" in told.text
    assert told.picture == f"progress:{(await room.teacher()).id}"
    await run(room, "tja", action="plain:mara")
    (told,) = await room.act("progress")
    assert room.text("progress.intro", number=2) in told.text
    assert f"{room.text('progress.wanted')}\n• Erkennen" in told.text


async def test_a_branch_does_not_count_twice(room: Room) -> None:
    await run(room, "tja")
    await room.act(f"again:{(await room.session()).id}:1")
    await room.say("wat naar voor u")
    await room.act("stop")
    assert (await room.act("progress"))[0].text.startswith(room.text("progress.one"))


async def test_a_technique_can_be_chosen_and_let_go(room: Room) -> None:
    await run(room, "tja")
    assert "focus:1:acknowledge" in actions(await room.act("progress:1"))
    chosen = await room.act("focus:1:acknowledge")
    assert texts(chosen) == [room.text("progress.focus_chosen", technique="Erkennen", number=1)]
    shown = await room.act("progress:1")
    assert room.text("progress.focus_now", technique="Erkennen") in texts(shown)[0]
    assert "focus:1:acknowledge" not in actions(shown)
    await room.act("focus:1")
    assert room.text("progress.focus_ask") in texts(await room.act("progress:1"))[0]


@pytest.mark.parametrize("action", ["focus:1:other", "focus:9:acknowledge", "progress:9", "goal:9"])
async def test_what_does_not_exist_cannot_be_chosen(room: Room, action: str) -> None:
    assert texts(await room.act(action))[0] == room.text("say.stale")


@pytest.mark.parametrize(("later", "key"), [("2", "dropped"), ("3", "same"), ("5", "grew")])
async def test_how_sure_one_feels_is_asked_once_before_and_once_after(
    room: Room, later: str, key: str
) -> None:
    assert "sure:before:3:mara" in actions(await room.act("card:mara"))
    assert "begin:mara" in actions(await room.act("sure:before:3:mara"))
    assert "sure:before:3:mara" not in actions(await room.act("card:mara"))
    messages = await run(room, "tja")
    assert texts(messages)[-1] == room.text("sure.after")
    assert texts(await room.act(f"sure:after:{later}"))[0] == room.text(f"sure.{key}")
    assert room.text("sure.after") not in texts(await run(room, "tja"))


async def test_who_skips_the_question_is_not_asked_again(room: Room) -> None:
    assert room.text("sure.after") not in texts(await run(room, "tja"))
    assert room.text("sure.before") not in texts(await room.act("card:mara"))


async def test_a_goal_is_set_looked_back_on_and_shown(room: Room) -> None:
    messages = await run(room, "tja")
    assert texts(messages)[-1] == room.text("plan.offer")
    assert actions(messages)[-1] == "goal:1"
    await room.act("goal:1")
    words = "Eerst luisteren, dan pas praten"
    assert texts(await room.say(words))[0] == room.text("plan.noted", words=words)
    room.clock.pass_by(timedelta(days=2))
    messages = await run(room, "tja")
    assert texts(messages)[-1] == room.text("plan.look_back", words=words)
    look = next(one for one in actions(messages) if one.endswith(":partly"))
    assert texts(await room.act(look)) == [room.text("plan.looked_partly")]
    shown = await room.act("plan")
    assert room.text("plan.goal_done", date="07-09-2026", words=words, look="een beetje") in shown[0].text
    assert [one.file.split(":")[0] for one in shown if one.file] == ["plan", "plantext"]


async def test_a_goal_that_waits_is_not_asked_for_again(room: Room) -> None:
    await room.act("begin:mara")
    await room.say("tja")
    room.clock.pass_by(timedelta(minutes=1))
    await room.act("goal:1")
    await room.say("Rustig blijven")
    messages = await room.act("stop")
    assert room.text("plan.offer") not in texts(messages)
    assert room.text("plan.look_back", words="Rustig blijven") not in texts(messages)


async def test_a_goal_holds_no_names_and_is_short(room: Room) -> None:
    await room.act("goal:1")
    assert texts(await room.say("x" * 301)) == [room.text("plan.too_long", most=300)]
    await room.say("Niet meer mailen naar jan@school.nl")
    teacher = await room.teacher()
    (goal,) = await room.unit.learning.goals(teacher.id)
    assert goal.text == "Niet meer mailen naar [e-mailadres]"
    shown = await room.act("plan")
    assert f"goal:drop:{goal.id}" in actions(shown)
    await room.act(f"goal:drop:{goal.id}")
    assert await room.unit.learning.goals(teacher.id) == ()


async def test_another_teachers_goal_is_out_of_reach(room: Room) -> None:
    await room.act("goal:1", name="sam")
    await room.say("Rustig blijven", name="sam")
    (goal,) = await room.unit.learning.goals((await room.teacher("sam")).id)
    assert texts(await room.act(f"look:{goal.id}:yes"))[0] == room.text("say.stale")
    await room.act(f"goal:drop:{goal.id}")
    assert await room.unit.learning.goals(goal.teacher) == (goal,)


async def test_an_assignment_gets_a_date_and_is_done(room: Room) -> None:
    await room.act("task")
    messages = await room.say("Eén keer rustig nee zeggen")
    await room.act(next(one for one in actions(messages) if one.endswith(":2")))
    teacher = await room.teacher()
    (task,) = await room.unit.learning.own_assignments(teacher.id)
    assert task.due.isoformat() == "2026-09-21"
    assert "21-09-2026: Eén keer rustig nee zeggen" in texts(await room.act("plan"))[0]
    await room.act(f"task:remind:{task.id}")
    assert len(await room.unit.learning.reminders(teacher.id)) == 1
    await room.act(f"task:done:{task.id}")
    assert await room.unit.learning.reminders(teacher.id) == ()
    assert "(gedaan)" in texts(await room.act("plan"))[0]
    await room.act(f"task:drop:{task.id}")
    assert await room.unit.learning.own_assignments(teacher.id) == ()


@pytest.mark.parametrize(("typed", "due"), [("12-10", "2026-10-12"), ("1/9", "2027-09-01"), ("31-2", "")])
async def test_a_date_can_be_typed(room: Room, typed: str, due: str) -> None:
    await room.act("task")
    messages = await room.say("Nee zeggen")
    await room.act(next(one for one in actions(messages) if one.startswith("task:date:")))
    answer = texts(await room.say(typed))[0]
    (task,) = await room.unit.learning.own_assignments((await room.teacher()).id)
    assert (answer == room.text("task.no_date")) is not bool(due)
    assert task.due.isoformat() == (due or "2026-09-14")


@pytest.mark.parametrize(
    ("typed", "due"),
    [
        ("30-11", "2026-11-30"),
        ("30 november", "2026-11-30"),
        ("30 Nov.", "2026-11-30"),
        ("1 december 2027", "2027-12-01"),
        ("30 nooit", "2026-09-14"),
    ],
)
async def test_a_date_can_be_typed_at_once(room: Room, typed: str, due: str) -> None:
    await room.act("task")
    await room.say("Nee zeggen")
    await room.say(typed)
    (task,) = await room.unit.learning.own_assignments((await room.teacher()).id)
    assert task.due.isoformat() == due


async def test_while_a_parent_listens_what_follows_an_assignment_is_for_the_parent(room: Room) -> None:
    await room.act("begin:mara")
    await room.act("task")
    await room.say("Nee zeggen")
    await room.say("wat naar voor u")
    assert [turn.reading.text for turn in await room.turns()] == ["wat naar voor u"]


async def test_own_data_holds_all_of_it_and_wiping_takes_it(room: Room) -> None:
    await room.act("sure:before:3:mara")
    await room.act("goal:1")
    await room.say("Rustig blijven")
    await room.act("task")
    await room.say("Nee zeggen")
    await room.act("remind:at:2:1600")
    teacher = await room.teacher()
    kept = json.loads(await room.practice.own_data(room.unit, teacher))["learning"]
    assert {name: len(rows) for name, rows in kept.items()} == {
        "choices": 1,
        "goals": 1,
        "own_assignments": 1,
        "reminders": 1,
    }
    assert kept["own_assignments"][0]["due"] == "2026-09-14"
    await room.act("wipe:yes:all")
    tables = room.tables
    left = (tables.choices, tables.goals, tables.own_assignments, tables.reminders)
    assert left == ({}, {}, {}, {})
