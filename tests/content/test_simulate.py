"""Simulation, coverage, diagram and the template, on the tiny parent."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.coverage import Coverage, coverage_of
from bot.content.diagram import mermaid
from bot.content.folder import Folder
from bot.content.library import check_library, load_texts, walk_persona
from bot.content.new import BadPersonaName, PersonaExists, new_persona
from bot.content.simulate import Simulation, Way, note_simulation, simulate, unclear_share
from bot.content.teachers import make_pool, teachers
from bot.model.persona import Lines, State
from bot.model.reading import LabelledMessage
from bot.play import Library, open_session, take_turn
from bot.roleplay.stage import build_stage
from tests.content.small_content import ANNA, bare_notes, small_folder, small_library

SAID = (
    *("Dank u wel", "Bedankt voor het bellen", "Dank voor alles", "Wat naar voor u", "Wat vervelend zeg"),
    *("Dat is moeilijk. Hoe gaat het?", "Wat naar. Wat is er?", "Ik kan dinsdag met Bo praten"),
    *(
        "Zeurkous",
        "Wat een gezeur, zeurpiet",
        "zeurt u altijd",
        "Dat is beloofd",
        "Hoe slaapt Bo?",
        "Oké",
        "Dank u wel, zeurkous",
    ),
)
EXAMPLES = tuple(LabelledMessage(text=text, persona="anna") for text in SAID)


def played(library: Library | None = None, talks: int = 400) -> Simulation:
    library = library or small_library()
    pool = make_pool(library, ANNA, EXAMPLES)
    return simulate(library, library.personas[ANNA], pool, talks=talks)


def noted(simulation: Simulation) -> list[str]:
    notes = bare_notes()
    note_simulation(small_library().personas[ANNA], simulation, notes)
    return [finding.code for finding in notes.found]


def test_every_ending_is_reached_and_every_conversation_ends() -> None:
    simulation = played()
    assert set(simulation.outcomes) == {"plan", "gezwicht", "weg"}
    assert simulation.unending == simulation.mute == ()
    assert set(simulation.examples) == {"plan", "gezwicht", "weg"}


def test_a_simulation_can_be_repeated() -> None:
    assert played(talks=60) == played(talks=60)


def test_kinds_of_teachers_differ() -> None:
    tallies = played().tallies
    assert tallies["harsh"].good < tallies["kind"].good + tallies["advised"].good
    assert tallies["nonsense"].unclear > 0
    assert {kind for kind, tally in tallies.items() if tally.one_move} == {"thank", "insult"}


def test_what_stays_unused_is_noted() -> None:
    assert {"W031", "S005"} <= set(noted(played()))


def test_outcomes_and_states_never_reached_are_noted() -> None:
    assert {"S001", "S002", "W030"} <= set(noted(played(talks=1)))


def test_a_conversation_without_an_end_is_noted_with_its_words() -> None:
    library = small_library()
    persona = replace(library.personas[ANNA], last_turn=20, last_outcome=None)
    stages = {ANNA: build_stage(persona, library.lexicon)}
    simulation = played(replace(library, personas={ANNA: persona}, stages=stages), talks=40)
    assert simulation.unending
    assert "S003" in noted(simulation)


def test_a_conversation_that_goes_wrong_can_be_played_again() -> None:
    library = small_library()
    way = played().examples["gezwicht"]
    position, _ = open_session(library, ANNA, seed=way.seed, difficulty=way.difficulty)
    for words in way.words:
        position, _ = take_turn(library, position, words)
    assert position.outcome == "gezwicht"


def test_a_finding_tells_how_to_play_a_stuck_conversation_again() -> None:
    notes = bare_notes()
    stuck = replace(played(talks=7), unending=(Way(5, "pittig", ("Oké", "Dag")),))
    note_simulation(small_library().personas[ANNA], stuck, notes)
    (told,) = (one.message for one in notes.found if one.code == "S003")
    assert told == "seed=5 difficulty=pittig words=Oké / Dag"


def test_a_parent_who_says_nothing_is_noted() -> None:
    library = small_library()
    anna = library.personas[ANNA]
    states: dict[str, State] = {
        name: replace(state, stay=Lines(), unclear=Lines()) for name, state in anna.states.items()
    }
    persona = replace(anna, states=states, replies=(), unclear=Lines())  # type: ignore[arg-type]  # ids
    stages = {ANNA: build_stage(persona, library.lexicon)}
    assert played(replace(library, personas={ANNA: persona}, stages=stages), talks=20).mute


def test_a_move_that_always_wins_is_noted() -> None:
    simulation = played()
    tally = simulation.tallies["thank"]
    tally.good = tally.talks
    assert "S004" in noted(simulation)


def test_the_share_of_what_was_unclear() -> None:
    assert 0 < unclear_share(played()) < 1
    assert unclear_share(Simulation({}, Coverage((), ()), (), (), {})) == 0


def test_an_empty_simulation_notes_only_what_was_not_reached() -> None:
    empty = Simulation({}, coverage_of(small_library().personas[ANNA], ()), (), (), {})
    assert set(noted(empty)) == {"S001", "S002", "W030", "W031"}


def test_a_teacher_without_examples_still_talks() -> None:
    library = small_library()
    pool = make_pool(library, ANNA, ())
    assert [one.text for one in pool.readings] == ["Wat naar voor u"]
    assert simulate(library, library.personas[ANNA], pool, talks=len(teachers(pool, library.personas[ANNA])))


def test_walkthroughs_cover_what_they_show(tmp_path: Path) -> None:
    library = small_library()
    walks = walk_persona(library, ANNA, Folder(small_folder(tmp_path)))
    coverage = coverage_of(library.personas[ANNA], (turn for walk in walks for turn in walk.turns))
    assert coverage.share("rule") == pytest.approx(3 / 4)
    missing = [(piece.kind, piece.id) for piece in coverage.missing if piece.kind != "line"]
    assert missing == [("rule", "opening.toegezegd"), ("state", "gezwicht")]
    assert all(piece.at > 0 for piece in coverage.missing)


def test_of_nothing_all_is_covered() -> None:
    assert Coverage((), ()).share("line") == 1


def test_the_diagram_shows_states_rules_and_endings() -> None:
    rows = mermaid(small_library().stages[ANNA]).splitlines()
    assert '  begin(["Anna Bos"]) --> s_opening' in rows
    assert "  s_opening -->|gehoord| s_verhaal" in rows
    assert "  anywhere -->|boos| s_weg" in rows
    assert '  s_plan(["Plan"])' in rows
    assert "  style s_plan fill:#cfe8cf" in rows
    assert sum("boos" in row for row in rows) == 1


DIALOGUES = Path(__file__).parents[2] / "dialogues"


def template_folder(tmp_path: Path) -> Path:
    folder = small_folder(tmp_path)
    (folder / "new").mkdir()
    for name in ("persona.yaml", "persona.test.yaml"):
        (folder / "new" / name).write_text((DIALOGUES / "new" / name).read_text("utf-8"), "utf-8")
    return folder


def test_a_new_parent_is_written_with_its_names(tmp_path: Path) -> None:
    folder = template_folder(tmp_path)
    paths = new_persona(folder, "piet", name="Piet de Boer", child="Sanne")
    assert [path.name for path in paths] == ["piet.yaml", "piet.test.yaml"]
    text = paths[0].read_text("utf-8")
    assert "name: Piet de Boer" in text
    assert "<" not in text.replace("<=", "")


def test_a_new_parent_never_overwrites_one(tmp_path: Path) -> None:
    folder = template_folder(tmp_path)
    with pytest.raises(PersonaExists):
        new_persona(folder, "anna", name="Anna", child="Bo")


@pytest.mark.parametrize(
    ("id_", "name", "child"),
    [("Piet", "Piet", "Bo"), ("../x", "Piet", "Bo"), ("piet", "Piet: x", "Bo"), ("piet", "Piet", "")],
)
def test_names_that_would_break_the_file_are_refused(tmp_path: Path, id_: str, name: str, child: str) -> None:
    with pytest.raises(BadPersonaName):
        new_persona(template_folder(tmp_path), id_, name=name, child=child)


def test_texts_can_be_read_alone(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    texts = load_texts(folder)
    assert texts
    assert texts("start.welcome", name="Bo") == "Welkom, Bo."
    (folder / "texts.yaml").unlink()
    assert load_texts(folder) is None


@pytest.mark.parametrize(("row", "code"), [("a: [b]", "F003"), ("a: {b: }", "F006")])
def test_texts_must_be_sentences(tmp_path: Path, row: str, code: str) -> None:
    folder = small_folder(tmp_path)
    (folder / "texts.yaml").write_text(row, encoding="utf-8")
    assert code in [finding.code for finding in check_library(folder)]
