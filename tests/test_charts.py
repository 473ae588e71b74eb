from struct import unpack

import pytest

from bot.charts import mood_chart
from bot.model.texts import Texts, UnknownText
from tests.coaching.conversation import PERSONA, Conversation, debrief

KEYS = (
    *("chart.title", "chart.tension", "chart.trust", "chart.turn", "chart.start", "chart.end"),
    *("review.tops", "review.tip"),
)
TEXTS = Texts({key: key for key in KEYS})


def conversation(number: int) -> Conversation:
    talk = Conversation()
    for turn in range(number):
        good = turn % 3 == 0
        talk.say(
            "Ik snap dat u schrikt" if good else "Dat hoort erbij",
            "acknowledge_feeling" if good else "dismiss_feeling",
            tension=-3 if good else 2,
            trust=1 if good else -1,
        )
    return talk


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG")
    width, height = unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("number", [0, 1, 2, 7, 40])
def test_the_picture_fits_a_phone_however_long_the_conversation(number: int) -> None:
    png = mood_chart(debrief(conversation(number).all, outcome="bad"), PERSONA, TEXTS)

    assert _size(png) == (900, 600)
    assert len(png) < 150_000


def test_other_moods_give_another_picture() -> None:
    one, other = (mood_chart(debrief(conversation(n).all), PERSONA, TEXTS) for n in (4, 5))

    assert one != other


def test_the_same_conversation_gives_the_same_picture() -> None:
    one, other = (mood_chart(debrief(conversation(4).all), PERSONA, TEXTS) for _ in range(2))

    assert one == other


def test_labels_come_from_the_texts() -> None:
    with pytest.raises(UnknownText):
        mood_chart(debrief(conversation(2).all), PERSONA, Texts({}))
