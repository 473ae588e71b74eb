from dataclasses import replace

import pytest

from bot.model.ids import PersonaId
from bot.practice.privacy import Masker, make_masker
from tests.practice.room import Room, texts
from tests.practice.world import small_library


@pytest.fixture(scope="module")
def masker() -> Masker:
    return make_masker(small_library())


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("Mail maar naar j.jansen@school.nl hoor", "Mail maar naar [e-mailadres] hoor"),
        ("bel 06-12345678 even", "bel [telefoonnummer] even"),
        ("bel 06 12 34 56 78 even", "bel [telefoonnummer] even"),
        ("bel +31 6 12345678 of 030-1234567", "bel [telefoonnummer] of [telefoonnummer]"),
        ("zijn nummer is 123456782.", "zijn nummer is [nummer]."),
        ("op NL91 ABNA 0417 1643 00 graag", "op [rekeningnummer] graag"),
        ("ze woont Dorpsstraat 12a, 3512 AB Utrecht", "ze woont [adres]"),
        ("postcode 3512AB toch", "postcode [adres] toch"),
        ("Dag mevrouw Hendriksen, fijn", "Dag mevrouw [naam], fijn"),
        ("Dag mevrouw van der Steen, fijn", "Dag mevrouw [naam], fijn"),
        ("dag meneer pietersma, fijn", "dag meneer [naam], fijn"),
        ("Mijn collega Karin de Boer zag het", "Mijn collega [naam] zag het"),
        ("ik zag Jayden huilen en Sanne ook", "ik zag [naam] huilen en [naam] ook"),
        ("Sanne zei het al", "[naam] zei het al"),
        ("gisteren zei sanne het al", "gisteren zei [naam] het al"),
    ],
)
def test_likely_personal_data_is_taken_out(masker: Masker, text: str, masked: str) -> None:
    assert masker.mask(text).text == masked


@pytest.mark.parametrize(
    "text",
    [
        "Dag mevrouw Bergsma, fijn dat u belt over Bo.",
        "dag mevrouw bergsma, mara, bo",
        "Goedemiddag Mevrouw Bergsma, Fijn Dat U Er Bent",
        "Mevrouw Ik begrijp het, meneer Wat vervelend",
        "Bo's moeder. Bos vraag. Marra?",
        "Dat staat in Magister, bij Engels en Wiskunde.",
        "We zien elkaar 09-11-2026 om 10 uur, of 9-11-2026 10.30",
        "Hij had een 4,8 en daarna 5.1, gemiddeld 6,25 over 3 toetsen",
        "In Utrecht woont ze, of vanuit Enschede",
        "Het is 3 keer 45 minuten, 1e en 2e uur, leerling nummer 12",
        "IK SNAP HET NIET MEVROUW",
        "Op school: Rust. “Tijd” En nog iets",
        "❤️ Prima! 😀 Top",
        "Dat kost 1000 EURO",
        "",
    ],
)
def test_ordinary_words_and_the_names_of_the_exercise_stay(masker: Masker, text: str) -> None:
    assert masker.mask(text).text == text


async def test_what_is_masked_is_never_stored(room: Room) -> None:
    await room.talk("wat naar voor u, ik bel mijn collega Jayden op 06-12345678")
    (turn,) = await room.turns()
    assert turn.reading.text == "wat naar voor u, ik bel mijn collega [naam] op [telefoonnummer]"
    assert "Jayden" not in repr(room.tables)


async def test_the_reminder_comes_once_for_each_kind(room: Room) -> None:
    name, phone = room.text("mask.reminder.name"), room.text("mask.reminder.phone")
    assert texts(await room.talk("ik zag Jayden huilen"))[0] == name
    assert name not in texts(await room.say("ik zag Jayden weer"))
    assert texts(await room.say("bel 0612345678 over Jayden"))[0] == phone


async def test_a_what_if_is_masked_too(room: Room) -> None:
    await room.talk("uw eigen schuld")
    await room.act(f"whatif:{(await room.session()).id}:1")
    await room.say("ik zag Jayden huilen")
    assert "Jayden" not in repr(room.tables)


@pytest.fixture(scope="module")
def of_mara() -> Masker:
    """The masker of a talk with the one parent, in a library with another parent whose husband is Peter."""
    library = small_library()
    mara = library.personas[PersonaId("mara")]
    other = replace(
        mara, id=PersonaId("other"), card="Haar man heet Peter.", names=frozenset({"peter", "de wit"})
    )
    both = replace(library, personas={mara.id: mara, other.id: other})
    return make_masker(both).within(mara.id)


@pytest.mark.parametrize(
    ("text", "masked"),
    [
        ("mijn collega peter jansen zag het", "mijn collega [naam] zag het"),
        ("ik sprak peter gisteren", "ik sprak [naam] gisteren"),
        ("ik sprak karin de boer gisteren", "ik sprak [naam] gisteren"),
        ("ik zag jan peters", "ik zag [naam]"),
        ("Dag mevrouw De Wit, fijn", "Dag mevrouw [naam], fijn"),
        ("ik sprak Bo Jansen van een andere klas", "ik sprak [naam] van een andere klas"),
    ],
)
def test_only_the_names_of_this_parents_story_stay(of_mara: Masker, text: str, masked: str) -> None:
    assert of_mara.mask(text).text == masked


@pytest.mark.parametrize("text", ["dag mevrouw bergsma, hoe is het met bo", "bo de liefste", "bo wat fijn"])
def test_the_names_of_this_parents_story_do_stay(of_mara: Masker, text: str) -> None:
    assert of_mara.mask(text).text == text


def test_a_stored_message_tells_that_something_was_taken_out(masker: Masker) -> None:
    assert masker.took_out(masker.mask("bel 0612345678").text)
    assert not masker.took_out("bel me [morgen]")
