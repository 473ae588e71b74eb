"""Corrections become a diff of the content that compiles, once."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.corrected import goes_well, patches, walkthrough, write
from bot.content.desk import Desk
from bot.content.examples import compile_examples
from bot.content.folder import Folder
from bot.model.corrected import CorrectedLine, CorrectedTalk
from tests.content.small_content import small_library

LINE = CorrectedLine("mara", "Ik bel: nu!", "Wat naar: # voor u", (("kind", "Wat naar"), ("kind", "voor u")))
TALK = CorrectedTalk("mara", "gecorrigeerd", 3, "", "open", 6, 2, "Wat naar: # voor u", ("kind",))


def test_a_diff_shows_both_files_and_changes_nothing(tmp_path: Path) -> None:
    shown = patches(tmp_path, [LINE], [TALK])
    assert [patch.name for patch in shown] == ["examples/corrected.yaml", "personas/mara.test.yaml"]
    assert "+    say: 'Wat naar: # voor u'" in shown[0].diff
    assert list(tmp_path.iterdir()) == []


def test_what_was_written_reads_back_and_is_not_offered_again(tmp_path: Path) -> None:
    write(tmp_path, patches(tmp_path, [LINE], [TALK]))
    folder = Folder(tmp_path)
    root = folder.tree("examples/corrected.yaml")
    assert root is not None
    desk = Desk(folder.notes("examples/corrected.yaml"), moves=frozenset({"kind"}))
    (message,) = compile_examples(root, desk)
    assert (message.text, message.parent, message.persona) == (LINE.text, LINE.parent, "mara")
    assert message.clauses == LINE.clauses
    assert not folder.findings()
    assert patches(tmp_path, [LINE], [TALK]) == ()


def test_a_file_that_is_there_only_grows(tmp_path: Path) -> None:
    (tmp_path / "personas").mkdir()
    (tmp_path / "personas" / "mara.test.yaml").write_text("- name: eerder\n", encoding="utf-8")
    (patch,) = patches(tmp_path, [], [TALK])
    assert patch.after.startswith("- name: eerder\n\n- name: gecorrigeerd\n")


@pytest.mark.parametrize(("moves", "holds"), [(("feel",), True), (("insult",), False)])
def test_a_walkthrough_is_one_turn_and_tells_whether_it_holds(moves: tuple[str, ...], holds: bool) -> None:
    talk = CorrectedTalk(
        "anna", "proef", 750992858, "pittig", "verhaal", 6, 2, "Wat naar voor u", moves, ("promise",)
    )
    assert "start:\n    state: verhaal" in walkthrough(talk)
    assert goes_well(small_library(), talk) is holds
    assert not goes_well(small_library(), replace(talk, persona="wie"))
    assert not goes_well(small_library(), replace(talk, moves=("feel",), not_moves=("feel",)))


def test_a_line_in_which_nothing_should_be_seen_can_be_a_walkthrough() -> None:
    talk = CorrectedTalk("anna", "proef", 3, "", "verhaal", 6, 2, "Nou ja.", (), ("insult",))
    assert goes_well(small_library(), talk)
