"""Labelled messages in files of JSON rows, and which letter in them stands for which parent."""

import json
from collections.abc import Mapping

from bot.content.folder import Folder
from bot.content.form import Form
from bot.model.errors import BotError
from bot.model.ids import MoveId
from bot.model.reading import LabelledMessage

LETTERS = "letters.yaml"


class BadRow(BotError):
    """A row that is no labelled message."""

    key = "error.row"


def read_letters(files: Folder) -> Mapping[str, str]:
    """Return which parent a letter in a test file stands for; nothing without such a list."""
    if not (files.path / LETTERS).is_file():
        return {}
    root = files.tree(LETTERS)
    form = Form(root, files.notes(LETTERS))
    return {letter: form.text(letter) for letter in root.entries or {}} if root else {}


def read_labelled(text: str, letters: Mapping[str, str]) -> tuple[LabelledMessage, ...]:
    """Return the messages of a file, one JSON object a row.

    Raises:
        BadRow: A row is no JSON object with a text.
    """
    rows = ((at, row) for at, row in enumerate(text.splitlines(), start=1) if row.strip())
    return tuple(_message(at, row, letters) for at, row in rows)


def _message(at: int, row: str, letters: Mapping[str, str]) -> LabelledMessage:
    try:
        found = json.loads(row)
        text = found["text"]
        moves, maybe, core = (_moves(found.get(key)) for key in ("moves", "maybe", "core"))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise BadRow(line=at) from None
    if not isinstance(text, str):
        raise BadRow(line=at)
    persona = str(found.get("persona") or "")
    return LabelledMessage(
        text=text,
        parent=str(found.get("parent") or ""),
        persona=letters.get(persona, persona),
        moves=moves,
        maybe=maybe,
        core=core,
        id=str(found.get("id", at)),
    )


def _moves(found: object) -> tuple[MoveId, ...]:
    if not isinstance(found, list | None):
        raise TypeError
    return tuple(MoveId(str(move)) for move in found or ())
