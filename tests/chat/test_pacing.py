"""A parent needs a moment to type."""

from datetime import UTC, datetime, timedelta

from bot.chat.pacing import moments
from bot.practice.messages import Message, Voice

NOW = datetime(2026, 11, 24, 12, tzinfo=UTC)
SHORT = Message(Voice.PARENT, "Dag.")
LONG = Message(Voice.PARENT, "Ik heb u al drie keer gemaild en ik hoor maar niets terug van school. " * 2)
COACH = Message(Voice.COACH, "Vraag door.")


def test_no_factor_no_delay() -> None:
    assert moments((SHORT, LONG, COACH), NOW, factor=0) == (NOW, NOW, NOW)


def test_bubbles_come_one_after_another() -> None:
    first, second = moments((SHORT, SHORT), NOW, factor=1)
    assert NOW < first < second


def test_a_longer_bubble_takes_longer() -> None:
    assert moments((SHORT,), NOW, factor=1)[0] < moments((LONG,), NOW, factor=1)[0]


def test_nobody_waits_longer_than_four_seconds_for_a_bubble() -> None:
    endless = Message(Voice.PARENT, "woord " * 900)
    assert moments((endless,), NOW, factor=1)[0] - NOW <= timedelta(seconds=4)


def test_the_coach_does_not_type() -> None:
    parent, coach = moments((SHORT, COACH), NOW, factor=1)
    assert parent == coach
