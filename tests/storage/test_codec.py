"""Records go to JSON and come back, today's and those of earlier versions."""

import json
from dataclasses import dataclass, field

import pytest

from bot.model.session import Position, Turn
from bot.practice.messages import Message
from bot.storage.codec import decode, decode_all, encode
from tests.storage.samples import MESSAGE, POSITION, turn


@pytest.mark.parametrize("record", [turn(), POSITION, MESSAGE], ids=lambda one: type(one).__name__)
def test_a_record_comes_back_equal(record: Turn | Position | Message) -> None:
    assert decode(type(record), encode(record)) == record


def test_several_records_come_back_in_order() -> None:
    assert decode_all(Message, encode((MESSAGE, MESSAGE))) == (MESSAGE, MESSAGE)


def test_the_text_is_plain_ascii() -> None:
    assert encode(turn()).isascii()


@dataclass(frozen=True, slots=True)
class Grown:
    text: str
    added: tuple[int, ...] = field(default=(1,))


@pytest.mark.parametrize(
    ("stored", "read"),
    [
        ('{"text": "a"}', Grown("a")),
        ('{"text": "a", "added": [2], "gone": {"x": 1}}', Grown("a", (2,))),
    ],
)
def test_a_record_of_another_version_is_still_read(stored: str, read: Grown) -> None:
    assert decode(Grown, stored) == read


def test_every_field_is_written() -> None:
    assert json.loads(encode(Grown("a"))) == {"text": "a", "added": [1]}


def test_what_cannot_be_read_back_is_not_stored() -> None:
    with pytest.raises(TypeError):
        encode({"a": object()})
