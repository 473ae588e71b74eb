"""The spoiled messages of the bench are spoiled as said."""

import pytest

from tests.understanding.noise import with_typos, without_marks

TEXT = "Goedemiddag mevrouw, ik begrijp dat u geschrokken bent. Wat vertelde Lotte?"


def test_three_words_are_mistyped_and_the_rest_stays() -> None:
    before, after = TEXT.split(), with_typos(TEXT).split()

    assert sum(a != b for a, b in zip(before, after, strict=True)) == 3


def test_the_same_message_is_always_spoiled_alike() -> None:
    assert with_typos(TEXT) == with_typos(TEXT)


@pytest.mark.parametrize("text", ["ok", "", "ja nee"])
def test_short_words_stay_as_they_are(text: str) -> None:
    assert with_typos(text) == text


def test_capitals_and_marks_go() -> None:
    assert without_marks(TEXT) == "goedemiddag mevrouw ik begrijp dat u geschrokken bent wat vertelde lotte"
