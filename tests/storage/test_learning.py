"""Choices, goals, own assignments and reminders, on every store."""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.practice.ids import TeacherId
from bot.practice.learning.ports import Choice, ChoiceKind, Goal, OwnAssignment, Reminder, ReminderKind
from bot.practice.ports import Store
from tests.fakes.clock import FakeClock
from tests.storage.samples import MESSAGE, NOW, session

LATER = NOW + timedelta(hours=1)


async def known(store: Store, chat: int = 5) -> TeacherId:
    """Return a teacher who has written in a chat."""
    await store.chats.receive([(chat * 10, chat, "raw")])
    async with store.chats.claim() as claim:
        assert claim is not None
        return (await claim.unit.teacher_for("telegram", str(chat))).id


def weekly(teacher: TeacherId) -> Reminder:
    return Reminder(teacher, ReminderKind.WEEKLY, "", LATER, 2, "16:00")


async def test_a_kind_of_run_is_kept(store: Store) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        await unit.add_session(replace(session("a", teacher), kind="wrong"))
        await unit.add_session(session("b", teacher))
    async with store.unit() as unit:
        assert [one.kind for one in await unit.sessions(teacher)] == ["wrong", ""]


async def test_a_later_choice_takes_the_place_of_an_earlier(store: Store) -> None:
    teacher = await known(store)
    first = Choice(ChoiceKind.FOCUS, "one", "a", NOW)
    async with store.unit() as unit:
        await unit.learning.choose(teacher, first)
        await unit.learning.choose(teacher, replace(first, subject="two"))
        await unit.learning.choose(teacher, replace(first, value="b", at=LATER))
    async with store.unit() as unit:
        found = await unit.learning.choices(teacher)
        await unit.learning.drop_choice(teacher, ChoiceKind.FOCUS, "one")
        left = await unit.learning.choices(teacher)
    assert [(one.subject, one.value, one.at) for one in found] == [("one", "b", LATER), ("two", "a", NOW)]
    assert [one.subject for one in left] == ["two"]


async def test_a_goal_is_looked_back_on(store: Store) -> None:
    teacher = await known(store)
    goal = Goal("g", teacher, "one", "Eerst luisteren", NOW)
    done = replace(goal, looked_back="yes", looked_back_at=LATER)
    async with store.unit() as unit:
        await unit.learning.save_goal(goal)
        await unit.learning.save_goal(replace(goal, id="h"))
        await unit.learning.save_goal(done)
    async with store.unit() as unit:
        assert await unit.learning.goals(teacher) == (done, replace(goal, id="h"))
        await unit.learning.drop_goal(TeacherId("other"), "g")
        await unit.learning.drop_goal(teacher, "h")
    async with store.unit() as unit:
        assert await unit.learning.goals(teacher) == (done,)


async def test_own_assignments_come_in_order_of_their_date(store: Store) -> None:
    teacher = await known(store)
    late = OwnAssignment("late", teacher, "Nee zeggen", date(2026, 10, 2), NOW)
    soon = replace(late, id="soon", due=date(2026, 9, 9), done=LATER)
    async with store.unit() as unit:
        await unit.learning.save_own_assignment(late)
        await unit.learning.save_own_assignment(replace(soon, done=None))
        await unit.learning.save_own_assignment(soon)
    async with store.unit() as unit:
        assert await unit.learning.own_assignments(teacher) == (soon, late)
        await unit.learning.drop_own_assignment(teacher, "soon")
    async with store.unit() as unit:
        assert await unit.learning.own_assignments(teacher) == (late,)


async def test_a_reminder_is_taken_when_it_is_due(store: Store) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        await unit.learning.remind(replace(weekly(teacher), due=NOW))
        await unit.learning.remind(weekly(teacher))
        await unit.learning.remind(Reminder(teacher, ReminderKind.SILENCE, "a", LATER, 0, ""))
    async with store.unit() as unit:
        assert len(await unit.learning.reminders(teacher)) == 2
        assert await unit.learning.take_due(LATER - timedelta(seconds=1)) == ()
        taken = await unit.learning.take_due(LATER)
    assert {one.kind for one in taken} == {ReminderKind.WEEKLY, ReminderKind.SILENCE}
    assert weekly(teacher) in taken


