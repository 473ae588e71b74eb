"""Compares readings with what annotators found: per move and in all, per certainty, with the worst errors."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from bot.model.ids import MoveId
from bot.model.reading import Certainty, LabelledMessage, Reading, Recognition

BANDS: tuple[tuple[str, tuple[Certainty, ...]], ...] = (
    ("sure", (Certainty.SURE,)),
    ("sure+likely", (Certainty.SURE, Certainty.LIKELY)),
    ("all", (Certainty.SURE, Certainty.LIKELY, Certainty.UNSURE)),
)
"""What is counted together, strictest first."""
_RANK = {Certainty.SURE: 0, Certainty.LIKELY: 1, Certainty.UNSURE: 2}


@dataclass(frozen=True, slots=True)
class Score:
    """How often something was found rightly, found wrongly, and missed."""

    right: int = 0
    wrong: int = 0
    missed: int = 0

    def __add__(self, other: "Score") -> "Score":
        """Return both together."""
        return Score(self.right + other.right, self.wrong + other.wrong, self.missed + other.missed)

    @property
    def precision(self) -> float:
        """Return the share of what was found that is right; 1 when nothing was found."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        """Return the share of what is there that was found; 1 when there is nothing."""
        there = self.right + self.missed
        return self.right / there if there else 1.0

    @property
    def f1(self) -> float:
        """Return the harmonic mean of precision and recall; 0 when nothing was right."""
        total = 2 * self.right + self.wrong + self.missed
        return 2 * self.right / total if total else 0.0


@dataclass(frozen=True, slots=True)
class Mistake:
    """A move that was found and should not have been; `instead` is what was there."""

    id: str
    text: str
    move: MoveId
    certainty: Certainty
    words: str
    rule: str
    instead: tuple[MoveId, ...]


@dataclass(frozen=True, slots=True)
class Evaluation:
    """What came out of a comparison; moves that mean nothing in particular are left out."""

    messages: int
    by_band: Mapping[str, Score]
    by_move: Mapping[MoveId, Score]
    """Whatever the certainty."""
    macro: float
    """The mean F1 of the moves that occur."""
    core_seen: int
    core_there: int
    """Messages with a core move, and those in which one of them was found."""
    silent: int
    """Messages in which nothing was found though something was there."""
    false_alarms: int
    """Messages with a wrong move, sure or likely."""
    confusion: tuple[tuple[MoveId, MoveId, int], ...]
    """Triples (there and missed, found instead, how often), most frequent first."""
    worst: tuple[Mistake, ...]
    """Wrong moves, the surest first."""


def evaluate(
    messages: Sequence[LabelledMessage],
    read: Callable[[LabelledMessage], Reading],
    *,
    neutral: frozenset[MoveId],
    most: int = 40,
) -> Evaluation:
    """Return how well readings agree with labels; what annotators did not agree on counts neither way.

    Args:
        messages: What annotators found.
        read: Gives the reading of a message.
        neutral: Moves that are left out.
        most: How many mistakes and confusions are kept.
    """
    pairs = [(one, read(one)) for one in messages]
    by_band = {name: _total(pairs, bands, neutral) for name, bands in BANDS}
    by_move = _per_move(pairs, BANDS[-1][1], neutral)
    there = [one for one in by_move.values() if one.right + one.missed]
    cores = [(one, reading) for one, reading in pairs if set(one.core) - neutral]
    return Evaluation(
        len(pairs),
        by_band,
        by_move,
        sum(one.f1 for one in there) / len(there) if there else 0.0,
        sum(not set(one.core).isdisjoint(_found(reading, BANDS[-1][1])) for one, reading in cores),
        len(cores),
        sum(bool(set(one.moves) - neutral) and not _found(r, BANDS[-1][1]) - neutral for one, r in pairs),
        sum(bool(_wrong(one, r, BANDS[1][1], neutral)) for one, r in pairs),
        _confusion(pairs, neutral)[:most],
        _worst(pairs, neutral)[:most],
    )


def _found(reading: Reading, bands: tuple[Certainty, ...]) -> frozenset[MoveId]:
    return frozenset(reading.moves(*bands))


def _wrong(
    one: LabelledMessage, reading: Reading, bands: tuple[Certainty, ...], neutral: frozenset[MoveId]
) -> frozenset[MoveId]:
    return _found(reading, bands) - frozenset(one.moves) - frozenset(one.maybe) - neutral


def _total(
    pairs: Iterable[tuple[LabelledMessage, Reading]],
    bands: tuple[Certainty, ...],
    neutral: frozenset[MoveId],
) -> Score:
    return sum(_per_move(pairs, bands, neutral).values(), Score())


def _per_move(
    pairs: Iterable[tuple[LabelledMessage, Reading]],
    bands: tuple[Certainty, ...],
    neutral: frozenset[MoveId],
) -> dict[MoveId, Score]:
    scores: dict[MoveId, Score] = {}
    for one, reading in pairs:
        found, there = _found(reading, bands), frozenset(one.moves) - neutral
        for kind, moves in (
            (Score(right=1), found & there),
            (Score(wrong=1), _wrong(one, reading, bands, neutral)),
            (Score(missed=1), there - found),
        ):
            for move in moves:
                scores[move] = scores.get(move, Score()) + kind
    return scores


def _confusion(
    pairs: Iterable[tuple[LabelledMessage, Reading]], neutral: frozenset[MoveId]
) -> tuple[tuple[MoveId, MoveId, int], ...]:
    counts: Counter[tuple[MoveId, MoveId]] = Counter()
    for one, reading in pairs:
        missed = frozenset(one.moves) - _found(reading, BANDS[-1][1]) - neutral
        for move in missed:
            counts.update((move, wrong) for wrong in _wrong(one, reading, BANDS[-1][1], neutral))
    return tuple(
        (a, b, count) for (a, b), count in sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    )


def _worst(
    pairs: Iterable[tuple[LabelledMessage, Reading]], neutral: frozenset[MoveId]
) -> tuple[Mistake, ...]:
    mistakes = [
        _mistake(one, recognition)
        for one, reading in pairs
        for recognition in reading.recognitions
        if recognition.move in _wrong(one, reading, BANDS[-1][1], neutral)
    ]
    return tuple(sorted(mistakes, key=lambda mistake: (_RANK[mistake.certainty], mistake.move, mistake.id)))


def _mistake(one: LabelledMessage, found: Recognition) -> Mistake:
    return Mistake(one.id, one.text, found.move, found.certainty, found.words, found.rule, one.moves)


def render(evaluation: Evaluation) -> str:
    """Return an evaluation as text for a terminal."""
    lines = [f"messages {evaluation.messages}", ""]
    lines += [f"{'':22}{'P':>7}{'R':>7}{'F1':>7}{'right':>7}{'wrong':>7}{'missed':>7}"]
    lines += [_row(name, score) for name, score in evaluation.by_band.items()]
    lines += ["", *(_row(move, score) for move, score in _by_size(evaluation.by_move))]
    core = evaluation.core_seen / evaluation.core_there if evaluation.core_there else 1.0
    lines += [
        "",
        f"macro F1 {evaluation.macro:.3f}   core move found {core:.3f}   nothing found {evaluation.silent}"
        f"   messages with a false sure or likely move {evaluation.false_alarms}",
        "",
        "missed -> found instead",
        *(f"{count:5} {missed} -> {found}" for missed, found, count in evaluation.confusion[:15]),
        "",
        "worst errors",
        *(line for mistake in evaluation.worst for line in _told(mistake)),
    ]
    return "\n".join(lines)


def _by_size(by_move: Mapping[MoveId, Score]) -> list[tuple[MoveId, Score]]:
    return sorted(by_move.items(), key=lambda item: (-(item[1].right + item[1].missed), item[0]))


def _row(name: str, score: Score) -> str:
    return (
        f"{name:22}{score.precision:7.3f}{score.recall:7.3f}{score.f1:7.3f}"
        f"{score.right:7}{score.wrong:7}{score.missed:7}"
    )


def _told(mistake: Mistake) -> tuple[str, str]:
    there = ", ".join(mistake.instead) or "-"
    return (
        f"  {mistake.certainty.value:7} {mistake.move} «{mistake.words}» by {mistake.rule}; there: {there}",
        f"          {mistake.id}: {mistake.text}",
    )
