"""What authors may ask for besides: careful replies, named guards, lines by case, a way back, two answers."""

from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from bot.content.library import load_library
from bot.model.ids import MoveId
from bot.model.reading import Certainty, Reading, Recognition, Span
from bot.model.session import Position, Turn
from bot.play import Library
from bot.roleplay.stage import Stage
from tests.content.small_content import ANNA, edit, small_folder
from tests.roleplay.readings import reading

ANNAS = "personas/anna.yaml"


@cache
def changed(*edits: tuple[str, str]) -> Library:
    """Return the tiny content with pieces of the parent's file replaced."""
    with TemporaryDirectory() as below:
        folder = small_folder(Path(below))
        for before, after in edits:
            edit(folder, ANNAS, before, after)
        library, findings = load_library(folder)
    assert library, findings
    return library


def play(library: Library, *messages: Reading) -> tuple[Position, list[Turn]]:
    stage: Stage = library.stages[ANNA]
    position, _ = stage.open(seed=1)
    turns = []
    for message in messages:
        position, turn = stage.turn(position, message)
        turns.append(turn)
    return position, turns


def unsure(**chances: int) -> Reading:
    """Return a reading in which nothing is sure, with per cents."""
    found = tuple(
        Recognition(MoveId(move), (Span(0, 3),), "eh?", "test:1", Certainty.UNSURE, chance=chance)
        for move, chance in chances.items()
    )
    return Reading("eh?", found, words=3)


CAREFUL = (
    "replies:\n",
    "replies:\n"
    "  - {id: misschien, when: {no_moves: true, perhaps: warm}, lines: Bedoelt u dat vriendelijk?}\n"
    "  - {id: aanbod, when: {perhaps: offers}, lines: Is dat een aanbod?}\n",
)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (unsure(thank=30), "reply.misschien.any.1"),
        (unsure(thank=30, offer=40), "reply.aanbod.any.1"),
        (unsure(thank=40, offer=40), "reply.misschien.any.1"),
        (unsure(insult=40, thank=30), "opening.unclear.any.1"),
        (unsure(), "opening.unclear.any.1"),
    ],
)
def test_the_most_probable_guess_gets_a_careful_reply(message: Reading, said: str) -> None:
    _, (turn,) = play(changed(CAREFUL), message)
    assert turn.said[0] == said
    assert turn.before == turn.after


def test_a_guess_is_no_message_lost() -> None:
    position, _ = play(changed(CAREFUL), unsure(), unsure(insult=30), unsure())
    assert position.missed == 2


def test_a_guess_beside_a_sure_move_is_no_guess_when_the_guard_says_so() -> None:
    message = reading("insult")
    both = Reading(message.text, (*message.recognitions, *unsure(thank=40).recognitions), words=3)
    _, (turn,) = play(changed(CAREFUL), both)
    assert turn.said[0] == "reply.grof.any.1"


NAMED = (
    (
        "reactions:\n",
        "conditions:\n  warm_nu: {moves: warm}\n  nog_warm: {conditions: warm_nu, turn: '>=2'}\nreactions:\n",
    ),
    (
        "replies:\n",
        "replies:\n"
        "  - {id: nogmaals, when: nog_warm, lines: Dat zei u al.}\n"
        "  - {id: koud, when: {moves: ask, unless: [{flags: thuis}, nog_warm]}, lines: Zo koud ineens.}\n"
        "  - {id: fel, when: {moves: insult, conditions: nog_warm}, lines: Eerst lief en dan dit?}\n",
    ),
)


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((reading("thank"),), "reply.warmte"),
        ((reading("thank"), reading("thank")), "reply.nogmaals"),
        ((reading("ask"),), "reply.koud"),
        ((reading("thank"), reading("thank", "insult")), "reply.nogmaals"),
    ],
)
def test_a_condition_has_a_name(messages: tuple[Reading, ...], said: str) -> None:
    _, turns = play(changed(*NAMED), *messages)
    assert turns[-1].said[0].startswith(said)


CASES = (
    "    stay: |\n      Ik maak me zorgen over {child}.\n      Het gaat niet goed.\n",
    "    stay:\n"
    "      - {when: {turn: '1'}, lines: Zo vroeg al.}\n"
    "      - when: {moves: filler}\n"
    "        lines: {high: Wat nou oké!, any: Oké dan.}\n"
    "      - lines: |\n"
    "          Het gaat niet goed.\n"
    "          Ik slaap er niet van.\n",
)


@pytest.mark.parametrize(
    ("count", "said"),
    [(1, "opening.stay.1.any.1"), (2, "opening.stay.2.any.1"), (3, "opening.stay.3.any.1")],
)
def test_the_first_case_that_fits_and_has_a_line_speaks(count: int, said: str) -> None:
    _, turns = play(changed(CASES), *[reading("filler")] * count)
    assert turns[-1].said[-1].startswith(said)


BACK = (
    (
        "states:\n",
        "states:\n"
        "  apart:\n"
        "    title: Even apart\n"
        "    enter: Wacht even hoor.\n"
        "    stay: Ik kom zo.\n"
        "    tip: {parent: Ze wacht., move: Wacht mee., example: Neem de tijd.}\n"
        "    rules:\n"
        "      - {id: verder, when: {moves: thank}, back: true}\n",
    ),
    (
        "everywhere:\n",
        "everywhere:\n  - {id: even, when: {moves: filler, unless: {states: apart}}, to: apart}\n",
    ),
)


