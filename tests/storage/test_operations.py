"""The operator's side of the store, on every store."""

from datetime import timedelta

import pytest

from bot.practice.ports import Store
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.conftest import empty
from tests.storage.samples import parent

HOUR = timedelta(hours=1)


async def test_an_alarm_is_raised_once_an_hour(store: Store, clock: FakeClock) -> None:
    raised = []
    for minutes in (0, 10, 49, 1, 59, 1):
        clock.pass_by(timedelta(minutes=minutes))
        raised.append(await store.operations.new_alarm("disk", every=HOUR))

    assert raised == [True, False, False, True, False, True]


async def test_alarms_of_another_kind_are_their_own(store: Store) -> None:
    assert await store.operations.new_alarm("disk", every=HOUR)
    assert await store.operations.new_alarm("dead", every=HOUR)


async def test_replicas_are_counted_while_they_beat(store: Store, clock: FakeClock) -> None:
    await store.operations.beat("a")
    clock.pass_by(timedelta(seconds=20))
    await store.operations.beat("b")
    await store.operations.beat("b")

    assert await store.operations.replicas(within=timedelta(seconds=30)) == 2
    assert await store.operations.replicas(within=timedelta(seconds=10)) == 1
    await store.operations.leave("b")
    assert await store.operations.replicas(within=timedelta(seconds=30)) == 1


async def test_the_backlog_tells_how_old_it_is(store: Store, clock: FakeClock) -> None:
    assert (await store.operations.backlog()).inbox_age == timedelta()
    await store.chats.receive([(1, 5, "a"), (2, 6, "b")])
    await store.chats.put(5, [parent("x")])
    clock.pass_by(timedelta(seconds=7))
    backlog = await store.operations.backlog()

    assert (backlog.inbox, backlog.outbox) == (2, 1)
    assert (backlog.inbox_age, backlog.outbox_age) == (timedelta(seconds=7), timedelta(seconds=7))


async def test_what_is_not_due_yet_is_not_late(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("x")], not_before=[clock.now() + timedelta(seconds=9)])

    assert (await store.operations.backlog()).outbox_age == timedelta()


async def test_a_blocked_bot_counts_no_dead_messages(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("x")])
    await store.chats.put(6, [parent("y")])
    await store.chats.blocked(5, is_blocked=True)
    (row,) = await store.chats.take_due(clock.now(), most=9)
    await store.chats.give_up(row.id, reason="BadRequest")

    assert (await store.operations.backlog()).dead_messages == 1


@pytest.mark.postgres
async def test_one_process_polls_and_another_takes_over(server: str, clock: FakeClock) -> None:
    await empty(server)
    first, second = (SqlStore(server, clock=clock, chance=FakeChance()) for _ in range(2))
    assert await first.operations.may_poll()
    assert await first.operations.may_poll()
    assert not await second.operations.may_poll()
    await first.close()
    assert await second.operations.may_poll()
    await second.close()
