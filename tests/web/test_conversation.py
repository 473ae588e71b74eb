"""A whole practice without any script, and what the script gets."""

from tests.web.house import Browser, House

LINE = "Ik snap dat u zich zorgen maakt"


async def test_from_the_list_by_the_card_into_the_conversation(house: House, anna: Browser) -> None:
    await anna.press("card:mara")
    assert [voice for voice, _ in anna.bubbles()] == ["card", "coach"]
    assert "begin:mara" in anna.actions()
    await anna.press("begin:mara")

    assert anna.bubbles() == [
        ("coach", f"{house.texts('web.coach')} {house.texts('begin.ready', name='Mara')}"),
        ("parent", "De ouder: Dag, met Mara."),
        ("parent", "De ouder: Ik bel over Bo."),
    ]


async def test_what_is_said_is_answered_in_bubbles(anna: Browser) -> None:
    await anna.talk(LINE)

    assert anna.bubbles()[2:] == [
        ("teacher", f"Jij: {LINE}"),
        ("parent", "De ouder: Fijn dat u dat zegt."),
        ("parent", "De ouder: Bo slaapt slecht."),
    ]


async def test_the_conversation_is_still_there_after_a_reload(anna: Browser) -> None:
    await anna.talk(LINE)
    before = anna.bubbles()
    await anna.get("/")

    assert anna.bubbles() == before


async def test_tip_pause_and_stop_have_one_fixed_place(anna: Browser) -> None:
    await anna.talk(LINE)

    assert anna.actions() == []
    assert [anna.page.count(f'value="{action}"') for action in ("tip", "pause", "stop")] == [1, 1, 1]


async def test_the_dossier_is_at_hand_during_the_conversation_only(anna: Browser) -> None:
    await anna.talk()
    head = anna.page.partition("</header>")[0]
    assert "Bo zit in de brugklas." in head
    assert "<li>elke week bellen</li>" in head
    await anna.press("stop")

    assert "Bo zit in de brugklas." not in anna.page.partition("</header>")[0]


async def test_a_tip_comes_behind_the_conversation(anna: Browser) -> None:
    await anna.talk("Dag")
    await anna.press("tip")

    assert ("teacher", "Jij: Dag") in anna.bubbles()
    assert "Zij is bang." in anna.bubbles()[-1][1]


async def test_in_a_pause_one_goes_on_before_one_types(house: House, anna: Browser) -> None:
    await anna.talk()
    await anna.press("pause")
    assert 'id="say" method="post" action="/say" hidden' in anna.page
    assert house.texts("web.paused") in anna.text()
    await anna.press("resume")

    assert 'action="/say" hidden' not in anna.page
    assert [text for voice, text in anna.bubbles() if "Ik bel over Bo" in text] == [
        "De ouder: Ik bel over Bo."
    ]


async def test_a_line_that_the_parent_did_not_hear_stays_in_the_box(house: House, anna: Browser) -> None:
    await anna.talk()
    await anna.press("pause")
    await anna.say("Wat naar voor u")

    assert anna.box() == "Wat naar voor u"
    assert house.texts("pause.not_passed_on", name="Mara") in anna.text()
    assert house.said() == []


async def test_stopping_brings_the_debrief_with_its_picture_and_parts(anna: Browser) -> None:
    await anna.talk(LINE)
    await anna.press("stop")
    session = next(iter(anna.house.store.tables.sessions))
    assert f'src="/picture/{session}.png"' in anna.page
    steps = f"debrief:{session}:steps"
    assert steps in anna.actions()
    await anna.press(steps)

    assert anna.house.shelf.library.course.steps_title in anna.text()


async def test_a_moment_is_done_again(anna: Browser) -> None:
    await anna.talk("Dat is uw eigen schuld")
    await anna.press("again")
    branch = next(action for action in anna.actions() if action.endswith(":1"))
    await anna.press(branch)
    await anna.say(LINE)

    assert anna.house.said() == ["Dat is uw eigen schuld", LINE]
    assert "Fijn dat u dat zegt." in anna.text()


async def test_the_same_form_sent_twice_is_heard_once(anna: Browser) -> None:
    await anna.talk()
    hidden = anna.hidden()
    for _ in range(2):
        await anna.post("/say", {"text": LINE, **hidden})

    assert anna.house.said() == [LINE]


async def test_another_text_in_the_same_form_is_heard_as_well(anna: Browser) -> None:
    await anna.talk()
    hidden = anna.hidden()
    await anna.post("/say", {"text": LINE, **hidden})
    await anna.post("/say", {"text": "Dag", **hidden})

    assert anna.house.said() == [LINE, "Dag"]


async def test_markup_is_shown_as_it_was_typed(anna: Browser) -> None:
    await anna.talk('<script>alert("x")</script> & <b>dag</b>')

    assert "<script>alert" not in anna.page
    assert "&lt;script&gt;alert(&#34;x&#34;)" in anna.page


async def test_lines_are_kept_apart(anna: Browser) -> None:
    await anna.talk("Dag.\r\nHoe gaat het?")

    assert "Dag.<br>Hoe gaat het?" in anna.page


async def test_the_script_gets_the_pieces(anna: Browser) -> None:
    await anna.talk()
    response = await anna.say(LINE, script=True)
    pieces = response.json()

    assert [one["wait"] for one in pieces["bubbles"]] == [0, 0]
    assert "Fijn dat u dat zegt." in pieces["bubbles"][0]["html"]
    assert (pieces["name"], pieces["may_type"]) == ("Mara Bergsma", True)
    assert pieces["once"] != anna.hidden()["once"]


async def test_the_script_empties_the_page_after_a_wipe(anna: Browser) -> None:
    await anna.talk(LINE)
    asked = await anna.press("wipe:all", script=True)
    await anna.get("/")
    done = await anna.press("wipe:yes:all", script=True)

    assert [asked.json()["wiped"], done.json()["wiped"]] == [False, True]


async def test_wiping_all_is_answered_and_the_next_word_begins_anew(house: House, anna: Browser) -> None:
    await anna.talk(LINE)
    await anna.press("wipe")
    await anna.press("wipe:all")
    await anna.press("wipe:yes:all")
    assert house.texts("wipe.done_all") in anna.text()
    assert house.store.tables.sessions == {}
    await anna.say("start")

    assert house.texts("start.welcome").split("\n")[0] in anna.text()


async def test_the_pages_of_the_menu_are_there(house: House, anna: Browser) -> None:
    for action in ("help", "privacy", "mydata", "wipe"):
        await anna.press(action)
        assert house.texts(f"{action}.title") in anna.text()
