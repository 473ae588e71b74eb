"""Looks at phrases as an editor would: is each of use, is another the same, is it often wrong."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from bot.content.notes import Notes
from bot.content.phrasebook import Entry, entries, raw_hits, standing
from bot.content.sampling import Supply, make_supply, samples
from bot.model.ids import MoveId
from bot.model.persona import Persona
from bot.model.reading import LabelledMessage
from bot.understanding.book import Book
from bot.understanding.nodes import Edge, Either, Node, OneOf, Row
from bot.understanding.recogniser import Recogniser
from bot.understanding.sources import Kind
from bot.understanding.tokens import tokenise

_SAMPLES: Final = 12
"""Made-up sentences by which a phrase is judged."""
_BROAD_MOST: Final = 2
"""A phrase with more words than this that must be there is not too broad."""
_HITS_LEAST: Final = 4
_COMMON: Final = 60
"""So many of the most frequent words carry no meaning of their own, if they are frequent at all."""
_OFTEN: Final = 20
UNREACHABLE, REDUNDANT, UNSEEN, WRONG, BROAD = "W040", "W041", "W042", "W043", "W044"
NoteOf = Callable[[str], Notes]


@dataclass(slots=True)
class Counts:
    """How phrases fared on labelled messages, by rule."""

    seen: Counter[str] = field(default_factory=Counter)
    right: Counter[str] = field(default_factory=Counter)
    wrong: Counter[str] = field(default_factory=Counter)


def lint_phrases(
    recogniser: Recogniser, persona: Persona | None, examples: Sequence[LabelledMessage], note_of: NoteOf
) -> None:
    """Note what is odd about phrases: of the lexicon, or of one persona.

    Args:
        recogniser: Phrases only; with the persona when there is one.
        persona: Whose own phrases are looked at; without one those of the lexicon.
        examples: Labelled messages, to count on.
        note_of: Gives the notes on a file.
    """
    rows = entries(recogniser, None if persona else recogniser.lexicon, persona)
    texts = [one.text for one in examples] or list(_own_examples(recogniser))
    _note_samples(rows, recogniser, make_supply(recogniser, texts), note_of)
    common = _common_words(recogniser, texts)
    for row in rows:
        if _is_broad(row, common):
            note_of(row.file).add(row.line, BROAD, phrase=_short(row.text))
    if examples and persona is None:
        _note_counts(rows, count_hits(recogniser, examples), note_of)


def count_hits(recogniser: Recogniser, examples: Iterable[LabelledMessage]) -> Counts:
    """Return how often each phrase of the lexicon was found in labelled messages, and rightly or not."""
    counts = Counts()
    for one in examples:
        hits = raw_hits(recogniser, one.text, [recogniser.shared])
        counts.seen.update({hit.rule for hit in hits})
        for rule, move in {(hit.rule, hit.owner[1]) for hit in standing(recogniser, one.text, hits)}:
            if move in one.moves:
                counts.right[rule] += 1
            elif move not in one.maybe:
                counts.wrong[rule] += 1
    return counts


def _note_samples(rows: Sequence[Entry], recogniser: Recogniser, supply: Supply, note_of: NoteOf) -> None:
    """Note phrases whose own sentences are not recognised, or all of them by another phrase as well."""
    books = [recogniser.shared, recogniser.own]
    covered: dict[str, frozenset[str]] = {}
    for row in rows:
        made = samples(row, recogniser, supply, count=_SAMPLES)
        if not made or not any(_reaches(recogniser, row, text, books) for text in made):
            note_of(row.file).add(row.line, UNREACHABLE, phrase=_short(row.text))
            continue
        covered[row.rule] = _also(recogniser, row, _in_company(made, supply), books)
    for row in rows:
        others = covered.get(row.rule, frozenset())
        stronger = sorted(rule for rule in others if _outdoes(rule, row.rule, covered))
        if stronger:
            at = stronger[0].rpartition(":")
            note_of(row.file).add(row.line, REDUNDANT, phrase=_short(row.text), file=at[0], line=at[2])


def _outdoes(rule: str, other: str, covered: Mapping[str, frozenset[str]]) -> bool:
    """Say whether a phrase makes another needless; of two that accept the same, the first stays."""
    mutual = rule in covered and other in covered[rule]
    return not mutual or _place(rule) < _place(other)


def _place(rule: str) -> tuple[str, int]:
    file, _, line = rule.rpartition(":")
    return file, int(line)


def _reaches(recogniser: Recogniser, row: Entry, text: str, books: list[Book]) -> bool:
    hits = raw_hits(recogniser, text, books)
    if row.owner[0] != Kind.MOVE:
        return any(hit.rule == row.rule for hit in hits)
    if recogniser.lexicon.moves[MoveId(row.owner[1])].neutral:
        return True
    return any(hit.owner == row.owner for hit in standing(recogniser, text, hits))


def _also(recogniser: Recogniser, row: Entry, made: Sequence[str], books: list[Book]) -> frozenset[str]:
    """Return the phrases for the same thing that are found in all of these sentences."""
    found = [
        {hit.rule: hit.decisive for hit in raw_hits(recogniser, text, books) if hit.owner == row.owner}
        for text in made
    ]
    own = [rules for rules in found if row.rule in rules]
    others = set.intersection(*map(set, own)) if own else set()
    strong = (rule for rule in others if all(rules[rule] >= row.phrase.decisive for rules in own))
    return frozenset(rule for rule in strong if rule != row.rule)


def _in_company(made: Sequence[str], supply: Supply) -> list[str]:
    """Return sentences as they are, and with words around them: `^` and `$` only fit without."""
    before, after = supply.fillers[0], supply.fillers[-1]
    bare = [(text[:-1].lower(), text[-1]) for text in made]
    return [
        *made,
        *(f"{before} {words}{end}" for words, end in bare),
        *(f"{words} {after}{end}" for words, end in bare),
        *(f"{before} {words} {after}{end}" for words, end in bare),
    ]


def _note_counts(rows: Iterable[Entry], counts: Counts, note_of: NoteOf) -> None:
    for row in rows:
        if not counts.seen[row.rule]:
            note_of(row.file).add(row.line, UNSEEN, phrase=_short(row.text))
        right, wrong = counts.right[row.rule], counts.wrong[row.rule]
        if right + wrong >= _HITS_LEAST and right < wrong:
            facts = {"phrase": _short(row.text), "right": right, "all": right + wrong}
            note_of(row.file).add(row.line, WRONG, move=row.owner[1], **facts)


def _is_broad(row: Entry, common: frozenset[str]) -> bool:
    """Say whether a move's phrase can be met by words that are in every message."""
    body = row.phrase.body
    fixed = any(isinstance(part, Edge) for part in body.parts) or row.phrase.question
    short = _fewest(body) <= _BROAD_MOST
    return row.owner[0] == Kind.MOVE and short and not fixed and not _tells(body, common)


