"""What an author does around writing: begin a parent, see what is covered, draw it, play while writing."""

import io
import json
from pathlib import Path
from xml.etree import ElementTree

import pytest

from bot.cli.watching import Rehearsal, typed
from bot.content.shelf import FileShelf
from tests.cli.conftest import Run
from tests.content.small_content import ANNA, edit


def test_a_new_parent_is_written_and_next_steps_are_told(run: Run, folder: Path) -> None:
    ran = run("new", "piet", "--name", "Piet de Boer", "--child", "Sanne")
    assert (ran.code, (folder / "personas" / "piet.test.yaml").is_file()) == (0, True)
    assert "python -m bot play piet --explain --watch" in ran.out
    again = run("new", "piet", "--name", "Piet", "--child", "Sanne")
    assert (again.code, again.err) == (1, "piet.yaml bestaat al. Kies een andere id; ik overschrijf niets.\n")


def test_coverage_names_what_no_walkthrough_shows(run: Run) -> None:
    out = run("coverage", "anna").out.splitlines()
    assert out[1] == "regels: 75% (1 niet)"
    assert any(row.endswith("de regel opening.toegezegd gaat in geen proefgesprek af") for row in out)
    assert all(row.startswith("dialogues/personas/anna.yaml:") for row in out[3:])


def test_a_diagram_is_text_by_default(run: Run) -> None:
    assert run("diagram", "anna").out.startswith("flowchart TD\n")


@pytest.mark.parametrize(
    ("name", "begin"), [("a.png", b"\x89PNG"), ("a.svg", b"<?xml"), ("a.txt", b"flowchart")]
)
def test_the_ending_of_a_file_gives_the_format(run: Run, tmp_path: Path, name: str, begin: bytes) -> None:
    assert run("diagram", "anna", "-o", str(tmp_path / name)).code == 0
    assert (tmp_path / name).read_bytes().startswith(begin)


def test_a_picture_shows_every_state_and_rule(run: Run, tmp_path: Path) -> None:
    run("diagram", "anna", "--format", "svg", "-o", str(tmp_path / "anna"))
    shown = " ".join(ElementTree.parse(tmp_path / "anna").getroot().itertext())
    for word in ("Anna Bos", "Opening", "Gezwicht", "toegezegd", "voorstel", "boos", "In elke houding"):
        assert word in shown


def test_a_diagram_that_cannot_be_written_is_told(run: Run, tmp_path: Path) -> None:
    ran = run("diagram", "anna", "-o", str(tmp_path / "no" / "a.svg"))
    assert (ran.code, "a.svg" in ran.err) == (1, True)


def test_the_schema_is_written_beside_the_parents(run: Run, folder: Path) -> None:
    run("schema")
    schema = json.loads((folder / "schema" / "persona.schema.json").read_text("utf-8"))
    assert schema["required"][0] == "id"


def test_a_simulation_tells_kinds_outcomes_and_findings(run: Run) -> None:
    ran = run("simulate", "anna", "--talks", "60")
    assert "soort leraar" in ran.out
    assert "Aflopen" in ran.out
    (data,) = run("simulate", "anna", "--talks", "60", "--json").rows
    assert sum(data["outcomes"].values()) == 60  # type: ignore[attr-defined]
    mistakes = [one for one in data["findings"] if not one["warning"]]  # type: ignore[attr-defined]
    assert ran.code == (1 if mistakes else 0)


TALK = ("Wat naar. Hoe gaat het?", "Ik kan met Bo praten.")


def kept(run: Run, tmp_path: Path) -> str:
    rows = "\n".join(json.dumps({"text": text}) for text in TALK)
    path = tmp_path / "talk.json"
    path.write_text(run("play", "anna", "--json", typed=rows).out, encoding="utf-8")
    return str(path)


