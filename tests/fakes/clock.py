"""A clock that stands still until it is told otherwise, and chance that counts."""

from datetime import UTC, datetime, timedelta


class FakeClock:
    def __init__(self, at: datetime = datetime(2026, 9, 7, 16, 30, tzinfo=UTC)) -> None:
        self.at = at

    def now(self) -> datetime:
        return self.at

    def pass_by(self, time: timedelta) -> None:
        self.at += time


class FakeChance:
    def __init__(self) -> None:
        self.given = 0

    def seed(self) -> int:
        self.given += 1
        return self.given

    def token(self) -> str:
        self.given += 1
        return f"token{self.given:04d}"
