from dataclasses import replace

import pytest

from bot.model.guard import Range
from bot.model.ids import OutcomeId, StateId
from bot.model.session import MoodChange
from tests.coaching.conversation import PERSONA, Conversation, debrief, told


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


FIRM = replace(
    PERSONA,
    agreeing=frozenset({StateId("plan")}),
    resisting=frozenset({StateId("doubt"), StateId("leaving")}),
    bands={"high": Range(7, 10)},
)


@pytest.mark.parametrize(
    ("moves", "to", "more", "praised"),
    [
        ("make_agreement", "plan", {}, True),
        ("make_agreement", "opening", {}, False),
        ("make_agreement", "plan", {"tension": 1}, False),
        ("schedule_followup", "plan", {}, True),
        ("schedule_followup", "doubt", {}, False),
        ("appreciate_child", "opening", {}, True),
        ("appreciate_child", "doubt", {"tension": -1}, False),
        ("set_boundary", "leaving", {}, False),
    ],
)
def test_praise_looks_at_what_the_parent_answered(
    moves: str, to: str, more: dict[str, int], *, praised: bool
) -> None:
    talk = Conversation(tension=5).say("Wat een verhaal", "acknowledge_feeling").say("Goed")
    talk.say("Dit is wat ik zei", moves, to=to, **more).say("Mm").say("Mm")  # type: ignore[arg-type]  # a table

    assert (
        3 in [turn for kind, _, turn in told(debrief(talk.all, persona=FIRM)) if kind == "top"]
    ) is praised


def test_at_high_tension_going_along_takes_some_relief() -> None:
    talk = Conversation(tension=8).say("Wat een verhaal", "acknowledge_feeling").say("Goed")
    talk.say("Dit is wat ik zei", "make_agreement", to="plan").say("Mm").say("Mm")

    tops = [turn for kind, _, turn in told(debrief(talk.all, persona=FIRM)) if kind == "top"]

    assert 3 not in tops


def test_at_the_top_of_the_scale_what_would_have_risen_counts() -> None:
    talk = Conversation(tension=10).say("Wat een verhaal", "appreciate_child").say("Goed").say("Mm")
    first = replace(talk.all[0], changes=(MoodChange("appreciate_child", 2, 0),))

    assert {top.kind for top in debrief((first, *talk.all[1:])).tops} == {"attempt"}


@pytest.mark.parametrize(
    ("chance", "praised"), [(0, True), (79, False), (80, True)], ids=["phrases alone", "doubtful", "probable"]
)
def test_a_likely_move_is_praised_when_it_is_probable_enough(chance: int, *, praised: bool) -> None:
    talk = Conversation().say("Tja").say("Goed")
    talk.say("Dit is wat ik zei", "acknowledge_feeling:l", tension=-1, chance=chance).say("Mm")

    assert (("top", "acknowledge", 3) in told(debrief(talk.all))) is praised


@pytest.mark.parametrize(
    ("words", "moves", "praised"),
    [("Dag mevrouw", "welcome_thank", False), ("Fijn dat u belt", "welcome_thank", True),
     ("Fijn dat u belt. Nee", "welcome_thank=Fijn dat u belt | set_boundary=Nee", False)],
    ids=["a bare greeting", "a welcome", "a welcome and a no"],
)  # fmt: skip
def test_only_a_real_welcome_is_one(words: str, moves: str, *, praised: bool) -> None:
    made = debrief(Conversation().say(words, moves).say("Mm").say("Mm").all)

    assert ("welcome" in [top.technique for top in made.tops]) is praised
    assert (made.steps[0].mark == "done") is praised


def test_what_the_teacher_says_it_was_meant_as_is_repeated_and_not_praised() -> None:
    talk = Conversation()
    for _ in range(6):
        talk.say("Dit is wat ik zei")
    made = debrief(talk.all, meant={2: "acknowledge_feeling"})

    verdict = next(one for one in made.verdicts if one.technique == "acknowledge")
    assert verdict.mark == "open"
    assert "bericht 2" in verdict.note
    assert "bericht 2" in made.steps[1].note
    assert made.tip is None or made.tip.technique != "acknowledge"
    assert {top.kind for top in made.tops} == {"attempt"}


@pytest.mark.parametrize("before", ["propose_option:u", ""])
def test_an_agreement_is_not_early_since_it_is_an_offer_too(before: str) -> None:
    talk = Conversation().say("Hoe gaat het", "open_question").say("U slaapt slecht", "summarize")
    talk.say("Iets wat kan", before).say("Dan doe ik dat", "make_agreement")

    assert next(one.mark for one in debrief(talk.all).steps if one.id == "overeenkomen") == "done"


def test_of_a_step_that_was_missed_it_is_said_where_it_perhaps_stood() -> None:
    talk = Conversation().say("Tja").say("Wat een verhaal", "acknowledge_feeling:u").say("Goed")

    assert "bericht 2" in next(one.note for one in debrief(talk.all).steps if one.id == "opvangen")
