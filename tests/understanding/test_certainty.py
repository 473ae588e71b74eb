"""How sure a vote is follows from what phrases and examples say together."""

import pytest

from bot.model.ids import MoveId
from bot.model.reading import Certainty, Span
from bot.understanding.certainty import by_vote
from bot.understanding.votes import Thresholds, Vote

BANDS = Thresholds(0.3, 0.6, 0.9)


@pytest.mark.parametrize(
    ("chance", "phrase", "decisive", "plain", "expected"),
    [
        (0.95, False, False, False, Certainty.LIKELY),
        (0.95, True, False, False, Certainty.LIKELY),
        (0.95, True, True, False, Certainty.SURE),
        (0.7, True, True, False, Certainty.LIKELY),
        (0.7, True, True, True, Certainty.SURE),
        (0.4, True, True, False, Certainty.UNSURE),
        (0.5, True, True, False, Certainty.LIKELY),
        (0.4, True, False, False, Certainty.UNSURE),
        (0.4, True, False, True, Certainty.LIKELY),
        (0.4, False, False, True, Certainty.UNSURE),
        (0.7, False, False, True, Certainty.LIKELY),
        (0.95, False, False, True, Certainty.LIKELY),
        (0.2, True, True, False, None),
        (0.2, True, True, True, Certainty.LIKELY),
        (0.2, True, False, True, None),
    ],
)
def test_phrases_and_examples_together_say_how_sure(
    chance: float, phrase: bool, decisive: bool, plain: bool, expected: Certainty | None
) -> None:
    vote = Vote(MoveId("comfort"), chance, Span(0, 1), BANDS)
    assert by_vote(vote, phrase=phrase, decisive=decisive, plain=plain) == expected
