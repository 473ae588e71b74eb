"""Days are those on the wall where the teachers are: half past midnight there is still yesterday in UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from bot.practice.ids import TeacherId
from bot.practice.room import assignments, exporting, reviewing
from bot.practice.room.errors import BadInput
from bot.practice.room.groups import next_date
from bot.practice.room.periods import Periods
from bot.practice.room.records import Age
from tests.practice.room import texts
from tests.practice.training import TEACHER, TRAINER, Training

LATE = datetime(2026, 9, 7, 22, 30, tzinfo=UTC)
YESTERDAY, TODAY = date(2026, 9, 7), date(2026, 9, 8)


async def late() -> Training:
    training = await Training().begin()
    training.room.clock.at = LATE
    return training


@pytest.mark.parametrize("what", ["mydata", "share", "wipe"])
async def test_a_teacher_sees_the_day_on_the_wall(what: str) -> None:
    training = await late()
    await training.shared()
    told = repr(await training.room.act(what, name=TEACHER))

    assert "08-09-2026" in told
    assert "07-09-2026" not in told


async def test_a_trainer_sees_the_day_on_the_wall() -> None:
    training = await late()
    session = await training.shared()
    visit = await training.visit(TRAINER)

    assert "08-09-2026" in "\n".join(texts(await reviewing.show_talk(visit, session)))
    assert "2026-09-08" in await exporting.talk_csv(visit, session)
    assert "08-09-2026" in (await exporting.talk_sheet(visit, session)).title


async def test_yesterday_is_no_day_to_practise_before() -> None:
    training = await late()
    visit = await training.visit(TRAINER)
    module = visit.library.course.modules[0].id
    with pytest.raises(BadInput):
        await assignments.assign(visit, training.group.id, module=module, text="Oefen", due=YESTERDAY)
    await assignments.assign(visit, training.group.id, module=module, text="Oefen", due=TODAY)


async def test_the_session_of_yesterday_is_not_the_next() -> None:
    training = await late()
    visit = await training.visit(TRAINER)
    group = type(training.group)
    made = {name: getattr(training.group, name) for name in group.__dataclass_fields__}

    assert next_date(visit, group(**{**made, "dates": (YESTERDAY,)})) is None
    assert next_date(visit, group(**{**made, "dates": (TODAY,)})) == TODAY


def test_what_follows_a_course_ends_at_midnight_there() -> None:
    age = Age("s", TeacherId("t"), LATE, shared=True, last_dates=(TODAY,))
    until = Periods(after_course=timedelta(weeks=1)).until(age)

    assert until == datetime(2026, 9, 15, 22, 0, tzinfo=UTC)
