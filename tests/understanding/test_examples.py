"""The example model learns a small set, keeps what it learnt, and abstains where it knows nothing."""

from dataclasses import replace

import numpy as np
import pytest

from bot.model.ids import MoveId
from bot.model.lexicon import Language
from bot.model.reading import LabelledMessage, Span
from bot.understanding.calibration import fit_curve, set_thresholds
from bot.understanding.examples import FittedExamples, fit_examples
from bot.understanding.features import look, make_eye
from bot.understanding.sloppy import sloppy_copies
from bot.understanding.sparse import Sparse
from bot.understanding.tokens import Tokens, tokenise
from bot.understanding.votes import RuleHits, Votes

COMFORT, REFUSE = MoveId("comfort"), MoveId("refuse")
LANGUAGE = Language(
    groups={"feeling": ("bang", "boos", "verdriet*"), "not": ("niet", "geen")},
    negations=frozenset({"niet"}),
    abbreviations={"ff": "even"},
    clause_words=frozenset(),
    question_words=frozenset({"wat"}),
    attributes={},
    echoes={},
)
COMFORTS = ("wat naar dat ze {} is", "ik snap dat u {} bent", "logisch dat je {} wordt", "je bent {} zie ik")
BESIDES = ("het licht gaat uit", "zet de lamp aan", "morgen regent het", "de trein staat stil")
REFUSALS = ("dat {} ik niet", "nee dat {} ik echt niet", "ik {} dat niet", "dit {} ik dus niet")


def _messages() -> tuple[LabelledMessage, ...]:
    found = []
    for hand in range(6):
        for number, (warm, firm) in enumerate(zip(COMFORTS, REFUSALS, strict=True)):
            one = warm.format(("bang", "boos", "verdrietig")[(hand + number) % 3])
            other = firm.format(("doe", "beloof", "verplaats")[(hand + number) % 3])
            clauses = ((COMFORT, one), (REFUSE, other))
            for moves in ((COMFORT,), (REFUSE,), (COMFORT, REFUSE)):
                shown = tuple(clause for clause in clauses if clause[0] in moves)
                found.append(
                    LabelledMessage(
                        ". ".join(words for _, words in shown),
                        parent="En nu?",
                        moves=moves,
                        clauses=shown,
                        hand=f"h{hand}",
                        id=f"h{hand}:{number}:{len(moves)}:{moves[0]}",
                    )
                )
        found += [
            LabelledMessage(text, parent="En nu?", hand=f"h{hand}", id=f"h{hand}:{text}") for text in BESIDES
        ]
    return tuple(found)


def _clauses(text: str) -> tuple[Span, ...]:
    spans, start = [], 0
    for piece in text.split(". "):
        spans.append(Span(start, start + len(piece)))
        start += len(piece) + 2
    return tuple(spans)


def _tokens(text: str) -> Tokens:
    return tokenise(text, LANGUAGE.abbreviations)


def _split(one: LabelledMessage) -> tuple[Tokens, tuple[Span, ...], RuleHits]:
    return _tokens(one.text), _clauses(one.text), ()


@pytest.fixture(scope="module")
def fitted() -> FittedExamples:
    return fit_examples(_messages(), (COMFORT, REFUSE), LANGUAGE, _split)


def _votes(fitted: FittedExamples, text: str) -> Votes:
    return fitted.votes(_tokens(text), _clauses(text), parent="En nu?", persona="", rule_hits=())


@pytest.mark.parametrize(
    ("text", "move"),
    [
        ("ik snap dat je verdrietig bent", COMFORT),
        ("wat naar dat u boos bent", COMFORT),
        ("nee dat verplaats ik niet", REFUSE),
        ("ik beloof dit niet", REFUSE),
    ],
)
def test_new_words_are_read_like_the_examples(fitted: FittedExamples, text: str, move: MoveId) -> None:
    first = _votes(fitted, text).votes[0]

    assert first.move == move
    assert first.probability > first.thresholds.unsure


def test_each_move_points_at_its_own_clause(fitted: FittedExamples) -> None:
    text = "wat naar dat je bang bent. nee dat doe ik niet"

    spans = {vote.move: text[vote.span.start : vote.span.end] for vote in _votes(fitted, text).votes}

    assert spans == {COMFORT: "wat naar dat je bang bent", REFUSE: "nee dat doe ik niet"}


def test_words_of_no_example_get_no_sure_vote(fitted: FittedExamples) -> None:
    votes = _votes(fitted, "vergrendel garage").votes

    assert all(vote.probability < vote.thresholds.sure for vote in votes)


