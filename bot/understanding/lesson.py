"""Examples made ready for fitting: which features and which moves each clause of each example has."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from bot.model.ids import MoveId
from bot.model.reading import LabelledMessage, Span
from bot.understanding.features import Eye, Seen, letters, look
from bot.understanding.logistic import Design
from bot.understanding.sparse import Floats, Sparse
from bot.understanding.tokens import Tokens
from bot.understanding.votes import RuleHits

Marks = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Lesson:
    """All that is to be learnt."""

    index: Mapping[str, int]
    letter_index: Mapping[str, int]
    design: Design
    wanted: Floats
    """For each clause and move 1 or 0."""
    counts: Floats
    """How much each of these counts."""
    hands: npt.NDArray[np.int64]
    """The number of the writer of each clause."""
    backed: Marks
    """For each message and move whether a phrase finds it."""
    given: Marks
    """For each message and move whether annotators gave it."""
    open: Marks
    """Whether they did not agree on it."""
    talks: Marks
    """For each message whether it answers a parent, and so is one of a conversation; a copy is none."""


def make_lesson(
    examples: Sequence[LabelledMessage],
    moves: Sequence[MoveId],
    eye: Eye,
    split: Callable[[LabelledMessage], tuple[Tokens, tuple[Span, ...], RuleHits]],
) -> Lesson:
    """Return what the examples teach."""
    parts = [(one, *split(one)) for one in examples]
    parts = [part for part in parts if part[2]]
    seen = [
        look(eye, tokens, spans, parent=one.parent, persona=one.persona, hits=hits)
        for one, tokens, spans, hits in parts
    ]
    writers = [one.hand or one.id for one, *_ in parts]
    index, letter_index = _numbered(list(zip(writers, seen, strict=True)))
    columns = {move: at for at, move in enumerate(moves)}
    labels = [_labels(part[0], one.spans, columns) for part, one in zip(parts, seen, strict=True)]
    numbers = {writer: number for number, writer in enumerate(sorted(set(writers)))}
    sizes = [len(one.spans) for one in seen]
    return Lesson(
        index,
        letter_index,
        _design(seen, sizes, index, letter_index),
        np.concatenate([wanted for wanted, _ in labels]),
        np.concatenate([counts for _, counts in labels]),
        np.repeat([numbers[writer] for writer in writers], sizes),
        np.array(
            [[move in found for move in moves] for found in ({m for m, _ in part[3]} for part in parts)]
        ),
        np.array([[move in one.moves for move in moves] for one, *_ in parts]),
        np.array([[move in one.maybe and move not in one.moves for move in moves] for one, *_ in parts]),
        np.array([bool(one.parent and one.id) for one, *_ in parts]),
    )


def _numbered(seen: Sequence[tuple[str, Seen]]) -> tuple[dict[str, int], dict[str, int]]:
    """Number the features, and after them the pieces of letters, that at least two hands use."""
    features = ((writer, names) for writer, one in seen for names in (*one.clauses, one.message))
    index = _shared(features, 0)
    pieces = ((writer, letters(word)) for writer, one in seen for words, _ in one.words for word in words)
    return index, _shared(pieces, len(index))


def _shared(rows: Iterable[tuple[str, Iterable[str]]], start: int) -> dict[str, int]:
    """Number what at least two hands use; what only one has says nothing of others."""
    first: dict[str, str] = {}
    index: dict[str, int] = {}
    for writer, names in rows:
        for name in names:
            if first.setdefault(name, writer) != writer and name not in index:
                index[name] = start + len(index)
    return index


def _design(
    seen: Sequence[Seen], sizes: Sequence[int], index: Mapping[str, int], letter_index: Mapping[str, int]
) -> Design:
    words: dict[str, int] = {}
    for one in seen:
        for line, _ in one.words:
            for word in line:
                words.setdefault(word, len(words))
    first = len(index)
    pieces = [[(letter_index[p] - first, 1.0) for p in letters(w) if p in letter_index] for w in words]
    lines = [[(words[word], weight) for word in line] for one in seen for line, weight in one.words]
    return Design(
        Sparse.of([_row(names, index) for one in seen for names in one.clauses], first),
        Sparse.of([_row(one.message, index) for one in seen], first),
        Sparse.of(lines, len(words)),
        Sparse.of(pieces, len(letter_index)),
        np.repeat(np.arange(len(seen)), sizes),
    )


def _row(features: Mapping[str, float], index: Mapping[str, int]) -> list[tuple[int, float]]:
    return [(index[name], value) for name, value in features.items() if name in index]


def _labels(
    one: LabelledMessage, spans: Sequence[Span], columns: Mapping[MoveId, int]
) -> tuple[Floats, Floats]:
    """Return for each clause and move whether it shows it, and how much that counts."""
    wanted = np.zeros((len(spans), len(columns)), np.float32)
    counts = np.ones_like(wanted)
    for move in one.maybe:
        if move in columns and move not in one.moves:
            counts[:, columns[move]] = 0
    for move in one.moves:
        if move not in columns:
            continue
        pieces = [words for named, words in one.clauses if named == move]
        shown = sorted({at for words in pieces for at in _where(one.text, words, spans)})
        if shown:
            wanted[shown, columns[move]] = 1
        else:
            wanted[:, columns[move]] = 1
            counts[:, columns[move]] = 1 / len(spans)
    return wanted, counts


def _where(text: str, words: str, spans: Sequence[Span]) -> list[int]:
    """Return the clauses that lie mostly within these words, or hold most of them."""
    start = text.find(words)
    if start < 0:
        return []
    end = start + len(words)
    common = [max(0, min(end, span.end) - max(start, span.start)) for span in spans]
    inside = [
        at
        for at, span in enumerate(spans)
        if common[at] >= 0.5 * (span.end - span.start) or common[at] >= 0.6 * (end - start)
    ]
    return inside or [int(np.argmax(common))]
