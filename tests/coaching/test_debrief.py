from dataclasses import replace

import pytest

from bot.coaching.wording import words
from bot.model.course import Debrief
from tests.coaching.conversation import PERSONA, Conversation, debrief, told


def mark(found: Debrief, technique: str) -> str:
    return next(verdict.mark for verdict in found.verdicts if verdict.technique == technique)


def skilled() -> Conversation:
    return (
        Conversation(tension=6)
        .say(
            "Fijn dat u belt. Ik hoor dat u zich zorgen maakt.",
            "welcome_thank=Fijn dat u belt. | acknowledge_feeling=Ik hoor dat u zich zorgen maakt.",
            tension=-2,
            trust=1,
        )
        .say("Hoe gaat het thuis als ze leert?", "open_question", tension=-1, flags="layer_home")
        .say("Dus ze leert tot elf uur en heeft buikpijn, klopt dat?", "summarize", tension=-1, trust=1)
        .say("Waar bent u het meest bang voor?", "ask_interest", trust=1)
        .say(
            "Uitstellen doe ik niet, ik snap dat dat tegenvalt. Wat wel kan is elke dinsdag praten.",
            "set_boundary=Uitstellen doe ik niet, | acknowledge_feeling=ik snap dat dat tegenvalt."
            " | propose_option=Wat wel kan is elke dinsdag praten.",
            scores={"boundary_quality": 4},
            grants="delay=Uitstellen | tuesday=elke dinsdag praten",
            trust=1,
        )
        .say("Over twee weken bel ik u terug.", "schedule_followup | make_agreement", tension=-1)
    )


def clumsy() -> Conversation:
    return (
        Conversation(tension=6)
        .say("Ach dat hoort erbij in de brugklas", "dismiss_feeling", tension=3, trust=-1)
        .say(
            "Misschien kan ze gewoon wat eerder beginnen",
            "propose_option",
            events="premature_solution",
            tension=1,
        )
        .say("Ik heb nog 27 anderen hoor", "defend_justify", tension=1)
        .say("Ja maar andere kinderen redden het ook", "yes_but | compare_pupils", tension=1, trust=-1)
        .say("Oke", "", tension=0)
    )


def test_a_skilled_conversation_gets_two_tops_of_different_turns() -> None:
    tops = debrief(skilled().all, outcome="good").tops

    assert [top.kind for top in tops] == ["top", "top"]
    assert len({top.turn for top in tops}) == 2
    assert len({top.technique for top in tops}) == 2


def test_quotes_are_literal() -> None:
    talk = skilled()

    for top in debrief(talk.all, outcome="good").tops:
        assert top.quote
        assert top.quote in talk.all[top.turn - 1].reading.text
        assert top.quote in top.text


def test_a_clumsy_conversation_gets_a_kind_word_instead_of_a_top() -> None:
    tops = debrief(clumsy().all, outcome="bad").tops

    assert [(top.kind, top.technique) for top in tops] == [("attempt", "")]
    assert tops[0].text


def test_the_tip_is_the_moment_that_mattered_most() -> None:
    tip = debrief(clumsy().all, outcome="bad").tip

    assert tip is not None
    assert (tip.technique, tip.turn, tip.quote) == ("acknowledge", 1, "Ach dat hoort erbij in de brugklas")
    assert "Ze eet ook al bijna niet meer" in tip.text
    assert "waarschijnlijk" in tip.effect.lower()
    assert tip.alternative
    assert tip.invitation


@pytest.mark.parametrize("move", ["blame", "dismiss_feeling", "attack_threat", "compare_pupils"])
def test_harm_is_criticised_only_when_sure(move: str) -> None:
    likely = Conversation().say("Dat is nogal wat", f"{move}:l", tension=2)
    certain = Conversation().say("Dat is nogal wat", move, tension=2)

    assert debrief(likely.all).tip is None
    assert debrief(certain.all).tip is not None


def test_a_likely_slip_is_said_with_reserve() -> None:
    talk = Conversation().say("Goed, ik stel ze uit", "give_in:l", grants="delay=stel ze uit", tension=-2)

    tip = debrief(talk.all).tip

    assert tip is not None
    assert "Als ik het goed lees" in tip.text


def test_giving_in_comes_first_when_it_made_the_ending() -> None:
    talk = (
        Conversation()
        .say("Dat hoort erbij", "dismiss_feeling", tension=3)
        .say("Goed, dan stel ik uit", "give_in")
    )

    assert told(debrief(talk.all, outcome="bad"))[-1] == ("tip", "acknowledge", 1)
    assert told(debrief(talk.all, outcome="gave_way"))[-1] == ("tip", "not_yielding", 2)


def test_nothing_is_concluded_from_silence() -> None:
    talk = Conversation()
    for number in range(6):
        talk.say(f"Iets wat ik niet herken {number}")
    found = debrief(talk.all, outcome="bad")

    assert found.tip is not None
    assert found.tip.text.endswith("?")
    assert found.tip.quote == ""
    assert any("korreltje zout" in note for note in found.notes)
    assert found.unsure == (1, 2, 3, 4, 5, 6)


