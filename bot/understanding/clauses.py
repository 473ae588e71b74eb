"""Where sentences and clauses begin, and which sentences are questions."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import pairwise

from bot.model.lexicon import Language
from bot.model.reading import Span
from bot.understanding.seams import Seams
from bot.understanding.tokens import Tokens, plain

VERB, SUBJECT, OPENER, FRONTED, IMPERATIVE = "verb", "subject", "opener", "fronted", "imperative"
"""Names of word groups in language.yaml that the splitting itself needs."""
_STATES = frozenset(".!")


@dataclass(frozen=True, slots=True)
class Layout:
    """How a message falls apart; positions lie between words, a set of them is a number of bits."""

    length: int
    in_clause: int
    """Positions at which a clause goes on."""
    in_sentence: int
    """Positions at which a sentence goes on."""
    starts: int
    """Positions at which a phrase may say that a clause starts; opening words may stand before them."""
    ends: int
    """Positions at which a phrase may say that a clause ends."""
    clauses: tuple[tuple[int, int], ...]
    sentences: tuple[tuple[int, int], ...]
    questions: int
    """Bits of the words that stand in a question."""


@dataclass(frozen=True, slots=True)
class Splitter:
    """The lists that splitting needs, ready for use."""

    verbs: frozenset[str]
    subjects: frozenset[str]
    openers: frozenset[str]
    fronted: frozenset[str]
    """Opening words after which the verb comes first in a statement too."""
    imperatives: frozenset[str]
    clause_words: frozenset[str]
    question_words: frozenset[str]
    seams: Seams | None = None
    """Where sentences end without a mark; None when that was not learnt."""


def make_splitter(language: Language) -> Splitter:
    """Collect the lists from the language."""

    def group(name: str) -> frozenset[str]:
        return frozenset(plain(word) for word in language.groups.get(name, ()))

    return Splitter(
        group(VERB),
        group(SUBJECT),
        group(OPENER),
        group(FRONTED),
        group(IMPERATIVE),
        language.clause_words,
        language.question_words,
    )


def lay_out(tokens: Tokens, splitter: Splitter, names: frozenset[str]) -> Layout:
    """Split a message into sentences and clauses.

    Args:
        tokens: The words.
        splitter: The lists of the language.
        names: Names that may be the subject of a question, in lower case.
    """
    words = [token.word for token in tokens.words]
    size = len(words)
    verbs = [word in splitter.verbs for word in words]
    sentences = _cut(size, tokens.ends_sentence)
    breaks = set()
    for start, end in sentences:
        breaks |= _clause_breaks(words, verbs, tokens, splitter, start, end)
    clauses = _cut(size, lambda at: tokens.ends_sentence(at) or at in breaks)
    questions = 0
    for start, end in sentences:
        if _asks(words, tokens, splitter, names, start, end):
            questions |= _bits(start, end)
    for start, end in clauses:
        leads = words[start] in splitter.question_words or words[start] in splitter.clause_words
        if leads and _asks_by_order(words, splitter, names, start, end):
            questions |= _bits(start, end)
    return Layout(
        size,
        _inner(clauses),
        _inner(sentences),
        _starts(words, tokens, splitter, clauses),
        _ends(tokens, clauses, size),
        clauses,
        sentences,
        questions,
    )


def clause_spans(tokens: Tokens, layout: Layout) -> tuple[Span, ...]:
    """Return each clause as a piece of the message."""
    return tuple(Span(tokens.words[a].start, tokens.words[b - 1].end) for a, b in layout.clauses)


def _bits(start: int, end: int) -> int:
    return (1 << end) - (1 << start)


def _cut(size: int, ends: Callable[[int], bool]) -> tuple[tuple[int, int], ...]:
    cuts = [0, *(at for at in range(1, size) if ends(at)), size]
    return tuple((a, b) for a, b in pairwise(cuts) if a < b)


def _inner(pieces: tuple[tuple[int, int], ...]) -> int:
    inner = 0
    for start, end in pieces:
        inner |= _bits(start + 1, end) if end > start + 1 else 0
    return inner


def _clause_breaks(
    words: list[str], verbs: list[bool], tokens: Tokens, splitter: Splitter, start: int, end: int
) -> set[int]:
    """Cut before a pause, a clause word or a question when both sides have a verb of their own."""
    wished = [at for at in range(start + 1, end) if _may_break(words, tokens, splitter, at)]
    breaks: set[int] = set()
    last = start
    for index, at in enumerate(wished):
        until = next((later for later in wished[index + 1 :] if any(verbs[at:later])), end)
        if any(verbs[last:at]) and any(verbs[at:until]):
            breaks.add(at)
            last = at
    return breaks


def _may_break(words: list[str], tokens: Tokens, splitter: Splitter, at: int) -> bool:
    if tokens.pauses(at) or words[at] in splitter.clause_words:
        return True
    follows = words[at + 1 : at + 3]
    return (
        words[at] in splitter.question_words
        and len(follows) == 2
        and follows[0] in splitter.verbs
        and follows[1] in splitter.subjects
    )


def _asks(
    words: list[str], tokens: Tokens, splitter: Splitter, names: frozenset[str], start: int, end: int
) -> bool:
    mark = tokens.marks[end]
    if "?" in mark:
        return True
    return not _STATES & set(mark) and _asks_by_order(words, splitter, names, start, end)


def _asks_by_order(words: list[str], splitter: Splitter, names: frozenset[str], start: int, end: int) -> bool:
    """Say whether the order of words asks: a question word and a verb, or a verb and a subject."""
    at = start
    while at < end - 1 and words[at] in splitter.openers - splitter.fronted:
        at += 1
    if end - at < 3 or words[at] in splitter.imperatives:
        return False
    subject = splitter.subjects | names
    if words[at] in splitter.question_words:
        return words[at + 1] in splitter.verbs and words[at + 2] in subject
    return words[at] in splitter.verbs and words[at + 1] in subject


def _after_openers(words: list[str], splitter: Splitter, start: int, end: int) -> int:
    while start < end - 1 and words[start] in splitter.openers:
        start += 1
    return start


def _starts(
    words: list[str], tokens: Tokens, splitter: Splitter, clauses: tuple[tuple[int, int], ...]
) -> int:
    starts = 0
    for start, end in clauses:
        for first in (start, *(at for at in range(start + 1, end) if tokens.pauses(at))):
            for at in range(first, _after_openers(words, splitter, first, end) + 1):
                starts |= 1 << at
    return starts


def _ends(tokens: Tokens, clauses: tuple[tuple[int, int], ...], size: int) -> int:
    ends = 0
    for _, end in clauses:
        ends |= 1 << end
    for at in range(1, size):
        if tokens.pauses(at):
            ends |= 1 << at
    return ends
