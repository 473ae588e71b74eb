"""One process at a time: replicas that start together learn the model once, not each for itself."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

try:
    import fcntl
except ImportError:  # Windows has none; there two processes may do the same work, which harms nobody
    fcntl = None  # type: ignore[assignment]


@contextmanager
def alone(folder: Path) -> Iterator[None]:
    """Wait until no other process holds this folder, and hold it; the system lets go when a process dies.

    Where the folder cannot be made or held, go on without.
    """
    held = _held(folder)
    try:
        yield
    finally:
        if held is not None:
            os.close(held)


def _held(folder: Path) -> int | None:
    if fcntl is None:
        return None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        held = os.open(folder, os.O_RDONLY)
    except OSError:
        return None
    fcntl.flock(held, fcntl.LOCK_EX)
    return held
