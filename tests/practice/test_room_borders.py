"""What stays on its own side in the trainer's room: groups, trainers, what a teacher wiped or left."""

from collections.abc import Awaitable, Callable

import pytest

from bot.practice.ids import TeacherId
from bot.practice.room import comments, corrections, exporting, joining, overview, people, sharing, talks
from bot.practice.room.errors import BadInput, NotAllowed
from bot.practice.room.harvest import lessons
from bot.practice.room.records import Correction, Kind, Marks
from bot.practice.visit import Visit
from tests.practice.training import ADMIN, OTHER_TRAINER, TEACHER, TRAINER, Training

Take = Callable[[Visit, str], Awaitable[object]]
SAID, BACK = "Vraag eerst door", "Dank je wel daarvoor"


async def shared_twice(training: Training) -> str:
    """Let Kim share a conversation with both groups, and the first trainer and Kim talk about it."""
    await joining.join(await training.visit(TEACHER), training.other_group.code)
    session = await training.practise(TEACHER)
    for group in (training.group, training.other_group):
        await sharing.share(await training.visit(TEACHER), session, group.id)
    made = await comments.comment_line(await training.visit(TRAINER), session, 1, Kind.TOP, SAID)
    await comments.answer(await training.visit(TEACHER), made.id, BACK)
    await comments.comment_talk(await training.visit(TRAINER), session, Kind.TIP, SAID)
    return session


@pytest.mark.parametrize(("trainer", "sees"), [(TRAINER, True), (OTHER_TRAINER, False)])
async def test_comments_are_for_the_trainers_of_their_group(trainer: str, *, sees: bool) -> None:
    training = await Training().begin()
    session = await shared_twice(training)
    visit = await training.visit(trainer)
    page = await talks.talk(visit, session)
    assert bool(page.lines[0].comments and page.comments) is sees
    assert (SAID in await exporting.talk_csv(visit, session)) is sees
    assert (BACK in await exporting.talk_json(visit, session)) is sees
    sheet = await exporting.talk_sheet(visit, session)
    assert any(SAID in line for one in sheet.sections for line in one.lines) is sees


async def test_the_preview_has_the_comments_of_the_group_that_it_shows() -> None:
    training = await Training().begin()
    session = await shared_twice(training)
    made = await comments.comment_talk(await training.visit(OTHER_TRAINER), session, Kind.TOP, "Anders")
    shown = (await sharing.preview(await training.visit(TEACHER), session)).page
    assert len(shown.comments) == 1
    assert made.id not in {one.comment.id for one in shown.comments}


async def looks(training: Training) -> list[tuple[str, str]]:
    rows = (await sharing.my_room(await training.visit(TEACHER))).looks
    return sorted((one.who, one.what) for one in rows)


async def test_a_line_that_is_shown_as_a_doubt_is_a_look() -> None:
    training = await Training().begin()
    session = await training.shared(TEACHER, "wat naar voor u", "tot ziens dan maar")
    teacher = await training.room.teacher(TEACHER)
    # Nothing in it was worth presenting.
    training.room.tables.room.marks[session] = Marks({})
    await training.room.unit.add_correction(
        teacher.id, session, 1, kind="meant", value="", at=training.room.clock.now()
    )
    found = await overview.overview(await training.visit(TRAINER), training.group.id)
    assert (len(found.moments), len(found.doubts)) == (0, 1)
    assert await looks(training) == [("Tineke", "moment")]


async def test_two_trainers_of_one_name_are_two_who_looked() -> None:
    training = await Training().begin()
    await people.name_trainer(await training.visit(OTHER_TRAINER), "Tineke")
    session = await shared_twice(training)
    for trainer in (TRAINER, TRAINER, OTHER_TRAINER):
        await talks.talk(await training.visit(trainer), session)
    assert await looks(training) == [("Tineke", "talk"), ("Tineke", "talk")]


