"""A whole turn: decide, feel, speak, remember; and that a conversation always ends."""

from dataclasses import replace
from itertools import product

import pytest

from bot.model.reading import Certainty, Reading
from bot.model.session import Mood, Position, Turn
from bot.roleplay.stage import Stage
from tests.content.small_content import ANNA, small_library
from tests.roleplay.readings import reading


def stage() -> Stage:
    return small_library().stages[ANNA]


def play(*messages: Reading, seed: int = 1, difficulty: str = "") -> tuple[Position, list[Turn]]:
    position, _ = stage().open(seed=seed, difficulty=difficulty)
    turns: list[Turn] = []
    for number, message in enumerate(messages):
        words = f"bericht nummer {number}" if message.text == "dit is een bericht" else message.text
        position, turn = stage().turn(position, replace(message, text=words))
        turns.append(turn)
    return position, turns


def test_the_opening_is_said_with_its_placeholders_filled() -> None:
    position, bubbles = stage().open(seed=3)
    assert bubbles == ("Dag, met Anna Bos.", "Kan de toets van Bo later?")
    assert position.last_said == "Dag, met Anna Bos. Kan de toets van Bo later?"
    assert (position.state, position.mood) == ("opening", Mood(5, 3))


@pytest.mark.parametrize(
    ("messages", "state", "rule"),
    [
        ([reading("thank")], "opening", "opening.stay"),
        ([reading("feel", "ask")], "verhaal", "opening.gehoord"),
        ([reading("feel"), reading("ask")], "opening", "opening.stay"),
        ([reading("promise")], "gezwicht", "opening.toegezegd"),
        ([reading("feel", "ask"), reading("offer")], "verhaal", "verhaal.stay"),
        ([reading("feel", "ask"), reading("offer", grants=("praten",))], "plan", "verhaal.voorstel"),
        ([reading("feel", "ask", certainty=Certainty.UNSURE)], "opening", "opening.stay"),
        ([reading("insult")], "weg", "everywhere.boos"),
    ],
)
def test_the_first_rule_that_fits_moves_the_parent(messages: list[Reading], state: str, rule: str) -> None:
    position, turns = play(*messages)
    assert (position.state, turns[-1].rule) == (state, rule)


def test_a_rule_brings_its_effect_its_flag_and_its_thought() -> None:
    position, (turn,) = play(reading("feel", "ask"))
    assert turn.after == Mood(2, 5)
    assert [change.cause for change in turn.changes] == ["feel", "opening.gehoord"]
    assert turn.flags == ("thuis",)
    assert position.flags == {"thuis"}
    assert turn.thought == "Die luistert naar mij over Bo."


def test_an_ending_ends() -> None:
    position, (turn,) = play(reading("promise"))
    assert (turn.outcome, position.outcome) == ("gezwicht", "gezwicht")
    assert turn.reply == ("O fijn, dan doen we dat.",)


def test_the_last_turn_forces_the_last_outcome() -> None:
    _, turns = play(*[reading("thank")] * 12)
    assert [turn.outcome for turn in turns] == [None] * 11 + ["weg"]
    assert turns[-1].reply[-1] == "Ik hang op."


def test_the_last_turn_leaves_an_ending_that_is_reached_by_itself() -> None:
    messages = [reading("thank")] * 11 + [reading("promise")]
    assert play(*messages)[0].outcome == "gezwicht"


def test_the_same_words_and_seed_give_the_same_talk() -> None:
    messages = [reading("thank"), reading("ask"), reading("feel", "ask"), reading("offer")]
    assert play(*messages, seed=5) == play(*messages, seed=5)


def test_another_seed_chooses_other_lines() -> None:
    replies = {play(reading("thank"), seed=seed)[1][0].reply for seed in range(20)}
    assert len(replies) > 1


def test_no_line_comes_back_within_six_turns_when_another_is_to_be_had() -> None:
    for seed in range(8):
        _, turns = play(reading("thank"), reading("thank"), reading("ask"), seed=seed)
        said = [line for turn in turns for line in turn.said]
        assert len(said) == len(set(said))


def test_the_parent_always_says_something() -> None:
    kinds = [
        reading("thank"),
        reading("filler"),
        reading(),
        reading("insult"),
        reading("offer", day="dinsdag"),
    ]
    for messages in product(kinds, repeat=3):
        assert all(turn.reply and all(turn.reply) for turn in play(*messages)[1])


def test_what_is_not_understood_counts_up_until_something_is() -> None:
    messages = [reading(), reading(), reading("thank"), reading()]
    missed = [play(*messages[: count + 1])[0].missed for count in range(4)]
    assert missed == [1, 2, 0, 1]


def test_stay_counts_from_entering_a_state() -> None:
    messages = [reading("thank"), reading("feel", "ask"), reading("thank")]
    assert [play(*messages[: count + 1])[0].stay for count in range(3)] == [1, 0, 1]


def test_an_answer_from_the_dossier_has_its_effect() -> None:
    position, (turn,) = play(reading("ask", asked=("slaap",)))
    assert turn.reply[0] == "Slecht, ze ligt tot laat wakker."
    assert turn.changes[-1].cause == "slaap"
    assert position.flags == {"slaap_verteld"}


def test_a_harder_parent_starts_tenser_and_rises_faster() -> None:
    position, turns = play(reading("insult"), difficulty="pittig")
    assert turns[0].before == Mood(7, 3)
    assert turns[0].after == Mood(10, 0)
    assert position.difficulty == "pittig"


def test_help_is_remembered_with_the_turn() -> None:
    position, _ = stage().open(seed=1)
    _, turn = stage().turn(position, reading("thank"), helped="example")
    assert turn.helped == "example"


def test_why_names_what_the_earlier_rules_missed() -> None:
    position, _ = stage().open(seed=1)
    tried = stage().why(position, reading("promise"))
    assert [(one.rule, one.failed) for one in tried] == [
        ("everywhere.boos", ("moves", "tension")),
        ("opening.gehoord", ("every",)),
        ("opening.toegezegd", ()),
    ]


def test_why_lists_every_rule_when_the_parent_stays() -> None:
    position, _ = stage().open(seed=1)
    assert all(one.failed for one in stage().why(position, reading("thank")))


def test_the_machine_tells_its_ways() -> None:
    ways = {(edge.source, edge.target, edge.rule) for edge in stage().machine.edges()}
    assert ways == {
        *((state, "weg", "everywhere.boos") for state in ("opening", "verhaal")),
        ("opening", "verhaal", "opening.gehoord"),
        ("opening", "gezwicht", "opening.toegezegd"),
        ("verhaal", "plan", "verhaal.voorstel"),
    }
