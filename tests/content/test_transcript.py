"""Conversations that were kept can be read back and played again."""

import json
from dataclasses import replace

import pytest

from bot.content.transcript import BadTranscript, Beat, read_transcript, replay
from bot.model.ids import PersonaId
from tests.content.small_content import ANNA, small_library
from tests.practice.room import Room

ROWS: tuple[dict[str, object], ...] = (
    {"turn": 0, "said": None, "persona": "anna", "seed": 3, "difficulty": "pittig"},
    {
        "turn": 1,
        "said": "Bedankt.",
        "moves": ["thank"],
        "state": "opening",
        "mood": {"tension": 9, "trust": 4},
        "reply": ["Goed."],
    },
    {"outcome": None, "debrief": {}},
)


async def test_a_teachers_own_file_is_played_the_same_way_again() -> None:
    room = Room()
    await room.talk("Wat naar voor u.", "Hoe gaat het nu?")
    talks = read_transcript(await room.practice.own_data(room.unit, await room.teacher()))
    (talk,) = talks
    library = room.shelf.library
    changes = replay(library, talk)
    assert [change.text for change in changes] == ["Wat naar voor u.", "Hoe gaat het nu?"]
    assert [change.fields for change in changes] == [(), ()]
    stored = await room.turns()
    assert talk.turns[0][1].reply == stored[0].reply
    assert talk.turns[0][1].moves == stored[0].reading.moves()


def test_rows_of_the_terminal_are_read_back() -> None:
    (talk,) = read_transcript("\n".join(map(json.dumps, ROWS)))
    assert (talk.persona, talk.seed, talk.difficulty) == (ANNA, 3, "pittig")
    assert talk.turns == (("Bedankt.", Beat(("thank",), "opening", (9, 4), ("Goed.",))),)


def test_another_parent_can_be_named() -> None:
    (talk,) = read_transcript("\n".join(map(json.dumps, ROWS)), persona="bram")
    assert talk.persona == PersonaId("bram")


def test_each_thing_that_is_not_the_same_is_named() -> None:
    (talk,) = read_transcript("\n".join(map(json.dumps, ROWS)))
    (change,) = replay(small_library(), talk)
    assert change.now
    assert change.fields == ("mood", "reply")
    assert replace(change, then=change.now).fields == ()
    assert replace(change, now=None).fields == ("over",)


@pytest.mark.parametrize("field", ["moves", "mood", "reply"])
def test_a_row_of_another_shape_is_refused(field: str) -> None:
    rows = [ROWS[0], {**ROWS[1], field: 3}]
    with pytest.raises(BadTranscript):
        read_transcript("\n".join(map(json.dumps, rows)))


def test_a_number_that_is_none_is_refused() -> None:
    with pytest.raises(BadTranscript):
        read_transcript(json.dumps({**ROWS[0], "seed": "drie"}))
