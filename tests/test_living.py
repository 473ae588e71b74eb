"""A program that runs shows that it lives, with and without Telegram: its data is not moved meanwhile."""

import asyncio
import signal
from datetime import timedelta
from pathlib import Path
from typing import cast

import httpx
import pytest

from bot.content.shelf import FileShelf
from bot.main import _serve
from bot.play import Library
from bot.practice.living import living
from bot.practice.timekeeping import SteadyClock
from bot.settings import Settings
from bot.storage.moving import StillRunning, move
from tests.chat.test_program import free_port
from tests.fakes.clock import FakeClock
from tests.fakes.memory_store import MemoryStore
from tests.fakes.shelf import FakeShelf
from tests.practice.world import small_library

LATELY = timedelta(seconds=30)


class WatchedShelf(FakeShelf):
    """Tells when the program began to use it."""

    def __init__(self) -> None:
        super().__init__(small_library())
        self.used = asyncio.Event()
        self.mistakes: tuple[str, ...] = ()

    def refresh(self) -> None:
        """Find nothing changed."""

    def current(self) -> Library:
        self.used.set()
        return super().current()


async def test_the_database_of_a_program_with_pages_alone_is_not_moved(tmp_path: Path) -> None:
    first, second = (f"sqlite+aiosqlite:///{tmp_path / name}.sqlite3" for name in "ab")
    shelf = WatchedShelf()
    settings = Settings(tmp_path, database_url=first, web_port=free_port())
    program = asyncio.create_task(_serve(settings, cast(FileShelf, shelf)))
    began = asyncio.create_task(shelf.used.wait())
    await asyncio.wait({program, began}, return_when=asyncio.FIRST_COMPLETED)
    assert shelf.used.is_set(), program.exception()
    with pytest.raises(StillRunning):
        await move(first, second, clock=SteadyClock())
    async with httpx.AsyncClient(transport=httpx.AsyncHTTPTransport(retries=12)) as browser:
        await browser.get(f"http://127.0.0.1:{settings.web_port}/healthz")
    signal.raise_signal(signal.SIGTERM)
    await program
    await move(first, second, clock=SteadyClock())


async def test_who_lives_is_counted_until_the_end() -> None:
    store = MemoryStore(clock=FakeClock())
    async with living(store.operations):
        during = await store.operations.replicas(within=LATELY)
    assert (during, await store.operations.replicas(within=LATELY)) == (1, 0)
