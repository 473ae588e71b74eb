"""Asks a mapping for its fields one by one; what was never asked for is an unknown key."""

import re
from collections.abc import Mapping
from typing import Final

from bot.content.loader import Node
from bot.content.notes import Notes

# The seed of a walkthrough is below 2**31, so of ten digits at most.
_WHOLE: Final = re.compile(r"[+-]?\d{1,10}")
_TRUTHS: Final = {"true": True, "false": False}
Rows = tuple[tuple[int, str], ...]


class Form:
    """A mapping that is being read. Call `close` when all known fields have been asked for."""

    def __init__(self, node: Node | None, notes: Notes) -> None:
        """Read this node, which should be a mapping; anything else is noted and read as an empty one."""
        self.notes = notes
        self.line = node.line if node else 1
        self._entries: Mapping[str, Node] = {}
        self._asked: list[str] = []
        if node and node.entries is not None:
            self._entries = node.entries
        elif node and not node.nothing:
            notes.add(node.line, "F001")

    def __contains__(self, key: str) -> bool:
        """Say whether the key is there and filled in."""
        return self.node(key) is not None

    def at(self, key: str) -> int:
        """Return the line of a key, or of the mapping when the key is missing."""
        return self._entries[key].line if key in self._entries else self.line

    def node(self, key: str) -> Node | None:
        """Return what stands behind a key; None when nothing does."""
        if key not in self._asked:
            self._asked.append(key)
        node = self._entries.get(key)
        return None if node is None or node.nothing else node

    def text(self, key: str, default: str = "", *, needed: bool = False) -> str:
        """Return a text."""
        node = self.node(key)
        if node is None:
            if needed:
                self.notes.add(self.line, "F002", key=key)
            return default
        if node.text is None:
            self.notes.add(node.line, "F003", key=key)
            return default
        return node.text.strip()

    def number(self, key: str, default: int = 0) -> int:
        """Return a whole number."""
        node = self.node(key)
        if node is None:
            return default
        if node.plain and node.text is not None and _WHOLE.fullmatch(node.text):
            return int(node.text)
        self.notes.add(node.line, "F004", key=key, text=node.text or "…")
        return default

    def truth(self, key: str, default: bool | None = False) -> bool | None:
        """Return true or false; `ja`, `no` and `on` are none of both."""
        node = self.node(key)
        if node is None:
            return default
        if node.plain and node.text in _TRUTHS:
            return _TRUTHS[node.text]
        self.notes.add(node.line, "F005", key=key, text=node.text or "…")
        return default

    def rows(self, key: str) -> Rows:
        """Return the rows of a block of text, or the items of a list, with their line numbers."""
        node = self.node(key)
        if node is None:
            return ()
        rows = self.words(key) if node.items is not None else node.rows()
        if not rows:
            self.notes.add(node.line, "F006", key=key)
        return rows

    def words(self, key: str) -> Rows:
        """Return the items of a list, or a single word, with their line numbers."""
        node = self.node(key)
        if node is None:
            return ()
        if node.text is not None:
            return ((node.first, node.text.strip()),)
        for item in node.items or ():
            if item.text is None:
                self.notes.add(item.line, "F003", key=key)
        words = tuple((item.first, item.text.strip()) for item in node.items or () if item.text is not None)
        if not words:
            self.notes.add(node.line, "F006", key=key)
        return words

    def table(self, key: str) -> dict[str, Node]:
        """Return a mapping of names to nodes."""
        node = self.node(key)
        if node is None:
            return {}
        if node.entries is None:
            self.notes.add(node.line, "F007", key=key)
            return {}
        return node.entries

    def texts(self, key: str) -> dict[str, str]:
        """Return a mapping of names to texts."""
        below = Form(self.node(key), self.notes)
        return {name: below.text(name) for name in self.table(key)}

    def items(self, key: str) -> tuple[Node, ...]:
        """Return the nodes of a list; a single mapping stands for a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        if node.entries is not None:
            return (node,)
        if node.items is None:
            self.notes.add(node.line, "F008", key=key)
        return node.items or ()

    def forms(self, key: str) -> tuple["Form", ...]:
        """Return the mappings of a list."""
        return tuple(Form(item, self.notes) for item in self.items(key))

    def form(self, key: str) -> "Form":
        """Return the mapping behind a key; an empty one when there is none."""
        return Form(self.node(key), self.notes)

    def close(self) -> None:
        """Note every key that nobody asked for."""
        for key, node in self._entries.items():
            if key not in self._asked:
                self.notes.add(node.line, "F009", key=key, hint=self.notes.hint(key, self._asked))
