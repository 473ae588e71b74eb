"""The durable path of a chat channel, on every store."""

from datetime import timedelta

import pytest

from bot.practice.ports import Store
from bot.storage.errors import DatabaseFull
from tests.fakes.clock import FakeClock
from tests.storage.samples import MESSAGE, parent


class Failed(Exception):
    pass


async def fail(store: Store, error: Exception) -> None:
    async def half_a_turn() -> None:
        async with store.chats.claim() as claim:
            assert claim is not None
            await claim.unit.keep_content("d", "half")
            await claim.put([parent("half")])
            raise error

    with pytest.raises(type(error)):
        await half_a_turn()


async def next_raw(store: Store) -> str | None:
    async with store.chats.claim() as claim:
        return None if claim is None else claim.raw


async def texts_due(store: Store, clock: FakeClock) -> list[str]:
    return [row.message.text for row in await store.chats.take_due(clock.now(), most=50)]


async def test_an_update_is_received_once(store: Store) -> None:
    assert await store.chats.receive([(1, 5, "a"), (2, 5, "b"), (1, 5, "a")]) == 2
    assert await store.chats.receive([(2, 5, "b"), (3, 6, "c")]) == 1
    assert await store.chats.receive([]) == 0


async def test_a_redelivered_update_is_not_done_again(store: Store) -> None:
    await store.chats.receive([(1, 5, "a")])
    assert await next_raw(store) == "a"
    await store.chats.receive([(1, 5, "a")])
    assert await next_raw(store) is None


async def test_updates_are_taken_in_order(store: Store) -> None:
    await store.chats.receive([(3, 5, "c"), (1, 5, "a"), (2, 6, "b")])
    assert [await next_raw(store) for _ in range(4)] == ["a", "b", "c", None]


async def test_a_claim_carries_its_update(store: Store) -> None:
    await store.chats.receive([(1, -1005, '{"a": "é"}')])
    async with store.chats.claim() as claim:
        assert claim is not None
        assert (claim.update_id, claim.chat, claim.raw, claim.attempt) == (1, -1005, '{"a": "é"}', 1)


async def test_a_failure_rolls_back_and_counts(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 5, "a")])
    await fail(store, Failed())

    assert await texts_due(store, clock) == []
    async with store.chats.claim() as claim:
        assert claim is not None
        assert claim.attempt == 2
        assert await claim.unit.content("d") is None


async def test_after_three_failures_an_update_is_dead_and_the_next_goes_on(store: Store) -> None:
    await store.chats.receive([(1, 5, "bad"), (2, 5, "good")])
    for _ in range(3):
        await fail(store, Failed())

    assert await store.chats.dead() == 1
    assert await next_raw(store) == "good"


async def test_a_failure_of_the_store_is_not_held_against_the_update(store: Store) -> None:
    await store.chats.receive([(1, 5, "a")])
    for _ in range(3):
        await fail(store, DatabaseFull())

    assert await store.chats.dead() == 0
    assert await next_raw(store) == "a"


async def test_a_buried_update_is_dead_and_its_apology_goes_out(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 5, "???")])
    async with store.chats.claim() as claim:
        assert claim is not None
        await claim.bury("unparsable")
        await claim.put([parent("Sorry")])

    assert await store.chats.dead() == 1
    assert await texts_due(store, clock) == ["Sorry"]
    assert await next_raw(store) is None


async def test_a_message_comes_out_whole(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [MESSAGE])
    (row,) = await store.chats.take_due(clock.now(), most=1)

    assert (row.chat, row.message, row.attempts) == (5, MESSAGE, 0)


async def test_one_message_per_chat_is_in_flight(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a"), parent("b")])
    await store.chats.put(6, [parent("c")])
    first = await store.chats.take_due(clock.now(), most=50)

    assert [row.message.text for row in first] == ["a", "c"]
    assert await texts_due(store, clock) == []
    await store.chats.sent(first[0].id, 77)
    assert await texts_due(store, clock) == ["b"]


async def test_no_more_are_taken_than_asked(store: Store, clock: FakeClock) -> None:
    for chat in range(5):
        await store.chats.put(chat, [parent("x")])

    assert len(await store.chats.take_due(clock.now(), most=3)) == 3
    assert len(await store.chats.take_due(clock.now(), most=3)) == 2


async def test_messages_of_one_update_keep_their_order(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 5, "a")])
    async with store.chats.claim() as claim:
        assert claim is not None
        await claim.put([parent("1"), parent("2")])
        await claim.put([])
        await claim.put([parent("3")])
    sent = []
    for _ in range(3):
        (row,) = await store.chats.take_due(clock.now(), most=9)
        sent.append(row.message.text)
        await store.chats.sent(row.id, None)

    assert sent == ["1", "2", "3"]


