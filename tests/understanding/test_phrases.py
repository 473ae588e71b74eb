"""The phrase language: what a phrase accepts, and what is refused."""

import pytest

from bot.understanding.book import Source, compile_book
from bot.understanding.clauses import make_splitter
from bot.understanding.phrases import PhraseError, parse_groups, parse_phrase
from bot.understanding.scene import make_message, make_scene
from tests.understanding.small import LANGUAGE, rows


def found(phrase: str, text: str) -> list[str]:
    """Return the words of the message that the phrase uses, a string a match."""
    groups, errors = parse_groups(LANGUAGE.groups)
    assert not errors
    known = frozenset(("geplaagd", "kans"))
    book = compile_book([Source(("k", "i", ""), rows(phrase))], groups, known)
    assert book.findings == ()
    message = make_message(text, LANGUAGE, make_splitter(LANGUAGE), {"noor": "{child}"})
    hits = book.hits(make_scene(message, book.vocabulary, {"noor": "{child}"}, ""))
    return [" … ".join(message.cut(span) for span in message.spans(hit.match)) for hit in hits]


@pytest.mark.parametrize(
    ("phrase", "text", "expected"),
    [
        ("boos", "Hij is BÓÓS!", ["BÓÓS"]),
        ("toets*", "de toetsweek en de wiskundetoets", ["toetsweek"]),
        ("*toets", "de toetsweek en de wiskundetoets", ["wiskundetoets"]),
        ("ik (snap|begrijp het)", "ik snap, ik begrijp het", ["ik snap", "ik begrijp het"]),
        ("ik [heel] snap", "ik snap", ["ik snap"]),
        ("ik heel? snap", "ik heel snap", ["ik heel snap"]),
        ("ik .. <feeling>", "ik ben zo ontzettend boos", ["ik … boos"]),
        ("ik .. <feeling>", "ik ben zo heel erg ontzettend boos", []),
        ("ik .. boos", "ik is er. boos", []),
        ("ik snap ... maar", "ik snap dat u dat allemaal zo erg vindt maar het kan niet", ["ik snap … maar"]),
        ("ik snap .. maar", "ik snap u, maar hij is er", []),
        ("{ik stuur}", "dan stuur ik; ik stuur", ["stuur ik", "ik stuur"]),
        ("er_bij", "erbij en er bij", ["erbij", "er bij"]),
        ("<feeling>", "ik ben van slag en bangig", ["van slag", "bangig"]),
        ("^ goed", "goed. dat is goed", ["goed"]),
        ("^ goed", "ja ok goed zo", ["goed"]),
        ("goed $", "goed zo, heel goed", ["goed"]),
        ("wat fijn ?", "wat fijn. wat fijn?", ["wat fijn"]),
        ("ik doe -niet", "ik doe niet mee, ik doe mee", ["ik doe"]),
        ("doe ik -(niet|als u)", "doe ik als u wil. doe ik", ["doe ik"]),
        ("ik doe -niet", "niet ik doe dat", []),
        ("om # uur", "om 16.30 uur", ["om 16.30 uur"]),
        ("ik word", "ik wordt", ["ik wordt"]),
        ("vervelend", "wat vervelnd zeg", ["vervelnd"]),
        ("geslaagd", "zij is geplaagd", []),
        ("even", "ff kijken", ["ff"]),
        ("lief <child>", "lief Noor", ["lief Noor"]),
        ("dag * dan", "dag Piet dan", ["dag Piet dan"]),
        ("👍", "👍🏽 ok", ["👍"]),
        ("ja | nee", "nee", ["nee"]),
    ],
)
def test_a_phrase_accepts(phrase: str, text: str, expected: list[str]) -> None:
    assert found(phrase, text) == expected


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("(boos", "unclosed"),
        ("boos)", "unopened"),
        ("()", "empty"),
        ("[boos]", "empty"),
        ("..", "empty"),
        ("<gevoel>", "group"),
        ("boos, bang", "sign"),
        ("boos -", "without"),
        ("boos -[niet]", "without"),
        ("{a .. b}", "order"),
        ("a ? b", "mark"),
        ("((((((((a))))))))", "nested"),
        ("a " * 400, "long"),
    ],
)
def test_a_row_that_is_no_phrase_is_refused(text: str, what: str) -> None:
    with pytest.raises(PhraseError) as refused:
        parse_phrase(7, text, {})
    assert (7, what) == (refused.value.line, refused.value.what)


def test_a_group_that_uses_itself_is_refused() -> None:
    _, errors = parse_groups({"a": ("<b>",), "b": ("<a>",)})
    assert [error.what for error in errors] == ["group"]