@pytest.mark.parametrize(
    ("text", "moves", "asked"),
    [
        ("???", "", ()),
        ("Wat naar", "", (1,)),
        ("Wat naar", "acknowledge_feeling:u", (1,)),
        ("Wat naar", "acknowledge_feeling:s | yes_but:u", ()),
        ("Wat naar. Maar ja", "acknowledge_feeling:s=Wat naar | yes_but:u=Maar ja", (1,)),
    ],
    ids=["no word", "not understood", "in doubt", "sure of the same words", "in doubt of other words"],
)
def test_only_what_a_teacher_can_clear_up_is_asked(text: str, moves: str, asked: tuple[int, ...]) -> None:
    assert debrief(Conversation().say(text, moves).all).unsure == asked


def test_a_guess_is_named_in_the_question() -> None:
    talk = Conversation()
    for number in range(6):
        talk.say(f"Iets {number}", "acknowledge_feeling:u" if number == 2 else "inform_explain")
    verdict = next(one for one in debrief(talk.all).verdicts if one.technique == "acknowledge")

    assert verdict.mark == "open"
    assert "bericht 3" in verdict.note


@pytest.mark.parametrize(
    ("talk", "outcome"), [(skilled(), "good"), (skilled(), ""), (clumsy(), "bad"), (Conversation(), "")]
)
def test_the_first_screen_is_short(talk: Conversation, outcome: str) -> None:
    found = debrief(talk.all, outcome=outcome)
    tip = (found.tip,) if found.tip else ()
    coach = sum(
        words(part)
        for one in (*found.tops, *tip)
        for part in (one.text, one.effect, one.alternative, one.invitation)
    )

    assert coach <= 120
    assert coach + words(found.in_role) <= 130


def test_long_messages_are_quoted_shortly() -> None:
    long = "Ik snap heel goed dat u zich zorgen maakt, " + "want dat zou ik ook doen als ik u was, " * 8
    talk = Conversation().say(long, "acknowledge_feeling", tension=-2).say(long, "dismiss_feeling", tension=3)
    found = debrief(talk.all, outcome="bad")

    assert found.tip is not None
    for one in (*found.tops, found.tip):
        assert len(one.quote.split()) <= 20
        assert one.quote in long


def test_the_parent_speaks_first_in_order_of_time() -> None:
    talk = (
        Conversation()
        .say("Dat hoort erbij", "dismiss_feeling", tension=3)
        .say("Ik snap dat u schrikt", "acknowledge_feeling", tension=-2)
    )

    assert debrief(talk.all).in_role == (
        "Bij “Dat hoort erbij” dacht ik: zie je wel. Bij “Ik snap dat u schrikt” voelde ik lucht."
    )


def test_what_helped_is_marked() -> None:
    talk = (
        Conversation()
        .say("Ik snap dat u schrikt", "acknowledge_feeling", tension=-2, helped="move")
        .say("Ja")
    )
    found = debrief(talk.say("Goed").all)

    assert found.tops[0].helped
    assert "Bij bericht 1 vroeg je om een tip." in found.notes


def test_a_short_conversation_says_so() -> None:
    found = debrief(Conversation().say("Dag", "welcome_thank").all)

    assert any("te kort" in note for note in found.notes)
    assert not found.steps_scored
    assert found.moods == ((6, 3), (6, 3))


def test_steps_are_marked_in_order() -> None:
    complaining = replace(PERSONA, complaint=True)
    talk = (
        Conversation()
        .say("Dank dat u belt", "welcome_thank")
        .say("Ik kan iets regelen", "propose_option")
        .say("Wat gebeurde er?", "open_question")
        .say("Dus u mailde twee keer", "summarize")
        .say("Afgesproken, ik dien het in", "make_agreement")
    )
    found = debrief(talk.all, outcome="good", persona=complaining)

    assert found.steps_scored
    assert [(step.mark, step.turn) for step in found.steps] == [
        ("done", 1), ("missed", 0), ("done", 4), ("early", 2), ("done", 5), ("missed", 0),
    ]  # fmt: skip
    assert all(step.note for step in found.steps if step.mark != "done")


def test_profiles_say_when_there_is_too_little() -> None:
    profiles = dict(debrief(Conversation().say("Dag", "welcome_thank").all).profiles)

    assert set(profiles.values()) == {"Ik herkende te weinig om hier iets over te zeggen."}


def test_profiles_are_sentences() -> None:
    talk = Conversation()
    for _ in range(4):
        talk.say("Nee, dat doe ik niet", "set_boundary").say("Waar bent u bang voor?", "ask_interest")
    profiles = debrief(talk.all).profiles

    assert "assertief" in profiles[0][1]
    assert "samenwerken" in profiles[1][1]
    assert "{" not in "".join(text for _, text in profiles)


def test_a_complaint_is_only_asked_about_where_there_was_one() -> None:
    talk = Conversation()
    for number in range(6):
        talk.say(f"Hoe gaat het {number}", "open_question")

    assert mark(debrief(talk.all), "complaint_as_chance") == "none"
    assert mark(debrief(talk.all, persona=replace(PERSONA, complaint=True)), "complaint_as_chance") == "open"


def test_the_same_turns_give_the_same_debrief() -> None:
    assert debrief(skilled().all, outcome="good") == debrief(skilled().all, outcome="good")


def test_nothing_is_left_unfilled() -> None:
    for talk, outcome in ((skilled(), "good"), (clumsy(), "bad"), (clumsy(), "gave_way")):
        assert "{" not in str([debrief(talk.all, outcome=outcome).story, *told(debrief(talk.all))])
        found = debrief(talk.all, outcome=outcome)
        texts = [one.text + one.effect + one.alternative for one in (*found.tops, found.tip) if one]
        assert "{" not in "".join(texts)
