"""What every parent of ours can do: react with care to a guess, and come to every kind of end."""

import shutil
from pathlib import Path

import pytest

from bot.content.library import load_library
from bot.model.ids import MoveId, PersonaId
from bot.model.reading import Certainty, Reading, Recognition, Span
from bot.play import Library

DIALOGUES = Path(__file__).parents[2] / "dialogues"
PARENTS = sorted(path.stem for path in (DIALOGUES / "personas").glob("*.yaml") if ".test." not in path.name)


@pytest.fixture(scope="module")
def library(tmp_path_factory: pytest.TempPathFactory) -> Library:
    """The real content without what it learnt: nothing here is read."""
    folder = tmp_path_factory.mktemp("parents") / "dialogues"
    shutil.copytree(DIALOGUES, folder, ignore=shutil.ignore_patterns("examples"))
    found, findings = load_library(folder)
    assert found, findings
    return found


def guess(move: MoveId) -> Reading:
    text = "nou ja zoiets dus eigenlijk"
    found = Recognition(move, (Span(0, len(text)),), text, "test:1", Certainty.UNSURE, chance=40)
    return Reading(text, (found,), words=5)


@pytest.mark.parametrize("parent", PARENTS)
def test_every_guess_gets_a_careful_question_and_no_mood(library: Library, parent: str) -> None:
    stage = library.stages[PersonaId(parent)]
    position, _ = stage.open(seed=1)
    vague = []
    for move in library.lexicon.moves.values():
        _, turn = stage.turn(position, guess(move.id))
        careful = turn.before == turn.after and not any(".unclear" in f".{line}" for line in turn.said)
        if not move.neutral and not careful:
            vague.append(move.id)
    assert vague == []


@pytest.mark.parametrize("parent", PARENTS)
def test_a_guess_is_asked_about_in_other_words_the_next_time(library: Library, parent: str) -> None:
    stage = library.stages[PersonaId(parent)]
    position, _ = stage.open(seed=1)
    said: list[str] = []
    for move in list(library.lexicon.moves)[:12]:
        position, turn = stage.turn(position, guess(move))
        said += turn.said
    assert len(said) == len(set(said))
