"""What is odd about a phrase gets its code, on its line; a good phrase gets none."""

from dataclasses import replace
from pathlib import Path

import pytest

from bot.content.folder import Folder
from bot.content.library import read_lexicon
from bot.content.linting import count_hits, lint_phrases
from bot.content.persona import compile_persona
from bot.content.phrasebook import entries, loose_entry
from bot.content.sampling import make_supply, samples
from bot.model.ids import MoveId
from bot.model.reading import LabelledMessage
from bot.understanding.recogniser import Recogniser, compile_recogniser
from bot.understanding.sources import persona_names
from tests.content.small_content import edit, small_folder

MOVES = "moves/moves.yaml"
THANK, FEEL, OFFER = MoveId("thank"), MoveId("feel"), MoveId("offer")
EXAMPLES = (
    *(
        LabelledMessage(f"Ik kan {word} komen, dank.", moves=(OFFER, THANK))
        for word in ("nu", "dan", "zo", "ook")
    ),
    LabelledMessage("Bedankt, wat naar.", moves=(THANK,), maybe=(FEEL,)),
    LabelledMessage(
        "Hoe gaat het? Dat is beloofd, zeurpiet. Oké.",
        moves=(MoveId("ask"), MoveId("promise"), MoveId("insult")),
    ),
    LabelledMessage("Oké, dinsdag nou eenmaal."),
)


def phrases_only(folder: Path) -> Recogniser:
    return compile_recogniser(read_lexicon(Folder(folder)), model=None)


def lint(folder: Path, examples: tuple[LabelledMessage, ...] = EXAMPLES) -> list[tuple[str, int]]:
    files = Folder(folder)
    lint_phrases(phrases_only(folder), None, examples, lambda file: files.notes(file.partition("/")[2]))
    return [(finding.code, finding.line) for finding in files.findings()]


def line_of(folder: Path, phrase: str) -> int:
    return (folder / MOVES).read_text("utf-8").splitlines().index(f"      {phrase}") + 1


def test_good_phrases_get_no_remark(tmp_path: Path) -> None:
    assert lint(small_folder(tmp_path)) == []


@pytest.mark.parametrize(
    ("phrase", "code"),
    [
        ("dank u", "W041"),
        ("heel (erg|veel) bedankt", "W041"),
        ("duizendmaal merci", "W042"),
        ("(ik|je) kan", "W043"),
    ],
)
def test_an_odd_phrase_gets_its_code(tmp_path: Path, phrase: str, code: str) -> None:
    folder = small_folder(tmp_path)
    edit(folder, MOVES, "      bedankt\n", f"      bedankt\n      {phrase}\n")
    examples = tuple(replace(one, moves=(OFFER,)) if OFFER in one.moves else one for one in EXAMPLES)
    assert (code, line_of(folder, phrase)) in lint(folder, examples)


def test_a_phrase_that_an_exception_always_takes_away_does_nothing(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, MOVES, "      bedankt\n", "      bedankt\n      merci\n    exceptions: |\n      merci*\n")
    assert ("W040", line_of(folder, "merci")) in lint(folder)


def test_an_anchored_phrase_does_not_make_a_free_one_needless(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, MOVES, "      bedankt\n", "      bedankt\n      merci\n      (merci|bon) $\n")
    assert ("W041", line_of(folder, "merci")) not in lint(folder)


def test_of_two_that_accept_the_same_the_second_is_needless(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, MOVES, "      bedankt\n", "      bedankt\n      merci\n      (merci)\n")
    found = lint(folder)
    assert ("W041", line_of(folder, "(merci)")) in found
    assert ("W041", line_of(folder, "merci")) not in found


def test_only_words_that_are_everywhere_make_a_phrase_too_broad(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(
        folder,
        MOVES,
        "      bedankt\n",
        "      bedankt\n      dat is\n      ^ dat is $\n"
        "      dat is fijn\n      (dat .. is|zaak is) [echt]\n",
    )
    examples = (*EXAMPLES, *(LabelledMessage(f"Dat is zaak {number}.") for number in range(30)))
    found = lint(folder, examples)
    assert ("W044", line_of(folder, "dat is")) in found
    assert ("W044", line_of(folder, "(dat .. is|zaak is) [echt]")) in found
    assert ("W044", line_of(folder, "^ dat is $")) not in found
    assert ("W044", line_of(folder, "dat is fijn")) not in found


def test_hits_are_counted_right_wrong_or_neither(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    counts = count_hits(phrases_only(folder), EXAMPLES)
    place = f"dialogues/{MOVES}"
    feel = f"{place}:{line_of(folder, '(naar|vervelend|moeilijk)')}"
    assert (counts.seen[feel], counts.right[feel], counts.wrong[feel]) == (1, 0, 0)
    offer = f"{place}:{line_of(folder, 'ik kan')}"
    assert (counts.seen[offer], counts.right[offer], counts.wrong[offer]) == (4, 4, 0)


def test_phrases_of_a_parent_are_looked_at_as_well(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, "personas/anna.yaml", "    toets*\n", "    toets*\n    toetsweek\n")
    files = Folder(folder)
    shared = phrases_only(folder)
    anna = compile_persona(
        files.source("personas/anna.yaml") or "", shared.lexicon, files.notes("personas/anna.yaml")
    )
    assert anna
    own = compile_recogniser(shared.lexicon, anna, model=None, shared=shared)
    lint_phrases(own, anna, (), lambda file: files.notes(file.partition("/")[2]))
    assert [(one.file, one.code) for one in files.findings()] == [("dialogues/personas/anna.yaml", "W041")]


@pytest.mark.parametrize(
    ("phrase", "begin", "end"),
    [
        ("toets*", "Toets", "."),
        ("*week", "", "week."),
        ("*oet*", "", "."),
        ("# minuten", "", " minuten."),
        ("(#|twee) keer ?", "", " keer?"),
        ("* kind", "", " kind."),
        ("[heel] fijn", "", "ijn."),
        ("<dag> ... {ik bel}", "", "."),
        ("^ er_bij $", "Er", "bij."),
        ("hallo {child}", "Hallo Bo", "."),
    ],
)
def test_made_up_sentences_are_accepted_by_their_phrase(
    tmp_path: Path, phrase: str, begin: str, end: str
) -> None:
    folder = small_folder(tmp_path)
    files = Folder(folder)
    shared = phrases_only(folder)
    anna = compile_persona(
        files.source("personas/anna.yaml") or "", shared.lexicon, files.notes("personas/anna.yaml")
    )
    reader = replace(shared, names=persona_names(anna))
    supply = make_supply(reader, ["De toetsweek en de toets zijn moeilijk.", "Dat moet."])
    made = samples(loose_entry(reader, phrase, "-"), reader, supply, count=6)
    assert made
    assert all(one.startswith(begin) and one.endswith(end) for one in made)


def test_a_phrase_with_a_mistake_is_left_to_the_check(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, MOVES, "      bedankt\n", "      bedankt (\n")
    assert [code for code, _ in lint(folder)] == []


def test_every_phrase_of_the_tiny_content_has_its_place(tmp_path: Path) -> None:
    shared = phrases_only(small_folder(tmp_path))
    found = {entry.rule: entry.text for entry in entries(shared, shared.lexicon, None)}
    assert found[f"dialogues/{MOVES}:7"] == "dank"
    assert "nou eenmaal" in found.values()