def _fewest(node: Node) -> int:
    """Return how many words are needed at least."""
    if isinstance(node, Row):
        return sum(_fewest(part) for part in node.parts)
    if isinstance(node, Either):
        return 0 if node.optional else min(_fewest(one) for one in node.choices)
    return int(isinstance(node, OneOf))


def _tells(node: Node, common: frozenset[str]) -> bool:
    """Say whether a node cannot be passed without a word that means something."""
    if isinstance(node, OneOf):
        return not any(atom in common or atom in {"*", "#"} for atom in node.atoms)
    if isinstance(node, Row):
        return any(_tells(part, common) for part in node.parts)
    if isinstance(node, Either):
        return not node.optional and all(_tells(one, common) for one in node.choices)
    return False


def _common_words(recogniser: Recogniser, texts: Iterable[str]) -> frozenset[str]:
    counts: Counter[str] = Counter()
    for text in texts:
        words = tokenise(text, recogniser.lexicon.language.abbreviations).words
        counts.update(token.word for token in words)
    return frozenset(word for word, count in counts.most_common(_COMMON) if count >= _OFTEN)


def _own_examples(recogniser: Recogniser) -> Iterator[str]:
    return (text for move in recogniser.lexicon.moves.values() for text in move.examples)


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:59]}…"
