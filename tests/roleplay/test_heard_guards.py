"""Guards on how a message was heard: how surely, and as a question back at the parent's own words."""

import pytest

from bot.model.ids import MoveId
from bot.model.reading import Certainty, Reading, Recognition, Span
from tests.content.small_content import ANNA
from tests.roleplay.test_wishes import changed, play

CERTAIN = (
    "replies:\n",
    "replies:\n"
    "  - {id: zeker, when: {surely: warm}, lines: Dat hoor ik graag.}\n"
    "  - {id: aardig, when: {moves: warm}, lines: Dat klinkt aardig.}\n",
)


@pytest.mark.parametrize(("certainty", "said"), [(Certainty.SURE, "zeker"), (Certainty.LIKELY, "aardig")])
def test_a_parent_may_wait_until_it_is_sure(certainty: Certainty, said: str) -> None:
    found = Recognition(MoveId("thank"), (Span(0, 3),), "eh?", "test:1", certainty)
    _, (turn,) = play(changed(CERTAIN), Reading("eh?", (found,), words=3))
    assert turn.said[0] == f"reply.{said}.any.1"


ASKED_BACK = (
    "replies:\n",
    "replies:\n  - {id: terugvraag, when: {parent_topics: toets}, lines: De toets van maandag bedoel ik.}\n",
)


@pytest.mark.parametrize(
    ("text", "parent", "topics"),
    [
        ("Welke bedoelt u?", "Ik lig wakker van die toetsen.", ("toets",)),
        ("Dat is vervelend.", "Ik lig wakker van die toetsen.", ()),
        ("Welke bedoelt u?", "Ik lig er wakker van.", ()),
        ("Welke bedoelt u?", "", ()),
    ],
)
def test_a_question_back_is_heard_with_what_the_parent_had_said(
    text: str, parent: str, topics: tuple[str, ...]
) -> None:
    library = changed(ASKED_BACK)
    message = library.recognisers[ANNA].read(text, parent=parent)
    assert message.parent_topics == topics
    _, (turn,) = play(library, message)
    assert (turn.said[0] == "reply.terugvraag.any.1") == bool(topics)
