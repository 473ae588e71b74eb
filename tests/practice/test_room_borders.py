"""What stays on its own side in the trainer's room: groups, trainers, what a teacher wiped or left."""

import pytest

from bot.practice.room import comments, exporting, joining, sharing, talks
from bot.practice.room.records import Kind
from tests.practice.training import OTHER_TRAINER, TEACHER, TRAINER, Training

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
