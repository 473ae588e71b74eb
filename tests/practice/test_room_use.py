"""What the trainer's room does: figures, sharing, comments, corrections, retention, the chat."""

import json
from datetime import date, timedelta

import pytest

from bot.charts.plan_pdf import sheet_pdf
from bot.practice.ids import TeacherId
from bot.practice.messages import Voice
from bot.practice.room import assignments, comments, corrections, exporting, joining, overview, sharing, talks
from bot.practice.room.errors import BadInput
from bot.practice.room.harvest import lessons
from bot.practice.room.periods import Periods
from bot.practice.room.records import Age, Kind
from bot.practice.room.retention import purge
from bot.practice.room.talks import Filter
from tests.fakes.clock import FakeClock
from tests.practice.room import actions, texts
from tests.practice.training import OTHER_TEACHER, TEACHER, TRAINER, Training

MORE = ("an", "bo", "cas")


async def practised(training: Training, *names: str) -> None:
    for name in names:
        await joining.join(await training.visit(name), training.group.code)
        await training.practise(name)


async def test_figures_come_from_five_participants_up() -> None:
    training = await Training().begin()
    await practised(training, TEACHER, OTHER_TEACHER, "an", "bo")
    picture = (await overview.overview(await training.visit(TRAINER), training.group.id)).picture
    assert (picture.practised, picture.rows) == (4, ())
    await practised(training, "cas")
    (row,) = (await overview.overview(await training.visit(TRAINER), training.group.id)).picture.rows
    assert (row.seen + row.open, row.of) == (5, 5)


async def test_the_one_who_kept_something_back_cannot_be_read_off() -> None:
    training = await Training().begin()
    await practised(training, "an", "bo", "cas", OTHER_TEACHER)
    for name in ("an", "bo", "cas", OTHER_TEACHER):
        (talk,) = await training.room.unit.sessions(TeacherId(await training.id_of(name)))
        await sharing.share(await training.visit(name), talk.id)
    await training.practise(TEACHER)
    picture = (await overview.overview(await training.visit(TRAINER), training.group.id)).picture
    assert picture.rows == ()


async def test_a_comment_arrives_as_the_trainers_words_and_is_answered() -> None:
    training = await Training().begin()
    session = await training.shared()
    await comments.comment_line(await training.visit(TRAINER), session, 1, Kind.TOP, "Dit werkt.")
    (posted,) = await training.room.unit.room.words.letters(TeacherId(await training.id_of(TEACHER)))
    (letter,) = posted.messages
    assert letter.voice is Voice.TRAINER
    assert "“wat naar voor u”" in letter.text
    assert letter.title.startswith("Tineke")
    await training.room.act(actions((letter,))[0], name=TEACHER)
    await training.room.say("Dank je, dat helpt", name=TEACHER)
    (back,) = await training.room.unit.room.words.letters(TeacherId(await training.id_of(TRAINER)))
    assert "Dank je, dat helpt" in back.messages[0].text


async def test_a_correction_shows_what_else_would_change_and_becomes_an_example() -> None:
    training = await Training().begin()
    session = await training.shared()
    visit = await training.visit(TRAINER)
    view = await corrections.correct_move(
        visit, session, 1, words="wat naar voor u", was="kind", becomes="harsh"
    )
    assert {"moves", "tension", "trust", "state", "reply", "technique"} <= {
        one.what for one in view.differences
    }
    page = await talks.talk(visit, session)
    assert page.lines[0].moves[0].corrected == "Verwijten"
    numbers, found = await lessons(visit.unit, visit.masker, visit.texts)
    assert len(numbers) == 1
    assert found[0][0].clauses == (("harsh", "wat naar voor u"),)
    await sharing.unshare(await training.visit(TEACHER), session)
    assert await lessons(visit.unit, visit.masker, visit.texts) == ((), ())


async def test_the_preview_is_what_the_trainer_sees() -> None:
    training = await Training().begin()
    session = await training.shared()
    shown = (await sharing.preview(await training.visit(TEACHER), session)).page
    seen = await talks.talk(await training.visit(TRAINER), session)
    assert (shown.lines, shown.observations, shown.talk.teacher_name) == (
        seen.lines,
        seen.observations,
        seen.talk.teacher_name,
    )


async def test_a_teacher_sees_who_looked() -> None:
    training = await Training().begin()
    session = await training.shared()
    for _ in range(2):
        await talks.talk(await training.visit(TRAINER), session)
    (row,) = (await sharing.my_room(await training.visit(TEACHER))).looks
    assert (row.who, row.what) == ("Tineke", "talk")
    assert "Tineke" in texts(await training.room.act("looks", name=TEACHER))[0]


@pytest.mark.parametrize(
    ("wanted", "count"),
    [
        (Filter(), 2),
        (Filter(words="SPREKEN naar"), 1),
        (Filter(words="procent%"), 0),
        (Filter(move="deal"), 1),
        (Filter(persona="nobody"), 0),
        (Filter(since=date(2026, 9, 8)), 0),
        (Filter(technique="acknowledge"), 1),
        (Filter(ended_well=True), 1),
    ],
)
async def test_shared_conversations_are_found(wanted: Filter, count: int) -> None:
    training = await Training().begin()
    await training.shared(TEACHER, "wat naar voor u", "dat spreken we af")
    await training.shared(OTHER_TEACHER, "ik weet het niet zo goed")
    found = await talks.talks(await training.visit(TRAINER), training.group.id, wanted)
    assert len(found) == count


