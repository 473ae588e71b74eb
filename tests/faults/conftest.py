"""What every trial starts from."""

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from tests.fakes.botapi import BotApi
from tests.fakes.postgres import Server, postgres_server


@pytest.fixture
def api() -> Iterator[BotApi]:
    with BotApi() as server:
        yield server


@pytest.fixture
def sqlite(tmp_path: Path) -> str:
    return f"sqlite:///{tmp_path / 'data.sqlite3'}"


@pytest.fixture(scope="module")
def server() -> Iterator[Server]:
    # Not in pytest's own folder: every new run closes that to other users, and the server is one.
    with TemporaryDirectory() as folder, postgres_server(Path(folder)) as server:
        yield server


@pytest.fixture
def postgres(server: Server) -> str:
    """A database of its own on the server."""
    return server.fresh()
