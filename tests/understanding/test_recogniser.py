"""What a message is read as: moves with their evidence, and how sure."""

from collections.abc import Iterable
from dataclasses import replace

import pytest

from bot.model.ids import MoveId
from bot.model.reading import Certainty, Span
from bot.understanding.recogniser import Recogniser, compile_recogniser, phrase_findings
from bot.understanding.tokens import Tokens
from bot.understanding.votes import RuleHits, Thresholds, Vote, Votes
from tests.understanding.small import lexicon, move, persona, rows

LEXICON = lexicon(
    move("feel", "ik snap .. (u|dat) .. <feeling> !", "<feeling>", exceptions=rows("niet boos")),
    move("ask", "^ (is|heeft|wil) (u|hij|{child}) ?"),
    replace(move("offer", "(wil|kan) u .. als"), beats=frozenset({MoveId("ask")})),
    replace(move("refuse", "dat doe ik niet"), beats_sentence=frozenset({MoveId("but")})),
    replace(move("but", "ik snap ... maar"), beats_sentence=frozenset({MoveId("feel")})),
    replace(
        move("promise", "ik (bel|stuur)"), negation_blocks=True, attribute_phrases={"why": rows("omdat")}
    ),
    replace(
        move("yield"),
        mandate="forbidden",
        promising=rows("(ik|we) (regel|ga)"),
        consenting=rows("^ (ok|prima) $"),
    ),
    replace(move("plan"), mandate="allowed", promising=rows("(ik|we) (regel|ga)")),
    replace(move("empty", "^ (ok|prima|hm) $"), neutral=True),
)
SHARED = compile_recogniser(LEXICON, model=None)
OWN = compile_recogniser(LEXICON, persona(), model=None, shared=SHARED)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ik snap dat u boos bent", ["feel"]),
        ("ik is niet boos", []),
        ("Is hij boos?", ["ask", "feel"]),
        ("Wil u praten als het kan?", ["offer"]),
        ("ik snap dat u boos bent, maar zo is het", ["but"]),
        ("ik snap dat u boos bent maar dat doe ik niet", ["feel", "refuse"]),
        ("ik bel u", ["promise"]),
        ("ik bel u niet", []),
        ("prima", ["empty"]),
        ("prima, ik bel", ["promise"]),
        ("iets heel anders", []),
        ("", []),
        ("🙈🙈", []),
    ],
)
def test_moves(text: str, expected: list[str]) -> None:
    assert expected == list(SHARED.read(text).moves())


@pytest.mark.parametrize(
    ("parent", "text", "expected"),
    [
        ("Kan de toets later?", "ok", ["yield"]),
        ("Hoe gaat het?", "ok", ["empty"]),
        ("", "we gaan de toetsen uitstellen, ik regel uitstel", ["yield"]),
        ("", "ik ga dinsdag met haar praten", ["plan"]),
    ],
)
def test_the_mandate_decides_what_a_promise_is(parent: str, text: str, expected: list[str]) -> None:
    assert expected == list(OWN.read(text, parent=parent).moves())


def test_evidence_points_into_the_message() -> None:
    text = "Goed. Ik snap écht dat u zo boos bent!"
    (found,) = SHARED.read(text).recognitions
    assert [text[span.start : span.end] for span in found.spans] == ["Ik snap", "u", "boos"]
    assert (
        found.words,
        found.rule,
        found.certainty,
    ) == ("Ik snap écht dat u zo boos bent", "feel.yaml:1", Certainty.SURE)


def test_a_persona_adds_topics_questions_and_mandate() -> None:
    reading = OWN.read("Hoe goed slaapt Noor voor de wiskundetoets, misschien uitstel dinsdag?")
    assert [hit.topic for hit in reading.topics] == ["test"]
    assert [hit.grant for hit in reading.grants] == ["delay"]
    assert reading.asked == ("sleep",)
    assert reading.echoes == (("day", "dinsdag"),)
    assert frozenset({"question", "tentative"}) == reading.attributes
    assert reading.words == 10


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("KOMT U NU EENS HIER", {"shouting", "form:u"}),
        ("wat is dit!!!", {"shouting"}),
        ("ok " * 81, {"wordy"}),
        ("goed", set()),
    ],
)
def test_attributes_of_a_message(text: str, expected: set[str]) -> None:
    assert expected == SHARED.read(text).attributes