@pytest.mark.parametrize("cell", ["=1+1", "+31", "-2", "@x", "\tx", "\rx", "  =1"])
def test_no_cell_is_a_formula(cell: str) -> None:
    assert exporting.safe_cell(cell) == f"'{cell}"


def test_an_ordinary_cell_stays_as_it_is() -> None:
    assert exporting.safe_cell("wat naar = erg") == "wat naar = erg"


NOW = FakeClock().now()
WEEK = timedelta(weeks=1)


@pytest.mark.parametrize(
    ("last_dates", "weeks"),
    [
        ((), 16),
        (((NOW + 6 * WEEK).date(),), 10),
        (((NOW + 40 * WEEK).date(),), 16),
        (((NOW - WEEK).date(),), 16),
    ],
)
def test_a_conversation_is_kept_until(last_dates: tuple[date, ...], weeks: int) -> None:
    until = Periods().until(Age("s", TeacherId("t"), NOW, shared=True, last_dates=last_dates))
    assert until.date() in {(NOW + weeks * WEEK).date(), (NOW + weeks * WEEK).date() + timedelta(days=1)}


async def test_what_is_due_is_deleted_and_then_the_teacher_too() -> None:
    training = await Training().begin()
    await training.shared()
    await training.practise("noor")
    unit, room = training.room.unit, training.room
    assert await purge(unit, room.clock.now() + 15 * WEEK, Periods()) == 0
    assert await purge(unit, room.clock.now() + 17 * WEEK, Periods()) == 2
    assert room.tables.sessions == {}
    room.tables.answers.clear()
    await purge(unit, room.clock.now() + 17 * WEEK, Periods())
    assert ("test", "noor") not in room.tables.keys
    assert ("test", TEACHER) in room.tables.keys


async def test_an_assignment_reaches_everybody_and_counts_who_practised() -> None:
    training = await Training().begin()
    due = date(2026, 9, 20)
    await assignments.assign(
        await training.visit(TRAINER), training.group.id, module="one", text="Zeg nee", due=due
    )
    await training.practise(TEACHER)
    found = await overview.overview(await training.visit(TRAINER), training.group.id)
    assert [(row.practised, row.of) for row in found.assignments] == [(1, 2)]
    assert len(await training.room.unit.room.words.letters(TeacherId(await training.id_of(TEACHER)))) == 1


async def test_a_teacher_joins_and_shares_in_the_chat() -> None:
    training = await Training().begin()
    room = training.room
    await room.act(f"join:{training.group.code.upper()}", name="noor")
    assert "Deelnemer 1" in texts(await room.act("room", name="noor"))[0]
    session = await training.practise("noor")
    assert actions(await room.act("share", name="noor")) == [f"share:{session}"]
    preview = await room.act(f"share:{session}", name="noor")
    assert "wat naar voor u" in preview[1].text
    await room.act(actions(preview)[0], name="noor")
    listed = await room.act("talks", name=TRAINER)
    assert actions(listed) == [f"talk:{session}"]
    opened = await room.act(f"talk:{session}", name=TRAINER)
    assert f"remark:{session}:1" in actions(opened)
    await room.act(f"remark:{session}:1:try", name=TRAINER)
    await room.say("Vraag eerst door", name=TRAINER)
    assert len((await talks.talk(await training.visit(TRAINER), session)).lines[0].comments) == 1


async def test_a_refusal_is_a_sentence() -> None:
    training = await Training().begin()
    answer = texts(await training.room.act(f"overview:{training.group.id}", name=TEACHER))
    assert answer == [training.room.text("room.error.not_allowed")]
    with pytest.raises(BadInput):
        await joining.name_me(await training.visit(TEACHER), training.group.id, "kim@school.nl")


async def test_an_earlier_explanation_is_renewed_once() -> None:
    room = (await Training().begin()).room
    teacher = await room.teacher("noor")
    await room.act("start", name="noor")
    room.tables.teachers[teacher.id] = type(teacher)(teacher.id, consent="1")
    assert texts(await room.act("help", name="noor"))[0] == room.text("privacy.changed")
    assert room.text("privacy.changed") not in texts(await room.act("help", name="noor"))


async def test_a_conversation_is_taken_along_in_three_ways() -> None:
    training = await Training().begin()
    session = await training.shared(TEACHER, "wat naar voor u", "=1+1 dat spreken we af")
    visit = await training.visit(TRAINER)
    await comments.comment_line(visit, session, 1, Kind.TOP, "Mooi")
    table = await exporting.talk_csv(visit, session)
    assert '"\'=1+1 dat spreken we af"' in table
    assert len(table.splitlines()) == 3
    assert json.loads(await exporting.talk_json(visit, session))["talk"]["teacher_name"] == "Kim"
    sheet = await exporting.talk_sheet(visit, session)
    assert any("Tineke: Mooi" in line for one in sheet.sections for line in one.lines)
    assert sheet_pdf(sheet).startswith(b"%PDF")


async def test_the_preview_warns_when_something_was_taken_out_of_a_talk() -> None:
    training = await Training().begin()
    session = await training.practise(TEACHER)
    assert (await sharing.preview(await training.visit(TEACHER), session)).masked == 0
    session = await training.practise(TEACHER, "wat naar voor u, bel 0612345678", "ja")
    assert (await sharing.preview(await training.visit(TEACHER), session)).masked == 1


async def test_sharing_without_a_group_says_how_to_join() -> None:
    training = await Training().begin()
    await training.practise("noor")
    room = training.room
    assert texts(await room.act("share", name="noor")) == [room.text("room.error.share_no_group")]
