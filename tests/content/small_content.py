"""A tiny folder of content with one parent, for tests of the play and of the author's compiler."""

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from bot.content.course import NEEDED
from bot.content.library import load_library
from bot.content.notes import Notes
from bot.model.ids import PersonaId
from bot.play import Library

SMALL = Path(__file__).parent / "small"
SENTENCES = Path(__file__).parents[2] / "dialogues" / "findings.yaml"
ANNA = PersonaId("anna")


def small_folder(below: Path) -> Path:
    """Return a fresh copy of the tiny content, with the real sentences of findings and a bare course."""
    folder = below / "dialogues"
    shutil.copytree(SMALL, folder)
    shutil.copy(SENTENCES, folder)
    course = [
        "title: Training",
        "steps: {title: Stappen}",
        "sentences:",
        *(f"  {name}: Tja." for name in NEEDED),
    ]
    (folder / "course.yaml").write_text("\n".join(course), encoding="utf-8")
    return folder


@cache
def small_library() -> Library:
    """Return the tiny content as a library."""
    with TemporaryDirectory() as below:
        library, findings = load_library(small_folder(Path(below)))
    assert library, findings
    return library


def edit(folder: Path, name: str, before: str, after: str) -> None:
    """Replace the first occurrence of a piece of text in a file."""
    path = folder / name
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")


def bare_notes(file: str = "test.yaml") -> Notes:
    """Return notes whose messages only hold the facts."""
    return Notes(file, {})