async def test_a_message_waits_for_its_moment_and_holds_up_those_behind_it(
    store: Store, clock: FakeClock
) -> None:
    later = clock.now() + timedelta(seconds=2)
    await store.chats.put(5, [parent("a"), parent("b")], not_before=[later])

    assert await texts_due(store, clock) == []
    assert await store.chats.next_due() == later
    clock.pass_by(timedelta(seconds=2))
    assert await texts_due(store, clock) == ["a"]


async def test_nothing_waiting_is_never_due(store: Store, clock: FakeClock) -> None:
    assert await store.chats.next_due() is None
    await store.chats.put(5, [parent("a")])
    assert await store.chats.next_due() == clock.now()


async def test_a_retry_waits_in_front_of_its_chat(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a"), parent("b")])
    (row,) = await store.chats.take_due(clock.now(), most=9)
    await store.chats.retry(row.id, clock.now() + timedelta(seconds=3), reason="429")

    assert await texts_due(store, clock) == []
    clock.pass_by(timedelta(seconds=3))
    (again,) = await store.chats.take_due(clock.now(), most=9)
    assert (again.message.text, again.attempts) == ("a", 1)


async def test_a_row_given_up_lets_the_next_through(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a"), parent("b")])
    (row,) = await store.chats.take_due(clock.now(), most=9)
    await store.chats.give_up(row.id, reason="BadRequest")

    assert await texts_due(store, clock) == ["b"]


async def test_a_sender_that_died_loses_its_row_in_time(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a")])
    assert await texts_due(store, clock) == ["a"]
    clock.pass_by(timedelta(seconds=4))
    assert await texts_due(store, clock) == []
    clock.pass_by(timedelta(seconds=4))
    assert await texts_due(store, clock) == ["a"]


async def test_a_blocked_chat_gets_nothing_until_it_is_back(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a"), parent("b")])
    await store.chats.blocked(5, is_blocked=True)
    assert await store.chats.next_due() is None

    await store.chats.blocked(5, is_blocked=False)
    await store.chats.put(5, [parent("c")])
    assert await texts_due(store, clock) == ["c"]


async def test_a_moved_chat_takes_its_rows_along(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, -5, "a")])
    await store.chats.put(-5, [parent("x")])
    await store.chats.migrated(-5, -1005)

    (row,) = await store.chats.take_due(clock.now(), most=9)
    assert row.chat == -1005
    async with store.chats.claim() as claim:
        assert claim is not None
        assert claim.chat == -1005


async def test_purging_keeps_what_is_still_to_be_done(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 5, "done"), (2, 6, "new")])
    await next_raw(store)
    await store.chats.put(5, [parent("waiting")])
    clock.pass_by(timedelta(days=8))
    await store.chats.purge(clock.now() - timedelta(days=7))

    assert await next_raw(store) == "new"
    assert await texts_due(store, clock) == ["waiting"]
    # The number of a purged update is free again; Telegram has long stopped repeating it.
    assert await store.chats.receive([(1, 5, "again")]) == 1


async def test_what_a_teacher_wrote_after_a_refused_send_is_still_answered(
    store: Store, clock: FakeClock
) -> None:
    began = clock.now()
    await store.chats.put(5, [parent("before")])
    clock.pass_by(timedelta(milliseconds=3))
    await store.chats.receive([(1, 5, "I am back")])
    async with store.chats.claim() as claim:
        assert claim is not None
        await claim.put([parent("after")])
    await store.chats.blocked(5, is_blocked=True, since=began)

    assert await texts_due(store, clock) == ["after"]
    await store.chats.receive([(2, 5, "again")])
    async with store.chats.claim() as claim:
        assert claim is not None
        assert not claim.blocked


async def test_a_claim_tells_that_the_chat_was_blocked(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 5, "a")])
    await next_raw(store)
    clock.pass_by(timedelta(seconds=1))
    await store.chats.blocked(5, is_blocked=True)
    await store.chats.receive([(2, 5, "b")])
    async with store.chats.claim() as claim:
        assert claim is not None
        assert claim.blocked


async def test_a_row_that_is_renewed_stays_taken(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("a")])
    (row,) = await store.chats.take_due(clock.now(), most=9)
    for _ in range(4):
        clock.pass_by(timedelta(seconds=4))
        await store.chats.renew([row.id])
    assert await texts_due(store, clock) == []
    clock.pass_by(timedelta(seconds=7))
    assert await texts_due(store, clock) == ["a"]


async def test_a_clock_that_was_set_back_holds_nothing_up(store: Store, clock: FakeClock) -> None:
    await store.chats.put(5, [parent("due"), parent("next")])
    await store.chats.put(6, [parent("taken")])
    await store.chats.take_due(clock.now(), most=9)
    clock.pass_by(timedelta(hours=-1))

    assert await texts_due(store, clock) == ["due", "taken"]
