"""Strict YAML: no surprises of YAML 1.1, no bombs, and every value knows its line."""

import pytest

from bot.content import loader
from bot.content.form import Form
from bot.content.loader import Node, load
from tests.content.small_content import bare_notes


def loaded(text: str) -> tuple[Node | None, list[tuple[int, str]]]:
    notes = bare_notes()
    root = load(text, notes)
    return root, [(finding.line, finding.code) for finding in notes.found]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a: 1\nb: [", [(3, "Y001")]),
        ("a: *x", [(1, "Y001")]),
        ("a: \x07", [(1, "Y001")]),
        ("", [(1, "Y004")]),
        ("a: &x {b: 1}\nc: *x", [(1, "Y005")]),
        ("a: !thing 1", [(1, "Y006")]),
        ("a: 1\n\na: 2", [(3, "Y007")]),
        ("a: een zin # met hekje", [(1, "W001")]),
        ("a: een zin   # een opmerking", []),
        ("a: 'een zin' # een opmerking", []),
        ("a: woord # een opmerking", []),
        ("[" * 600, [(1, "Y003")]),
        ("a: " + "[" * 30 + "]" * 30, [(1, "Y003")]),
        ("- " * 400 + "a", [(1, "Y003")]),
        ("a: {b: 1}\nc: [1]\n? [d]\n: e", []),
    ],
)
def test_what_is_not_allowed_is_found(text: str, found: list[tuple[int, str]]) -> None:
    assert loaded(text)[1] == found


def test_a_file_may_not_be_endless(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loader, "LARGEST", 10)
    assert loaded("a: 1234567890")[1] == [(1, "Y002")]


@pytest.mark.parametrize(
    "word", ["no", "ja", "on", "off", "nee", "1e3", "12:30", "2024-01-01", "0x1f", "1_000"]
)
def test_words_stay_words(word: str) -> None:
    root, _ = loaded(f"a: {word}")
    notes = bare_notes()
    form = Form(root, notes)
    assert form.text("a") == word
    assert form.truth("a", None) is None
    assert form.number("a", -1) == -1
    assert [finding.code for finding in notes.found] == ["F004", "F005"]


@pytest.mark.parametrize(
    ("text", "number"),
    [("750992858", 750992858), ("2147483647", 2147483647), ("-3", -3), ("12345678901", -1)],
)
def test_a_number_may_be_as_large_as_a_seed(text: str, number: int) -> None:
    root, _ = loaded(f"a: {text}")
    notes = bare_notes()
    assert Form(root, notes).number("a", -1) == number
    assert bool(notes.found) == (number == -1)


def test_lines_are_those_of_the_keys_and_rows() -> None:
    root, _ = loaded("a:\n  b: |\n    een\n\n    # weg\n    twee\n  c:\n    - drie\n")
    assert root
    assert root.entries
    below = root.entries["a"]
    assert below.entries
    assert (below.line, below.entries["b"].line, below.entries["c"].line) == (1, 2, 7)
    assert below.entries["b"].rows() == ((3, "een"), (6, "twee"))


@pytest.mark.parametrize("text", ["a:", "a: ~", "a: null", 'b: ""'])
def test_nothing_is_nothing(text: str) -> None:
    assert "a" not in Form(loaded(text)[0], bare_notes())


def test_quoted_nothing_is_a_text() -> None:
    assert "a" in Form(loaded('a: "~"')[0], bare_notes())


def ask(text: str) -> tuple[Form, list[str]]:
    notes = bare_notes()
    form = Form(loaded(text)[0], notes)
    return form, [finding.code for finding in notes.found]


@pytest.mark.parametrize(
    ("text", "question", "answer", "codes"),
    [
        ("a: [b, c]", "rows", ((1, "b"), (1, "c")), []),
        ("a: |\n  b\n  c\n", "rows", ((2, "b"), (3, "c")), []),
        ('a: " "', "rows", (), ["F006"]),
        ("a: [[b], c]", "words", ((1, "c"),), ["F003"]),
        ("a: b", "words", ((1, "b"),), []),
        ("a: b", "table", {}, ["F007"]),
        ("a: {b: c}", "texts", {"b": "c"}, []),
        ("a: b", "items", (), ["F008"]),
        ("a: {b: c}", "text", "", ["F003"]),
        ("a: -3", "number", -3, []),
        ("a: true", "truth", True, []),
    ],
)
def test_a_field_is_read_as_it_is_asked_for(
    text: str, question: str, answer: object, codes: list[str]
) -> None:
    notes = bare_notes()
    form = Form(loaded(text)[0], notes)
    assert getattr(form, question)("a") == answer
    assert [finding.code for finding in notes.found] == codes


def test_a_field_that_is_not_there_gives_its_default() -> None:
    form, _ = ask("b: 1")
    assert (form.rows("a"), form.words("a"), form.items("a"), form.table("a")) == ((), (), (), {})
    assert (form.number("a", 4), form.truth("a", True), form.text("a", "x")) == (4, True, "x")


def test_a_single_mapping_is_a_list_of_one() -> None:
    form, _ = ask("a: {b: c}")
    assert [one.text("b") for one in form.forms("a")] == ["c"]


def test_what_is_no_mapping_is_read_as_an_empty_one() -> None:
    assert ask("- a")[1] == ["F001"]
    assert Form(None, bare_notes()).text("a") == ""
