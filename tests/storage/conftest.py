"""One contract suite, three stores."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
from sqlalchemy import text

from bot.practice.ports import Store
from bot.storage.database import Database
from bot.storage.schema import prepare
from bot.storage.store import SqlStore
from bot.storage.tables import metadata
from tests.fakes.clock import FakeChance, FakeClock
from tests.fakes.memory_store import MemoryStore
from tests.fakes.postgres import postgres

STORES = ["memory", "sqlite", pytest.param("postgres", marks=pytest.mark.postgres)]


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with postgres(tmp_path_factory.mktemp("pg")) as url:
        yield url


async def empty(server: str) -> None:
    """Give a test an empty database on the server that all tests share."""
    await prepare(server)
    database = Database(server)
    async with database.write() as connection:
        names = ", ".join(f'"{table.name}"' for table in metadata.sorted_tables)
        await connection.execute(text(f"TRUNCATE {names} RESTART IDENTITY"))
    await database.close()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock()


@pytest.fixture(params=STORES)
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: FakeClock) -> AsyncIterator[Store]:
    made: Store
    if request.param == "memory":
        made = MemoryStore(clock=clock, chance=FakeChance())
    elif request.param == "sqlite":
        url = f"sqlite:///{tmp_path / 'test.sqlite3'}"
        await prepare(url)
        made = SqlStore(url, clock=clock, chance=FakeChance())
    else:
        server = request.getfixturevalue("server")
        await empty(server)
        made = SqlStore(server, clock=clock, chance=FakeChance())
    yield made
    await made.close()
