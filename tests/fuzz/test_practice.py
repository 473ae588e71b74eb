"""Messages, buttons and signed data, whatever they hold."""

import asyncio
from datetime import UTC, datetime
from itertools import count
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.chat.rendering import fitting, html, plain
from bot.play import open_session, take_turn
from bot.web.initdata import user_of
from tests.fuzz.inputs import fuzzed, words
from tests.practice.room import Room
from tests.practice.world import small_library

LIBRARY = small_library()
ROOM = Room()
"""One for all tries, each with a teacher of its own: making one takes longer than a talk."""
NUMBERS = count()


async def begun() -> str:
    """Let a new teacher begin a talk."""
    number = next(NUMBERS)
    if number % 200 == 0:
        # The store in memory looks through all it holds, so many teachers would make it slow.
        tables = ROOM.tables
        held: tuple[dict[Any, Any], ...] = (tables.teachers, tables.keys, tables.sessions, tables.turns)
        for table in (*held, tables.answers):
            table.clear()
    name = f"teacher {number}"
    await ROOM.act("start", name=name)
    await ROOM.act("begin:mara", name=name)
    return name


@fuzzed
@given(st.lists(words, min_size=1, max_size=4))
def test_a_parent_answers_whatever_is_said(lines: list[str]) -> None:
    async def talk() -> None:
        name = await begun()
        for line in lines:
            for message in fitting(await ROOM.say(line, name=name)):
                assert len(html(message).encode("utf-16-le", "surrogatepass")) // 2 <= 8 * 4096
                assert plain(message).strip()

    asyncio.run(talk())


@fuzzed
@given(words)
def test_a_turn_is_the_same_each_time(line: str) -> None:
    persona = next(iter(LIBRARY.personas))
    position, _ = open_session(LIBRARY, persona, seed=1)
    assert take_turn(LIBRARY, position, line) == take_turn(LIBRARY, position, line)


NAMES = (
    "begin",
    "card",
    "debrief",
    "again",
    "meant",
    "wrong",
    "wipe",
    "wipe:yes",
    "whatif",
    "tip",
    "mara",
    "",
)


@fuzzed
@given(st.lists(st.one_of(st.sampled_from(NAMES), words), max_size=4).map(":".join))
def test_a_button_that_nobody_made_is_answered(action: str) -> None:
    async def act() -> None:
        teacher = await ROOM.teacher(await begun())
        assert await ROOM.practice.act(ROOM.unit, teacher, action, key="k")

    asyncio.run(act())


@fuzzed
@given(st.one_of(words, st.dictionaries(words, words, max_size=5).map(str)))
def test_what_telegram_did_not_sign_lets_nobody_in(data: str) -> None:
    assert user_of(data, token="1:token", now=datetime(2026, 9, 7, tzinfo=UTC)) is None