def test_attributes_of_a_move_come_from_its_sentence() -> None:
    with_reason = SHARED.read("ik bel u omdat hij er is").recognitions[0]
    without = SHARED.read("ik bel u. omdat hij er is").recognitions[0]
    assert (frozenset({"why"}), frozenset()) == (with_reason.attributes, without.attributes)


class FixedModel:
    """Votes what it was told."""

    def __init__(self, **chances: float) -> None:
        self.chances = chances

    def votes(
        self, tokens: Tokens, clauses: tuple[Span, ...], *, parent: str, persona: str, rule_hits: RuleHits
    ) -> Votes:
        return Votes(
            tuple(
                Vote(MoveId(name), chance, clauses[-1], Thresholds(0.3, 0.6, 0.9))
                for name, chance in self.chances.items()
            )
        )

    def nearest(self, words: Iterable[str], move: MoveId) -> str:
        return f"{move}-1"


def test_what_stands_for_something_taken_out_is_not_read() -> None:
    language = replace(LEXICON.language, unsaid=frozenset({"[wiskundetoets]"}))
    reader = compile_recogniser(replace(LEXICON, language=language), persona(), model=None)
    text = "[wiskundetoets] Hoe slaapt Noor?"
    reading = reader.read(text)
    assert reading.text == text
    assert [hit.topic for hit in reading.topics] == []
    assert [hit.topic for hit in OWN.read(text).topics] == ["test"]
    assert [text[span.start : span.end] for span in reading.asked_at] == ["Hoe slaapt"]
    assert reader.read("[wiskundetoets]").topics == ()


def with_model(**chances: float) -> Recogniser:
    return replace(SHARED, model=FixedModel(**chances))


@pytest.mark.parametrize(
    ("text", "chances", "expected"),
    [
        ("u bent boos", {"feel": 0.95}, {"feel": Certainty.LIKELY}),
        ("u bent boos", {"feel": 0.7}, {"feel": Certainty.LIKELY}),
        ("u bent boos", {"feel": 0.4}, {"feel": Certainty.LIKELY}),
        ("u bent boos", {"feel": 0.1}, {}),
        ("iets anders", {"feel": 0.95}, {"feel": Certainty.LIKELY}),
        ("iets anders", {"feel": 0.4}, {"feel": Certainty.UNSURE}),
        ("iets anders", {"feel": 0.1}, {}),
    ],
)
def test_phrases_and_examples_decide_together(
    text: str, chances: dict[str, float], expected: dict[str, Certainty]
) -> None:
    found = with_model(**chances).read(text).recognitions
    assert expected == {one.move: one.certainty for one in found}


def test_a_vote_alone_names_its_clause_and_the_nearest_example() -> None:
    (found,) = with_model(ask=0.7).read("goed zo. iets anders").recognitions
    assert (found.words, found.rule) == ("iets anders", "ask-1")


def test_mistakes_in_phrases_are_told_and_do_no_harm() -> None:
    broken = compile_recogniser(lexicon(move("feel", "(boos", "bang")), model=None)
    assert [(one.file, one.error.line, one.error.what) for one in phrase_findings(broken)] == [
        ("feel.yaml", 1, "unclosed")
    ]
    assert (MoveId("feel"),) == broken.read("ik ben bang").moves()


def test_what_phrases_find_is_told_by_clause() -> None:
    _, spans, hits = SHARED.split("u bent boos. ik bel u")

    assert hits == (("feel", 0), ("promise", 1))
    assert len(spans) == 2


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("maandag kan niet. dinsdag bel ik u", "dinsdag"),
        ("ik bel u dinsdag, en niet maandag is er school", "dinsdag"),
        ("dat is maandag. ik bel u dinsdag", "dinsdag"),
        ("maandag of dinsdag", "maandag"),
    ],
)
def test_the_day_that_is_repeated_is_the_one_that_was_offered(text: str, day: str) -> None:
    moves = {
        name: replace(one, tone="builds" if name == "promise" else "neutral")
        for name, one in LEXICON.moves.items()
    }
    reader = compile_recogniser(replace(LEXICON, moves=moves), model=None)

    assert reader.read(text).echoes == (("day", day),)
