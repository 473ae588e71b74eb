"""Every use case of the trainer's room against every role: who may, and who is refused."""

from collections.abc import Awaitable, Callable
from datetime import date

import pytest

from bot.practice.room import (
    assignments,
    comments,
    corrections,
    exporting,
    groups,
    joining,
    overview,
    people,
    sharing,
    talks,
)
from bot.practice.room.errors import NotAllowed, NotThere
from bot.practice.room.records import Kind
from bot.practice.visit import Visit
from tests.practice.training import (
    ADMIN,
    NOBODY,
    OTHER_TEACHER,
    OTHER_TRAINER,
    ROLES,
    TEACHER,
    TRAINER,
    Training,
)

UseCase = Callable[[Visit, Training], Awaitable[object]]
LATER = date(2026, 10, 1)


async def _comment(visit: Visit, training: Training) -> int:
    """Return a comment of the trainer on the shared conversation."""
    made = await comments.comment_line(
        await training.visit(TRAINER), training.session, 1, Kind.TOP, "mooi gezegd"
    )
    return made.id


async def _assignment(training: Training) -> str:
    made = await assignments.assign(
        await training.visit(TRAINER), training.group.id, module="one", text="oefen", due=LATER
    )
    return made.id


def _correct(visit: Visit, training: Training) -> Awaitable[object]:
    return corrections.correct_move(
        visit, training.session, 1, words="wat naar voor u", was="kind", becomes="deal"
    )


CASES: dict[str, tuple[UseCase, set[str]]] = {
    "trainers": (lambda v, _: people.trainers(v), {ADMIN}),
    "invite_trainer": (lambda v, _: people.invite_trainer(v), {ADMIN}),
    "name_trainer": (lambda v, _: people.name_trainer(v, "Iemand"), {TRAINER, OTHER_TRAINER}),
    "my_groups": (lambda v, _: groups.my_groups(v), {TRAINER, OTHER_TRAINER}),
    "make_group": (lambda v, _: groups.make_group(v, "Nieuw"), {TRAINER, OTHER_TRAINER}),
    "details": (lambda v, t: groups.details(v, t.group.id), {TRAINER}),
    "change_group": (lambda v, t: groups.change_group(v, t.group.id, name="x", dates=()), {TRAINER}),
    "renew_code": (lambda v, t: groups.renew_code(v, t.group.id), {TRAINER}),
    "invite_colleague": (lambda v, t: people.invite_colleague(v, t.group.id), {TRAINER}),
    "stop_leading": (lambda v, t: groups.stop_leading(v, t.group.id), {TRAINER}),
    "drop_group": (lambda v, t: groups.drop_group(v, t.group.id), {TRAINER}),
    "name_me": (lambda v, t: joining.name_me(v, t.group.id, "Ik"), {TEACHER, OTHER_TEACHER}),
    "share_plan": (lambda v, t: joining.share_plan(v, t.group.id, on=True), {TEACHER, OTHER_TEACHER}),
    "leave": (lambda v, t: joining.leave(v, t.group.id), {TEACHER, OTHER_TEACHER}),
    "preview": (lambda v, t: sharing.preview(v, t.session), {TEACHER}),
    "share": (lambda v, t: sharing.share(v, t.session, t.group.id), {TEACHER}),
    "unshare": (lambda v, t: sharing.unshare(v, t.session), {TEACHER}),
    "my_room": (lambda v, _: sharing.my_room(v), set(ROLES)),
    "overview": (lambda v, t: overview.overview(v, t.group.id), {TRAINER}),
    "moments": (lambda v, t: overview.moments(v, t.group.id), {TRAINER}),
    "talks": (lambda v, t: talks.talks(v, t.group.id), {TRAINER}),
    "talk": (lambda v, t: talks.talk(v, t.session), {TRAINER}),
    "moment": (lambda v, t: talks.moment(v, t.session, 1), {TRAINER}),
    "talks_csv": (lambda v, t: exporting.talks_csv(v, t.group.id), {TRAINER}),
    "talk_csv": (lambda v, t: exporting.talk_csv(v, t.session), {TRAINER}),
    "talk_json": (lambda v, t: exporting.talk_json(v, t.session), {TRAINER}),
    "group_json": (lambda v, t: exporting.group_json(v, t.group.id), {TRAINER}),
    "comment_line": (lambda v, t: comments.comment_line(v, t.session, 1, Kind.TOP, "ja"), {TRAINER}),
    "comment_talk": (lambda v, t: comments.comment_talk(v, t.session, Kind.TIP, "ja"), {TRAINER}),
    "correct_move": (_correct, {TRAINER}),
    "correct_observation": (
        lambda v, t: corrections.correct_observation(v, t.session, "acknowledge", "open"),
        {TRAINER},
    ),
    "take_correction_back": (lambda v, t: corrections.take_back(v, t.session, 1), {TRAINER}),
    "assign": (
        lambda v, t: assignments.assign(v, t.group.id, module="one", text="oefen", due=LATER),
        {TRAINER},
    ),
}


