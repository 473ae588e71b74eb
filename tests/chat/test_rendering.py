"""What a teacher sees on Telegram."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.chat.rendering import LONGEST_CAPTION, LONGEST_TEXT, fitting, html, keyboard, plain, units
from bot.practice.messages import Button, Message, Voice
from tests.fakes.botapi.markup import parse_html
from tests.fakes.botapi.markup import units as telegram_units

BUTTONS = ((Button("Tip", "tip"), Button("Stop", "stop")), (Button("Pauze", "pause"),))


def test_a_parent_speaks_plainly() -> None:
    assert html(Message(Voice.PARENT, "Dag.")) == "Dag."


def test_the_coach_looks_different_from_the_parent() -> None:
    shown = html(Message(Voice.COACH, "Vraag door.", title="Tip"))
    assert shown == "🧭 <b>Tip</b>\n<blockquote>Vraag door.</blockquote>"


def test_each_voice_looks_different() -> None:
    shown = {html(Message(voice, "Dag.")) for voice in Voice}
    assert len(shown) == len(Voice)


def test_a_card_has_a_bold_heading() -> None:
    shown, entities = parse_html(html(Message(Voice.CARD, "Een moeder.", title="Kaart")))
    assert (shown, [entity["type"] for entity in entities]) == ("📋 Kaart\nEen moeder.", ["bold"])


def test_the_plain_form_shows_the_same_words() -> None:
    message = Message(Voice.COACH, "1 < 2 & 3", title="<Tip>")
    assert plain(message) == parse_html(html(message))[0]


@given(st.text(), st.text(max_size=40), st.sampled_from(Voice))
def test_no_text_can_break_the_markup(text: str, title: str, voice: Voice) -> None:
    message = Message(voice, text, title=title)
    assert parse_html(html(message))[0] == plain(message)


def test_buttons_keep_their_rows_and_actions() -> None:
    markup = keyboard(Message(Voice.PARENT, "Dag.", buttons=BUTTONS))
    assert markup is not None
    rows = [[(button.text, button.callback_data) for button in row] for row in markup.inline_keyboard]
    assert rows == [[("Tip", "tip"), ("Stop", "stop")], [("Pauze", "pause")]]


def test_without_buttons_there_is_no_keyboard() -> None:
    assert keyboard(Message(Voice.PARENT, "Dag.")) is None


def test_a_message_that_fits_stays_whole() -> None:
    message = Message(Voice.COACH, "Kort.", title="Tip", buttons=BUTTONS)
    assert fitting((message,)) == (message,)


@pytest.mark.parametrize("text", ["", "  \n "])
def test_an_empty_message_is_left_out(text: str) -> None:
    assert fitting((Message(Voice.PARENT, text),)) == ()


def test_a_long_text_is_cut_between_sentences() -> None:
    sentence = "Dit is een hele zin over toetsen. "
    parts = fitting((Message(Voice.COACH, sentence * 300),))
    assert len(parts) == 3
    assert all(part.text.endswith("toetsen.") for part in parts)


def test_a_cut_loses_no_word() -> None:
    text = " ".join(str(number) for number in range(4000))
    parts = fitting((Message(Voice.PARENT, text),))
    assert " ".join(part.text for part in parts) == text


def test_only_the_first_part_has_the_title_and_only_the_last_the_buttons() -> None:
    first, last = fitting((Message(Voice.COACH, "woord " * 1000, title="Tip", buttons=BUTTONS),))
    assert (first.title, first.buttons, last.title, last.buttons) == ("Tip", (), "", BUTTONS)


def test_a_long_caption_becomes_a_bubble_behind_the_picture() -> None:
    message = Message(Voice.COACH, "x" * 1025, title="Beeld", picture="mood:1", buttons=BUTTONS)
    picture, text = fitting((message,))
    assert (picture.picture, picture.text, picture.buttons) == ("mood:1", "", ())
    assert (text.picture, text.text, text.buttons) == ("", "x" * 1025, BUTTONS)


@given(
    st.text(alphabet=st.sampled_from("ab 😀é\n.?&<"), max_size=12000),
    st.text(max_size=100),
    st.sampled_from(Voice),
    st.booleans(),
)
def test_every_part_is_within_telegrams_limits(text: str, title: str, voice: Voice, pictured: bool) -> None:
    for part in fitting((Message(voice, text, title=title, picture="mood:1" if pictured else ""),)):
        longest = LONGEST_CAPTION if part.picture else LONGEST_TEXT
        assert telegram_units(parse_html(html(part))[0]) <= longest


@given(st.text())
def test_length_is_counted_in_utf_16_units(text: str) -> None:
    assert units(text) == telegram_units(text)
