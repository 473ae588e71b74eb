from dataclasses import replace

import pytest

from bot.model.ids import OutcomeId
from tests.coaching.conversation import Conversation, debrief, told


@pytest.mark.parametrize(
    ("text", "moves", "more"),
    [
        ("Ik snap het maar het valt mee", "acknowledge_feeling | yes_but", {}),
        ("Ik snap dat u boos bent, u overdrijft", "acknowledge_feeling | dismiss_feeling:l", {}),
        ("Ik snap dat u schrikt", "acknowledge_feeling:l", {}),
        ("Ik snap dat u schrikt", "acknowledge_feeling:u", {"tension": -2}),
        ("Ik snap dat u schrikt", "acknowledge_feeling", {"tension": 2}),
        ("Ik snap het, trut", "acknowledge_feeling", {"attributes": "insult"}),
        ("Ik snap het", "acknowledge_feeling", {"events": "parrot"}),
        ("Ik snap het. Dan stel ik uit", "acknowledge_feeling | give_in", {"tension": -3}),
        ("Dan stel ik de toetsen uit", "make_agreement", {"grants": "delay=toetsen", "tension": -2}),
        ("Elke dinsdag praten doe ik niet", "set_boundary",
         {"grants": "tuesday=Elke dinsdag", "scores": {"boundary_quality": 3}}),
    ],
    ids=["killed by maar", "beside something likely to harm", "likely and nothing eased", "unsure",
         "backfired", "with an insult", "said three times", "giving in", "promised outside the mandate",
         "refused what may be given"],

)  # fmt: skip
def test_there_is_no_wrong_praise(text: str, moves: str, more: dict[str, object]) -> None:
    talk = Conversation().say("Tja").say("Goed").say(text, moves, **more)  # type: ignore[arg-type]  # a table

    assert {top.kind for top in debrief(talk.all, outcome="bad").tops} == {"attempt"}


@pytest.mark.parametrize(
    ("moves", "more", "technique"),
    [
        ("acknowledge_feeling", {}, "acknowledge"),
        ("acknowledge_feeling:l", {"tension": -2}, "acknowledge"),
        ("summarize", {"tension": -1}, "listen_first"),
        ("appreciate_child", {}, "appreciate"),
        ("use_parent_argument", {"trust": 1}, "own_argument"),
        ("accept_difference", {}, "difference"),
        ("apologize_own", {"tension": -1}, "complaint_as_chance"),
        ("i_message", {}, "i_message"),
        ("set_boundary", {"scores": {"boundary_quality": 3}}, "boundary"),
    ],
)
def test_a_good_moment_is_praised(moves: str, more: dict[str, object], technique: str) -> None:
    talk = Conversation().say("Tja").say("Goed").say("Dit is wat ik zei", moves, **more)  # type: ignore[arg-type]
    talk.say("Mm", "propose_option").say("Mm")

    assert ("top", technique, 3) in told(debrief(talk.all, outcome="good"))


def test_a_message_that_ended_the_talk_is_not_where_the_parent_stayed() -> None:
    talk = Conversation().say("Tja").say("Goed").say("Fijne avond en tot morgen", "close_conversation")
    last = replace(talk.all[-1], outcome=OutcomeId("bad"))

    (attempt,) = debrief((*talk.all[:-1], last), outcome="bad").tops

    assert (attempt.kind, attempt.quote) == ("attempt", "")
