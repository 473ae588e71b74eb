"""The content is read again when it changes; what is broken or gone leaves the old in place."""

from pathlib import Path

import pytest

from bot.content.persona import digest_of
from bot.content.shelf import MOST_OLDER, FileShelf, NoContent, signature
from tests.content.small_content import ANNA, edit, small_folder

FILE = "personas/anna.yaml"


def opening(shelf: FileShelf) -> str:
    return shelf.current().personas[ANNA].opening.bubbles[0]


def test_nothing_happens_when_nothing_changed(tmp_path: Path) -> None:
    assert FileShelf(small_folder(tmp_path)).refresh() is None


def test_a_good_edit_is_taken_over(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelf = FileShelf(folder)
    edit(folder, FILE, "Dag, met", "Hallo, met")
    assert shelf.refresh() == ()
    assert opening(shelf) == "Hallo, met Anna Bos."
    assert shelf.source(ANNA) == (folder / FILE).read_text(encoding="utf-8")


def test_a_broken_edit_leaves_the_old_content(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelf = FileShelf(folder)
    edit(folder, FILE, "to: verhaal", "to: verhal")
    findings = shelf.refresh()
    assert findings
    assert next(finding.code for finding in findings if not finding.warning) == "R002"
    assert opening(shelf) == "Dag, met Anna Bos."
    assert shelf.refresh() is None


def test_a_session_goes_on_with_the_persona_on_which_it_began(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelf = FileShelf(folder)
    before = shelf.current()
    edit(folder, FILE, "Dag, met", "Hallo, met")
    shelf.refresh()
    assert shelf.at(before.personas[ANNA].digest, None) is before


def test_after_a_restart_the_old_persona_is_made_from_its_kept_text(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    source = (folder / FILE).read_text(encoding="utf-8").replace("Dag, met", "Goedendag, met")
    library = FileShelf(folder).at(digest_of(source), source)
    assert library
    assert library.stages[ANNA].open(seed=1)[1][0] == "Goedendag, met Anna Bos."


@pytest.mark.parametrize(("before", "after"), [("to: verhaal", "to: verhal"), ("id: anna", "id: anna: x")])
def test_an_old_text_that_no_longer_compiles_gives_nothing(tmp_path: Path, before: str, after: str) -> None:
    folder = small_folder(tmp_path)
    source = (folder / FILE).read_text(encoding="utf-8").replace(before, after)
    assert FileShelf(folder).at(digest_of(source), source) is None


def test_a_text_that_does_not_fit_its_digest_gives_nothing(tmp_path: Path) -> None:
    shelf = FileShelf(small_folder(tmp_path))
    assert shelf.at("0" * 32, "id: anna") is None
    assert shelf.at("0" * 32, None) is None


def test_only_so_many_older_libraries_are_kept(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    shelf = FileShelf(folder)
    source = (folder / FILE).read_text(encoding="utf-8")
    first = source + "\n# 0\n"
    made = [shelf.at(digest_of(first), first)]
    for number in range(1, MOST_OLDER + 1):
        later = f"{source}\n# {number}\n"
        shelf.at(digest_of(later), later)
    assert shelf.at(digest_of(first), None) is None
    assert made[0] is not None


def test_content_that_is_wrong_from_the_start_is_refused(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, FILE, "to: verhaal", "to: verhal")
    with pytest.raises(NoContent) as refusal:
        FileShelf(folder)
    assert "R002" in str(refusal.value)


def test_a_file_that_vanishes_while_we_look_is_left_out(tmp_path: Path) -> None:
    (tmp_path / "weg.yaml").symlink_to(tmp_path / "nergens")
    assert signature(tmp_path) == ()
