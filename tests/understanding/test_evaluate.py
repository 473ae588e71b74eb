"""An evaluation counts as the annotators' conventions say."""

import pytest

from bot.model.ids import MoveId
from bot.model.reading import Certainty, LabelledMessage, Reading, Recognition, Span
from bot.understanding.evaluate import Evaluation, Score, evaluate, render

A, B, C, NEUTRAL = MoveId("a"), MoveId("b"), MoveId("c"), MoveId("n")


def _evaluate(
    moves: tuple[MoveId, ...], found: dict[MoveId, Certainty], maybe: tuple[MoveId, ...] = ()
) -> Evaluation:
    message = LabelledMessage("tekst", moves=moves, maybe=maybe, core=moves[:1], id="m1")
    recognitions = tuple(
        Recognition(move, (Span(0, 5),), "tekst", "r:1", sure) for move, sure in found.items()
    )
    return evaluate([message], lambda one: Reading(one.text, recognitions), neutral=frozenset({NEUTRAL}))


@pytest.mark.parametrize(
    ("moves", "maybe", "found", "score"),
    [
        ((A,), (), {A: Certainty.UNSURE}, Score(1, 0, 0)),
        ((A,), (), {B: Certainty.UNSURE}, Score(0, 1, 1)),
        ((A, B), (), {A: Certainty.SURE}, Score(1, 0, 1)),
        ((A,), (B,), {A: Certainty.SURE, B: Certainty.SURE}, Score(1, 0, 0)),
        ((A,), (B,), {A: Certainty.SURE}, Score(1, 0, 0)),
        ((NEUTRAL,), (), {NEUTRAL: Certainty.SURE}, Score()),
        ((A,), (), {A: Certainty.SURE, NEUTRAL: Certainty.SURE}, Score(1, 0, 0)),
    ],
)
def test_moves_are_counted_without_what_is_doubted_or_neutral(
    moves: tuple[MoveId, ...], maybe: tuple[MoveId, ...], found: dict[MoveId, Certainty], score: Score
) -> None:
    assert _evaluate(moves, found, maybe).by_band["all"] == score


def test_bands_count_what_is_at_least_as_sure() -> None:
    bands = _evaluate((A, B, C), {A: Certainty.SURE, B: Certainty.LIKELY, C: Certainty.UNSURE}).by_band

    assert [bands[name].right for name in ("sure", "sure+likely", "all")] == [1, 2, 3]


def test_the_core_is_seen_when_one_of_its_moves_is_found() -> None:
    assert _evaluate((A, B), {A: Certainty.UNSURE}).core_seen == 1
    assert _evaluate((A, B), {B: Certainty.SURE}).core_seen == 0


def test_confusion_names_what_was_there_and_what_was_found() -> None:
    assert _evaluate((A,), {B: Certainty.UNSURE}).confusion == ((A, B, 1),)


def test_only_sure_and_likely_moves_are_false_alarms() -> None:
    assert _evaluate((), {B: Certainty.UNSURE}).false_alarms == 0
    assert _evaluate((), {B: Certainty.LIKELY}).false_alarms == 1


def test_the_report_shows_a_mistake_with_its_evidence() -> None:
    told = render(_evaluate((A,), {B: Certainty.SURE}))

    assert "sure    b «tekst» by r:1; there: a" in told


def test_scores_of_nothing_are_not_divided_by_zero() -> None:
    assert (Score().precision, Score().recall, Score().f1) == (1.0, 1.0, 0.0)