async def _end_trainer(visit: Visit, training: Training) -> None:
    await people.end_trainer(visit, await training.id_of(OTHER_TRAINER))


async def _remove_member(visit: Visit, training: Training) -> None:
    await groups.remove_member(visit, training.group.id, await training.id_of(TEACHER))


async def _progress(visit: Visit, training: Training) -> object:
    return await talks.progress(visit, training.group.id, await training.id_of(TEACHER))


async def _comment_plan(visit: Visit, training: Training) -> object:
    await joining.share_plan(await training.visit(TEACHER), training.group.id, on=True)
    teacher = await training.id_of(TEACHER)
    return await comments.comment_plan(visit, training.group.id, teacher, Kind.TRY, "probeer het eens")


async def _answer(visit: Visit, training: Training) -> object:
    return await comments.answer(visit, await _comment(visit, training), "dank je")


def _answer_to(comment: int) -> UseCase:
    return lambda visit, _: comments.answer(visit, comment, "nog iets")


async def _take_back(visit: Visit, training: Training) -> None:
    await comments.take_back(visit, await _comment(visit, training))


async def _withdraw(visit: Visit, training: Training) -> None:
    await assignments.withdraw(visit, await _assignment(training))


CASES |= {
    "end_trainer": (_end_trainer, {ADMIN}),
    "remove_member": (_remove_member, {TRAINER}),
    "progress": (_progress, {TRAINER}),
    "comment_plan": (_comment_plan, {TRAINER}),
    "answer": (_answer, {TRAINER, TEACHER}),
    "take_back": (_take_back, {TRAINER}),
    "withdraw": (_withdraw, {TRAINER}),
}


@pytest.mark.parametrize("who", ROLES)
@pytest.mark.parametrize("case", CASES)
async def test_only_who_may_gets_in(case: str, who: str) -> None:
    use, allowed = CASES[case]
    training = await Training().begin()
    await training.shared()
    visit = await training.visit(who)
    if who in allowed:
        await use(visit, training)
    else:
        with pytest.raises((NotAllowed, NotThere)):
            await use(visit, training)


@pytest.mark.parametrize("who", [TRAINER, OTHER_TRAINER])
@pytest.mark.parametrize("case", ["talk", "moment", "talk_csv", "comment_line", "correct_move"])
async def test_what_is_not_shared_any_more_is_closed_at_once(case: str, who: str) -> None:
    training = await Training().begin()
    await training.shared()
    await sharing.unshare(await training.visit(TEACHER), training.session)
    with pytest.raises(NotAllowed):
        await CASES[case][0](await training.visit(who), training)


@pytest.mark.parametrize("case", ["details", "talk", "overview", "comment_line", "answer"])
async def test_a_trainer_whose_role_was_taken_is_out(case: str) -> None:
    training = await Training().begin()
    await training.shared()
    comment = await _comment(await training.visit(TRAINER), training)
    await people.end_trainer(await training.visit(ADMIN), await training.id_of(TRAINER))
    visit = await training.visit(TRAINER)
    use = {**CASES, "answer": (_answer_to(comment), set())}[case][0]
    with pytest.raises(NotAllowed):
        await use(visit, training)


async def test_what_another_teacher_did_not_share_is_nowhere() -> None:
    training = await Training().begin()
    await training.shared()
    hidden = await training.practise(OTHER_TEACHER, "wat naar voor u")
    visit = await training.visit(TRAINER)
    as_data = (await exporting.group_json(visit, training.group.id))()
    as_table = (await exporting.talks_csv(visit, training.group.id))()
    assert training.session in as_data
    assert hidden not in as_data
    assert "Kim" in as_table
    assert [one.session for one in await talks.talks(visit, training.group.id)] == [training.session]


async def test_a_stranger_learns_nothing_from_a_refusal() -> None:
    training = await Training().begin()
    await training.shared()
    visit = await training.visit(NOBODY)
    refused = []
    for session in (training.session, "there is none"):
        with pytest.raises(NotAllowed) as caught:
            await talks.talk(visit, session)
        refused.append(str(caught.value))
    assert refused[0] == refused[1]
