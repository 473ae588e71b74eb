"""Reminders: asked for, said once, stopped by a tap; on a real file, over restarts, by a test clock."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.practice.learning.ports import ReminderKind
from bot.practice.learning.wall import moment_at, next_weekly, read_date, read_time
from bot.practice.messages import Messages, Voice
from bot.practice.ports import Store
from bot.practice.practice import Practice
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.shelf import FakeShelf
from tests.practice.room import Room, actions, texts
from tests.practice.world import real_texts, small_library

MONDAY = datetime(2026, 9, 7, 16, 30, tzinfo=UTC)
CHAT = 5


class School:
    """A bot on a file that is started anew whenever the test asks for the store."""

    def __init__(self, folder: Path) -> None:
        self.url = f"sqlite:///{folder / 'school.sqlite3'}"
        self.clock, self.chance = FakeClock(), FakeChance()
        self.practice = Practice(shelf=FakeShelf(small_library()), clock=self.clock, chance=self.chance)
        self.updates = 0

    @asynccontextmanager
    async def started(self) -> AsyncIterator[Store]:
        await prepare(self.url)
        store = SqlStore(self.url, clock=self.clock, chance=self.chance)
        yield store
        await store.close()

    async def do(self, *actions: str, chat: int = CHAT) -> Messages:
        """Let a teacher press buttons, or say what begins with `say:`."""
        messages: Messages = ()
        for action in actions:
            self.updates += 1
            async with self.started() as store:
                await store.chats.receive([(self.updates, chat, "raw")])
                async with store.chats.claim() as claim:
                    assert claim is not None
                    teacher = await claim.unit.teacher_for("telegram", str(chat))
                    use = self.practice.say if action.startswith("say:") else self.practice.act
                    words = action.removeprefix("say:")
                    messages = await use(claim.unit, teacher, words, key=f"key{self.updates}")
        return messages

    async def look(self) -> list[Messages]:
        """Start anew, look for what is due, and return what then stands in the outbox, sent."""
        async with self.started() as store:
            while True:
                async with store.unit() as unit:
                    if not await self.practice.remind(unit):
                        break
            sent: list[Messages] = []
            while rows := await store.chats.take_due(self.clock.now(), most=50):
                for row in rows:
                    await store.chats.sent(row.id, 1)
                    sent.append((row.message,))
            return sent


@pytest.fixture
def school(tmp_path: Path) -> School:
    return School(tmp_path)


@pytest.mark.parametrize(
    ("weekday", "clock", "after", "expected"),
    [
        (0, "19:00", MONDAY, datetime(2026, 9, 7, 17, 0, tzinfo=UTC)),
        (0, "18:30", MONDAY, datetime(2026, 9, 14, 16, 30, tzinfo=UTC)),
        (2, "08:00", MONDAY, datetime(2026, 9, 9, 6, 0, tzinfo=UTC)),
        # The clocks go back on 25 October: 16:00 on the wall is an hour later in UTC.
        (4, "16:00", datetime(2026, 10, 23, 20, 0, tzinfo=UTC), datetime(2026, 10, 30, 15, 0, tzinfo=UTC)),
        # Late in the evening in UTC it is the next day already.
        (1, "08:00", datetime(2026, 9, 7, 22, 30, tzinfo=UTC), datetime(2026, 9, 8, 6, 0, tzinfo=UTC)),
    ],
)
def test_the_next_time_is_that_of_the_clock_on_the_wall(
    weekday: int, clock: str, after: datetime, expected: datetime
) -> None:
    assert next_weekly(weekday, clock, after=after) == expected


def test_a_time_that_the_clocks_skip_still_comes() -> None:
    assert moment_at(date(2027, 3, 28), "02:30") == datetime(2027, 3, 28, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "time"),
    [
        ("17:15", "17:15"),
        ("8", "08:00"),
        ("8 uur", "08:00"),
        ("17.15", "17:15"),
        ("25:00", ""),
        ("straks", ""),
    ],
)
def test_a_time_is_read(typed: str, time: str) -> None:
    assert read_time(typed) == time


@pytest.mark.parametrize("typed", ["6-9-2026", "morgen", "30-2", "1-13"])
def test_no_day_or_one_that_is_past_is_none(typed: str) -> None:
    assert read_date(typed, today=date(2026, 9, 7)) is None


async def test_without_asking_nothing_is_ever_sent(school: School) -> None:
    await school.do("start", "begin:mara", "say:tja")
    school.clock.pass_by(timedelta(weeks=10))
    assert await school.look() == []


async def test_a_weekly_reminder_comes_each_week_once(school: School) -> None:
    await school.do("start", "remind:day:2", "say:17:15")
    assert await school.look() == []
    school.clock.at = datetime(2026, 9, 9, 15, 14, tzinfo=UTC)
    assert await school.look() == []
    for _ in range(2):
        school.clock.pass_by(timedelta(minutes=2))
        assert [one[0].title for one in await school.look()] == [real_texts()("remind.now_title")]
        assert await school.look() == []
        school.clock.pass_by(timedelta(weeks=1, minutes=-2))


async def test_what_was_missed_while_the_program_was_down_comes_once(school: School) -> None:
    await school.do("start", "remind:at:2:1600", "task", "say:nee zeggen")
    async with school.started() as store, store.unit() as unit:
        teacher = await unit.teacher_for("telegram", str(CHAT))
        (task,) = await unit.learning.own_assignments(teacher.id)
    await school.do(f"task:in:{task.id}:2", f"task:remind:{task.id}")
    school.clock.pass_by(timedelta(weeks=5))
    assert len(await school.look()) == 1
    assert await school.look() == []
    async with school.started() as store, store.unit() as unit:
        (left,) = await unit.learning.reminders(teacher.id)
    assert left.kind is ReminderKind.WEEKLY
    assert school.clock.now() < left.due <= school.clock.now() + timedelta(weeks=1)


async def test_a_reminder_tells_the_goal_and_what_is_open(school: School) -> None:
    await school.do("start", "remind:at:2:1600", "goal:1", "say:Eerst luisteren", "task", "say:Nee zeggen")
    school.clock.pass_by(timedelta(days=3))
    ((message,),) = await school.look()
    assert real_texts()("remind.goal", words="Eerst luisteren") in message.text
    assert "14-09-2026: Nee zeggen" in message.text
    assert "remind:off" in actions((message,))


async def test_one_tap_stops_it(school: School) -> None:
    await school.do("start", "remind:at:2:1600", "remind:off")
    school.clock.pass_by(timedelta(weeks=3))
    assert await school.look() == []


async def test_nothing_is_sent_to_who_was_forgotten(school: School) -> None:
    await school.do("start", "remind:at:2:1600", "wipe:yes:all")
    school.clock.pass_by(timedelta(weeks=3))
    assert await school.look() == []


async def test_all_teachers_get_their_own(school: School) -> None:
    for chat in (5, 6, 7):
        await school.do("start", "remind:at:2:1600", chat=chat)
    school.clock.pass_by(timedelta(days=4))
    assert len(await school.look()) == 3


async def test_the_parent_asks_once_in_a_silence(school: School) -> None:
    await school.do("start", "silence:5", "begin:mara", "say:tja")
    school.clock.pass_by(timedelta(minutes=4))
    assert await school.look() == []
    school.clock.pass_by(timedelta(minutes=1))
    ((message,),) = await school.look()
    assert (message.voice, message.text) == (Voice.PARENT, "Bent u er nog?")
    school.clock.pass_by(timedelta(hours=1))
    assert await school.look() == []


@pytest.mark.parametrize("action", ["say:nou", "pause", "stop", "tip"])
async def test_the_question_is_void_once_the_teacher_does_something(school: School, action: str) -> None:
    await school.do("start", "silence:5", "begin:mara", "say:tja")
    school.clock.pass_by(timedelta(minutes=4))
    await school.do(action)
    school.clock.pass_by(timedelta(minutes=2))
    assert await school.look() == []


async def test_what_the_teacher_just_said_is_heard_before_the_question(school: School) -> None:
    await school.do("start", "silence:5", "begin:mara", "say:tja")
    school.clock.pass_by(timedelta(minutes=6))
    async with school.started() as store:
        await store.chats.receive([(99, CHAT, "raw")])
    assert await school.look() == []


async def test_a_question_that_is_long_past_is_not_asked(school: School) -> None:
    await school.do("start", "silence:5", "begin:mara", "say:tja")
    school.clock.pass_by(timedelta(days=2))
    assert await school.look() == []


async def test_what_is_set_is_shown_and_can_be_changed(room: Room) -> None:
    assert room.text("remind.no_weekly") in texts(await room.act("remind"))[0]
    await room.act("remind:at:2:1600")
    await room.act("silence:15")
    (shown,) = await room.act("remind")
    assert room.text("remind.weekly", day="woensdag", time="16:00") in shown.text
    assert room.text("remind.silence", minutes=15) in shown.text
    assert {"remind:off", "silence:off", "silence:5"} <= set(actions((shown,)))
    await room.act("silence:off")
    assert room.text("remind.no_silence") in texts(await room.act("remind"))[0]


@pytest.mark.parametrize("action", ["remind:day:7", "remind:at:2:9999", "remind:at:9:1600", "silence:7"])
async def test_what_cannot_be_is_refused(room: Room, action: str) -> None:
    assert texts(await room.act(action))[0] == room.text("say.stale")
    assert await room.unit.learning.reminders((await room.teacher()).id) == ()


async def test_a_time_that_is_none_is_asked_again(room: Room) -> None:
    await room.act("remind:day:2")
    assert texts(await room.say("straks")) == [room.text("remind.no_time")]
    await room.say("17:15")
    (set_now,) = await room.unit.learning.reminders((await room.teacher()).id)
    assert (set_now.weekday, set_now.time) == (2, "17:15")


async def test_the_page_shows_what_is_due_until_the_next_conversation(room: Room) -> None:
    await room.act("start")
    await room.act("remind:at:2:1600")
    teacher = await room.teacher()
    title = room.text("remind.now_title")
    assert title not in [one.title for one in await room.practice.conversation(room.unit, teacher)]
    room.clock.pass_by(timedelta(weeks=3))
    for _ in range(2):
        assert title in [one.title for one in await room.practice.conversation(room.unit, teacher)]
    await room.act("begin:mara")
    await room.act("stop")
    assert title not in [one.title for one in await room.practice.conversation(room.unit, teacher)]


async def test_the_page_shows_the_question_in_a_silence(room: Room) -> None:
    await room.act("silence:5")
    await room.act("begin:mara")
    teacher = await room.teacher()
    assert "Bent u er nog?" not in texts(await room.practice.conversation(room.unit, teacher))
    room.clock.pass_by(timedelta(minutes=5))
    assert texts(await room.practice.conversation(room.unit, teacher))[-1] == "Bent u er nog?"
