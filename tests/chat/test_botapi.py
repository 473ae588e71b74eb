"""The fake refuses what Telegram refuses; else the other tests would prove nothing."""

from collections.abc import AsyncIterator

import pytest
from telegram import Bot, InlineKeyboardButton, InlineKeyboardMarkup
from telegram.error import BadRequest, Forbidden

from bot.chat.errors import accept_library_warnings
from tests.fakes.botapi import BotApi, Person
from tests.fakes.botapi.markup import BadMarkup, parse_html


@pytest.fixture
async def line(api: BotApi) -> AsyncIterator[Bot]:
    accept_library_warnings()
    async with Bot(api.token, base_url=f"{api.url}/bot") as bot:
        yield bot


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "Message text is empty"),
        ("<b></b>", "Message text is empty"),
        ("x" * 4097, "Message is too long"),
        ("😀" * 2049, "Message is too long"),
        ("<b>los", "Can't parse entities"),
        ("los</b>", "Can't parse entities"),
        ("<vet>x</vet>", "Can't parse entities"),
        ("3 < 4", "Can't parse entities"),
    ],
)
async def test_a_text_is_refused(line: Bot, anna: Person, text: str, reason: str) -> None:
    with pytest.raises(BadRequest, match=reason):
        await line.send_message(anna.id, text, parse_mode="HTML")


@pytest.mark.parametrize("data", ["x" * 65, "é" * 33])
async def test_button_data_has_64_bytes(line: Bot, anna: Person, data: str) -> None:
    markup = InlineKeyboardMarkup([[InlineKeyboardButton("Tip", callback_data=data)]])
    with pytest.raises(BadRequest, match=r"(?i)button_data_invalid"):
        await line.send_message(anna.id, "Dag", reply_markup=markup)


async def test_a_caption_has_1024_units(line: Bot, anna: Person) -> None:
    await line.send_photo(anna.id, b"beeld", caption="x" * 1024)
    with pytest.raises(BadRequest, match="caption is too long"):
        await line.send_photo(anna.id, b"beeld", caption="x" * 1025)


async def test_markup_does_not_count(line: Bot, anna: Person) -> None:
    await line.send_message(anna.id, f"<b>{'x' * 4096}</b>", parse_mode="HTML")
    assert anna.heard() == ["x" * 4096]


async def test_an_edit_must_change_something(line: Bot, anna: Person) -> None:
    sent = await line.send_message(anna.id, "Dag")
    await line.edit_message_text("Hallo", anna.id, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await line.edit_message_text("Hallo", anna.id, sent.message_id)
    assert anna.heard() == ["Hallo"]


async def test_who_blocked_the_bot_cannot_be_reached(line: Bot, anna: Person) -> None:
    anna.block()
    with pytest.raises(Forbidden, match="blocked by the user"):
        await line.send_message(anna.id, "Dag")


async def test_an_unknown_chat_cannot_be_reached(line: Bot) -> None:
    with pytest.raises(BadRequest, match="Chat not found"):
        await line.send_message(5, "Dag")


async def test_a_tap_is_confirmed_once_and_not_late(api: BotApi, line: Bot, anna: Person) -> None:
    await line.send_message(
        anna.id,
        "Dag",
        reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("Tip", callback_data="t")),
    )
    first, late = anna.tap("Tip"), anna.tap("Tip")
    await line.answer_callback_query(first)
    with pytest.raises(BadRequest, match="Query is too old"):
        await line.answer_callback_query(first)
    api.world.pass_time(151)
    with pytest.raises(BadRequest, match="Query is too old"):
        await line.answer_callback_query(late)


async def test_taps_wait_150_seconds_and_messages_a_day(api: BotApi, line: Bot, anna: Person) -> None:
    await line.send_message(
        anna.id,
        "Dag",
        reply_markup=InlineKeyboardMarkup.from_button(InlineKeyboardButton("Tip", callback_data="t")),
    )
    anna.tap("Tip")
    anna.say("Dag")
    api.world.pass_time(151)
    assert [update.callback_query for update in await line.get_updates()] == [None]
    api.world.pass_time(86_400)
    assert await line.get_updates() == ()


async def test_updates_wait_until_they_are_confirmed(line: Bot, anna: Person) -> None:
    for text in ("een", "twee", "drie"):
        anna.say(text)
    first, second = await line.get_updates(limit=2)
    again = await line.get_updates(offset=second.update_id)
    assert [update.update_id for update in again] == [second.update_id, second.update_id + 1]
    assert first.update_id < second.update_id


@pytest.mark.parametrize(
    ("text", "shown", "kinds"),
    [
        ("<b>a</b>b", "ab", ["bold"]),
        ("<blockquote>a &lt; b &amp; c</blockquote>", "a < b & c", ["blockquote"]),
        ("a & b &#33; &onbekend;", "a & b ! &onbekend;", []),
        ("<b>a<i>b</i></b>", "ab", ["bold", "italic"]),
    ],
)
def test_html_is_read_as_telegram_does(text: str, shown: str, kinds: list[str]) -> None:
    read, entities = parse_html(text)
    assert (read, [entity["type"] for entity in entities]) == (shown, kinds)


def test_crossed_tags_are_refused() -> None:
    with pytest.raises(BadMarkup):
        parse_html("<b>a<i>b</b></i>")
