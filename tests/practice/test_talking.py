from datetime import timedelta

import pytest

from bot.practice.messages import Voice
from tests.practice.room import Room, actions, texts


async def test_a_new_teacher_is_told_what_this_is_in_three_bubbles(room: Room) -> None:
    messages = await room.act("start")
    expected = [room.text(f"start.{name}") for name in ("welcome", "private", "names")]
    assert texts(messages)[:3] == expected
    assert actions(messages) == ["card:mara"]


async def test_the_explanation_is_shown_once_a_version(room: Room) -> None:
    await room.act("start")
    assert texts(await room.act("start"))[0] == room.text("start.again")


async def test_a_first_word_without_start_gets_the_explanation_too(room: Room) -> None:
    assert texts(await room.say("hallo?"))[0] == room.text("start.welcome")


async def test_the_card_says_what_may_and_may_not_be_granted(room: Room) -> None:
    card, _ = await room.act("card:mara")
    assert (card.voice, card.title) == (Voice.CARD, "Mara Bergsma")
    allowed, forbidden = room.text("card.allowed"), room.text("card.forbidden")
    assert card.text.index(allowed) < card.text.index("elke week bellen") < card.text.index(forbidden)
    assert card.text.index(forbidden) < card.text.index("de toets uitstellen")
    assert actions((card,)) == ["begin:mara", "warmup:mara", "astray:mara", "parents"]


async def test_the_parent_opens_in_bubbles_of_their_own(room: Room) -> None:
    messages = await room.act("begin:mara")
    assert texts(messages, Voice.PARENT) == ["Dag, met Mara.", "Ik bel over Bo."]
    assert actions(messages) == ["tip", "pause", "stop"]


async def test_beginning_keeps_the_content_on_which_the_session_is_played(room: Room) -> None:
    await room.act("begin:mara")
    assert room.tables.contents == {"first": "source of first"}


async def test_beginning_twice_leaves_one_session(room: Room) -> None:
    first = await room.act("begin:mara")
    second = await room.act("begin:mara")
    assert texts(second, Voice.PARENT) == texts(first, Voice.PARENT)
    assert len(room.tables.sessions) == 1


async def test_an_open_conversation_is_not_thrown_away_by_a_new_one(room: Room) -> None:
    await room.talk("wat naar voor u")
    messages = await room.act("begin:mara")
    assert texts(messages) == [room.text("say.still_talking", name="Mara")]
    assert len(room.tables.sessions) == 1


async def test_what_is_said_is_played_and_stored(room: Room) -> None:
    messages = await room.talk("Wat naar voor u.")
    assert texts(messages) == ["Fijn dat u dat zegt.", "Bo slaapt slecht."]
    (turn,) = await room.turns()
    assert turn.reading.text == "Wat naar voor u."
    assert (await room.session()).position.turn == 1


async def test_the_same_key_gets_the_same_answer_and_no_second_turn(room: Room) -> None:
    await room.talk()
    first = await room.say("Wat naar voor u.", key="same")
    again = await room.say("Wat naar voor u.", key="same")
    assert again == first
    assert len(await room.turns()) == 1


async def test_an_ending_brings_the_debrief_and_no_more_controls(room: Room) -> None:
    messages = await room.talk("wat naar voor u", "dat spreken we af")
    assert texts(messages)[0] == "Dank u wel."
    assert "stop" not in actions(messages)
    assert messages[1].title == "Een afspraak"
    assert [one.picture for one in messages if one.picture] == [f"mood:{(await room.session()).id}"]
    session = await room.session()
    assert (session.outcome, session.ended) == ("good", room.clock.now())


async def test_nobody_hears_a_word_after_the_end(room: Room) -> None:
    await room.talk("wat naar voor u", "dat spreken we af")
    messages = await room.say("en nog iets")
    assert texts(messages)[0] == room.text("say.nobody")
    assert len(await room.turns()) == 2


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("", "say.empty"),
        ("  \n ", "say.empty"),
        ("a" * 4097, "say.too_long"),
        ("/nietbestaand", "say.unknown_command"),
    ],
)
async def test_what_cannot_be_said_gets_an_answer_and_no_turn(room: Room, said: str, key: str) -> None:
    messages = await room.talk(said)
    assert texts(messages) == [room.text(key, most=4096)]
    assert await room.turns() == ()


