"""The commands whose output other programs rely on, and how mistakes are told."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bot.cli import running
from bot.settings import Settings
from tests.cli.conftest import Run
from tests.content.small_content import edit

ANNA = "personas/anna.yaml"


def test_good_content_passes_the_check(run: Run) -> None:
    ran = run("check")
    assert (ran.code, ran.out) == (0, "0 errors, 0 warnings\n")


def test_a_mistake_in_the_content_is_told_with_its_line(run: Run, folder: Path) -> None:
    edit(folder, ANNA, "to: verhaal", "to: verhal")
    ran = run("check")
    assert ran.code == 1
    assert "R002" in ran.out


def test_what_needs_content_does_not_start_on_broken_content(run: Run, folder: Path) -> None:
    edit(folder, ANNA, "to: verhaal", "to: verhal")
    ran = run("play", "anna")
    assert ran.code == 1
    assert "R002" in ran.err
    assert ran.err.splitlines()[-1].startswith("De inhoud heeft fouten (")


def test_messages_are_recognised_row_by_row(run: Run) -> None:
    rows = [
        {"id": 1, "text": "Wat naar, bedankt"},
        "geen object",
        {"id": 3, "text": "hoe slaapt ze?", "persona": "anna"},
    ]
    ran = run("recognise", "--json", typed="\n".join(map(json.dumps, rows)))
    first, second, third = ran.rows
    assert (first["id"], sorted(first["moves"])) == (1, ["feel", "thank"])  # type: ignore[call-overload]
    assert second == {"id": None, "error": "not a JSON object with a text", "moves": []}
    assert third["moves"] == ["ask"]


def test_a_conversation_in_json_has_opening_turns_and_debrief(run: Run) -> None:
    typed = "\n".join(
        json.dumps({"text": text}) for text in ("Wat naar. Hoe gaat het?", "Ik kan met Bo praten.")
    )
    opening, *turns, end = run("play", "anna", "--json", "--seed", "7", typed=typed).rows
    assert (opening["persona"], opening["seed"], opening["state"]) == ("anna", 7, "opening")
    assert [turn["state"] for turn in turns] == ["verhaal", "plan"]
    assert end["outcome"] == "plan"
    assert set(turns[0]) == {"turn", "said", "moves", "unsure", "rule", "state", "mood", "reply", "outcome"}


def test_a_person_plays_until_a_stop_word(run: Run) -> None:
    ran = run("play", "anna", "--explain", typed="Wat naar.\nstop\nBedankt.\n")
    assert "Anna: Dag, met Anna Bos." in ran.out
    assert "feel (waarschijnlijk)" in ran.out or "feel (zeker)" in ran.out
    assert "thank" not in ran.out
    assert "gehoord (every)" in ran.out


@pytest.mark.parametrize(
    "command", [("play", "piet"), ("simulate", "piet"), ("coverage", "piet"), ("diagram", "piet")]
)
def test_an_unknown_parent_is_told_with_those_there_are(run: Run, command: tuple[str, ...]) -> None:
    ran = run(*command)
    assert (ran.code, ran.err) == (1, "Er is geen ouder “piet”. Kies uit: anna.\n")


def test_a_bad_setting_is_told_in_a_sentence(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BOT_WEB_PORT", "veel")
    ran = run("check")
    assert (ran.code, ran.err.startswith("BOT_WEB_PORT is geen poort")) == (1, True)


def test_without_texts_an_error_is_told_bare(run: Run, folder: Path) -> None:
    (folder / "texts.yaml").unlink()
    assert "error.content" in run("play", "anna").err


def test_an_interrupted_command_ends_without_a_fuss(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt() -> Settings:
        raise KeyboardInterrupt

    monkeypatch.setattr(running, "settings", interrupt)
    assert run("check").code == 130


def test_a_reader_that_goes_away_is_no_mistake(folder: Path) -> None:
    """Such as `head`, which closes the pipe when it has seen enough."""
    command = [sys.executable, "-m", "bot", "diagram", "anna"]
    root = Path(__file__).parents[2]
    environment = {**os.environ, "BOT_DIALOGUES": str(folder)}
    with subprocess.Popen(
        command, cwd=root, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE
    ) as program:
        assert program.stdout
        assert program.stderr
        program.stdout.close()
        assert program.stderr.read() == b""
    assert program.returncode == 0


def test_a_command_that_does_not_exist_is_refused(run: Run) -> None:
    with pytest.raises(SystemExit) as refused:
        run("dance")
    assert refused.value.code == 2
