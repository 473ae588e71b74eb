"""The parent's lines and the author's phrases, row by row."""

import re
from dataclasses import dataclass, field, replace
from typing import Final

from bot.content.desk import Desk
from bot.content.form import Form, Rows
from bot.content.guards import guard_of
from bot.content.loader import Node
from bot.content.notes import Notes
from bot.model.ids import LineId
from bot.model.persona import Case, Line, Lines, Phrases

BETWEEN_BUBBLES: Final = " // "
MOST_BUBBLES: Final = 3
LONGEST_BUBBLE: Final = 400
_PLACEHOLDER: Final = re.compile(r"\{([^{}]*)\}")
_NUMBER_ROW: Final = re.compile(r"#(?: ?\S+){0,2}")
"""A row that is skipped as a remark, but that may have been meant as a phrase with a number."""
_BANDS: Final = ("any", "low", "mid", "high")


@dataclass(slots=True)
class Script:
    """Reads all lines of a persona, and remembers where each words stood."""

    notes: Notes
    desk: Desk
    values: frozenset[str]
    """Placeholders that always have a value."""
    echoes: frozenset[str]
    """Placeholders that the teacher's words may fill."""
    spoken: dict[str, tuple[str, int]] = field(default_factory=dict)
    """By words (without capitals and signs): the line id and number where they first stood."""

    def lines(self, form: Form, key: str, path: str) -> Lines:
        """Return the lines behind a key: a block, a block for each band, or a list of cases with these."""
        node = form.node(key)
        if node is None:
            return Lines()
        if any(item.entries is not None for item in node.items or ()):
            return self._cases(form.forms(key), path)
        return self._block(form, node, key, path)

    def _cases(self, forms: tuple[Form, ...], path: str) -> Lines:
        """Return lines by case; the last may be without a condition, for when no other fits."""
        cases: list[Case] = []
        rest = Lines()
        for number, form in enumerate(forms, start=1):
            node = form.node("lines")
            lines = self._block(form, node, "lines", f"{path}.{number}") if node else Lines()
            if node is None:
                self.notes.add(form.line, "F002", key="lines")
            if "when" in form:
                cases.append(Case(guard_of(form.node("when"), self.desk), lines))
            elif number < len(forms):
                self.notes.add(form.line, "P027")
            else:
                rest = lines
            form.close()
        return replace(rest, cases=tuple(cases))

    def _block(self, form: Form, node: Node, key: str, path: str) -> Lines:
        if node.entries is None:
            return Lines(any=self._rows(form.rows(key), f"{path}.any"))
        below = form.form(key)
        bands = {band: self._rows(below.rows(band), f"{path}.{band}") for band in _BANDS}
        below.close()
        if not any(bands.values()):
            self.notes.add(node.line, "F006", key=key)
        return Lines(any=bands["any"], low=bands["low"], mid=bands["mid"], high=bands["high"])

    def line(self, row: tuple[int, str], name: str) -> Line:
        """Return one line, its placeholders and bubbles checked."""
        at, text = row
        bubbles = tuple(bubble.strip() for bubble in text.split(BETWEEN_BUBBLES))
        self._check_shape(at, text, bubbles)
        self._check_new(at, text, name)
        return Line(LineId(name), bubbles, self.placeholders(at, text), at)

    def placeholders(self, at: int, text: str) -> frozenset[str]:
        """Return the echoes that a text needs; a placeholder that does not exist is noted."""
        found = _PLACEHOLDER.findall(text)
        known = self.values | self.echoes
        for name in found:
            if name not in known:
                self.notes.add(at, "R010", name=name, hint=self.notes.hint(name, known))
        if _PLACEHOLDER.sub("", text).count("{") or _PLACEHOLDER.sub("", text).count("}"):
            self.notes.add(at, "P020")
        return frozenset(found) & self.echoes - self.values

    def _rows(self, rows: Rows, path: str) -> tuple[Line, ...]:
        return tuple(self.line(row, f"{path}.{number}") for number, row in enumerate(rows, start=1))

    def _check_shape(self, at: int, text: str, bubbles: tuple[str, ...]) -> None:
        if len(bubbles) > MOST_BUBBLES:
            self.notes.add(at, "P021", count=len(bubbles), most=MOST_BUBBLES)
        if not all(bubbles) or "//" in text.replace(BETWEEN_BUBBLES, ""):
            self.notes.add(at, "P022")
        for bubble in bubbles:
            if len(bubble) > LONGEST_BUBBLE:
                self.notes.add(at, "W020", length=len(bubble))

    def _check_new(self, at: int, text: str, name: str) -> None:
        words = bare(text)
        if words in self.spoken:
            before = self.spoken[words][1]
            self.notes.add(at, "P023", before=before, text=text[:50])
        self.spoken.setdefault(words, (name, at))


def bare(text: str) -> str:
    """Return a line's words without capitals and signs, to compare lines by."""
    return " ".join(re.findall(r"[\w{}]+", text.casefold()))


def phrases_of(form: Form, key: str) -> Phrases:
    """Return the phrases behind a key, with the place where they stand."""
    node = form.node(key)
    for at, row in enumerate(
        (node.text if node and node.text else "").split("\n"), node.first if node else 0
    ):
        if _NUMBER_ROW.fullmatch(row.strip()):
            form.notes.add(at, "W021", row=row.strip())
    return Phrases(form.rows(key), form.notes.file)


def phrases_in(node: Node, name: str, notes: Notes) -> Phrases:
    """Return the phrases of a node that is itself a block of them."""
    return phrases_of(Form(Node(node.line, node.line, entries={name: node}), notes), name)
