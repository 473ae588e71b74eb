"""The corpus in its own form, and a model that is learnt once and then kept."""

from pathlib import Path
from threading import Event, Thread

import pytest

from bot.content.examples import read_examples
from bot.content.folder import Folder
from bot.content.library import check_library, load_library
from bot.content.lock import alone
from bot.content.training import lesson_name
from tests.content.small_content import ANNA, edit, small_folder

HAND = """\
hand: {hand}
conversations:
  - persona: anna
    turns:
      - parent: Kan de toets later?
        say: Dank u wel. Wat naar voor u.
        moves: {{thank: Dank u wel, feel: [Wat naar voor u]}}
        maybe: [ask]
        core: feel
      - say: Ik kan morgen bellen
        moves: offer
      - say: Wat een gezeur, zeurkous
        moves: {{insult: zeurkous}}
        maybe: {{filler: }}
"""


def folder_with_examples(tmp_path: Path) -> Path:
    folder = small_folder(tmp_path)
    (folder / "examples").mkdir()
    for hand in ("een", "twee", "drie"):
        (folder / f"examples/{hand}.yaml").write_text(HAND.format(hand=hand), encoding="utf-8")
    return folder


def test_messages_are_read_with_their_labels(tmp_path: Path) -> None:
    files = Folder(folder_with_examples(tmp_path))
    moves = frozenset({"thank", "feel", "ask", "offer", "insult", "filler"})
    first, second, third, *_ = read_examples(files, moves)
    assert files.findings() == ()
    assert (first.moves, first.maybe, first.core) == (("thank", "feel"), ("ask",), ("feel",))
    assert first.clauses == (("thank", "Dank u wel"), ("feel", "Wat naar voor u"))
    assert (first.parent, first.persona, first.hand) == ("Kan de toets later?", "anna", "drie")
    assert first.id == "dialogues/examples/drie.yaml:5"
    assert (second.moves, second.clauses) == (("offer",), ())
    assert third.maybe == ("filler",)


@pytest.mark.parametrize(
    ("before", "after", "code"),
    [
        ("thank: Dank u wel", "thank: Dank je wel", "E001"),
        ("moves: offer", "moves: ofer", "R001"),
        ("{insult: zeurkous}", "{insullt: zeurkous}", "R001"),
        ("say: Ik kan morgen bellen", "zeg: Ik kan morgen bellen", "F002"),
    ],
)
def test_a_mistake_in_the_examples_is_found(tmp_path: Path, before: str, after: str, code: str) -> None:
    folder = folder_with_examples(tmp_path)
    edit(folder, "examples/een.yaml", before, after)
    assert code in [finding.code for finding in check_library(folder)]


def test_a_file_of_examples_that_cannot_be_read_is_found(tmp_path: Path) -> None:
    folder = folder_with_examples(tmp_path)
    (folder / "examples/een.yaml").write_text("[", encoding="utf-8")
    assert "Y001" in [finding.code for finding in check_library(folder)]


def test_what_was_learnt_is_kept_and_gives_the_same_readings(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    cold, findings = load_library(folder, cache=cache)
    assert cold, findings
    assert len(list(cache.iterdir())) == 1
    warm, _ = load_library(folder, cache=cache)
    assert warm
    for text in ("Dank u wel", "Ik kan dinsdag bellen", "wat een gezeur", "bla die bla"):
        assert warm.recognisers[ANNA].read(text) == cold.recognisers[ANNA].read(text)


def test_without_a_cache_it_is_learnt_every_time(tmp_path: Path) -> None:
    library, _ = load_library(folder_with_examples(tmp_path))
    assert library
    assert library.recogniser.model is not None


def test_a_damaged_cache_is_learnt_again(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    load_library(folder, cache=cache)
    (model,) = cache.iterdir()
    model.write_bytes(b"onzin")
    assert load_library(folder, cache=cache)[0]
    assert model.read_bytes() != b"onzin"


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / "cache").write_text("een bestand", encoding="utf-8")
    assert load_library(folder_with_examples(tmp_path), cache=tmp_path / "cache" / "x")[0]


def test_a_second_process_waits_for_the_first_and_learns_nothing_again(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    learning, done = Event(), []

    def second() -> None:
        learning.set()
        load_library(folder, cache=cache)
        done.append(len(list(cache.iterdir())))

    with alone(cache):
        thread = Thread(target=second)
        thread.start()
        learning.wait()
        load_library(folder, cache=None)
        assert not done, "it waits as long as another holds the folder"
    thread.join()
    assert done == [1]


def kept(cache: Path) -> set[str]:
    return {path.name for path in cache.iterdir()}


def test_another_phrase_is_learnt_with_unless_in_haste(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    load_library(folder, cache=cache)
    first = kept(cache)
    edit(folder, "moves/moves.yaml", "      bedankt\n", "      bedankt\n      merci\n")
    hasty, _ = load_library(folder, cache=cache, hasty=True)
    assert hasty
    assert kept(cache) == first
    load_library(folder, cache=cache)
    assert len(kept(cache)) == 2


def test_other_examples_are_always_learnt(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    load_library(folder, cache=cache)
    edit(folder, "examples/een.yaml", "zeurkous", "zeurpiet")
    edit(folder, "examples/een.yaml", "insult: zeurkous", "insult: zeurpiet")
    load_library(folder, cache=cache, hasty=True)
    assert len(kept(cache)) == 2


def test_only_a_few_models_are_kept(tmp_path: Path) -> None:
    folder, cache = folder_with_examples(tmp_path), tmp_path / "cache"
    for word in ("een", "twee", "drie", "vier", "vijf", "zes"):
        edit(folder, "moves/moves.yaml", "      bedankt\n", f"      bedankt\n      {word}\n")
        load_library(folder, cache=cache)
    assert len(kept(cache)) == 4


def test_the_name_of_a_model_does_not_depend_on_personas(tmp_path: Path) -> None:
    folder = folder_with_examples(tmp_path)
    before = lesson_name(Folder(folder))
    edit(folder, "personas/anna.yaml", "Dag, met", "Hallo, met")
    assert lesson_name(Folder(folder)) == before
