"""What the rows of the trainer's room promise, on every store."""

from datetime import date, timedelta

from bot.model.ids import ModuleId, TechniqueId
from bot.practice.ids import TeacherId
from bot.practice.messages import Message, Voice
from bot.practice.ports import Store, Unit
from bot.practice.room.records import (
    About,
    Answer,
    Assignment,
    Comment,
    Correction,
    Group,
    Kind,
    Look,
    Marks,
    Member,
    Share,
    Trainer,
)
from tests.fakes.clock import FakeClock
from tests.storage.samples import NOW, session, turn

GROUP = Group("g", "Team", "abcde-fghjk", (date(2026, 9, 14), date(2026, 11, 30)), NOW)
LETTER = Message(Voice.TRAINER, "Dit werkt", title="Tineke")


async def filled(unit: Unit) -> tuple[TeacherId, TeacherId]:
    """Store a trainer with a group and a member who shares a conversation; return both."""
    trainer = (await unit.teacher_for("web", "trainer")).id
    teacher = (await unit.teacher_for("web", "teacher")).id
    people = unit.room.people
    await people.save_trainer(Trainer(trainer, "Tineke"))
    await people.save_group(GROUP)
    await people.add_leader("g", trainer)
    await people.save_member(Member("g", teacher, "Kim", NOW))
    await unit.add_session(session("s", teacher))
    await unit.add_turn("s", turn(1), NOW)
    await unit.room.talks.share(Share("s", "g", NOW))
    return trainer, teacher


def comment(trainer: TeacherId, teacher: TeacherId) -> Comment:
    return Comment(0, "g", trainer, teacher, About.LINE, Kind.TOP, "s", 1, "dag", "mooi", NOW)


async def test_a_group_comes_back_as_it_was(store: Store) -> None:
    async with store.unit() as unit:
        trainer, teacher = await filled(unit)
    async with store.unit() as unit:
        people = unit.room.people
        assert await people.group_by_code("abcde-fghjk") == GROUP
        assert await people.groups_led_by(trainer) == await people.groups_of(teacher) == (GROUP,)
        assert await people.members("g") == (Member("g", teacher, "Kim", NOW),)
        assert await people.leads("g", trainer)
        assert not await people.leads("g", teacher)
        assert await people.known_as(trainer, frozenset({("web", "trainer"), ("web", "x")}))
        assert not await people.known_as(teacher, frozenset({("web", "trainer")}))
        assert await people.channels(trainer) == {"web"}


async def test_a_trainers_code_works_once_and_not_too_late(store: Store) -> None:
    async with store.unit() as unit:
        people = unit.room.people
        await people.add_trainer_code("one", group="", expires=NOW + timedelta(days=7))
        assert await people.trainer_code("one", now=NOW) == ""
        assert await people.redeem_trainer_code("one", now=NOW + timedelta(days=8)) is None
        assert await people.redeem_trainer_code("one", now=NOW) == ""
        assert await people.redeem_trainer_code("one", now=NOW) is None


async def test_a_conversation_is_counted_and_found(store: Store) -> None:
    marks = Marks({TechniqueId("t"): "seen"}, ((1, 4),), good=True, unsure=1)
    async with store.unit() as unit:
        await filled(unit)
        await unit.room.talks.keep_marks("s", marks)
    async with store.unit() as unit:
        (one,) = await unit.room.talks.practised("g")
        assert (one.session, one.turns, one.shared, one.marks) == ("s", 1, NOW, marks)
        text = turn(1).reading.text
        assert [name for name, _ in await unit.room.talks.lines_with("g", text[:6].upper())] == ["s"]
        assert await unit.room.talks.lines_with("g", "100%_|") == ()
        assert await unit.room.talks.talks_with("g", text[:6].upper()) == {"s"}
        assert await unit.room.talks.talks_with("g", "recognitions") == frozenset(), "a name of the record"
        assert await unit.room.talks.talks_with("anders", text[:6]) == frozenset()


async def test_words_go_with_the_conversation_and_with_leaving(store: Store) -> None:
    async with store.unit() as unit:
        trainer, teacher = await filled(unit)
        words = unit.room.words
        number = await words.add_comment(comment(trainer, teacher))
        await words.add_answer(number, Answer(teacher, "dank", NOW))
        await words.add_correction(Correction(0, trainer, "s", 1, "move", "dag", "a", "b", NOW, group="g"))
        (found,) = await words.comments_on("s")
        assert [one.text for one in found.answers] == ["dank"]
        assert [one.becomes for one in await words.all_corrections()] == ["b"]
        for number, asked in enumerate((teacher, None)):
            await words.save_assignment(
                Assignment(f"a{number}", "g", asked, ModuleId("one"), "oefen", date(2026, 9, 20), NOW)
            )
        await unit.room.people.drop_member("g", teacher)
        assert [one.teacher for one in await words.assignments("g")] == [None]
        assert await words.comments_for(teacher) == ()
        assert await unit.room.talks.shares(teacher) == ()
        assert await words.all_corrections() == ()


