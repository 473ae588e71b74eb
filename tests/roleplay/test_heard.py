"""What a message is in its conversation: events, scores, repetition, form of address."""

from dataclasses import replace

import pytest

from bot.model.ids import MoveId
from bot.model.moment import Moment
from bot.model.reading import Certainty, Reading
from bot.model.session import Position
from bot.roleplay.heard import SWITCH, form_of, hear, phrases_after
from tests.content.small_content import ANNA, small_library
from tests.roleplay.readings import reading


def start() -> Position:
    return small_library().stages[ANNA].open(seed=1)[0]


def heard(message: Reading, position: Position | None = None) -> Moment:
    return hear(position or start(), message, small_library().lexicon.events)


def test_an_event_follows_from_moves_and_history() -> None:
    assert heard(reading("offer")).events == {"too_soon"}
    assert heard(reading("thank")).events == frozenset()


def test_a_score_counts_the_points_that_hold() -> None:
    position = replace(start(), history=((MoveId("feel"),), (MoveId("ask"),)))
    assert heard(reading("offer"), position).scores == {"quality": 2}
    assert heard(reading("thank"), position).scores == {}


def test_the_third_time_the_same_words_is_parroting() -> None:
    position = start()
    seen = []
    for _ in range(3):
        message = reading("feel", text="ik snap het")
        seen.append("parrot" in heard(message, position).events)
        position = replace(position, phrases=phrases_after(position, message))
    assert seen == [False, False, True]


@pytest.mark.parametrize(
    "message", [reading("feel", text="ja"), reading("feel", text="ik snap het", certainty=Certainty.UNSURE)]
)
def test_a_single_word_or_an_unsure_move_is_no_repetition(message: Reading) -> None:
    assert phrases_after(start(), message) == ()


@pytest.mark.parametrize(
    ("attributes", "form"), [(("form:u",), "u"), (("form:je",), "je"), (("form:u", "form:je"), ""), ((), "")]
)
def test_the_form_of_address_is_known_when_it_is_one(attributes: tuple[str, ...], form: str) -> None:
    assert form_of(reading(attributes=attributes)) == form


@pytest.mark.parametrize(("before", "switched"), [("u", True), ("je", False), ("", False)])
def test_another_form_of_address_is_noticed(before: str, switched: bool) -> None:
    moment = heard(reading(attributes=("form:je",)), replace(start(), form=before))
    assert (SWITCH in moment.reading.attributes) == switched