def test_a_long_message_without_marks_is_read_in_pieces() -> None:
    groups = {**LANGUAGE.groups, "subject": ("ik", "u"), "verb": ("snap", "doe", "bent")}
    language = replace(LANGUAGE, groups=groups)
    text = "wat naar dat je zo boos bent en ik snap u echt wel ik doe dit echt niet"

    eye = make_eye(language, frozenset())
    seen = look(eye, _tokens(text), _clauses(text), parent="", persona="", hits=())

    assert [text[span.start : span.end] for span in seen.spans] == [
        "wat naar dat je zo boos bent en",
        "ik snap u echt wel",
        "ik doe dit echt niet",
    ]


def test_copies_of_examples_lose_marks_but_keep_their_labels() -> None:
    message = LabelledMessage(
        "Nee! Dat doe ik niet.", moves=(REFUSE,), clauses=((REFUSE, "Dat doe ik niet."),)
    )

    (copy,) = sloppy_copies([message])

    assert (copy.text, copy.clauses) == ("nee dat doe ik niet", ((REFUSE, "dat doe ik niet"),))


def test_a_message_without_clauses_gets_no_vote(fitted: FittedExamples) -> None:
    assert fitted.votes(_tokens("…"), (), parent="", persona="", rule_hits=()) == Votes()


def test_a_vote_is_explained_by_an_example_of_its_move(fitted: FittedExamples) -> None:
    id_ = fitted.nearest(("verplaats", "ik", "niet"), REFUSE)
    example = next(one for one in _messages() if one.id == id_)

    assert REFUSE in example.moves
    assert "verplaats" in example.text


def test_what_was_learnt_survives_being_kept(fitted: FittedExamples) -> None:
    again = FittedExamples.from_arrays(fitted.to_arrays(), LANGUAGE)
    text = "wat naar dat je bang bent. nee dat doe ik niet"

    assert _votes(again, text) == _votes(fitted, text)
    assert again.nearest(("bang", "naar"), COMFORT) == fitted.nearest(("bang", "naar"), COMFORT)


def test_the_same_examples_give_the_same_model(fitted: FittedExamples) -> None:
    again = fit_examples(_messages(), (COMFORT, REFUSE), LANGUAGE, _split)

    assert np.array_equal(again.weights, fitted.weights)


def test_what_annotators_disagreed_on_is_not_learnt_as_absent() -> None:
    doubted = tuple(replace(one, moves=(), maybe=one.moves, clauses=()) for one in _messages())

    fitted = fit_examples((*_messages(), *doubted), (COMFORT, REFUSE), LANGUAGE, _split)

    assert _votes(fitted, "ik snap dat je verdrietig bent").votes[0].move == COMFORT


def test_thresholds_rise_with_certainty() -> None:
    chances = np.linspace(0.01, 0.99, 400, dtype=np.float32)[:, None]
    wanted = chances > 0.5
    open_ = np.zeros_like(wanted)

    curve = fit_curve(chances, open_, wanted, open_)
    (found,) = set_thresholds(curve.straighten(chances, open_), wanted, open_)

    assert found.unsure <= found.likely <= found.sure


def test_what_a_phrase_backs_is_more_probable_when_such_votes_were_right_more_often() -> None:
    chances = np.full((400, 1), 0.5, np.float32)
    backed = (np.arange(400) % 2 == 0)[:, None]
    wanted = backed & (np.arange(400) % 10 > 0)[:, None]

    curve = fit_curve(chances, backed, wanted, np.zeros_like(backed))

    with_phrase, without = (
        curve.straighten(chances[:1], np.array([[True]])),
        curve.straighten(chances[:1], np.array([[False]])),
    )
    assert with_phrase[0, 0] > 0.7
    assert without[0, 0] < 0.3


@pytest.mark.parametrize("rows", [[[(0, 1.0), (2, 2.0)], [], [(2, 3.0)]], [[], [(1, 1.0)]]])
def test_sparse_products_equal_dense_ones(rows: list[list[tuple[int, float]]]) -> None:
    dense = np.zeros((len(rows), 3), np.float32)
    for at, row in enumerate(rows):
        for column, value in row:
            dense[at, column] = value
    table = np.arange(6, dtype=np.float32).reshape(3, 2)
    errors = np.arange(2 * len(rows), dtype=np.float32).reshape(len(rows), 2)
    sparse = Sparse.of(rows, 3)

    assert np.allclose(sparse.times(table), dense @ table)
    assert np.allclose(sparse.back(errors), dense.T @ errors)
