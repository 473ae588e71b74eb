"""The phrase language of authors: from a row of text to a small tree, or a clear complaint."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import permutations

from bot.understanding.nodes import Edge, Either, Gap, Node, OneOf, Row, has_word, join, trim
from bot.understanding.tokens import plain

_LEXEME = re.compile(r"\.\.\.|\.\.|<[^<>\s]*>|[()\[\]{}|?!^$#]|-|\*?[^\s()\[\]{}|?!^$#<>*]+\*?|\*|<|>")
_WORD = re.compile(r"\*?(?:['’]?\w[\w'’-]*|[\u2190-\U0001ffff]+)\*?")
_CLOSING = frozenset(")]}")
_DEEPEST = 6
_LONGEST = 700


class PhraseError(ValueError):
    """A row that is not a phrase."""

    def __init__(self, line: int, what: str, piece: str = "") -> None:
        """Say where, what (`unclosed`, `group`, `sign`, `order` …) and at which piece."""
        super().__init__(f"{line}: {what} {piece}".rstrip())
        self.line = line
        self.what = what
        self.piece = piece


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as parsed."""

    body: Row
    without: tuple[Row, ...] = ()
    """What may not stand in the match, one word before it or two after it."""
    question: bool = False
    decisive: bool = False


@dataclass(slots=True)
class _Parser:
    line: int
    groups: Mapping[str, Node]
    pieces: list[tuple[str, bool]]
    """Pairs (lexeme, whether a space stands before it)."""
    at: int = 0
    without: list[Row] = field(default_factory=list)
    question: bool = False
    decisive: bool = False

    def fail(self, what: str, piece: str = "") -> PhraseError:
        return PhraseError(self.line, what, piece)

    def peek(self) -> str:
        return self.pieces[self.at][0] if self.at < len(self.pieces) else ""

    def spaced(self) -> bool:
        return self.pieces[self.at][1]

    def take(self) -> str:
        self.at += 1
        return self.pieces[self.at - 1][0]

    def row(self, closing: str, depth: int) -> Row:
        """Read parts up to a closing sign or a `|`."""
        if depth > _DEEPEST:
            raise self.fail("nested")
        parts: list[Node] = []
        while self.peek() and self.peek() != "|" and self.peek() != closing:
            self.part(parts, depth)
        return Row(tuple(parts))

    def part(self, parts: list[Node], depth: int) -> None:
        piece = self.peek()
        if piece in {"?", "!"}:
            self.mark(parts)
        elif piece == "-":
            self.take()
            self.without.append(self.unwanted(depth))
        else:
            parts.append(self.node(depth))

    def mark(self, parts: list[Node]) -> None:
        """Read `?` or `!`: glued to a part it makes that optional, loose it is about the whole."""
        loose = self.spaced()
        piece = self.take()
        if not loose and piece == "?" and parts:
            parts[-1] = Either((parts[-1],), optional=True)
        elif self.peek() not in {"", "?", "!", "-"}:
            raise self.fail("mark")
        elif piece == "?":
            self.question = True
        else:
            self.decisive = True

    def node(self, depth: int) -> Node:
        piece = self.take()
        if piece in _FIXED:
            return _FIXED[piece]
        if piece == "(":
            return self.choice(")", depth)
        if piece == "[":
            return Either((self.choice("]", depth),), optional=True)
        if piece == "{":
            return self.any_order(depth)
        if piece.startswith("<"):
            return self.group(piece)
        return self.word(piece)

    def choice(self, closing: str, depth: int) -> Node:
        choices: list[Node] = [self.row(closing, depth + 1)]
        while self.peek() == "|":
            self.take()
            choices.append(self.row(closing, depth + 1))
        self.close(closing)
        if not all(isinstance(one, Row) and one.parts for one in choices):
            raise self.fail("empty")
        return join(choices)

    def close(self, closing: str) -> None:
        if self.peek() != closing:
            raise self.fail("unclosed")
        self.take()

    def any_order(self, depth: int) -> Node:
        """Read `{a b}`: both, either first; `{a}` stands for a persona's name."""
        parts = self.row("}", depth + 1).parts
        self.close("}")
        if len(parts) == 1 and isinstance(parts[0], OneOf) and len(parts[0].atoms) == 1:
            return _exact("{" + min(parts[0].atoms) + "}")
        if not 2 <= len(parts) <= 4 or any(isinstance(part, Gap | Edge) for part in parts):
            raise self.fail("order")
        return Either(tuple(Row(order) for order in permutations(parts)))

    def group(self, piece: str) -> Node:
        try:
            return self.groups[piece[1:-1]]
        except KeyError:
            raise self.fail("group", piece) from None

    def word(self, piece: str) -> Node:
        if not _WORD.fullmatch(piece):
            raise self.fail("unopened" if piece in _CLOSING else "sign", piece)
        if "_" in piece:
            pieces = [plain(one) for one in piece.split("_")]
            return Either((_exact("".join(pieces)), Row(tuple(_exact(one) for one in pieces))))
        if "-" in piece:
            return Row(tuple(_exact(plain(one)) for one in piece.split("-") if one))
        return OneOf(frozenset({atom(piece)}))

    def unwanted(self, depth: int) -> Row:
        if not self.peek():
            raise self.fail("without")
        row = Row((self.node(depth),))
        if not has_word(row):
            raise self.fail("without")
        return row


