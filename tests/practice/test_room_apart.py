"""Runs that are set apart (wrong on purpose, a warm-up, a moment again) in the trainer's room."""

import pytest

from bot.practice.room import corrections, exporting, overview, sharing, talks
from bot.practice.room.talks import Filter
from tests.practice.room import actions
from tests.practice.training import TEACHER, TRAINER, Training

WORDS = "uw eigen schuld, dat spreken we af"


async def shared(training: Training, begin: str) -> str:
    """Let Kim have a run of some kind and share it; return its id."""
    if begin == "again":
        source = await training.practise(TEACHER)
        await training.room.act(f"again:{source}:1", name=TEACHER)
    else:
        await training.room.act(begin, name=TEACHER)
    await training.room.say(WORDS, name=TEACHER)
    await training.room.act("stop", name=TEACHER)
    session = (await training.room.session()).id
    await sharing.share(await training.visit(TEACHER), session)
    return session


@pytest.mark.parametrize(
    ("begin", "apart", "judged"),
    [
        ("astray:mara", "wrong", False),
        ("warmup:mara", "warmup", False),
        ("again", "branch", True),
        ("begin:mara", "", True),
    ],
)
async def test_a_run_that_is_set_apart_says_so_everywhere(begin: str, apart: str, *, judged: bool) -> None:
    training = await Training().begin()
    session = await shared(training, begin)
    visit = await training.visit(TRAINER)
    page = await talks.talk(visit, session)
    assert (page.talk.apart, bool(page.observations)) == (apart, judged)
    (row,) = await talks.talks(visit, training.group.id)
    own = await training.visit(TEACHER)
    mine = next(one for one in (await sharing.my_room(own)).talks if one.session == session)
    preview = (await sharing.preview(own, session)).page.talk
    moment = await talks.moment(visit, session, 1)
    assert {row.apart, mine.apart, preview.apart, moment.apart} == {apart}
    sheet = await exporting.talk_sheet(visit, session)
    assert (not apart) or visit.texts(f"room.apart.{apart}") in sheet.title


@pytest.mark.parametrize("begin", ["astray:mara", "warmup:mara", "again"])
async def test_what_is_set_apart_is_no_practice_and_no_moment(begin: str) -> None:
    training = await Training().begin()
    await shared(training, begin)
    seen = await overview.overview(await training.visit(TRAINER), training.group.id)
    kim = next(one for one in seen.members if one.name == "Kim")
    assert (kim.talks, kim.shared) == (int(begin == "again"), 1)
    assert seen.moments == ()


async def test_wrong_on_purpose_shows_no_techniques_in_a_correction_or_a_search() -> None:
    training = await Training().begin()
    session = await shared(training, "astray:mara")
    visit = await training.visit(TRAINER)
    seen = (await talks.talk(visit, session)).lines[0].moves[0]
    becomes = "kind" if seen.move != "kind" else "harsh"
    view = await corrections.try_move(visit, session, 1, words=seen.words, was=seen.move, becomes=becomes)
    assert {"moves"} <= {one.what for one in view.differences}
    assert not {"technique", "top", "tip", "step"} & {one.what for one in view.differences}
    for technique in visit.library.course.techniques:
        assert await talks.talks(visit, training.group.id, Filter(technique=technique.id)) == ()


async def test_a_teacher_sees_it_in_the_chat_before_sharing() -> None:
    training = await Training().begin()
    session = await shared(training, "astray:mara")
    word = training.room.text("room.apart.wrong")
    (menu,) = await training.room.act("share", name=TEACHER)
    assert any(word in button.label for row in menu.buttons for button in row)
    assert f"share:{session}" in actions((menu,))
    head, *_ = await training.room.act(f"share:{session}", name=TEACHER)
    assert head.text.startswith(training.room.text("room.apart_why.wrong"))


async def test_an_empty_plan_is_not_noted_as_read() -> None:
    training = await Training().begin()
    kim, group = await training.id_of(TEACHER), training.group.id
    await training.room.act(f"myplan:{group}:on", name=TEACHER)
    await talks.progress(await training.visit(TRAINER), group, kim)
    looks = (await sharing.my_room(await training.visit(TEACHER))).looks
    assert [one.what for one in looks] == ["progress"]
