"""What is only perhaps there: it takes praise away, and it takes criticism away."""

from dataclasses import replace

import pytest

from bot.coaching import retelling
from bot.coaching.debrief import make_debrief
from bot.coaching.quotes import teacher_words
from bot.model.guard import Guard
from bot.model.ids import EventId, MoveId, StateId, TechniqueId
from bot.model.persona import Reflection
from bot.model.session import MoodChange
from bot.model.texts import Texts
from tests.coaching.conversation import LEXICON, PERSONA, Conversation, course, debrief, told

QUICK = Reflection(Guard(events=frozenset({EventId("premature_solution")})), "Te snel.", hurt=True)
SORRY = Reflection(
    Guard(moves=frozenset({MoveId("apologize_own")})), "Na “{quote}” kon ik verder.", hurt=False
)
PROPOSED = replace(PERSONA, reflections=(QUICK,), agreeing=frozenset({StateId("plan")}))


@pytest.mark.parametrize(
    ("moves", "tension", "praised"),
    [("apologize_own", -1, True), ("apologize_own:l", -3, False)],
    ids=["sure", "likely"],
)
def test_only_a_sure_apology_is_praised_and_remembered(moves: str, tension: int, *, praised: bool) -> None:
    talk = Conversation().say("Tja").say("Dat had ik moeten doen", moves, tension=tension).say("Mm")
    made = debrief(talk.all, persona=replace(PERSONA, reflections=(SORRY,)))

    assert (("top", "complaint_as_chance", 2) in told(made)) is praised
    assert bool(made.in_role) is praised


@pytest.mark.parametrize(
    ("moves", "tension", "remembered"),
    [
        ("acknowledge_feeling", -1, True),
        ("acknowledge_feeling:l", -2, True),
        ("acknowledge_feeling:l", -1, False),
        ("acknowledge_feeling:l | open_question", -2, False),
        ("acknowledge_feeling | blame:u", -2, False),
    ],
    ids=["sure", "likely and clear", "likely and slight", "likely and not alone", "beside what may hurt"],
)
def test_a_parent_remembers_what_surely_helped(moves: str, tension: int, *, remembered: bool) -> None:
    talk = Conversation().say("Ik snap dat u schrikt", moves, tension=tension)

    assert bool(debrief(talk.all).in_role) is remembered


@pytest.mark.parametrize("unsure", ["give_in:u", "blame:u", "yes_but:u"])
def test_nothing_is_praised_beside_what_perhaps_spoils_it(unsure: str) -> None:
    talk = Conversation().say("Tja").say("Goed")
    talk.say("Ik snap dat u schrikt", f"acknowledge_feeling | {unsure}", tension=-2)

    assert 3 not in [turn for kind, _, turn in told(debrief(talk.all)) if kind == "top"]


@pytest.mark.parametrize(
    ("before", "beside", "to", "own", "tip"),
    [
        ("", "", "opening", 1, True),
        ("acknowledge_feeling:u", "", "opening", 1, False),
        ("open_question:u", "", "opening", 1, False),
        ("make_agreement", "", "opening", 1, False),
        ("", " | summarize:u", "opening", 1, False),
        ("", "", "plan", 1, False),
        ("", "", "plan", 0, True),
    ],
    ids=["nothing before", "perhaps heard", "perhaps asked", "not the first", "perhaps in it",
         "the parent went along", "went along, and got tenser all the same"],
)  # fmt: skip
def test_a_quick_solution_is_only_held_against_who_did_nothing_before_it(
    before: str, beside: str, to: str, own: int, *, tip: bool
) -> None:
    talk = Conversation().say("Iets wat ik zei", before)
    talk.say("Zal ik dinsdag met haar praten", f"propose_option{beside}", tension=1, to=to,
             events="premature_solution")  # fmt: skip
    first, last = talk.all
    turns = (first, replace(last, changes=(MoodChange("premature_solution", own, 0),)))
    made = debrief(turns, persona=PROPOSED)

    assert (made.tip is not None and made.tip.technique == "listen_first") is tip
    assert bool(made.in_role) is tip


@pytest.mark.parametrize(
    ("before", "moves", "tip"),
    [
        ("", "set_boundary", True),
        ("", "set_boundary:l", False),
        ("schedule_followup:u", "set_boundary", False),
        ("", "set_boundary | make_agreement:u", False),
    ],
    ids=["bare", "likely", "an offer just before", "perhaps an offer in it"],
)
def test_a_no_is_bare_only_when_surely_nothing_came_with_it(before: str, moves: str, *, tip: bool) -> None:
    talk = Conversation().say("Vrijdag bel ik", before)
    talk.say("Elke dag lukt niet", moves, tension=1, scores={"boundary_quality": 1})

    found = debrief(talk.all).tip

    assert (found is not None and found.technique == "boundary") is tip


def test_an_offer_long_before_does_not_soften_a_no() -> None:
    talk = Conversation().say("Vrijdag bel ik", "schedule_followup:u").say("Tja").say("Tja")
    talk.say("Elke dag lukt niet", "set_boundary", tension=1, scores={"boundary_quality": 1})

    assert ("tip", "boundary", 4) in told(debrief(talk.all))


@pytest.mark.parametrize(("number", "remembered"), [(1, False), (2, True)])
def test_in_a_harsh_talk_the_parent_remembers_what_probably_hurt(number: int, *, remembered: bool) -> None:
    talk = Conversation(tension=3)
    for _ in range(number):
        talk.say("Dat valt best mee", "dismiss_feeling:l", tension=3)

    assert bool(debrief(talk.all, outcome="bad").in_role) is remembered


