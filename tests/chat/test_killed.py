"""The bot is killed in the middle of a burst, again and again: nothing lost, nothing twice, in order."""

import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path

import pytest

from tests.fakes.botapi import BotApi, Person

ROOT = Path(__file__).parents[2]
PEOPLE = 6
EACH = 20


@contextmanager
def process(api: BotApi, folder: Path) -> Iterator["subprocess.Popen[bytes]"]:
    bot = subprocess.Popen(
        [sys.executable, "-m", "tests.chat.one_bot", api.url, api.token, str(folder)], cwd=ROOT
    )
    try:
        yield bot
    finally:
        bot.kill()
        bot.wait()


def answers(api: BotApi) -> int:
    return sum(message.by_bot for message in api.world.messages)


def burst(api: BotApi) -> list[Person]:
    people = [api.person(f"p{number}") for number in range(PEOPLE)]
    for number in range(EACH):
        for person in people:
            person.say(f"zin {number}")
    return people


def once(heard: list[str]) -> list[str]:
    """What was heard, without repeats of one message by the sender."""
    return list(dict.fromkeys(heard))


@pytest.mark.faults
def answered(api: BotApi, goal: int) -> bool:
    return answers(api) >= goal


def test_killed_in_a_burst_nothing_is_lost_or_done_twice(api: BotApi, tmp_path: Path) -> None:
    chance = random.Random(7)
    people = burst(api)
    kills = 0
    while answers(api) < PEOPLE * EACH - 30:
        with process(api, tmp_path):
            goal = answers(api) + chance.randint(5, 30)
            api.world.wait_for(partial(answered, api, goal))
        kills += 1
    with process(api, tmp_path) as bot:
        for person in people:
            person.say("tot ziens")
            person.awaits("tot ziens")
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(10) == 0
    told = [f"zin {number}" for number in range(EACH)] + ["tot ziens"]
    for person in people:
        assert once(person.heard()) == [f"{number}: {text}" for number, text in enumerate(told, 1)]
    repeats = answers(api) - PEOPLE * (EACH + 1)
    assert kills >= 3
    assert repeats <= 8 * kills, "at most what was in flight"


@pytest.mark.faults
def test_a_clean_stop_repeats_nothing(api: BotApi, tmp_path: Path) -> None:
    people = burst(api)
    with process(api, tmp_path) as bot:
        api.world.wait_for(lambda: answers(api) >= 30)
        bot.send_signal(signal.SIGTERM)
        assert bot.wait(10) == 0
    assert answers(api) < PEOPLE * EACH
    with process(api, tmp_path):
        for person in people:
            person.awaits_count(EACH)
    for person in people:
        assert person.heard() == [f"{number + 1}: zin {number}" for number in range(EACH)]
