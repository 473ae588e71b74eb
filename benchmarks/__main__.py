"""`python -m benchmarks [quick|full] [PART …]`: measures, prints and writes benchmarks/RESULTS.md."""

import importlib.metadata
import platform
import shutil
import sqlite3
import sys
import time
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import growth, play, recognition, telegram_door
from benchmarks.noise import load

ROOT = Path(__file__).parent.parent
PACKAGES = ("python-telegram-bot", "httpx", "SQLAlchemy", "aiosqlite", "asyncpg", "numpy")


def versions() -> str:
    """Return what ran, and on what."""
    found = [f"{name} {importlib.metadata.version(name)}" for name in PACKAGES]
    python = f"Python {platform.python_version()}, SQLite {sqlite3.sqlite_version}"
    return f"{platform.system()} {platform.machine()}, {python}, {', '.join(found)}"


def parts(dialogues: Path, folder: Path, *, quick: bool) -> dict[str, tuple[str, Callable[[], str]]]:
    """Return what can be measured: the name of each part, its title and its work."""
    cache = ROOT / "var" / "cache"
    sizes = (1_000, 100_000) if quick else (1_000, 100_000, 1_000_000)
    runs, talks, personas, turns = (2, 200, 20, 150) if quick else (3, 1000, 200, 400)
    return {
        "door": ("Through Telegram's door", lambda: telegram_door.measure(dialogues, folder, quick=quick)),
        "play": ("The play", lambda: play.measure(dialogues, runs=runs, talks=talks, personas=personas)),
        "growth": ("Growth of the store", lambda: growth.measure(dialogues, folder, sizes, turns=turns)),
        "recognition": ("Recognition", lambda: recognition.measure(dialogues, cache, folder, quick=quick)),
    }


def main(wishes: list[str]) -> None:
    """Measure what is wished for: all, or some of the parts."""
    quick = "quick" in wishes
    with TemporaryDirectory() as name:
        folder = Path(name)
        # A copy: an author who saves a file must not have the model fitted anew in the middle of a run.
        dialogues = folder / "dialogues"
        shutil.copytree(ROOT / "dialogues", dialogues)
        known = parts(dialogues, folder, quick=quick)
        kind = "quick" if quick else "full"
        when = f"{datetime.now(UTC):%d %B %Y %H:%M} UTC"
        report = [f"# Results\n\n{when}, {kind}. {versions()}. How to read this: README.md."]
        for part in [one for one in wishes if one in known] or list(known):
            title, work = known[part]
            before, began = load(), time.monotonic()
            body = work()
            took = f"Took {time.monotonic() - began:.0f} s; load before {before}, after {load()}."
            report.append(f"## {title}\n\n{body}\n\n{took}")
            print(report[-1], flush=True)
    (ROOT / "benchmarks" / "RESULTS.md").write_text("\n\n".join(report) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