@pytest.mark.parametrize(
    ("before", "state"),
    [
        ((), "opening"),
        ((reading("feel", "ask"),), "verhaal"),
        ((reading("filler"), reading("thank")), "opening"),
    ],
)
def test_a_rule_leads_back_to_where_the_parent_came_from(before: tuple[Reading, ...], state: str) -> None:
    position, turns = play(changed(*BACK), *before, reading("filler"), reading("thank"))
    assert [turn.state_after for turn in turns[-2:]] == ["apart", state]
    assert "apart" not in position.path


def test_a_way_back_is_a_way_of_the_machine() -> None:
    edges = changed(*BACK).stages[ANNA].machine.edges()
    assert {edge.target for edge in edges if edge.rule == "apart.verder"} == {"opening", "verhaal"}


def test_the_reason_why_nothing_leads_back_is_told() -> None:
    stage = changed(*BACK).stages[ANNA]
    position, _ = stage.open(seed=1)
    lost = Position(position.persona, 1, changed(*BACK).personas[ANNA].states["apart"].id, position.mood)  # type: ignore[index]  # an id
    tried = stage.why(lost, reading("thank"))
    assert ("apart.verder", ("back",)) in [(one.rule, one.failed) for one in tried]
    assert stage.turn(lost, reading("thank"))[1].state_after == "apart"


COUNTED = (
    "replies:\n",
    "replies:\n"
    "  - {id: alweer, when: {topic_count: {toets: '>=2'}}, lines: Alweer die toets.}\n"
    "  - {id: beloofd, when: {grant_count: {praten: '2'}}, lines: Dat zei u al over praten.}\n"
    "  - {id: ontweken, when: {parent_asked: true, moves: filler}, lines: Ik vroeg u iets.}\n",
)


@pytest.mark.parametrize(
    ("messages", "said"),
    [
        ((reading(topics=("toets",)), reading("thank", topics=("toets",))), "reply.alweer"),
        ((reading(topics=("toets",)), reading("thank")), "reply.warmte"),
        ((reading("thank", grants=("praten",)), reading("thank", grants=("praten",))), "reply.beloofd"),
        ((reading("filler"),), "reply.ontweken"),
        ((reading("filler"), reading("filler")), "reply.vulling"),
    ],
)
def test_topics_and_mandate_are_counted_and_a_question_is_remembered(
    messages: tuple[Reading, ...], said: str
) -> None:
    _, turns = play(changed(COUNTED), *messages)
    assert turns[-1].said[0].startswith(said)


TOGETHER = (
    ("  toets: |\n    toets*\n", "  toets: |\n    toets*\n  slaap: slaap*\n"),
    (
        "replies:\n",
        "replies:\n"
        "  - {id: samen, when: {every_topic: [toets, slaap]}, lines: Dat hangt samen.}\n"
        "  - {id: allebei, when: {every_grant: [praten, uitstel]}, lines: Allebei nog wel.}\n",
    ),
)


@pytest.mark.parametrize(
    ("message", "said"),
    [
        (reading(topics=("toets", "slaap")), "reply.samen"),
        (reading("thank", topics=("toets",)), "reply.warmte"),
        (reading(grants=("praten", "uitstel")), "reply.allebei"),
        (reading("thank", grants=("praten",)), "reply.warmte"),
    ],
)
def test_two_topics_together_are_heard(message: Reading, said: str) -> None:
    _, (turn,) = play(changed(*TOGETHER), message)
    assert turn.said[0].startswith(said)


ANSWERS = (
    "answers:\n",
    "answers:\n"
    "  eten:\n"
    "    ask: hoe eet\n"
    "    effect: {trust: 1, set: eten_verteld}\n"
    "    follow: true\n"
    "    beats: [alles]\n"
    "    lines: Ze eet slecht, hè?\n"
    "  alles:\n"
    "    ask: hoe gaat\n"
    "    lines: Het gaat niet.\n",
)


def asked(text: str) -> Reading:
    return changed(ANSWERS).recognisers[ANNA].read(text)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Hoe slaapt Bo? En hoe eet ze?", ("answer.slaap.any.1", "answer.eten.any.1")),
        ("Hoe eet ze? En hoe slaapt ze?", ("answer.eten.any.1", "answer.slaap.any.1")),
        ("Hoe gaat het en hoe eet ze?", ("answer.eten.any.1", "opening.stay.any")),
        ("Hoe slaapt Bo?", ("answer.slaap.any.1", "opening.stay.any")),
    ],
)
def test_two_plain_questions_are_both_answered_in_order(text: str, said: tuple[str, ...]) -> None:
    _, (turn,) = play(changed(ANSWERS), asked(text))
    assert len(turn.said) == len(said)
    assert all(line.startswith(start) for line, start in zip(turn.said, said, strict=True))


def test_both_answers_have_their_effect() -> None:
    position, (turn,) = play(changed(ANSWERS), asked("Hoe slaapt Bo? En hoe eet ze?"))
    assert {"eten_verteld", "slaap_verteld"} <= position.flags
    assert set(turn.flags) == {"eten_verteld", "slaap_verteld"}
    assert [change.cause for change in turn.changes[-2:]] == ["slaap", "eten"]


def test_questions_in_the_same_words_get_one_answer() -> None:
    message = reading(asked=("slaap", "alles"))
    _, (turn,) = play(changed(ANSWERS), message)
    assert [line for line in turn.said if line.startswith("answer")] == ["answer.slaap.any.1"]
