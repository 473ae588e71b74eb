"""Workers and replicas at the same time: nothing lost, nothing twice, in order per chat."""

import asyncio
from collections import defaultdict
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.practice.ports import Store
from bot.storage.database import Database, NestedTransaction
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.storage.conftest import empty
from tests.storage.samples import NOW, parent, session, turn

CHATS = range(1, 7)
BURST = 5


class Tokens(FakeChance):
    """Tokens that no other replica gives."""

    def __init__(self, replica: str) -> None:
        super().__init__()
        self._replica = replica

    def token(self) -> str:
        return self._replica + super().token()


@pytest.fixture(params=["sqlite", pytest.param("postgres", marks=pytest.mark.postgres)])
async def replicas(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[list[SqlStore]]:
    """Return one store on SQLite, where there is one process, and three on a server."""
    if request.param == "sqlite":
        url, names = f"sqlite:///{tmp_path / 'test.sqlite3'}", ["a"]
        await prepare(url)
    else:
        url, names = request.getfixturevalue("server"), ["a", "b", "c"]
        await empty(url)
    stores = [SqlStore(url, clock=FakeClock(), chance=Tokens(name)) for name in names]
    yield stores
    for store in stores:
        await store.close()


async def one_turn(store: Store, done: dict[int, list[int]]) -> bool:
    """Take an update as the bot does: load, change, store, answer."""
    async with store.chats.claim() as claim:
        if claim is None:
            return False
        teacher = await claim.unit.teacher_for("telegram", str(claim.chat))
        current = await claim.unit.current(teacher.id)
        if current is None:
            current = session(f"s{claim.chat}", teacher.id)
            await claim.unit.add_session(replace(current, position=replace(current.position, turn=0)))
            current = await claim.unit.current(teacher.id)
            assert current is not None
        number = current.position.turn + 1
        await claim.unit.add_turn(current.id, turn(number), NOW)
        await claim.unit.save_session(replace(current, position=replace(current.position, turn=number)))
        await claim.put([parent(str(claim.update_id))])
        done[claim.chat].append(claim.update_id)
    return True


async def work(store: Store, done: dict[int, list[int]]) -> None:
    while await one_turn(store, done):
        pass


async def test_a_burst_is_done_once_and_in_order(replicas: list[SqlStore]) -> None:
    updates = [(chat * 100 + n, chat, "raw") for chat in CHATS for n in range(BURST)]
    await replicas[0].chats.receive(updates)
    done: dict[int, list[int]] = defaultdict(list)
    await asyncio.gather(*(work(store, done) for store in replicas for _ in range(3)))
    # A worker that found every chat locked has stopped early; what it left is finished here.
    await work(replicas[0], done)

    assert done == {chat: [chat * 100 + n for n in range(BURST)] for chat in CHATS}
    async with replicas[0].unit() as unit:
        for chat in CHATS:
            assert [one.number for one in await unit.turns(f"s{chat}")] == [1, 2, 3, 4, 5]


async def test_messages_go_out_once_and_in_order(replicas: list[SqlStore]) -> None:
    for chat in CHATS:
        await replicas[0].chats.put(chat, [parent(str(n)) for n in range(BURST)])
    sent: dict[int, list[str]] = defaultdict(list)

    async def send(store: Store) -> None:
        while await store.chats.next_due() is not None:
            for row in await store.chats.take_due(NOW, most=2):
                sent[row.chat].append(row.message.text)
                await store.chats.sent(row.id, None)

    await asyncio.gather(*(send(store) for store in replicas for _ in range(3)))

    assert sent == {chat: [str(n) for n in range(BURST)] for chat in CHATS}


async def test_the_same_update_at_two_doors_comes_in_once(replicas: list[SqlStore]) -> None:
    new = await asyncio.gather(
        *(store.chats.receive([(1, 5, "raw"), (2, 6, "raw")]) for store in replicas for _ in range(4))
    )

    assert sum(new) == 2


async def test_two_devices_of_a_new_teacher_meet_one_teacher(replicas: list[SqlStore]) -> None:
    async def meet(store: Store) -> str:
        async with store.unit() as unit:
            return (await unit.teacher_for("web", "me")).id

    met = await asyncio.gather(*(meet(store) for store in replicas for _ in range(4)))

    assert len(set(met)) == 1


on_a_server = pytest.mark.parametrize(
    "replicas", [pytest.param("postgres", marks=pytest.mark.postgres)], indirect=True
)


@on_a_server
async def test_receiving_does_not_wait_for_a_running_turn(replicas: list[SqlStore]) -> None:
    await replicas[0].chats.receive([(1, 5, "a")])
    async with replicas[0].chats.claim() as claim:
        assert claim is not None
        async with asyncio.timeout(5):
            assert await replicas[1].chats.receive([(2, 5, "b")]) == 1
            assert await replicas[1].chats.dead() == 0


@on_a_server
async def test_a_locked_chat_is_passed_over(replicas: list[SqlStore]) -> None:
    await replicas[0].chats.receive([(1, 5, "a"), (2, 5, "b"), (3, 6, "c")])
    async with replicas[0].chats.claim() as first, replicas[1].chats.claim() as second:
        assert first is not None
        assert second is not None
        assert (first.raw, second.raw) == ("a", "c")
        async with replicas[2].chats.claim() as third:
            assert third is None


async def test_a_cancelled_turn_is_undone_and_not_counted(replicas: list[SqlStore]) -> None:
    store = replicas[0]
    await store.chats.receive([(1, 5, "a")])
    holding = asyncio.Event()

    async def hold() -> None:
        async with store.chats.claim() as claim:
            assert claim is not None
            await claim.unit.keep_content("d", "half")
            holding.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(hold())
    await holding.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task

    async with store.chats.claim() as claim:
        assert claim is not None
        assert claim.attempt == 1
        assert await claim.unit.content("d") is None


async def test_a_transaction_inside_a_transaction_fails_at_once(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'test.sqlite3'}"
    await prepare(url)
    store = SqlStore(url, clock=FakeClock(), chance=FakeChance())
    async with store.unit():
        with pytest.raises(NestedTransaction):
            await store.chats.sent(1, None)
    await store.close()


@on_a_server
async def test_a_letter_that_comes_while_others_are_delivered_is_not_lost(
    replicas: list[SqlStore], server: str
) -> None:
    await replicas[0].chats.receive([(1, 77, "{}")])
    async with replicas[0].chats.claim() as claim:
        assert claim is not None
        to = (await claim.unit.teacher_for("telegram", "77")).id
        await claim.unit.room.words.post(to, (parent("first"),), NOW)

    async def deliver() -> None:
        async with replicas[0].unit() as unit:
            assert await unit.room.words.deliver(now=NOW) == 1

    database = Database(server)
    waiting = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND relation = 'outbox'::regclass")
    async with asyncio.TaskGroup() as tasks, asyncio.timeout(20), database.write() as held:
        # Letters are read before they are put in the outbox, and deleted after it.
        await held.execute(text("LOCK TABLE outbox IN EXCLUSIVE MODE"))
        tasks.create_task(deliver())
        while not (await held.execute(waiting)).scalar_one():
            pass
        async with replicas[1].unit() as unit:
            await unit.room.words.post(to, (parent("second"),), NOW)
    await database.close()

    async with replicas[0].unit() as unit:
        assert [one.messages for one in await unit.room.words.letters(to)] == [(parent("second"),)]


@on_a_server
async def test_two_who_write_to_each_other_do_not_wait_for_ever(replicas: list[SqlStore]) -> None:
    async with replicas[0].unit() as unit:
        me, you = [(await unit.teacher_for("web", name)).id for name in ("me", "you")]
    async with asyncio.timeout(20), replicas[0].unit() as mine, replicas[1].unit() as yours:
        await mine.teacher(me)
        await yours.teacher_for("web", "you")
        await asyncio.gather(
            mine.room.words.post(you, (parent("to you"),), NOW),
            yours.room.words.post(me, (parent("to me"),), NOW),
        )

    async with replicas[0].unit() as unit:
        assert [len(await unit.room.words.letters(one)) for one in (me, you)] == [1, 1]
