"""A message without marks falls apart where others type a mark; marked messages stay as they were typed."""

import pytest

from bot.understanding.seams import Seams, learn_seams
from bot.understanding.tokens import Tokens, tokenise

SENTENCES = ("dag mevrouw", "dat is heel vervelend", "hoe gaat het nu", "ik bel u morgen", "dat doe ik niet")


@pytest.fixture(scope="module")
def seams() -> Seams:
    pairs = [f"{a}. {b}" for a in SENTENCES for b in SENTENCES]
    commas = [f"{a}. {b}, {c}" for a in SENTENCES for b in SENTENCES for c in ("toch wel", "hoor")]
    return learn_seams(pairs + commas, {})


def _pieces(tokens: Tokens) -> list[str]:
    pieces = [""]
    for at, token in enumerate(tokens.words):
        if at and tokens.ends_sentence(at):
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {token.word}".strip()
    return pieces


def test_a_message_without_marks_is_cut_into_sentences(seams: Seams) -> None:
    text = "dag mevrouw dat is heel vervelend ik bel u morgen"

    found = _pieces(seams.mend(tokenise(text, {})))

    assert found == ["dag mevrouw", "dat is heel vervelend", "ik bel u morgen"]


@pytest.mark.parametrize("text", ["dag mevrouw ik bel", "dag mevrouw dat is heel vervelend. ik bel u morgen"])
def test_short_messages_and_marked_ones_stay_as_they_are(seams: Seams, text: str) -> None:
    tokens = tokenise(text, {})

    assert tokens == seams.mend(tokens)


def test_what_was_learnt_survives_being_kept(seams: Seams) -> None:
    tokens = tokenise("dag mevrouw hoe gaat het nu dat doe ik niet", {})

    again = Seams.from_arrays(seams.to_arrays())

    assert seams.mend(tokens) == again.mend(tokens)


def test_people_who_type_no_marks_teach_nothing() -> None:
    texts = ["dag mevrouw. dat is heel vervelend"] * 5
    long = "dag mevrouw dat is heel vervelend en dan nog wat"

    assert learn_seams([*texts, long, long, long], {}) == learn_seams(texts, {})
