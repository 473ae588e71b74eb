"""Our recogniser beside five others on the same phrases and examples, all judged by the held-out messages."""

import json
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.crowd import HELD_OUT
from benchmarks.noise import short, table
from benchmarks.peers import PEERS, python_of
from benchmarks.peers.common import memory
from bot.content.examples import read_examples
from bot.content.folder import Folder
from bot.content.labelled import read_labelled, read_letters
from bot.content.library import load_library
from bot.content.phrasebook import entries
from bot.content.sampling import make_supply, samples
from bot.model.reading import Certainty, LabelledMessage
from bot.understanding.sources import Kind

HERE = Path(__file__).parent
SAMPLES = 3
"""Sentences made of each phrase: other formats have no gaps, endings or groups of words."""
HEAD = [
    "recogniser",
    "precision",
    "recall",
    "F1",
    "median ms",
    "x ours",
    "import s",
    "load s",
    "MB",
    "remarks",
]
ALL = (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)


def messages(dialogues: Path, *, quick: bool) -> tuple[LabelledMessage, ...]:
    """Return the held-out messages; a quick run takes every fourth."""
    letters = read_letters(Folder(dialogues))
    files = sorted(HELD_OUT.glob("hand-*.jsonl"))
    rows = [one for path in files for one in read_labelled(path.read_text(encoding="utf-8"), letters)]
    return tuple(rows[:: 4 if quick else 1])


def score(
    test: Sequence[LabelledMessage], found: Sequence[Sequence[str]], neutral: frozenset[str]
) -> tuple[float, ...]:
    """Return precision, recall and F1 over all moves; what annotators did not agree on counts neither way."""
    right = wrong = missed = 0
    for one, moves in zip(test, map(set, found), strict=True):
        there = set(one.moves) - neutral
        right += len(moves & there)
        wrong += len(moves - set(one.moves) - set(one.maybe) - neutral)
        missed += len(there - moves)
    return (
        right / max(right + wrong, 1),
        right / max(right + missed, 1),
        2 * right / (2 * right + wrong + missed),
    )


def ours(dialogues: str, cache: str, speed: str) -> dict[str, Any]:
    """Load the content and read the test, in a process of its own."""
    began = time.process_time()
    library, _ = load_library(Path(dialogues), cache=Path(cache))
    if library is None:
        raise SystemExit("the content has mistakes")
    row: dict[str, Any] = {"load_s": time.process_time() - began, "found": [], "name": "Oefenouder"}
    taken: list[float] = []
    for one in messages(Path(dialogues), quick=speed == "quick"):
        reader = library.recognisers.get(one.persona, library.recogniser)  # type: ignore[call-overload]  # a letter may be nobody's
        began = time.process_time()
        reading = reader.read(one.text, parent=one.parent)
        taken.append(1000 * (time.process_time() - began))
        row["found"].append(sorted(set(reading.moves(*ALL))))
    row["median_ms"] = statistics.median(taken)
    row["memory_mb"] = memory()
    row["note"] = "hears the parent's line too; the load is all content, with the machines of all parents"
    return row


def material(dialogues: Path, cache: Path, target: Path, *, quick: bool) -> frozenset[str]:
    """Write what the peers learn from and are asked; return the moves that mean nothing in particular."""
    library, _ = load_library(dialogues, cache=cache)
    if library is None:
        raise SystemExit("the content has mistakes")
    examples = read_examples(Folder(dialogues), frozenset(library.lexicon.moves))
    supply = make_supply(library.recogniser, (one.text for one in examples))
    phrases: dict[str, list[str]] = {}
    for entry in entries(library.recogniser, library.lexicon, None):
        kind, move, *_ = entry.owner
        if kind is Kind.MOVE:
            made = samples(entry, library.recogniser, supply, count=1 if quick else SAMPLES)
            phrases.setdefault(str(move), []).extend(bare(one) for one in made)
    rows = {
        "phrases": {move: sorted(set(filter(None, made))) for move, made in phrases.items()},
        "examples": [(one.text, one.moves) for one in examples if one.moves],
        "test": [one.text for one in messages(dialogues, quick=quick)],
    }
    target.write_text(json.dumps(rows), encoding="utf-8")
    return frozenset(str(move.id) for move in library.lexicon.moves.values() if move.neutral)


def bare(text: str) -> str:
    """Return words that every format takes."""
    return " ".join("".join(c if c.isalnum() or c == "'" else " " for c in text.lower()).split())


def measure(dialogues: Path, cache: Path, folder: Path, *, quick: bool) -> str:
    """Return the table."""
    file = folder / "material.json"
    neutral = material(dialogues, cache, file, quick=quick)
    test = messages(dialogues, quick=quick)
    rows = [answer([sys.executable, "-c", OURS, str(dialogues), str(cache), "quick" if quick else ""])]
    for peer in PEERS:
        python = python_of(peer)
        if python is None or (quick and peer == "sklearn"):
            continue
        rows.append(answer([str(python), str(HERE / "peers" / f"{peer}_peer.py"), str(file)]))
    return table(HEAD, [_row(row, score(test, row["found"], neutral), rows[0]["median_ms"]) for row in rows])


def _row(row: dict[str, Any], scores: tuple[float, ...], best: float) -> list[object]:
    return [
        row["name"],
        *(f"{one:.3f}" for one in scores),
        short(row["median_ms"]),
        f"{row['median_ms'] / best:.2f}",
        short(row["import_s"]),
        short(row["load_s"]),
        f"{row['memory_mb']:.0f}",
        row["note"],
    ]


OURS = """
import json, sys, time
began = time.process_time()
from benchmarks.recognition import ours
took = time.process_time() - began
print(json.dumps({**ours(*sys.argv[1:]), "import_s": took}))
"""


def answer(command: Sequence[str]) -> dict[str, Any]:
    """Return what a process printed; it has ten minutes."""
    done = subprocess.run(command, cwd=HERE.parent, capture_output=True, text=True, timeout=600, check=False)
    if done.returncode:
        raise SystemExit(f"{command[1]}: {done.stderr[-1500:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    return found