@pytest.mark.parametrize(
    ("unsure", "said"),
    [("", True), ("blame:u", False), ("blame:l", False)],
    ids=["clear", "unsure", "likely"],
)
def test_a_profile_is_silent_when_harm_was_perhaps_done(unsure: str, *, said: bool) -> None:
    talk = Conversation()
    for _ in range(4):
        talk.say("Wat gebeurde er?", "open_question").say("U had beter moeten opletten", unsure)

    assert ("luisterend" in debrief(talk.all).profiles[2][1]) is said


def test_two_clear_moves_are_enough_to_speak_of_assertiveness() -> None:
    talk = Conversation()
    for number in range(10):
        talk.say("Uitstellen doe ik niet", "set_boundary" if number in {4, 7} else "")

    assert "assertief" in debrief(talk.all).profiles[0][1]


def test_an_agreement_without_assent_is_an_offer() -> None:
    firm = replace(PERSONA, agreeing=frozenset({StateId("plan")}))
    talk = Conversation().say("Hoe gaat het", "open_question").say("Ze slaapt slecht", "summarize")
    talk.say("Dan praat ik dinsdag met haar", "make_agreement")

    marks = {one.id: one.mark for one in debrief(talk.all, persona=firm).steps}

    assert (marks["oplossen"], marks["overeenkomen"]) == ("done", "missed")


@pytest.mark.parametrize(("summary", "mark"), [("summarize:u", "done"), ("", "early")])
def test_a_step_of_two_parts_may_have_been_taken_unseen(summary: str, mark: str) -> None:
    talk = Conversation().say("Hoe gaat het", "open_question").say("Ze slaapt slecht", summary)
    talk.say("Ik kan iets regelen", "propose_option")

    assert next(one.mark for one in debrief(talk.all).steps if one.id == "oplossen") == mark


@pytest.mark.parametrize(
    ("text", "moves", "expected"),
    [
        ("Ik wil dinsdag met haar praten. Zou dat iets zijn?", "propose_option=Zou dat iets zijn",
         "Ik wil dinsdag met haar praten"),
        ("Ik kan veel. Zal ik hem bellen?", "propose_option=Zal ik hem bellen", "Zal ik hem bellen?"),
        ("Nou ehm, ik praat dinsdag met haar", "make_agreement", "ik praat dinsdag met haar"),
        ("Ja, goed zo", "make_agreement", "Ja, goed zo"),
    ],
    ids=["a tag", "a question of its own", "fillers", "too short to strip"],
)  # fmt: skip
def test_a_quote_is_what_was_said_and_not_its_tail(text: str, moves: str, expected: str) -> None:
    turn = Conversation().say(text, moves).all[0]
    found = course()
    move = frozenset({MoveId(moves.partition("=")[0])})

    assert teacher_words(turn, move, most=20, tagged=found.tagged, tag_words=found.tag_words,
                         fillers=found.fillers) == expected  # fmt: skip


def test_what_says_nothing_on_its_own_is_no_apology() -> None:
    talk = Conversation().say("Tja").say("Ik ook niet.", "apologize_own=Ik ook niet", tension=-2).say("Mm")

    assert {top.kind for top in debrief(talk.all).tops} == {"attempt"}


def test_rest_is_not_claimed_where_a_feeling_was_passed_over() -> None:
    talk = Conversation().say("Ik hoor u", "acknowledge_feeling").say("Dan bel ik u dinsdag terug",
                              "make_agreement", tension=-1, events="ignored_emotion")  # fmt: skip
    top = next(one for one in debrief(talk.all).tops if one.technique == "agreement")

    assert "rust" not in top.text
    assert "zakken" not in top.text


@pytest.mark.parametrize(("tension", "named"), [(0, False), (1, True)])
def test_a_missed_summary_is_only_the_tip_where_the_mood_got_worse(tension: int, *, named: bool) -> None:
    talk = Conversation(tension=3)
    for number in range(8):
        here = number == 5
        talk.say("Zal ik met haar praten", "propose_option" * here, tension=tension * here)

    focus = frozenset({TechniqueId("listen_first")})
    made = make_debrief(course(), LEXICON, PERSONA, talk.all, outcome=None, texts=Texts({}), focus=focus)

    assert (made.tip is not None and made.tip.technique == "listen_first") is named


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Dus vanochtend weer buikpijn, en maandag de toetsweek. Klopt dat?", True),
        ("Dus bij Daan zag niemand het op tijd, en u bent bang. Klopt dat?", False),
        ("U weet niet hoe ze maandag moet doorkomen. Juist daarom spreek ik haar elke dinsdag.", True),
    ],
    ids=["told", "not told", "only the first sentence is hers"],
)
def test_only_what_was_told_in_this_talk_is_given_back(line: str, *, kept: bool) -> None:
    story = "Vanochtend weer buikpijn, en maandag is de toetsweek. Ik weet niet hoe ze moet doorkomen."
    turns = Conversation().say("Ja", parent=story).all

    assert bool(retelling.told((line,), turns)) is kept


def test_a_summary_of_what_was_never_told_is_not_suggested() -> None:
    talk = Conversation()
    for number in range(8):
        talk.say("Zal ik dinsdag met haar praten", "propose_option" if number == 5 else "",
                 parent="Tja.", tension=number == 5)  # fmt: skip
    turns = tuple(replace(turn, state_before=StateId("oude_pijn")) for turn in talk.all)
    lines = next(one for one in course().techniques if one.id == "listen_first").alternative

    found = debrief(turns).tip

    assert found is not None
    assert not any(line in found.alternative for line in lines["saskia.oude_pijn"])
