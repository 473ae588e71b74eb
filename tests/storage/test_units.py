"""What a transaction promises to the use cases, on every store."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.model.ids import OutcomeId
from bot.practice.ids import TeacherId
from bot.practice.ports import Store, Teacher
from bot.storage.errors import AlreadyStored
from tests.fakes.clock import FakeClock
from tests.storage.samples import MESSAGE, NOW, POSITION, session, turn


class Stopped(Exception):
    pass


async def teacher_with_session(store: Store, *names: str) -> Teacher:
    async with store.unit() as unit:
        teacher = await unit.teacher_for("web", "someone")
        for name in names:
            await unit.add_session(session(name, teacher.id))
    return teacher


async def test_an_outside_identity_is_always_the_same_teacher(store: Store) -> None:
    async with store.unit() as unit:
        first = await unit.teacher_for("web", "1")
        other = await unit.teacher_for("telegram", "1")
    async with store.unit() as unit:
        assert await unit.teacher_for("web", "1") == first
        assert await unit.teacher_for("telegram", "1") == other != first


async def test_a_saved_teacher_comes_back_whole(store: Store) -> None:
    async with store.unit() as unit:
        teacher = await unit.teacher_for("web", "1")
        changed = Teacher(teacher.id, consent="2", paused=True, waiting_for="wipe:all", helped="move")
        await unit.save_teacher(changed)
    async with store.unit() as unit:
        assert await unit.teacher(teacher.id) == changed


async def test_a_stranger_is_nobody(store: Store) -> None:
    async with store.unit() as unit:
        assert await unit.teacher(TeacherId("nobody")) is None
        assert await unit.session("none") is None
        assert await unit.current(TeacherId("nobody")) is None
        assert await unit.content("none") is None


async def test_a_session_comes_back_whole(store: Store) -> None:
    teacher = await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        assert await unit.session("s1") == session("s1", teacher.id)


async def test_a_turn_comes_back_whole(store: Store) -> None:
    await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        await unit.add_turn("s1", turn(2), NOW)
        await unit.add_turn("s1", turn(1), NOW)
    async with store.unit() as unit:
        assert await unit.turns("s1") == (turn(1), turn(2))


async def test_the_position_and_the_end_are_saved(store: Store) -> None:
    teacher = await teacher_with_session(store, "s1")
    ended = replace(
        session("s1", teacher.id),
        position=replace(POSITION, turn=9),
        ended=NOW + timedelta(minutes=5),
        outcome=OutcomeId("end"),
    )
    async with store.unit() as unit:
        await unit.save_session(ended)
    async with store.unit() as unit:
        assert await unit.session("s1") == ended


async def test_the_newest_open_session_is_current(store: Store) -> None:
    teacher = await teacher_with_session(store, "a", "b", "c")
    async with store.unit() as unit:
        await unit.save_session(replace(session("c", teacher.id), ended=NOW))
    async with store.unit() as unit:
        current = await unit.current(teacher.id)
        assert current == session("b", teacher.id)
        assert [one.id for one in await unit.sessions(teacher.id)] == ["a", "b", "c"]


async def test_all_of_a_transaction_is_stored_or_nothing(store: Store) -> None:
    teacher = await teacher_with_session(store, "s1")

    async def half_a_turn() -> None:
        async with store.unit() as unit:
            await unit.add_turn("s1", turn(1), NOW)
            await unit.save_teacher(replace(teacher, paused=True))
            raise Stopped

    with pytest.raises(Stopped):
        await half_a_turn()
    async with store.unit() as unit:
        assert await unit.turns("s1") == ()
        assert await unit.teacher(teacher.id) == teacher


async def test_a_turn_is_stored_once(store: Store) -> None:
    await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        await unit.add_turn("s1", turn(1), NOW)
    with pytest.raises(AlreadyStored):
        async with store.unit() as unit:
            await unit.add_turn("s1", turn(1), NOW)
    async with store.unit() as unit:
        assert await unit.turns("s1") == (turn(1),)


async def test_a_branch_has_the_turns_before_its_moment(store: Store) -> None:
    teacher = await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        for number in (1, 2, 3):
            await unit.add_turn("s1", turn(number), NOW)
        await unit.add_session(session("s2", teacher.id, branch_of="s1"))
        await unit.copy_turns("s1", "s2", upto=3)
    async with store.unit() as unit:
        assert await unit.turns("s2") == (turn(1), turn(2))
        assert await unit.session("s2") == session("s2", teacher.id, branch_of="s1")


async def test_an_answer_is_remembered_per_teacher_and_key(store: Store) -> None:
    async with store.unit() as unit:
        teacher = await unit.teacher_for("web", "1")
        other = await unit.teacher_for("web", "2")
        await unit.remember(teacher.id, "key", (MESSAGE,))
        await unit.remember(teacher.id, "silent", ())
    async with store.unit() as unit:
        assert await unit.answered(teacher.id, "key") == (MESSAGE,)
        assert await unit.answered(teacher.id, "silent") == ()
        assert await unit.answered(teacher.id, "other") is None
        assert await unit.answered(other.id, "key") is None


async def test_corrections_come_back_in_order(store: Store) -> None:
    teacher = await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        await unit.add_correction(teacher.id, "s1", 2, kind="meant", value="move_a", at=NOW)
        await unit.add_correction(teacher.id, "s1", 1, kind="wrong", value="technique", at=NOW)
    async with store.unit() as unit:
        assert await unit.corrections(teacher.id) == (
            {"session": "s1", "turn": "2", "kind": "meant", "value": "move_a", "at": NOW.isoformat()},
            {"session": "s1", "turn": "1", "kind": "wrong", "value": "technique", "at": NOW.isoformat()},
        )


async def test_content_is_kept_once_per_digest(store: Store) -> None:
    async with store.unit() as unit:
        await unit.keep_content("d1", "tekst")
        await unit.keep_content("d1", "andere tekst")
    async with store.unit() as unit:
        assert await unit.content("d1") == "tekst"


async def test_old_answers_and_unused_content_are_purged(store: Store, clock: FakeClock) -> None:
    teacher = await teacher_with_session(store, "s1")
    async with store.unit() as unit:
        await unit.keep_content("d1", "in gebruik")
        await unit.keep_content("d2", "ongebruikt")
        await unit.remember(teacher.id, "old", (MESSAGE,))
    clock.pass_by(timedelta(days=8))
    async with store.unit() as unit:
        await unit.remember(teacher.id, "new", (MESSAGE,))
    await store.chats.purge(clock.now() - timedelta(days=7))
    async with store.unit() as unit:
        assert await unit.answered(teacher.id, "old") is None
        assert await unit.answered(teacher.id, "new") == (MESSAGE,)
        assert await unit.content("d1") == "in gebruik"
        assert await unit.content("d2") is None
