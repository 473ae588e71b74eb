from dataclasses import replace

import pytest

from bot.coaching.quotes import parent_words, shorten, teacher_words
from bot.model.ids import MoveId
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


@pytest.mark.parametrize(
    ("text", "moves", "expected"),
    [
        ("Het blijft staan, omdat het vaker is gebeurd. Tot morgen.", "set_boundary=Het blijft staan",
         "Het blijft staan, omdat het vaker is gebeurd"),
        ("Ja, naar voor u. Als ik u goed begrijp: ze slaapt slecht.", "summarize=Als ik u goed begrijp",
         "Als ik u goed begrijp: ze slaapt slecht"),
        ("Dag mevrouw, wat naar", "welcome_thank=Dag mevrouw | acknowledge_feeling=wat naar", "wat naar"),
        ("Dag mevrouw, wat naar", "welcome_thank:u=Dag mevrouw | acknowledge_feeling=wat naar",
         "Dag mevrouw, wat naar"),
    ],
    ids=["with its reason", "what was announced", "apart from another move", "beside something unsure"],
)  # fmt: skip
def test_a_short_quote_grows_to_its_sentence(text: str, moves: str, expected: str) -> None:
    turn = Conversation().say(text, moves).all[0]
    move = frozenset({turn.reading.recognitions[-1].move})

    assert teacher_words(turn, move, most=20, borders=BORDERS, apart=True) == expected


def test_the_parent_is_not_quoted_by_a_fragment() -> None:
    turn = Conversation().say("Ja", parent="Dus ze moet er gewoon zitten. Met buikpijn en al.").all[0]

    assert parent_words(turn, most=12, borders=BORDERS) == "Dus ze moet er gewoon zitten"


def test_a_summary_is_quoted_without_its_short_question() -> None:
    turn = Conversation().say("Ze slaapt slecht. U ligt wakker. Klopt dat?", "summarize=Klopt dat").all[0]
    summary = frozenset({MoveId("summarize")})

    assert teacher_words(turn, summary, most=20, tagged=summary) == "Ze slaapt slecht. U ligt wakker"


@pytest.mark.parametrize(
    ("most", "expected"),
    [(20, "Ik praat met haar. Dan bel ik vrijdag"), (6, "Ik praat met haar")],
)
def test_a_quote_takes_along_what_belongs_beside_it(most: int, expected: str) -> None:
    text = "Goed zo. Ik praat met haar. Dan bel ik vrijdag. Is dat goed?"
    found = (
        "make_agreement=Ik praat met haar | schedule_followup=Dan bel ik vrijdag"
        " | closed_question=Is dat goed"
    )
    agreement, followup = MoveId("make_agreement"), MoveId("schedule_followup")

    quote = teacher_words(
        Conversation().say(text, found).all[0],
        frozenset({agreement}),
        most=most,
        apart=True,
        beside=frozenset({agreement, followup}),
    )

    assert quote == expected


@pytest.mark.parametrize("day", ["dinsdag", ""])
def test_of_a_plan_the_day_is_quoted_with_what_is_done(day: str) -> None:
    text = "Dan ga ik met haar praten over de toetsen op dinsdag, en dan zien we wel weer verder hoe het gaat"
    turn = Conversation().say(text, "make_agreement=met haar praten").all[0]
    reading = replace(turn.reading, echoes=(("day", day),) if day else ())
    move = frozenset({MoveId("make_agreement")})

    said = teacher_words(replace(turn, reading=reading), move, most=8, borders=BORDERS, beside=move)

    assert ("dinsdag" in said) is bool(day)
    assert "met haar praten" in said