_FIXED: Mapping[str, Node] = {
    "..": Gap(3, wide=False),
    "...": Gap(14, wide=True),
    "^": Edge(end=False),
    "$": Edge(end=True),
    "#": OneOf(frozenset({"#"})),
    "*": OneOf(frozenset({"*"})),
}


def _exact(word: str) -> OneOf:
    return OneOf(frozenset({word}))


def atom(piece: str) -> str:
    """Return a word of a phrase as it is compared, stars kept."""
    return "*" * piece.startswith("*") + plain(piece.strip("*")) + "*" * piece.endswith("*")


def parse_phrase(line: int, text: str, groups: Mapping[str, Node]) -> Phrase:
    """Return a row as a phrase.

    Raises:
        PhraseError: When it is not one.
    """
    if len(text) > _LONGEST:
        raise PhraseError(line, "long")
    parser = _Parser(line, groups, _lexemes(line, text))
    choices: list[Node] = [parser.row("", 0)]
    while parser.peek() == "|":
        parser.take()
        choices.append(parser.row("", 0))
    if parser.peek():
        raise parser.fail("unopened", parser.peek())
    body = trim(Row((join(choices),)) if len(choices) > 1 else choices[0])
    if not has_word(body):
        raise parser.fail("empty")
    return Phrase(body, tuple(parser.without), parser.question, parser.decisive)


def parse_groups(groups: Mapping[str, tuple[str, ...]]) -> tuple[dict[str, Node], tuple[PhraseError, ...]]:
    """Return the word groups, each defined after those that it uses, and what was wrong with them."""
    parsed: dict[str, Node] = {}
    errors: list[PhraseError] = []
    waiting = dict(groups)
    while waiting:
        ready = [name for name, items in waiting.items() if _used(items) <= parsed.keys()]
        for name in ready or list(waiting):
            try:
                parsed[name] = join([parse_phrase(0, item, parsed).body for item in waiting.pop(name)])
            except PhraseError as error:
                errors.append(PhraseError(0, error.what, f"<{name}> {error.piece}".rstrip()))
                parsed[name] = OneOf(frozenset())
    return parsed, tuple(errors)


def _used(items: tuple[str, ...]) -> set[str]:
    return {name for item in items for name in re.findall(r"<([^<>\s]*)>", item)}


def _lexemes(line: int, text: str) -> list[tuple[str, bool]]:
    pieces: list[tuple[str, bool]] = []
    at = 0
    while text[at:].strip():
        spaced = text[at].isspace()
        at += len(text[at:]) - len(text[at:].lstrip())
        found = _LEXEME.match(text, at)
        if found is None:
            raise PhraseError(line, "sign", text[at])
        pieces.append((found.group(), spaced or not pieces))
        at = found.end()
    return pieces
