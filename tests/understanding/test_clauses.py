"""Where clauses begin, and what asks."""

import pytest

from bot.understanding.clauses import clause_spans, lay_out, make_splitter
from bot.understanding.tokens import tokenise
from tests.understanding.small import LANGUAGE


def split(text: str) -> list[str]:
    tokens = tokenise(text, LANGUAGE.abbreviations)
    layout = lay_out(tokens, make_splitter(LANGUAGE), frozenset({"noor"}))
    return [text[span.start : span.end] for span in clause_spans(tokens, layout)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik snap u. Het kan", ["Ik snap u", "Het kan"]),
        ("ik snap u maar het kan niet", ["ik snap u", "maar het kan niet"]),
        ("maandag, dinsdag kan ik", ["maandag, dinsdag kan ik"]),
        ("ik bel u, dat is goed", ["ik bel u", "dat is goed"]),
        ("ik snap het wat wil u nu", ["ik snap het", "wat wil u nu"]),
        ("fijn 👍 het is goed", ["fijn 👍", "het is goed"]),
        ("nee maar goed", ["nee maar goed"]),
    ],
)
def test_both_sides_of_a_cut_have_a_verb_of_their_own(text: str, expected: list[str]) -> None:
    assert expected == split(text)


@pytest.mark.parametrize(
    ("text", "asks"),
    [
        ("is hij vandaag weer op school", True),
        ("is Noor er vandaag", True),
        ("wat vindt u ervan", True),
        ("ok wat vindt u ervan", True),
        ("hij is er?", True),
        ("wat fijn dat hij er is", False),
        ("moet u doen.", False),
        ("dan is hij er niet", False),
        ("nee hij is er", False),
    ],
)
def test_a_question_shows_in_its_mark_or_in_the_order_of_words(text: str, asks: bool) -> None:
    tokens = tokenise(text, LANGUAGE.abbreviations)
    layout = lay_out(tokens, make_splitter(LANGUAGE), frozenset({"noor"}))
    assert asks == bool(layout.questions)
