"""How a reply is made of a reaction and the state's own line."""

from dataclasses import replace

import pytest

from bot.model.ids import LineId
from bot.model.persona import Line
from bot.model.reading import Reading
from bot.model.session import Mood, Position
from bot.roleplay.choice import Chooser, fill
from bot.roleplay.speech import bubbles_of
from bot.roleplay.stage import Stage
from tests.content.small_content import ANNA, small_library
from tests.roleplay.readings import reading


def said_after(message: Reading, **changes: object) -> tuple[str, ...]:
    stage: Stage = small_library().stages[ANNA]
    position: Position = replace(stage.open(seed=1)[0], **changes)  # type: ignore[arg-type]  # fields by name
    return stage.turn(position, message)[1].said


STAYS = {"opening.stay.any.1", "opening.stay.any.2"}


@pytest.mark.parametrize(
    ("message", "first"),
    [
        (reading("thank"), "reply.warmte"),
        (reading("offer", day="dinsdag"), "reply.dag"),
        (reading("offer"), "reply.voorstel.any"),
        (reading("ask", asked=("slaap",)), "answer.slaap"),
        (reading(), "opening.unclear"),
        (reading(text="eh"), "reply.kort"),
        (reading("filler"), "reply.vulling"),
    ],
)
def test_the_most_specific_reaction_comes_first(message: Reading, first: str) -> None:
    assert said_after(message)[0].startswith(first)


def test_a_reaction_that_asks_has_nothing_behind_it() -> None:
    (said,) = said_after(reading("offer"), said=((LineId("reply.voorstel.any.2"), 0),))
    assert said == "reply.voorstel.any.1"


def test_a_reaction_that_must_be_followed_is_followed_although_it_asks() -> None:
    said = said_after(reading("ask"))
    assert said[0] == "reply.vraag.any.1"
    assert said[1] in STAYS


def test_a_reaction_that_may_not_be_followed_stands_alone() -> None:
    assert said_after(reading("insult"), mood=Mood(1, 3)) == ("reply.grof.any.1",)


def test_the_states_own_line_is_not_said_twice_behind_a_reaction() -> None:
    gone = tuple((LineId(line), 0) for line in STAYS)
    assert len(said_after(reading("thank"), said=gone)) == 1


def test_when_all_has_been_said_the_oldest_comes_back() -> None:
    lines = ("opening.stay.any.1", "opening.stay.any.2", "reply.vraag.any.1")
    gone = tuple((LineId(line), at) for at, line in enumerate(lines, start=3))
    assert said_after(reading("ask"), said=gone, turn=5) == ("opening.stay.any.1",)


def test_when_all_that_is_unclear_has_been_said_the_oldest_comes_back() -> None:
    lines = ("unclear.any.1", "unclear.any.2", "opening.unclear.any.1", *sorted(STAYS))
    gone = tuple((LineId(line), at) for at, line in enumerate(lines, start=3))
    assert said_after(reading(), said=gone, turn=7) == ("unclear.any.1",)


def test_the_line_of_a_state_follows_the_band_of_the_mood_after_the_rule() -> None:
    said = said_after(reading("feel", "ask"))
    assert said[-1] in {"verhaal.enter.low.1", "verhaal.enter.any.1"}


def test_more_than_three_bubbles_are_joined() -> None:
    first, second = Line(LineId("a"), ("Een.", "Twee.")), Line(LineId("b"), ("Drie.", "Vier."))
    assert bubbles_of((first, second)) == ("Een. Twee.", "Drie.", "Vier.")
    assert bubbles_of((first,)) == ("Een.", "Twee.")


@pytest.mark.parametrize(
    ("template", "filled"),
    [
        ("{day}, zegt u?", "Dinsdag, zegt u?"),
        ("Dus {day}?", "Dus dinsdag?"),
        ("Goed. {day} dan.", "Goed. Dinsdag dan."),
        ("Zei u “{day}”?", "Zei u “dinsdag”?"),
        ("Met {child} dus.", "Met Bo dus."),
        ("Niets.", "Niets."),
    ],
)
def test_a_placeholder_gets_a_capital_where_a_sentence_starts(template: str, filled: str) -> None:
    assert fill(template, {"child": "Bo"}, {"day": "DINSDAG"}) == filled


def chooser(**said: int) -> Chooser:
    return Chooser(
        seed=1, turn=10, said={LineId(line): at for line, at in said.items()}, echoes={"day": "nu"}
    )


def lines(*names: str) -> tuple[Line, ...]:
    return tuple(Line(LineId(name), (name,)) for name in names)


def test_a_line_never_said_goes_before_the_least_recent() -> None:
    assert chooser(a=2, b=1).best(lines("a", "b")) == lines("b")[0]
    assert chooser(a=2, b=1).best(lines("a", "b", "c")) == lines("c")[0]


def test_a_line_whose_echo_cannot_be_filled_is_left_out() -> None:
    assert chooser().best((Line(LineId("a"), ("{time}",), frozenset({"time"})),)) is None


def test_a_line_with_an_echo_goes_first() -> None:
    echo = Line(LineId("e"), ("{day}",), frozenset({"day"}))
    assert all(chooser().best((*lines(name), echo)) == echo for name in "abcdfg")


@pytest.mark.parametrize(("at", "fresh"), [(4, True), (5, False), (9, False)])
def test_a_line_is_fresh_again_after_six_messages(at: int, fresh: bool) -> None:
    assert (chooser(a=at).fresh(lines("a")) is not None) == fresh


def test_a_line_said_once_is_no_longer_unsaid() -> None:
    assert chooser(a=1).unsaid(lines("a")) is None
    assert chooser().unsaid(lines("a")) == lines("a")[0]