async def test_what_was_taken_over_is_remembered(store: Store) -> None:
    async with store.unit() as unit:
        trainer, _ = await filled(unit)
        words = unit.room.words
        first, second = [
            await words.add_correction(Correction(0, trainer, "s", 1, "move", text, "a", "b", NOW, group="g"))
            for text in ("dag", "ja")
        ]
        await words.mark_exported((), NOW)
        await words.mark_exported((first,), NOW)
    async with store.unit() as unit:
        found = {one.id: one.exported for one in await unit.room.words.all_corrections()}
        assert found == {first: NOW, second: None}


async def test_a_letter_goes_to_the_chat_or_waits(store: Store, clock: FakeClock) -> None:
    await store.chats.receive([(1, 77, "{}")])
    async with store.chats.claim() as claim:
        assert claim is not None
        there = await claim.unit.teacher_for("telegram", "77")
    async with store.unit() as unit:
        here = await unit.teacher_for("web", "x")
        for to in (here, there):
            await unit.room.words.post(to.id, (LETTER,), NOW)
    async with store.unit() as unit:
        assert await unit.room.words.deliver(now=clock.now()) == 1
        assert await unit.room.words.deliver(now=clock.now()) == 0
        assert [one.messages for one in await unit.room.words.letters(here.id)] == [(LETTER,)]
    (row,) = await store.chats.take_due(clock.now(), most=5)
    assert (row.chat, row.message) == (77, LETTER)


async def test_a_letter_that_came_after_what_was_shown_stays(store: Store) -> None:
    async with store.unit() as unit:
        here = (await unit.teacher_for("web", "x")).id
        await unit.room.words.post(here, (LETTER,), NOW)
        (shown,) = await unit.room.words.letters(here)
        await unit.room.words.post(here, (LETTER, LETTER), NOW)
        await unit.room.words.read_letters(here, shown.number)
    async with store.unit() as unit:
        (left,) = await unit.room.words.letters(here)
        assert left.messages == (LETTER, LETTER)


async def test_a_waiting_letter_goes_with_the_words_in_it(store: Store) -> None:
    async with store.unit() as unit:
        trainer, teacher = await filled(unit)
        words = unit.room.words
        await words.post(trainer, (LETTER,), NOW, session="s", about_teacher=teacher)
        await words.post(trainer, (LETTER,), NOW, about_teacher=teacher)
        await words.post(trainer, (LETTER,), NOW)
        await unit.forget_session("s")
        assert len(await words.letters(trainer)) == 2
        await unit.forget_teacher(teacher)
        assert len(await words.letters(trainer)) == 1


async def test_all_of_a_teacher_goes(store: Store) -> None:
    async with store.unit() as unit:
        trainer, teacher = await filled(unit)
        await unit.room.words.add_comment(comment(trainer, teacher))
        await unit.room.words.save_assignment(
            Assignment("a", "g", teacher, ModuleId("one"), "oefen", date(2026, 9, 20), NOW)
        )
        await unit.room.talks.note_look(Look(teacher, "Tineke", "talk", "s", NOW))
        await unit.room.words.post(teacher, (LETTER,), NOW)
        assert len(await unit.room.words.assignments_for(teacher)) == 1
        await unit.forget_teacher(teacher)
    async with store.unit() as unit:
        assert await unit.room.people.members("g") == ()
        assert await unit.room.talks.practised("g") == ()
        assert await unit.room.words.comments_in("g") == ()
        assert await unit.room.words.assignments("g") == ()
        assert await unit.room.talks.looks(teacher) == ()
        assert await unit.room.words.letters(teacher) == ()


async def test_ages_and_the_quiet(store: Store, clock: FakeClock) -> None:
    async with store.unit() as unit:
        _, teacher = await filled(unit)
        gone = await unit.teacher_for("web", "gone")
    async with store.unit() as unit:
        (age,) = await unit.room.talks.ages(clock.now() + timedelta(days=3650))
        assert (age.session, age.teacher, age.shared) == ("s", teacher, True)
        assert age.last_dates == (date(2026, 11, 30),)
        later = clock.now() + timedelta(days=1)
        assert await unit.room.talks.quiet(later) == (gone.id,)