@pytest.mark.parametrize("take", [exporting.talk_csv, exporting.talk_json, exporting.talk_sheet])
async def test_a_teacher_sees_what_was_taken_along(take: Take) -> None:
    training = await Training().begin()
    session = await training.shared()
    await take(await training.visit(TRAINER), session)
    assert await looks(training) == [("Tineke", "export")]


@pytest.mark.parametrize("take", [exporting.talks_csv, exporting.group_json])
async def test_a_teacher_sees_that_a_group_was_taken_along(take: Take) -> None:
    training = await Training().begin()
    await training.shared()
    await take(await training.visit(TRAINER), training.group.id)
    assert ("Tineke", "export") in await looks(training)


async def test_a_trainer_is_told_of_a_new_way_in() -> None:
    training = await Training().begin()
    trainer = TeacherId(await training.id_of(TRAINER))
    assert await people.let_in_again(await training.visit(ADMIN), trainer, channel="test") == trainer
    (letter,) = await training.room.unit.room.words.letters(trainer)
    assert letter.messages[0].text == training.room.text("room.letter.renewed_why")


async def test_nobody_gets_in_as_a_trainer_who_has_another_way_in() -> None:
    training = await Training().begin()
    with pytest.raises(BadInput):
        await people.let_in_again(
            await training.visit(ADMIN), await training.id_of(TRAINER), channel="another"
        )


@pytest.mark.parametrize(("who", "whom"), [(OTHER_TRAINER, TRAINER), (ADMIN, TEACHER)])
async def test_only_an_admin_lets_in_and_only_trainers(who: str, whom: str) -> None:
    training = await Training().begin()
    with pytest.raises(NotAllowed):
        await people.let_in_again(await training.visit(who), await training.id_of(whom), channel="test")


async def test_a_correction_is_for_its_group_and_taken_back_by_who_made_it() -> None:
    training = await Training().begin()
    session = await shared_twice(training)
    clause = {"words": "wat naar voor u", "was": "kind"}
    for trainer, becomes in ((TRAINER, "harsh"), (OTHER_TRAINER, "deal")):
        await corrections.correct_move(await training.visit(trainer), session, 1, **clause, becomes=becomes)
    seen = {}
    for trainer in (TRAINER, OTHER_TRAINER):
        page = await talks.talk(await training.visit(trainer), session)
        seen[trainer] = page.lines[0].moves[0].corrected
    assert seen[TRAINER] != seen[OTHER_TRAINER]
    await corrections.take_back(await training.visit(TRAINER), session, 1, **clause)
    (left,) = await training.room.unit.room.words.corrections(session)
    assert left.trainer == await training.id_of(OTHER_TRAINER)


async def test_a_colleagues_correction_is_not_taken_back() -> None:
    training = await Training().begin()
    session = await training.shared()
    colleague = TeacherId(await training.id_of(OTHER_TRAINER))
    await training.room.unit.room.people.add_leader(training.group.id, colleague)
    clause = {"words": "wat naar voor u", "was": "kind"}
    await corrections.correct_move(await training.visit(TRAINER), session, 1, **clause, becomes="harsh")
    with pytest.raises(NotAllowed):
        await corrections.take_back(await training.visit(OTHER_TRAINER), session, 1, **clause)
    assert len(await training.room.unit.room.words.corrections(session)) == 1


@pytest.mark.parametrize(
    ("words", "learnt"),
    [("dat zag Jayden Jansen ook", ["dat zag [naam] ook"]), ("Jayden Jansen was erbij", [])],
)
async def test_words_of_a_correction_are_masked_as_the_line_is(words: str, learnt: list[str]) -> None:
    training = await Training().begin()
    session = await training.shared(TEACHER, "dat zag Jayden Jansen ook")
    visit = await training.visit(TRAINER)
    # As it was stored before anybody knew the name as one.
    await visit.unit.room.words.add_correction(
        Correction(0, visit.teacher.id, session, 1, "move", words, "", "deal", visit.now, None, "g")
    )
    _, found = await lessons(visit.unit, visit.masker, visit.texts)
    assert [said for line, _ in found for _, said in line.clauses] == learnt
