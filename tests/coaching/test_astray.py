"""A run that goes wrong on purpose, and a tip on what the teacher chose to work on."""

from dataclasses import replace

import pytest

from bot.coaching.astray import harms, worst
from bot.coaching.debrief import make_debrief
from bot.model.ids import MoveId, StateId, TechniqueId
from bot.model.persona import Tip
from bot.model.session import MoodChange, Turn
from bot.model.texts import Texts
from tests.coaching.conversation import LEXICON, PERSONA, Conversation, course


def felt(turn: Turn, *changes: tuple[str, int, int]) -> Turn:
    return replace(turn, changes=tuple(MoodChange(*change) for change in changes))


def blunt() -> tuple[Turn, ...]:
    first, second = (
        Conversation()
        .say("Dat hoort erbij. U overdrijft.", "dismiss_feeling=Dat hoort erbij | blame=U overdrijft")
        .say("Ik snap het, maar regels zijn regels", "acknowledge_feeling=Ik snap het | hide_behind:u")
        .all
    )
    return felt(first, ("dismiss_feeling", 1, -1), ("blame", 2, -2), ("rule", 5, -5)), second


def test_each_harmful_move_is_told_with_what_it_did_itself() -> None:
    found = harms(course(), LEXICON, PERSONA, blunt())
    assert [(one.turn, one.quote, one.tension, one.trust) for one in found] == [
        (1, "Dat hoort erbij", 1, -1),
        (1, "U overdrijft", 2, -2),
    ]
    assert {one.reply for one in found} == {"Ja."}


def test_the_worst_are_told_in_order_of_time() -> None:
    found = harms(course(), LEXICON, PERSONA, blunt())
    assert [one.quote for one in worst(found, most=1)] == ["U overdrijft"]
    assert worst(found, most=5) == found


def test_what_would_have_turned_it_is_the_example_for_where_the_parent_stood() -> None:
    state = PERSONA.states[StateId("opening")]
    tip = Tip("", "", "“Wat naar voor Lotte.”")
    persona = replace(PERSONA, states={state.id: replace(state, tip=tip)})
    assert harms(course(), LEXICON, persona, blunt())[0].instead == "Wat naar voor Lotte."


@pytest.mark.parametrize("move", ["dismiss_feeling", "blame", "attack_threat", "hide_behind"])
def test_else_it_is_a_line_of_the_course_with_its_words_filled_in(move: str) -> None:
    turns = Conversation().say("Dat is zo", move).all
    (found,) = harms(course(), LEXICON, PERSONA, turns)
    assert found.title == LEXICON.moves[MoveId(move)].title
    assert found.instead
    assert "{" not in found.instead


def slips() -> tuple[Turn, ...]:
    talk = Conversation()
    talk.say("Hoe gaat het?", "open_question").say("U overdrijft enorm", "blame", tension=3, trust=-2)
    return talk.say("Dat hoort er gewoon bij", "dismiss_feeling", tension=1).all


def tip_on(focus: str = "") -> str:
    chosen = frozenset({TechniqueId(focus)} if focus else ())
    made = make_debrief(course(), LEXICON, PERSONA, slips(), outcome=None, texts=Texts({}), focus=chosen)
    return made.tip.technique if made.tip else ""


def test_the_tip_prefers_what_the_teacher_works_on_when_there_was_occasion() -> None:
    without = tip_on()
    others = [one.id for one in course().techniques if tip_on(one.id) == one.id != without]
    assert without
    assert others


def test_without_occasion_the_tip_stays_what_it_was() -> None:
    assert {tip_on(one.id) for one in course().techniques} > {tip_on()}
    assert tip_on("nothing_of_the_kind") == tip_on()
