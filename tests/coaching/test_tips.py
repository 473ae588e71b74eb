"""What the tip is about, and what is not held against a teacher."""

from dataclasses import replace

import pytest

from bot.model.guard import Guard
from bot.model.ids import MoveId, StateId
from bot.model.persona import Reflection
from tests.coaching.conversation import PERSONA, Conversation, debrief

NO = Reflection(
    Guard(moves=frozenset({MoveId("set_boundary")})), "Bij “{quote}” ging een deur dicht.", hurt=True
)


@pytest.mark.parametrize(
    ("text", "moves", "tip"),
    [
        ("Misschien is dat zo. Uitstellen doe ik niet.", "set_boundary=Uitstellen doe ik niet.", False),
        ("Misschien doe ik dat liever niet.", "set_boundary", True),
        ("Ik weet het niet. Liever niet.", "set_boundary+tentative=Liever niet.", True),
    ],
    ids=["said elsewhere", "the only sentence", "in the words themselves"],
)
def test_a_no_is_tentative_by_its_own_words(text: str, moves: str, *, tip: bool) -> None:
    talk = Conversation().say(text, moves, attributes="tentative")

    found = debrief(talk.all).tip

    assert (found is not None and found.technique == "boundary") is tip


@pytest.mark.parametrize(
    ("grants", "tip"), [("", False), ("tuesday=elke dinsdag", False), ("delay=stel uit", True)]
)
def test_a_likely_promise_counts_only_when_it_may_not_be_given(grants: str, *, tip: bool) -> None:
    talk = Conversation().say("Goed, elke dinsdag, ik stel uit", "give_in:l", grants=grants, tension=-1)

    assert (debrief(talk.all).tip is not None) is tip


@pytest.mark.parametrize(("tension", "remembered"), [(0, False), (1, True)])
def test_a_parent_remembers_a_no_as_hurting_only_when_it_hurt(tension: int, *, remembered: bool) -> None:
    talk = Conversation().say("Uitstellen doe ik niet", "set_boundary", tension=tension)

    found = debrief(talk.all, persona=replace(PERSONA, reflections=(NO,))).in_role

    assert bool(found) is remembered


def test_a_finesse_is_not_the_tip_where_the_mood_stayed_the_same() -> None:
    talk = Conversation(tension=3)
    for _ in range(4):
        talk.say("Tja, zo gaat dat", "acknowledge_feeling summarize ask_interest".replace(" ", " | "))
    talk.say("Uitstellen doe ik niet, want ze leert ervan", "set_boundary", scores={"boundary_quality": 2})

    tip = debrief(talk.all).tip

    assert tip is not None
    assert tip.technique not in {"boundary", "soft_on_relation"}


def test_what_was_not_recognised_is_tried_where_the_parent_had_opened_up() -> None:
    talk = Conversation(tension=3).say("Ik hoor dat u schrikt", "welcome_thank | acknowledge_feeling")
    talk.say("Wat naar", "acknowledge_feeling", flags="layer_home")
    for _ in range(5):
        talk.say("Tja, zo gaat dat")

    tip = debrief(talk.all).tip

    assert tip is not None
    assert tip.technique != "listen_first" or tip.turn == 3


def test_no_praise_of_staying_while_the_parent_got_angrier() -> None:
    talk = Conversation(tension=5).say("Ja", tension=3).say("Fijne avond en tot morgen", "close_conversation")

    assert [top.quote for top in debrief(talk.all).tops] == [""]


@pytest.mark.parametrize(("turn", "named"), [(2, True), (5, False)])
def test_perhaps_is_said_only_of_where_it_would_have_counted(turn: int, *, named: bool) -> None:
    talk = Conversation()
    for number in range(1, 7):
        talk.say("Fijn dat u belt", "welcome_thank:u" if number == turn else "")

    note = next(one.note for one in debrief(talk.all).verdicts if one.technique == "welcome")

    assert (f"bericht {turn}" in note) is named


def test_what_the_coach_suggests_fits_where_the_parent_stands() -> None:
    talk = Conversation()
    for _ in range(6):
        talk.say("Uitstellen kan", parent="Daan zat vijf maanden thuis.")
    here = tuple(replace(turn, state_before=StateId("oude_pijn")) for turn in talk.all)
    elsewhere = debrief(talk.all, meant={1: "summarize"}).tip
    found = debrief(here, meant={1: "summarize"}).tip

    assert found is not None
    assert elsewhere is not None
    assert found.technique == elsewhere.technique
    assert found.alternative != elsewhere.alternative