@pytest.mark.parametrize("subject", [None, "a"])
async def test_reminders_are_dropped_by_kind_and_subject(store: Store, subject: str | None) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        for one in ("a", "b"):
            await unit.learning.remind(Reminder(teacher, ReminderKind.SILENCE, one, LATER))
        await unit.learning.remind(weekly(teacher))
        await unit.learning.drop_reminders(teacher, ReminderKind.SILENCE, subject)
    async with store.unit() as unit:
        left = [one.subject for one in await unit.learning.reminders(teacher)]
    assert sorted(left) == ([""] if subject is None else ["", "b"])


async def test_reminders_of_one_teacher_at_a_time(store: Store) -> None:
    teachers = [await known(store, 5), await known(store, 6)]
    async with store.unit() as unit:
        for teacher in teachers:
            await unit.learning.remind(weekly(teacher))
        taken = await unit.learning.take_due(LATER)
    assert len({one.teacher for one in taken}) == len(taken) == 1


async def test_replicas_that_look_at_once_take_each_reminder_once(store: Store) -> None:
    for chat in (5, 6, 7):
        teacher = await known(store, chat)
        async with store.unit() as unit:
            await unit.learning.remind(weekly(teacher))

    async def replica() -> list[TeacherId]:
        told: list[TeacherId] = []
        for _ in range(4):
            async with store.unit() as unit:
                for one in await unit.learning.take_due(LATER):
                    told.append(one.teacher)
                    await unit.learning.tell(one.teacher, (MESSAGE,))
                    await unit.learning.remind(replace(one, due=LATER + timedelta(weeks=1)))
        return told

    told = [
        one for replica_told in await asyncio.gather(*(replica() for _ in range(4))) for one in replica_told
    ]
    assert len(told) == len(set(told)) == 3


async def test_what_was_just_said_comes_before_a_reminder(store: Store) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        await unit.learning.remind(weekly(teacher))
    await store.chats.receive([(77, 5, "raw")])
    async with store.unit() as unit:
        assert await unit.learning.take_due(LATER) == ()


@pytest.mark.parametrize("is_blocked", [True, False])
async def test_nothing_is_sent_to_who_blocked_the_bot(store: Store, is_blocked: bool) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        await unit.learning.remind(weekly(teacher))
    await store.chats.blocked(5, is_blocked=is_blocked)
    async with store.unit() as unit:
        assert bool(await unit.learning.take_due(LATER)) is not is_blocked
        assert await unit.learning.tell(teacher, (MESSAGE,)) is not is_blocked


async def test_who_has_no_chat_is_told_nothing(store: Store) -> None:
    async with store.unit() as unit:
        teacher = (await unit.teacher_for("web", "x")).id
        await unit.learning.remind(weekly(teacher))
        assert await unit.learning.take_due(LATER) == ()
        assert not await unit.learning.tell(teacher, (MESSAGE,))


async def test_what_is_told_stands_in_the_outbox(store: Store, clock: FakeClock) -> None:
    teacher = await known(store)
    async with store.unit() as unit:
        assert await unit.learning.tell(teacher, (MESSAGE,))
    assert [one.message for one in await store.chats.take_due(clock.now(), most=5)] == [MESSAGE]


async def test_forgetting_a_teacher_takes_all_of_it(store: Store) -> None:
    teacher, other = await known(store, 5), await known(store, 6)
    for one in (teacher, other):
        async with store.unit() as unit:
            await unit.learning.choose(one, Choice(ChoiceKind.FOCUS, "one", "a", NOW))
            await unit.learning.save_goal(Goal(f"g{one}", one, "one", "Luisteren", NOW))
            await unit.learning.save_own_assignment(OwnAssignment(f"o{one}", one, "x", date(2026, 9, 9), NOW))
            await unit.learning.remind(weekly(one))
    async with store.unit() as unit:
        await unit.forget_teacher(teacher)
    async with store.unit() as unit:
        for one, count in ((teacher, 0), (other, 1)):
            assert len(await unit.learning.choices(one)) == count
            assert len(await unit.learning.goals(one)) == count
            assert len(await unit.learning.own_assignments(one)) == count
            assert len(await unit.learning.reminders(one)) == count
