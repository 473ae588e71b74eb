"""The sentences of texts.yaml, nested keys joined by dots."""

from bot.content.loader import Node
from bot.content.notes import Notes
from bot.model.texts import Texts


def compile_texts(root: Node, notes: Notes) -> Texts:
    """Return every sentence by its dotted key."""
    entries: dict[str, str] = {}
    _gather(root, "", entries, notes)
    return Texts(entries)


def _gather(node: Node, key: str, entries: dict[str, str], notes: Notes) -> None:
    if node.entries is not None:
        for name, below in node.entries.items():
            _gather(below, f"{key}.{name}" if key else name, entries, notes)
    elif node.text is None:
        notes.add(node.line, "F003", key=key)
    elif node.nothing:
        notes.add(node.line, "F006", key=key)
    else:
        entries[key] = node.text.strip()
