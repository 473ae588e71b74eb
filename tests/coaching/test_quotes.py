import pytest

from bot.coaching.quotes import parent_words, shorten
from tests.coaching.conversation import Conversation

BORDERS = ("maar", "want")


@pytest.mark.parametrize(
    ("text", "most", "keep", "expected"),
    [
        ("Ik snap dat.", 20, None, "Ik snap dat"),
        ("Hoe gaat het?", 20, None, "Hoe gaat het?"),
        ("  Ja,  ik   snap u, ", 20, None, "Ja, ik snap u"),
        ("een twee, drie vier vijf zes zeven", 4, None, "een twee"),
        ("een twee drie maar vier vijf zes", 4, None, "een twee drie"),
        ("een twee, drie vier, vijf zes", 3, (10, 14), "drie vier"),
        ("een twee drie vier vijf", 3, None, "een twee drie…"),
        ("een twee, drie vier vijf zes", 3, (0, 27), "een twee"),
        ("een, twee drie vier vijf zes", 2, (20, 24), "vijf zes"),
    ],
)
def test_quotes_are_cut_at_clauses(text: str, most: int, keep: tuple[int, int] | None, expected: str) -> None:
    assert shorten(text, most=most, borders=BORDERS, keep=keep) == expected


@pytest.mark.parametrize(
    ("parent", "most", "expected"),
    [
        ("Ik slaap niet meer. Kunt u dat garanderen? Nee.", 12, "Kunt u dat garanderen?"),
        ("Tja.", 12, ""),
        ("Dit is een heel lange zin zonder einde en zonder adem", 4, ""),
        ("Dit is lang, maar daarna volgt er nog van alles en nog wat", 4, "Dit is lang"),
    ],
)
def test_the_parent_is_quoted_by_the_last_telling_sentence(parent: str, most: int, expected: str) -> None:
    turn = Conversation().say("Ja", parent=parent).all[0]

    assert parent_words(turn, most=most, borders=BORDERS) == expected
