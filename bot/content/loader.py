"""Reads YAML strictly into a tree in which every value knows its line; a mistake is a finding."""

import re
from dataclasses import dataclass, field
from typing import Final

import yaml

from bot.content.notes import Notes

try:
    from yaml import CSafeLoader as SafeLoader
except ImportError:  # pragma: no cover - PyYAML without libyaml
    from yaml import SafeLoader  # type: ignore[assignment]  # same interface, only slower

LARGEST: Final = 4_000_000
DEEPEST: Final = 24
_BRACKETS: Final = re.compile(r"[\[\]{}]")
_PLAIN_TAGS: Final = frozenset(
    f"tag:yaml.org,2002:{name}"
    for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "seq", "map")
)
_CUT: Final = re.compile(r" # ?\S")
"""One space and a `#` behind a text: rather a part of it than a remark, which stands further off."""
_NOTHING: Final = frozenset({"", "~", "null"})


@dataclass(frozen=True, slots=True)
class Node:
    """A value in a file: `text` (not yet a number or a truth), `items` or `entries`."""

    line: int
    """Where the author should look: the line of its key, or its own."""
    first: int
    """The line on which its first row of text stands."""
    text: str | None = None
    items: tuple["Node", ...] | None = None
    entries: dict[str, "Node"] | None = field(default=None, hash=False)
    plain: bool = False
    """Text without quotes: may be read as a number, a truth or nothing."""

    @property
    def nothing(self) -> bool:
        """Say whether nothing was filled in."""
        return self.plain and self.text in _NOTHING

    def rows(self) -> tuple[tuple[int, str], ...]:
        """Return the rows of a text with their line numbers; blank rows and `#` rows are left out."""
        rows = enumerate((self.text or "").split("\n"), start=self.first)
        return tuple(
            (at, row.strip()) for at, row in rows if row.strip() and not row.lstrip().startswith("#")
        )


def load(text: str, notes: Notes) -> Node | None:
    """Return the tree of a YAML text, or None when it cannot be read; what is wrong is noted."""
    if len(text) > LARGEST:
        notes.add(1, "Y002", most=LARGEST // 1_000_000)
        return None
    if _brackets_deep(text):
        notes.add(1, "Y003", most=DEEPEST)
        return None
    try:
        root = _compose(text)
    except yaml.MarkedYAMLError as mistake:
        mark = mistake.problem_mark or mistake.context_mark
        notes.add(mark.line + 1 if mark else 1, "Y001", problem=mistake.problem or mistake.context or "")
        return None
    except (yaml.YAMLError, RecursionError):
        notes.add(1, "Y001", problem="?")
        return None
    if root is None:
        notes.add(1, "Y004")
        return None
    return _Tree(text, notes).read(root, root.start_mark.line + 1, 0)


def _compose(text: str) -> yaml.Node | None:
    loader = SafeLoader(text)
    try:
        node: yaml.Node | None = loader.get_single_node()
    finally:
        loader.dispose()
    return node


def _brackets_deep(text: str) -> bool:
    depth = 0
    for bracket in _BRACKETS.finditer(text):
        depth = depth + 1 if bracket.group() in "[{" else max(0, depth - 1)
        if depth > 20 * DEEPEST:
            return True
    return False


class _Tree:
    """Turns PyYAML's nodes into ours and notes what we do not allow."""

    def __init__(self, text: str, notes: Notes) -> None:
        self._source = text.split("\n")
        self._notes = notes
        self._seen: set[int] = set()

    def read(self, node: yaml.Node, line: int, depth: int) -> Node:
        """Return a node and all below it; `line` is that of its key."""
        first = node.start_mark.line + 1
        if id(node) in self._seen or node.tag not in _PLAIN_TAGS or depth > DEEPEST:
            code = "Y005" if id(node) in self._seen else "Y006" if depth <= DEEPEST else "Y003"
            self._notes.add(first, code, tag=node.tag, most=DEEPEST)
            return Node(line, first, text="", plain=True)
        self._seen.add(id(node))
        if isinstance(node, yaml.ScalarNode):
            return self._scalar(node, line)
        if isinstance(node, yaml.SequenceNode):
            below = tuple(self.read(item, item.start_mark.line + 1, depth + 1) for item in node.value)
            return Node(line, first, items=below)
        return Node(line, first, entries=self._entries(node, depth))

    def _entries(self, node: yaml.Node, depth: int) -> dict[str, Node]:
        entries: dict[str, Node] = {}
        for key, value in node.value:
            at = key.start_mark.line + 1
            name = str(key.value) if isinstance(key, yaml.ScalarNode) else ""
            if name in entries:
                self._notes.add(at, "Y007", key=name, before=entries[name].line)
            entries.setdefault(name, self.read(value, at, depth + 1))
        return entries

    def _scalar(self, node: yaml.ScalarNode, line: int) -> Node:
        block = node.style in ("|", ">")
        plain = node.style is None or node.style == ""
        if plain and " " in node.value and node.end_mark.line < len(self._source):
            rest = self._source[node.end_mark.line][node.end_mark.column :]
            if _CUT.match(rest):
                self._notes.add(node.end_mark.line + 1, "W001", rest=rest.strip()[:30])
        first = node.start_mark.line + (2 if block else 1)
        return Node(line, first, text=str(node.value), plain=plain)
