"""The lexicon of dialogues/: its phrases can be read, and say of its own examples what they should."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.folder import Folder
from bot.content.library import read_lexicon
from bot.model.lexicon import Lexicon
from bot.understanding.recogniser import Recogniser, compile_recogniser, phrase_findings

NAMES = {"lotte": "{child}", "thijs": "{child}", "sem": "{child}"}


@pytest.fixture(scope="module")
def lexicon() -> Lexicon:
    return read_lexicon(Folder(Path(__file__).parents[2] / "dialogues"))


@pytest.fixture(scope="module")
def recogniser(lexicon: Lexicon) -> Recogniser:
    return replace(compile_recogniser(lexicon, model=None), names=NAMES)


def test_every_phrase_can_be_read(recogniser: Recogniser) -> None:
    assert phrase_findings(recogniser) == ()


def test_most_examples_are_found_by_phrases_alone(lexicon: Lexicon, recogniser: Recogniser) -> None:
    lost = [
        (move.id, text)
        for move in lexicon.moves.values()
        for text in move.examples
        if move.id not in recogniser.read(text).moves()
    ]
    assert len(lost) <= sum(len(move.examples) for move in lexicon.moves.values()) // 10, lost


def test_counter_examples_are_not_taken_for_the_move(lexicon: Lexicon, recogniser: Recogniser) -> None:
    wrong = [
        (move.id, text)
        for move in lexicon.moves.values()
        for text, _ in move.counter_examples
        if move.id in recogniser.read(text).moves()
    ]
    assert wrong == []


@pytest.mark.parametrize(
    "text",
    [
        "Het wordt morgen 12 graden met regen.",
        "Zet de lamp in de woonkamer aan.",
        "Ajax won gisteren met drie-nul van PSV.",
        "xq zzp lorem ipsum dolor",
        "De gemeente bouwt tweehonderd woningen aan de rand van de stad.",
        "appels peren bananen",
    ],
)
def test_what_has_nothing_to_do_with_it_is_no_move(recogniser: Recogniser, text: str) -> None:
    assert recogniser.read(text).moves() == ()


@pytest.mark.parametrize(
    "text", ["ik " * 1365, "a" * 4096, "🙈" * 2000, "dat doe ik niet maar " * 200, "((?" * 1300]
)
def test_very_long_messages_are_read(recogniser: Recogniser, text: str) -> None:
    assert recogniser.read(text).text == text
