import pytest

from bot.coaching.progress import focus, progress
from bot.coaching.verdicts import marks
from bot.model.course import Debrief
from bot.model.ids import ModuleId
from tests.coaching.conversation import LEXICON, PERSONA, Conversation, course, debrief

MARKS = {
    "s": Conversation()
    .say("Fijn dat u belt", "welcome_thank")
    .say("Ik snap dat u schrikt", "acknowledge_feeling"),
    "o": Conversation().say("Uitstellen kan").say("Dat is zo"),
}


def attempts(marks: str) -> list[Debrief]:
    return [debrief(MARKS[mark].all) for mark in marks]


@pytest.mark.parametrize(
    ("marks", "kind"),
    [
        ("", "no_occasion"),
        ("s", "first_seen"),
        ("o", "first_open"),
        ("oo", "not_yet"),
        ("ss", "kept"),
        ("so", "missed"),
        ("oos", "new"),
        ("sos", "often"),
    ],
)
def test_progress_is_said_in_words(marks: str, kind: str) -> None:
    found = {one.technique: one for one in progress(course(), attempts(marks))}
    acknowledge = next(one for technique, one in found.items() if technique == "acknowledge")

    assert acknowledge.kind == kind
    assert acknowledge.text
    assert "{" not in acknowledge.text
    assert len(acknowledge.marks) == len(marks)


def test_often_is_counted() -> None:
    found = next(one for one in progress(course(), attempts("sos")) if one.technique == "acknowledge")

    assert found.text == "Dit laat je vaak zien, in 2 van de 3 gesprekken."


def test_the_focus_is_the_heaviest_of_what_was_not_seen() -> None:
    assert focus(course(), attempts("o"), module=ModuleId("contact")) == "acknowledge"
    assert focus(course(), attempts("s"), module=ModuleId("contact")) != "acknowledge"


def test_without_conversations_there_is_no_focus() -> None:
    assert focus(course(), []) is None


@pytest.mark.parametrize("talk", MARKS.values(), ids=MARKS)
def test_the_marks_alone_are_those_of_the_debrief(talk: Conversation) -> None:
    whole = {one.technique: one.mark for one in debrief(talk.all).verdicts}

    assert marks(course(), LEXICON, PERSONA, talk.all) == whole
