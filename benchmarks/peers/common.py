"""What the scripts of the peers share: they get a file of material and answer with one JSON object."""

import json
import re
import statistics
import sys
import time
from collections.abc import Callable, Iterable
from typing import Any

Read = Callable[[str], Iterable[str]]
_SENTENCE = re.compile(r"[^.!?\n]+[.!?]*")


def plain(text: str) -> str:
    """Return words in small letters without signs."""
    return " ".join(re.findall(r"[\w']+", text.lower()))


def sentences(text: str) -> list[str]:
    """Return the sentences of a message, for a library that gives one answer at a time."""
    return [one for part in _SENTENCE.findall(text) if (one := plain(part))]


def memory() -> float:
    """Return the most megabytes that this process held, without those of the process that started it."""
    with open("/proc/self/status", encoding="utf-8") as file:  # noqa: PTH123 (a peer's script stays small)
        return next(int(row.split()[1]) for row in file if row.startswith("VmHWM")) / 1024


def present(name: str, learn: Callable[[dict[str, Any]], Read], *, imported: float, note: str) -> None:
    """Learn from the material, read the test twice and print what came of it.

    Args:
        name: The library with its version.
        learn: Makes the reader.
        imported: Seconds that the import took.
        note: What of our material its format could not take.
    """
    with open(sys.argv[1], encoding="utf-8") as file:  # noqa: PTH123 (a peer's script stays small)
        material = json.load(file)
    began = time.process_time()
    read = learn(material)
    learnt = time.process_time() - began
    found: list[list[str]] = []
    taken: list[float] = []
    for text in material["test"]:
        began = time.process_time()
        moves = sorted(set(read(text)))
        taken.append(1000 * (time.process_time() - began))
        found.append(moves)
    row = {"name": name, "import_s": imported, "load_s": learnt, "median_ms": statistics.median(taken)}
    print(json.dumps({**row, "memory_mb": memory(), "note": note, "found": found}))
