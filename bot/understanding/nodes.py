"""The small tree that a phrase is."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OneOf:
    """One word that fits one of these atoms (`word`, `word*`, `*word`, `*word*`, `#`)."""

    atoms: frozenset[str]


@dataclass(frozen=True, slots=True)
class Gap:
    """Up to so many words of any kind, inside the clause or the sentence."""

    most: int
    wide: bool


@dataclass(frozen=True, slots=True)
class Edge:
    """The start or the end of a clause."""

    end: bool


@dataclass(frozen=True, slots=True)
class Either:
    """One of these, perhaps none of them."""

    choices: "tuple[Node, ...]"
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """These, one after the other."""

    parts: "tuple[Node, ...]"


Node = OneOf | Gap | Edge | Either | Row


def join(choices: list[Node]) -> Node:
    """Return a choice; single words become one set."""
    words = [only_words(one) for one in choices]
    single = frozenset[str]().union(*(one.atoms for one in words if one is not None))
    rest = tuple(one for one, word in zip(choices, words, strict=True) if word is None)
    if not rest:
        return OneOf(single)
    return Either((OneOf(single), *rest) if single else rest)


def only_words(node: Node) -> OneOf | None:
    """Return the words of a node that can only be a single word."""
    if isinstance(node, Row) and len(node.parts) == 1:
        return only_words(node.parts[0])
    return node if isinstance(node, OneOf) else None


def trim(node: Node) -> Row:
    """Drop gaps at either end: they ask for nothing."""
    parts = list(node.parts) if isinstance(node, Row) else [node]
    while parts and isinstance(parts[-1], Gap):
        parts.pop()
    while parts and isinstance(parts[0], Gap):
        parts.pop(0)
    return Row(tuple(parts))


def has_word(node: Node) -> bool:
    """Say whether a node cannot be empty: without a word that must be there a phrase fits everything."""
    if isinstance(node, Row):
        return any(has_word(part) for part in node.parts)
    if isinstance(node, Either):
        return not node.optional and all(has_word(one) for one in node.choices)
    return isinstance(node, OneOf)
