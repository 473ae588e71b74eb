import pytest

from bot.practice.messages import Voice
from tests.practice.room import Room, actions, texts


async def test_on_pause_the_parent_hears_nothing(room: Room) -> None:
    await room.talk()
    await room.act("pause")
    messages = await room.say("pff, lastig")
    assert texts(messages) == [room.text("pause.not_passed_on", name="Mara")]
    assert await room.turns() == ()


@pytest.mark.parametrize("typed", ["verder", "Ga verder"])
async def test_after_a_pause_the_parents_last_words_are_shown_again(room: Room, typed: str) -> None:
    await room.talk("wat naar voor u")
    await room.act("pause")
    messages = await room.say(typed)
    assert texts(messages, Voice.PARENT) == ["Fijn dat u dat zegt.", "Bo slaapt slecht."]
    await room.say("dat spreken we af")
    assert len(await room.turns()) == 2


async def test_the_screen_shows_the_pause(room: Room) -> None:
    await room.talk()
    await room.act("pause")
    screen = await room.practice.conversation(room.unit, await room.teacher())
    assert screen[-1].title == room.text("pause.title")


@pytest.mark.parametrize(
    ("action", "said", "deeper"),
    [
        ("tip", "Zij is bang.", ["tip:move", "tip:example"]),
        ("tip:move", "Erken eerst het gevoel.", ["tip:example"]),
        ("tip:example", "Wat naar voor u.", []),
    ],
)
async def test_help_comes_at_the_level_asked_for(
    room: Room, action: str, said: str, deeper: list[str]
) -> None:
    await room.talk()
    messages = await room.act(action)
    assert (texts(messages), actions(messages)) == ([said], deeper)


async def test_the_next_turn_knows_the_most_help_it_had(room: Room) -> None:
    await room.talk()
    await room.act("tip:example")
    await room.act("tip")
    await room.say("wat naar voor u")
    await room.say("ja")
    assert [turn.helped for turn in await room.turns()] == ["example", ""]


async def test_a_state_without_a_tip_says_so(room: Room) -> None:
    messages = await room.talk("wat naar voor u", "tip")
    assert texts(messages) == [room.text("tip.none", name="Mara")]


async def test_stop_gives_the_feedback_so_far(room: Room) -> None:
    messages = await room.talk("uw eigen schuld", "wat naar voor u", "stop")
    assert room.text("review.tops") in [one.title for one in messages]
    session = await room.session()
    assert (session.ended, session.outcome) == (room.clock.now(), None)


async def test_stopping_before_the_first_word_leaves_nothing_behind(room: Room) -> None:
    messages = await room.talk("stop")
    assert texts(messages)[0] == room.text("stop.nothing_said", name="Mara")
    assert room.tables.sessions == {}


@pytest.mark.parametrize("action", ["tip", "pause", "resume", "stop"])
async def test_without_a_conversation_the_parents_are_offered(room: Room, action: str) -> None:
    messages = await room.act(action)
    assert texts(messages)[0] == room.text("say.no_conversation")
    assert actions(messages) == ["card:mara"]
