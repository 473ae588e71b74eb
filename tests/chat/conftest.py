"""What every test of the whole bot starts from."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.practice.ports import Store
from tests.chat.house import Script, open_store
from tests.fakes.botapi import BotApi, Person


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
async def store(tmp_path: Path) -> AsyncIterator[Store]:
    async with open_store(tmp_path) as opened:
        yield opened


@pytest.fixture
def script() -> Script:
    return Script()


@pytest.fixture
def anna(api: BotApi) -> Person:
    return api.person("Anna")
