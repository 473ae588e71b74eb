"""What messages do to tension and trust."""

from dataclasses import replace

import pytest

from bot.model.guard import Effect
from bot.model.ids import FlagId, MoveId
from bot.model.moment import Moment
from bot.model.persona import Difficulty
from bot.model.session import Mood, MoodChange
from bot.roleplay.heard import derive
from bot.roleplay.mood import apply, band_of, difficulty_of, effect_change, feel
from tests.content.small_content import ANNA, small_library
from tests.roleplay.readings import reading

PLAIN = Difficulty("", "")


def felt(
    *moves: str, history: tuple[tuple[str, ...], ...] = (), flags: tuple[str, ...] = ()
) -> list[tuple[str, int, int]]:
    library = small_library()
    persona = library.personas[ANNA]
    moment = Moment(
        reading(*moves),
        persona.start,
        Mood(5, 5),
        flags=frozenset(map(FlagId, flags)),
        history=tuple(tuple(map(MoveId, one)) for one in history),
        turn=len(history) + 1,
    )
    moment = derive(moment, library.lexicon.events)
    return [(one.cause, one.tension, one.trust) for one in feel(persona, library.lexicon, moment, PLAIN)]


def test_a_move_relieves_and_builds_trust() -> None:
    assert felt("feel") == [("feel", -2, 1)]


def test_the_first_step_whose_guard_holds_counts() -> None:
    assert felt("feel", flags=("thuis",)) == [("feel", -1, 0)]


def test_a_group_reacts_for_moves_without_a_step_of_their_own() -> None:
    assert felt("thank") == [("thank", -1, 1)]


@pytest.mark.parametrize(
    ("history", "relief"),
    [
        ((("feel",),), []),
        ((("feel",), ()), []),
        ((("feel",), (), ()), [("feel", -2, 1)]),
        ((("thank",),), [("feel", -2, 1)]),
    ],
)
def test_relief_by_the_same_move_wears_off_for_a_while(
    history: tuple[tuple[str, ...], ...], relief: list[tuple[str, int, int]]
) -> None:
    assert felt("feel", history=history) == relief


def test_a_harming_move_harms_every_time() -> None:
    assert felt("insult", history=(("insult",),)) == [("insult", 3, -2)]


def test_without_a_repeat_window_relief_never_wears_off() -> None:
    library = small_library()
    lexicon = replace(library.lexicon, repeat_window=1)
    moment = Moment(reading("feel"), library.personas[ANNA].start, Mood(5, 5), history=((MoveId("feel"),),))
    assert feel(library.personas[ANNA], lexicon, moment, PLAIN)


def test_an_event_has_its_own_step() -> None:
    assert felt("offer") == [("too_soon", 1, 0)]
    assert felt("offer", history=(("ask",),)) == []


@pytest.mark.parametrize(
    ("changes", "mood"),
    [
        ([(-2, 1), (-2, 1)], Mood(2, 7)),
        ([(3, -2), (3, -3)], Mood(9, 1)),
        ([(-1, 9)], Mood(4, 8)),
        ([], Mood(5, 5)),
    ],
)
def test_the_sum_of_a_message_is_capped(changes: list[tuple[int, int]], mood: Mood) -> None:
    listed = [MoodChange("x", *change) for change in changes]
    assert apply(Mood(5, 5), listed, least=-3, most=4) == mood


def test_a_mood_stays_on_its_scale() -> None:
    assert apply(Mood(1, 9), [MoodChange("x", -3, 3)], least=-3, most=4) == Mood(0, 10)


@pytest.mark.parametrize(
    ("step", "share", "felt_step"), [(-2, 70, -1), (-1, 70, -1), (-3, 130, -4), (-1, 0, 0), (-1, 150, -2)]
)
def test_a_difficulty_takes_a_share_of_every_relief(step: int, share: int, felt_step: int) -> None:
    changes = effect_change("x", Effect(tension=step), Difficulty("d", "", soften=share))
    assert sum(change.tension for change in changes) == felt_step


def test_a_difficulty_hardens_rises_and_losses_of_trust() -> None:
    (change,) = effect_change("x", Effect(tension=2, trust=-2), Difficulty("d", "", harden=150))
    assert (change.tension, change.trust) == (3, -3)


@pytest.mark.parametrize(("tension", "band"), [(0, "low"), (3, "low"), (4, "mid"), (10, "high"), (99, "low")])
def test_tension_lies_in_a_band(tension: int, band: str) -> None:
    assert band_of(small_library().personas[ANNA], Mood(tension, 0)) == band


def test_an_unknown_difficulty_is_the_first() -> None:
    persona = small_library().personas[ANNA]
    assert difficulty_of(persona, "nergens").id == "gewoon"
    assert difficulty_of(replace(persona, difficulties={}), "").soften == 100