async def test_a_wall_of_text_that_fits_is_played(room: Room) -> None:
    await room.talk("wat naar voor u, " * 240)
    assert len(await room.turns()) == 1


@pytest.mark.parametrize(
    "kind", ["photo", "voice", "sticker", "location", "edit", "group", "contact", "document", "poll"]
)
async def test_what_is_not_text_gets_its_own_answer(room: Room, kind: str) -> None:
    await room.talk()
    messages = await room.practice.unsupported(room.unit, await room.teacher(), kind, key="k")
    assert texts(messages) == [room.text(f"unsupported.{kind}")]
    assert await room.turns() == ()


async def test_a_kind_that_nobody_thought_of_gets_an_answer_too(room: Room) -> None:
    messages = await room.practice.unsupported(room.unit, await room.teacher(), "hologram", key="k")
    assert texts(messages) == [room.text("unsupported.other")]


@pytest.mark.parametrize("typed", ["stop", "Stop!", "/stop", " STOP. "])
async def test_a_button_can_be_typed(room: Room, typed: str) -> None:
    messages = await room.talk("wat naar voor u", typed)
    assert (await room.session()).ended is not None
    assert messages[0].voice is Voice.COACH


async def test_a_sentence_with_such_a_word_is_for_the_parent(room: Room) -> None:
    await room.talk("stop, dat wil ik niet horen")
    assert len(await room.turns()) == 1


async def test_in_a_conversation_verder_is_for_the_parent(room: Room) -> None:
    await room.talk("verder")
    assert len(await room.turns()) == 1


@pytest.mark.parametrize(
    "action",
    [
        "", "nonsense", "tip:", "tip:more", "card:nobody", "begin:nobody", "begin:mara:impossible",
        "again:x:1", "meant:x:1:kind", "wrong:x:acknowledge:1", "debrief:x:first", "wipe:x", "wipe:yes:x",
        "whatif:x:1", "start:now", ":::::",
    ],
)  # fmt: skip
async def test_a_button_whose_time_is_over_says_so_and_changes_nothing(room: Room, action: str) -> None:
    await room.talk("wat naar voor u")
    before = await room.session()
    messages = await room.act(action)
    assert texts(messages)[0] == room.text("say.stale")
    assert texts(messages)[1] == room.text("say.still_talking", name="Mara")
    assert await room.session() == before


async def test_a_session_finishes_on_the_content_on_which_it_began(room: Room) -> None:
    await room.talk()
    room.shelf.edit((await room.session()).persona)
    messages = await room.say("wat naar voor u")
    assert texts(messages, Voice.PARENT) == ["Fijn dat u dat zegt.", "Bo slaapt slecht."]


@pytest.mark.parametrize("action", ["stop", "tip"])
async def test_a_session_whose_content_is_gone_ends_with_a_kind_word(room: Room, action: str) -> None:
    await room.talk("wat naar voor u")
    room.shelf.edit((await room.session()).persona, keep=False)
    messages = await room.act(action)
    assert texts(messages)[0] == room.text("say.lost", name="Mara")
    assert (await room.session()).ended is not None


async def test_the_screen_shows_the_conversation_so_far(room: Room) -> None:
    await room.talk("wat naar voor u")
    screen = await room.practice.conversation(room.unit, await room.teacher())
    assert [(one.voice, one.text) for one in screen] == [
        (Voice.PARENT, "Dag, met Mara."),
        (Voice.PARENT, "Ik bel over Bo."),
        (Voice.TEACHER, "wat naar voor u"),
        (Voice.PARENT, "Fijn dat u dat zegt."),
        (Voice.PARENT, "Bo slaapt slecht."),
    ]
    assert actions(screen) == ["tip", "pause", "stop"]


async def test_the_debrief_stays_on_the_screen_for_a_while(room: Room) -> None:
    await room.talk("wat naar voor u", "dat spreken we af")
    screen = await room.practice.conversation(room.unit, await room.teacher())
    assert (screen[0].title, actions(screen)[-1]) == ("Een afspraak", "card:mara")
    room.clock.pass_by(timedelta(hours=2))
    screen = await room.practice.conversation(room.unit, await room.teacher())
    assert [one.title for one in screen] == [room.text("parents.title")]


async def test_the_screen_of_a_new_teacher_is_the_explanation(room: Room) -> None:
    screen = await room.practice.conversation(room.unit, await room.teacher())
    assert texts(screen)[0] == room.text("start.welcome")
