"""Updates of any shape: each is stored, then done or buried, and the next teacher is still answered."""

import asyncio
import json
import math
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.runner import BotRunner
from tests.chat.house import TEXTS, Script, WallClock, draw
from tests.fakes.botapi import BotApi
from tests.fakes.memory_store import MemoryStore
from tests.fuzz.inputs import anything, fuzzed_rarely, words

KINDS = ("message", "edited_message", "callback_query", "my_chat_member", "channel_post", "poll")
PERSON = {"id": 5, "is_bot": False, "first_name": "A"}
CHATS = st.one_of(
    st.just({"id": 5, "type": "private", "first_name": "A"}),
    st.just({"id": -5, "type": "supergroup", "title": "T"}),
    anything,
)
MESSAGES = st.fixed_dictionaries(
    {"message_id": st.one_of(st.integers(), anything), "date": st.one_of(st.integers(0, 2**33), anything)},
    optional={
        "chat": CHATS,
        "from": st.one_of(st.just(PERSON), anything),
        "text": st.one_of(words, anything),
        "entities": st.one_of(
            st.lists(
                st.fixed_dictionaries(
                    {
                        "type": st.sampled_from(["bot_command", "mention", "new"]),
                        "offset": st.integers(-3, 99),
                        "length": st.integers(-3, 99),
                    }
                ),
                max_size=3,
            ),
            anything,
        ),
        "photo": anything,
        "voice": anything,
        "location": anything,
    },
)
BODIES = st.one_of(
    MESSAGES,
    st.fixed_dictionaries(
        {"id": words, "from": st.one_of(st.just(PERSON), anything)},
        optional={"message": MESSAGES, "data": st.one_of(words, anything), "chat_instance": words},
    ),
    anything,
)
UPDATES = st.dictionaries(st.sampled_from(KINDS), BODIES, min_size=1, max_size=2)


def clean(part: Any) -> Any:
    """Numbers that JSON does not have become words."""
    if isinstance(part, float) and not math.isfinite(part):
        return str(part)
    if isinstance(part, dict):
        return {name: clean(value) for name, value in part.items()}
    return [clean(one) for one in part] if isinstance(part, list) else part


async def handled(api: BotApi, updates: list[dict[str, Any]]) -> MemoryStore:
    """Bring these updates to a bot and wait until none is waiting."""
    store, stop = MemoryStore(clock=WallClock()), asyncio.Event()
    runner = BotRunner(
        token=api.token,
        api_url=api.url,
        practice=Script(),
        store=store,
        texts=TEXTS,
        clock=WallClock(),
        draw=draw,
        delay=0,
        polls=False,
    )
    await runner.start()
    for number, update in enumerate(updates, 1):
        await runner.receive(json.dumps({**clean(update), "update_id": number}).encode())
    task = asyncio.create_task(runner.run_until(stop))
    try:
        async with asyncio.timeout(20):
            while any(row.status == "new" for row in store.tables.inbox.values()):
                await asyncio.wait({task}, timeout=0.005)
    finally:
        stop.set()
        await task
        await runner.stop()
    return store


ORDINARY = {
    "message": {
        "message_id": 1,
        "date": 1,
        "chat": {"id": 77, "type": "private", "first_name": "B"},
        "from": {"id": 77, "is_bot": False, "first_name": "B"},
        "text": "Dag",
    }
}


@pytest.fixture(scope="module")
def api() -> Iterator[BotApi]:
    """One for all tries: it takes longer to stop than a bot takes to do its updates."""
    with BotApi() as server:
        server.person("Anna")
        yield server


@fuzzed_rarely
@given(updates=st.lists(UPDATES, min_size=1, max_size=30))
def test_no_update_stops_the_bot(api: BotApi, updates: list[dict[str, Any]]) -> None:
    store = asyncio.run(handled(api, [*updates, ORDINARY]))
    assert len(store.tables.inbox) == len(updates) + 1
    said = [row for row in store.tables.outbox.values() if row.chat == 77]
    assert len(said) == 1
