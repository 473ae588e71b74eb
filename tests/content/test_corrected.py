"""Corrections become a diff of the content that compiles, once."""

from pathlib import Path

from bot.content.corrected import patches, write
from bot.content.desk import Desk
from bot.content.examples import compile_examples
from bot.content.folder import Folder
from bot.model.corrected import CorrectedLine, CorrectedTalk

LINE = CorrectedLine("mara", "Ik bel: nu!", "Wat naar: # voor u", (("kind", "Wat naar"), ("kind", "voor u")))
TALK = CorrectedTalk("mara", "gecorrigeerd", 3, "", ("dag", "Wat naar: # voor u"), ("kind",))


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
