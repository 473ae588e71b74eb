"""Words keep their place in the text, whatever the spelling."""

import pytest

from bot.understanding.tokens import tokenise

ABBREVIATIONS = {
    "ff": "even",
    "'t": "het",
    "idd": "inderdaad",
    "mvg": "met vriendelijke groet",
    "mevr": "mevrouw",
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik ga ff, idd", ["ik", "ga", "even", "inderdaad"]),
        ("’t is zó'n één", ["het", "is", "zo'n", "een"]),
        ("heeeeel boos!!!", ["heel", "boos"]),
        ("om 16.30 of 4,5", ["om", "16.30", "of", "4,5"]),
        ("ok👍ja", ["ok", "👍", "ja"]),
        ("m.v.g. Jan", ["met", "vriendelijke", "groet", "jan"]),
        ("zeg: a-b", ["zeg", "a", "b"]),
        ("", []),
        ("...", []),
    ],
)
def test_words(text: str, expected: list[str]) -> None:
    assert expected == [token.word for token in tokenise(text, ABBREVIATIONS).words]


@pytest.mark.parametrize("text", ["Dag mevr. De Wit, wát fijn 👍 hè?", "É̀É x\ny", "’t ff 🙈🙈"])
def test_places_point_into_the_text_as_typed(text: str) -> None:
    for token in tokenise(text, {}).words:
        assert text[token.start : token.end].strip()


def test_a_full_stop_after_an_abbreviation_ends_no_sentence() -> None:
    tokens = tokenise("Dag mevr. De Wit. Goed", ABBREVIATIONS)
    assert [at for at in range(1, 5) if tokens.ends_sentence(at)] == [4]
