"""How long conversations are kept, and until when each of them."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.practice.learning.wall import day_of, moment_at
from bot.practice.room.records import Age


@dataclass(frozen=True, slots=True)
class Periods:
    """Settings of the operator."""

    shared: timedelta = timedelta(weeks=16)
    """After the beginning of a conversation that a trainer may read, at most."""
    unshared: timedelta = timedelta(weeks=16)
    """After the beginning of any other."""
    after_course: timedelta = timedelta(weeks=4)
    """After the last session of the teacher's group, when that is earlier."""

    @property
    def shortest(self) -> timedelta:
        """The age below which nothing is deleted, whatever the group's dates."""
        return min(self.shared, self.unshared, self.after_course)

    def until(self, age: Age) -> datetime:
        """Return when a conversation is deleted.

        A conversation after the last session belongs to no course any more: only its own age counts.
        """
        end = age.started + (self.shared if age.shared else self.unshared)
        dates = [date for date in age.last_dates if date >= day_of(age.started)]
        if not dates:
            return end
        midnight = moment_at(max(dates) + timedelta(days=1), "00:00")
        return min(end, midnight + self.after_course)