def test_a_kept_talk_goes_the_same_way_while_nothing_changes(run: Run, tmp_path: Path) -> None:
    ran = run("replay", kept(run, tmp_path))
    assert (ran.code, ran.out) == (0, "anna: 0 van de 2 beurten gaan nu anders.\n")


def test_replay_shows_what_changes_turn_by_turn(run: Run, folder: Path, tmp_path: Path) -> None:
    path = kept(run, tmp_path)
    first = "    rules:\n      - {id: meteen, when: {moves: feel}, to: plan}\n      - id: gehoord"
    edit(folder, "personas/anna.yaml", "    rules:\n      - id: gehoord", first)
    ran = run("replay", path)
    assert ran.code == 1
    assert "houding: verhaal -> plan   (door opening.meteen)" in ran.out
    assert "het gesprek is nu al eerder afgelopen" in ran.out
    (row,) = run("replay", path, "--json").rows
    assert row["turns"][1]["changed"] == ["over"]  # type: ignore[index]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "geen json",
        "[]",
        '{"sessions": [{}]}',
        '{"turn": 0}',
        '{"turn": 0, "persona": "anna"}\n{"said": "x"}',
    ],
)
def test_a_file_that_is_no_talk_is_refused(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "talk.json"
    path.write_text(text, encoding="utf-8")
    ran = run("replay", str(path))
    assert (ran.code, ran.err.startswith("Dit is geen gesprek")) == (1, True)


def rehearse(folder: Path, rows: list[str | None], *, then: tuple[str, str, str] | None = None) -> str:
    """Play while writing; `then` is an edit that is saved just before the first pause."""
    out = io.StringIO()
    rehearsal = Rehearsal(FileShelf(folder), ANNA, out, seed=1, difficulty="", explain=False)

    def coming() -> object:
        for row in rows:
            if row is None and then:
                edit(folder, *then)
            yield row

    rehearsal.run(coming())  # type: ignore[arg-type]
    return out.getvalue()


def test_on_saving_the_words_are_said_again(folder: Path) -> None:
    out = rehearse(
        folder, [TALK[0], None], then=("personas/anna.yaml", "Dag, met Anna Bos.", "Hallo, hier Anna Bos.")
    )
    before, after = out.split("--- Opnieuw gelezen; je zinnen (1) nog eens ---")
    assert "Anna: Dag, met Anna Bos." in before
    assert "Anna: Hallo, hier Anna Bos." in after
    assert f"> {TALK[0]}" in after


def test_on_a_mistake_the_old_content_stays(folder: Path) -> None:
    out = rehearse(folder, [None, "Bedankt."], then=("personas/anna.yaml", "to: verhaal", "to: verhal"))
    assert "R002" in out
    assert out.count("Anna: Dag, met Anna Bos.") == 1


def test_the_last_words_can_be_taken_back(folder: Path) -> None:
    out = rehearse(folder, ["Wat een zeurpiet.", *TALK, "<", "stop", "Bedankt."])
    assert "--- Opnieuw, zonder je laatste zin (2 over) ---" in out
    assert "> Bedankt." not in out


def test_after_the_end_words_are_only_kept(folder: Path) -> None:
    out = rehearse(folder, [*TALK, "Nog iets.", None])
    assert "--- Afgelopen: plan." in out
    assert out.endswith("Ik onthoud je zin voor als er iets verandert.\n")


def test_the_command_plays_while_writing(run: Run, folder: Path) -> None:
    ran = run("play", "anna", "--watch", "--explain", typed="Wat naar.\nstop\n")
    assert ran.code == 0
    assert "Ik let op je bestanden." in ran.out
    assert "| houding: opening -> opening" in ran.out
    edit(folder, "personas/anna.yaml", "to: verhaal", "to: verhal")
    refused = run("play", "anna", "--watch")
    assert (refused.code, "R002" in refused.err) == (1, True)


def test_typed_rows_and_pauses_come_through() -> None:
    assert list(typed(io.StringIO("een\ntwee\n"), pause=5)) == ["een\n", "twee\n"]
