"""Measuring the recogniser and looking after phrases, from the command line."""

import json
from pathlib import Path

import pytest

from tests.cli.conftest import Run
from tests.content.small_content import edit

ROWS = [
    {
        "id": "1",
        "persona": "A",
        "parent": "Dag",
        "text": "Wat naar voor u.",
        "moves": ["feel"],
        "core": ["feel"],
    },
    {"id": "2", "persona": "D", "text": "Bedankt, zeurpiet.", "moves": ["thank"], "maybe": ["insult"]},
    {"id": "3", "text": "Het regent.", "moves": ["offer"]},
    {"id": "4", "text": "Wat naar.", "moves": ["thank"]},
]


@pytest.fixture
def labelled(tmp_path: Path) -> str:
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, ROWS)), encoding="utf-8")
    return str(path)


def test_an_evaluation_counts_right_wrong_and_missed(run: Run, labelled: str) -> None:
    (found,) = run("evaluate", labelled, "--json").rows
    assert found["messages"] == 4
    assert found["bands"]["all"] == {  # type: ignore[index]
        "precision": 0.6667,
        "recall": 0.5,
        "f1": 0.5714,
        "right": 2,
        "wrong": 1,
        "missed": 2,
    }
    assert found["core"] == {"seen": 1, "there": 1}
    assert found["silent"] == 1
    assert found["confusion"] == [{"there": "thank", "found": "feel", "count": 1}]


def test_an_evaluation_for_people_is_a_table_in_dutch(run: Run, labelled: str) -> None:
    out = run("evaluate", labelled).out
    assert out.startswith("4 berichten\n")
    assert "alles wat gezegd wordt" in out
    assert "feel «Wat naar» door dialogues/moves/moves.yaml:" in out


def test_letters_stand_for_parents_and_context_can_be_left_out(
    run: Run, folder: Path, tmp_path: Path
) -> None:
    (folder / "letters.yaml").write_text("A: anna\n", encoding="utf-8")
    edit(
        folder,
        "moves/moves.yaml",
        "      ik kan\n",
        "      ik kan\n    mandate: forbidden\n    consenting: |\n      goed\n",
    )
    row = {
        "id": "1",
        "persona": "A",
        "parent": "Komt er uitstel?",
        "text": "Dat is goed.",
        "moves": ["offer"],
    }
    path = tmp_path / "rows.jsonl"
    path.write_text(json.dumps(row), encoding="utf-8")

    def right(*more: str) -> object:
        (found,) = run("evaluate", str(path), "--json", *more).rows
        return found["bands"]["all"]["right"]  # type: ignore[index]

    assert (right(), right("--no-context")) == (1, 0)


def test_messages_without_a_move_are_listed(run: Run, labelled: str) -> None:
    assert run("silent", labelled).out.splitlines() == [
        "In 1 van de 4 berichten is niets herkend.",
        "3: Het regent.   (offer)",
    ]
    (row,) = run("silent", labelled, "--json").rows
    assert (row["id"], row["moves"]) == ("3", ["offer"])


@pytest.mark.parametrize(
    "text", ["geen json", "[1]", '{"id": 1}', '{"text": 3}', '{"text": "a", "moves": "x"}']
)
def test_a_row_that_is_no_message_is_named(run: Run, tmp_path: Path, text: str) -> None:
    path = tmp_path / "rows.jsonl"
    path.write_text(f"{json.dumps(ROWS[0])}\n{text}\n", encoding="utf-8")
    ran = run("evaluate", str(path))
    assert (ran.code, ran.err.startswith("Regel 2 is geen gelabeld bericht")) == (1, True)


@pytest.mark.parametrize("content", [None, ""])
def test_a_file_that_is_not_there_or_empty_is_named(run: Run, tmp_path: Path, content: str | None) -> None:
    path = tmp_path / "rows.jsonl"
    if content is not None:
        path.write_text(content, encoding="utf-8")
    ran = run("evaluate", str(path))
    assert (ran.code, str(path) in ran.err) == (1, True)


def test_a_hijacked_example_is_told_with_the_thief(run: Run, folder: Path) -> None:
    assert "0 gaan verkeerd" in run("hijack").out
    edit(
        folder,
        "moves/moves.yaml",
        "    explanation: Dankt.\n",
        "    explanation: Dankt.\n    beats: [feel]\n",
    )
    edit(folder, "moves/moves.yaml", "      dank\n", "      dank\n      wat\n")
    ran = run("hijack")
    assert "feel (Gevoel): 1 van de 1 voorbeelden en 1 tegenvoorbeelden gaan verkeerd" in ran.out
    assert "gekaapt: “Wat naar voor u” gaat naar thank [dialogues/moves/moves.yaml:" in ran.out
    rows = run("hijack", "--json").rows
    assert [row["move"] for row in rows if row["taken"]] == ["feel"]


def test_a_counter_example_that_is_taken_for_the_move_is_told(run: Run, folder: Path) -> None:
    edit(folder, "moves/moves.yaml", "(naar|vervelend|moeilijk)", "(naar|vervelend|moeilijk|alles)")
    assert "tegenvoorbeeld toch herkend: “bedankt voor alles” door feel [" in run("hijack").out


def test_an_example_of_nothing_is_told_as_lost(run: Run, folder: Path) -> None:
    edit(folder, "moves/moves.yaml", "Wat naar voor u", "Tjonge")
    assert "niet herkend: “Tjonge”" in run("hijack").out


@pytest.mark.parametrize("rule", ["moves/moves.yaml:14", "moves.yaml:14", "dialogues/moves/moves.yaml:14"])
def test_sentences_are_made_of_the_phrase_at_a_place(run: Run, rule: str) -> None:
    made = run("sample", rule).out.splitlines()
    assert set(made) == {"Naar.", "Vervelend.", "Moeilijk."}


def test_sentences_are_made_of_a_loose_phrase(run: Run) -> None:
    made = run("sample", "ik .. (kan|mag) uitstel* {child} -niet").out.splitlines()
    assert len(made) == 10
    assert all(row.startswith("Ik ") and row.endswith(" Bo.") for row in made)
    assert made == run("sample", "ik .. (kan|mag) uitstel* {child} -niet").out.splitlines()


@pytest.mark.parametrize("rule", ["(ik", "moves.yaml:1", "ik ^ kan"])
def test_what_is_no_phrase_is_told(run: Run, rule: str) -> None:
    ran = run("sample", rule)
    assert (ran.code, ran.err.startswith(f"“{rule}” is geen frase")) == (1, True)


def test_lint_says_how_many_remarks_there_are(run: Run, folder: Path) -> None:
    edit(folder, "moves/moves.yaml", "      bedankt\n", "      bedankt\n      dank voor\n")
    ran = run("lint")
    assert ran.code == 0
    first, total = ran.out.splitlines()
    assert first.startswith("dialogues/moves/moves.yaml:9: W041 De frase “dank voor” is overbodig")
    assert total == "1 opmerkingen over frasen."
