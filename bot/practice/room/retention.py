"""Nothing is kept for longer than needed: what is due is deleted, whoever looks."""

from datetime import datetime, timedelta

from bot.practice.ports import Unit
from bot.practice.room.periods import Periods
from bot.practice.room.records import Group


async def purge(unit: Unit, now: datetime, periods: Periods) -> int:
    """Delete every conversation whose time has come, and what is left of who went; return how many."""
    longest = max(periods.shared, periods.unshared)
    ages = await unit.room.talks.ages(now - periods.shortest)
    due = [age.session for age in ages if periods.until(age) <= now]
    for session in due:
        await unit.forget_session(session)
    await unit.room.talks.purge(now - longest)
    for group in await unit.room.people.groups():
        if _last(group, now) < now - longest and not await unit.room.talks.practised(group.id):
            await unit.room.people.drop_group(group.id)
    for teacher in await unit.room.talks.quiet(now - longest):
        await unit.forget_teacher(teacher)
    return len(due)


def _last(group: Group, now: datetime) -> datetime:
    """Return the end of a group's last session, or when it was made if that is later."""
    ends = [
        datetime.combine(date, datetime.min.time(), now.tzinfo) + timedelta(days=1) for date in group.dates
    ]
    return max([group.made, *ends])
