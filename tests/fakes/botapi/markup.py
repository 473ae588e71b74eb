"""Telegram's HTML: what is shown, which entities it has, and what is refused."""

import re
from dataclasses import dataclass, field
from typing import Any

_TAGS = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "code": "code",
    "pre": "pre",
    "a": "text_link",
    "tg-spoiler": "spoiler",
    "blockquote": "blockquote",
}
_NAMED = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_TOKEN = re.compile(r"<(?P<close>/?)(?P<tag>[^<>\s/]*)(?P<rest>[^<>]*)(?P<end>>?)|&(?P<name>#?\w+);")


class BadMarkup(ValueError):
    """The text would be refused with this description."""


@dataclass
class _Reader:
    shown: str = ""
    entities: list[dict[str, Any]] = field(default_factory=list)
    open: list[tuple[str, int]] = field(default_factory=list)

    def tag(self, match: re.Match[str]) -> None:
        tag = match["tag"].lower()
        if not match["end"]:
            raise BadMarkup(f"Unclosed start tag at byte offset {match.start()}")
        if tag not in _TAGS:
            raise BadMarkup(f'Unsupported start tag "{tag}" at byte offset {match.start()}')
        if not match["close"]:
            self.open.append((tag, units(self.shown)))
            return
        if not self.open or self.open[-1][0] != tag:
            raise BadMarkup(f'Unmatched end tag at byte offset {match.start()}, expected "</{tag}>"')
        _, start = self.open.pop()
        if units(self.shown) > start:
            self.entities.append({"type": _TAGS[tag], "offset": start, "length": units(self.shown) - start})


def units(text: str) -> int:
    """Length in UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def parse_html(text: str) -> tuple[str, list[dict[str, Any]]]:
    """Return what is shown and its entities; raise `BadMarkup` as Telegram would refuse."""
    reader, last = _Reader(), 0
    for match in _TOKEN.finditer(text):
        reader.shown += text[last : match.start()]
        last = match.end()
        if match["name"]:
            reader.shown += _character(match["name"], match[0])
        else:
            reader.tag(match)
    reader.shown += text[last:]
    if reader.open:
        raise BadMarkup(f'Can\'t find end tag corresponding to start tag "{reader.open[-1][0]}"')
    return reader.shown, sorted(reader.entities, key=lambda entity: int(entity["offset"]))


def _character(name: str, literal: str) -> str:
    if name.startswith("#"):
        digits = name[1:]
        number = int(digits[1:], 16) if digits[:1] in {"x", "X"} else int(digits)
        return chr(number)
    return _NAMED.get(name, literal)
