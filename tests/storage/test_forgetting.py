"""A teacher who asks to be forgotten is, on every store."""

from bot.practice.ids import TeacherId
from bot.practice.ports import Store
from tests.fakes.clock import FakeClock
from tests.storage.samples import MESSAGE, NOW, parent, session, turn


async def full_store(store: Store) -> tuple[TeacherId, TeacherId]:
    """Fill a store with a teacher (chat 5) and another one (chat 6), two sessions and a branch each."""
    ids = []
    for chat in (5, 6):
        await store.chats.receive([(chat * 10, chat, "raw")])
        async with store.chats.claim() as claim:
            assert claim is not None
            teacher = await claim.unit.teacher_for("telegram", str(chat))
            ids.append(teacher.id)
            for name, branch_of in (("a", ""), ("b", ""), ("c", "a"), ("d", "c")):
                branched = f"{branch_of}{chat}" if branch_of else ""
                await claim.unit.add_session(session(f"{name}{chat}", teacher.id, branch_of=branched))
                await claim.unit.add_turn(f"{name}{chat}", turn(1), NOW)
            await claim.unit.add_correction(teacher.id, f"a{chat}", 1, kind="meant", value="x", at=NOW)
            await claim.unit.remember(teacher.id, "key", (MESSAGE,))
            await claim.put([parent(f"voor {chat}")])
    return ids[0], ids[1]


async def test_a_forgotten_session_takes_its_branches_and_words_along(store: Store) -> None:
    teacher, _ = await full_store(store)
    async with store.unit() as unit:
        await unit.forget_session("a5")
    async with store.unit() as unit:
        assert [one.id for one in await unit.sessions(teacher)] == ["b5"]
        assert await unit.turns("a5") == await unit.turns("c5") == await unit.turns("d5") == ()
        assert await unit.turns("b5") == (turn(1),)
        assert await unit.corrections(teacher) == ()
        assert await unit.answered(teacher, "key") == ()


async def test_forgetting_a_session_leaves_other_teachers_alone(store: Store) -> None:
    _, other = await full_store(store)
    async with store.unit() as unit:
        await unit.forget_session("a5")
        await unit.forget_session("unknown")
    async with store.unit() as unit:
        assert len(await unit.sessions(other)) == 4
        assert await unit.answered(other, "key") == (MESSAGE,)


async def test_a_forgotten_teacher_is_a_stranger(store: Store) -> None:
    teacher, other = await full_store(store)
    async with store.unit() as unit:
        await unit.forget_teacher(teacher)
    async with store.unit() as unit:
        assert await unit.teacher(teacher) is None
        assert await unit.sessions(teacher) == ()
        assert await unit.corrections(teacher) == ()
        assert await unit.answered(teacher, "key") is None
        assert (await unit.teacher_for("telegram", "5")).id not in {teacher, other}
        assert len(await unit.sessions(other)) == 4


async def test_a_forgotten_teacher_gets_no_waiting_message(store: Store, clock: FakeClock) -> None:
    teacher, _ = await full_store(store)
    async with store.unit() as unit:
        await unit.forget_teacher(teacher)

    assert [row.message.text for row in await store.chats.take_due(clock.now(), most=9)] == ["voor 6"]


async def test_the_answer_to_being_forgotten_is_still_sent(store: Store, clock: FakeClock) -> None:
    teacher, _ = await full_store(store)
    await store.chats.receive([(51, 5, "wis alles"), (52, 5, "daarna")])
    async with store.chats.claim() as claim:
        assert claim is not None
        known = await claim.unit.teacher_for("telegram", "5")
        await claim.unit.forget_teacher(known.id)
        await claim.unit.save_teacher(known)
        await claim.unit.remember(known.id, "wipe", (parent("Weg."),))
        await claim.put([parent("Weg.")])
    texts = [row.message.text for row in await store.chats.take_due(clock.now(), most=9)]

    assert sorted(texts) == ["Weg.", "voor 6"]
    async with store.chats.claim() as claim:
        assert claim is not None
        assert claim.raw == "daarna"
        assert (await claim.unit.teacher_for("telegram", "5")).id != teacher
