"""Each mistake of an author gets its own code, on its line; a good folder gets none."""

from pathlib import Path
from string import Formatter

import pytest
import yaml

from bot.content.library import check_library, load_library
from tests.content.small_content import SENTENCES, edit, small_folder

ANNA = "personas/anna.yaml"
MOVES = "moves/moves.yaml"
TEST = "personas/anna.test.yaml"


def codes(folder: Path) -> list[str]:
    return [finding.code for finding in check_library(folder)]


def test_good_content_has_no_findings(tmp_path: Path) -> None:
    assert codes(small_folder(tmp_path)) == []


MISTAKES = [
    # the file itself
    (ANNA, "teaser: Een", 'teaser: "Een', "Y001"),
    (ANNA, "short: Anna", "short: Anna: Bos", "Y001"),
    (ANNA, "values: {child: Bo}", "values: {child: {a: &x 1, b: *x}}", "Y005"),
    (ANNA, "short: Anna", "short: !!python/name:os.system Anna", "Y006"),
    (ANNA, "short: Anna", "short: Anna\nshort: An", "Y007"),
    (ANNA, "you: de mentor van Bo", "you: de mentor van Bo # of 1a", "W001"),
    # fields
    (ANNA, "teaser: Een moeder met een vraag.", "teaser:", "F002"),
    (ANNA, "short: Anna", "short: [Anna]", "F003"),
    (ANNA, "tension: 5,", "tension: vijf,", "F004"),
    (ANNA, "tension: 5,", 'tension: "5",', "F004"),
    (ANNA, "good: true", "good: ja", "F005"),
    (ANNA, "good: true", "good: on", "F005"),
    (ANNA, "moves: warm}", "moves: []}", "F006"),
    (ANNA, "values: {child: Bo}", "values: Bo", "F007"),
    (ANNA, "short: Anna", "shrot: Anna", "F009"),
    (ANNA, "when: {moves: insult, tension", "when: {moevs: insult, tension", "F009"),
    (ANNA, 'words: "<=1"', 'words: "minder dan 1"', "F011"),
    (ANNA, 'words: "<=1"', 'words: "4-2"', "F012"),
    # references
    (ANNA, "every: [feel, ask]", "every: [fel, ask]", "R001"),
    (ANNA, "to: verhaal", "to: verhal", "R002"),
    (ANNA, "start: opening", "start: openin", "R002"),
    (ANNA, "flags: thuis", "flags: tuis", "R003"),
    (ANNA, "grants: praten", "grants: prateen", "R005"),
    (ANNA, "when: {events: parrot}", "when: {events: parot}", "R007"),
    (ANNA, "outcome: plan", "outcome: plann", "R008"),
    (ANNA, "last_outcome: weg", "last_outcome: wg", "R008"),
    (ANNA, "zorgen over {child}", "zorgen over {kind}", "R010"),
    (ANNA, "echoes: day", "echoes: dag", "R011"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {topics: toetsen}\n    follow", "R004"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {asked: slap}\n    follow", "R006"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {attributes: snerp}\n    follow", "R009"),
    (ANNA, "when: {moves: insult}\n    follow", 'when: {scores: {kwality: ">=2"}}\n    follow', "R012"),
    (ANNA, "when: {moves: insult}\n    follow", "when: grof\n    follow", "R016"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {conditions: [grof]}\n    follow", "R016"),
    (ANNA, "reactions:\n", "conditions:\n  a: {conditions: b}\n  b: {turn: '1'}\nreactions:\n", "R016"),
    (ANNA, "reactions:\n", "conditions:\n  grof: {moves: insult}\nreactions:\n", "W013"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {every_topic: toetsen}\n    follow", "R004"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {every_grant: toetsen}\n    follow", "R005"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {topic_count: {toetsn: '2'}}\n    follow", "R004"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {grant_count: {prate: '2'}}\n    follow", "R005"),
    (ANNA, "when: {moves: insult}\n    follow", "when: {perhaps: insul}\n    follow", "R001"),
    (ANNA, "    ask: |\n      hoe slaapt\n", "    ask: hoe slaapt\n    beats: [slap]\n", "R006"),
    # the lexicon
    (MOVES, "      bedankt\n", "      bedankt (\n", "L004"),
    (MOVES, "bedankt voor alles = thank", "bedankt voor alles", "L002"),
    (MOVES, "bedankt voor alles = thank", "bedankt voor alles = thnk", "R001"),
    (MOVES, "warm: [", "feel: [", "L003"),
    (MOVES, "tone: builds", "tone: bouwt", "F010"),
    (MOVES, "      bedankt\n", "      bedankt\n      # keer\n", "W021"),
    # the persona as a whole
    (ANNA, "id: anna", "id: anne", "P001"),
    (ANNA, "mood: {tension: 5", "mood: {tension: 15", "P002"),
    (ANNA, "mid: 4-6", "mid: 4-5", "P003"),
    (
        ANNA,
        "when: {moves: offer, grants: praten}\n        to: plan",
        "when: {moves: offer}\n        to: verhaal",
        "P004",
    ),
    (
        ANNA,
        "  plan:\n    title: Plan\n    enter: Dan doen we dat zo.\n    outcome: plan",
        "  plan:\n    title: Plan\n    enter: Dan doen we dat zo.\n    outcome: weg",
        "P006",
    ),
    (ANNA, "good: true", "good: false", "P007"),
    (ANNA, "    outcome: plan\n", "    outcome: plan\n    stay: Nog iets.\n", "P009"),
    (ANNA, "    tip: {parent: Ze vertelt., move: Stel voor., example: Ik kan met Bo praten.}\n", "", "P010"),
    (ANNA, "    enter: Dan doen we dat zo.\n", "", "P011"),
    (ANNA, "      any: |\n        Ze zit tot elf uur te leren.\n", "", "P011"),
    (ANNA, "Ze zit tot elf uur te leren.", "Ze zit {day} tot elf uur te leren.", "P011"),
    (ANNA, "when: {every: [feel, ask]}", "when: {}", "P012"),
    (ANNA, "Het gaat niet goed.", "Het gaat { niet goed.", "P020"),
    (ANNA, "Het gaat niet goed.", "A. // B. // C. // D.", "P021"),
    (ANNA, "Het gaat niet goed.", "Het gaat//niet goed.", "P022"),
    (ANNA, "Het gaat niet goed.", "Ik volg u niet!", "P023"),
    (ANNA, "- id: grof", "- id: vraag", "P024"),
    (ANNA, "enter: Daar ben ik weer.", "enter: [{lines: Dag.}, {when: {turn: '2'}, lines: Hoi.}]", "P027"),
    (ANNA, "enter: Daar ben ik weer.", "enter: [{when: {turn: '2'}}, {lines: Hoi.}]", "F002"),
    (ANNA, "enter: Dan doen we dat zo.", "enter: [{when: {turn: '2'}, lines: Hoi.}]", "P011"),
    (ANNA, "    to: weg\n", "    to: weg\n    back: true\n", "P028"),
    (ANNA, "good: true", "good: true, lukewarm: true", "P029"),
    (ANNA, "good: false, story: Ze", "good: false, lukewarm: true, in_disguise: true, story: Ze", "P029"),
    (ANNA, "opening: Dag,", "opening: Dag {day},", "P025"),
    (ANNA, "Het gaat niet goed.", "Het gaat niet goed" + " en niet goed" * 40, "W020"),
    (ANNA, "    when: {moves: filler}", '    when: {words: "9"}', "W010"),
    (ANNA, "bands: {low: 0-3", "bands: {low: laag", "F011"),
    (ANNA, "good: true, ", "", "F002"),
    (ANNA, "last_outcome: weg", "", "F002"),
    (ANNA, "        to: verhaal\n", "", "F002"),
    (ANNA, ', phrases: "uitstel*"', "", "F002"),
    (ANNA, "    lines: |\n      Slecht, ze ligt tot laat wakker.\n", "", "F002"),
    (ANNA, "    ask: |\n      hoe slaapt\n", "", "F002"),
    (ANNA, "  too_soon: {tension: 1}", "  too_late: {tension: 1}", "R007"),
    (
        ANNA,
        "    rules:\n      - id: voorstel\n        when: {moves: offer, grants: praten}\n        to: plan\n",
        "",
        "W011",
    ),
    (ANNA, "title: Pittig, ", "", "F002"),
    (ANNA, "start: opening\n", "", "F002"),
    (ANNA, "echoes: day}", "echoes: day, scores: {quality: veel}}", "F011"),
    (ANNA, "text: Wat een toon.", "text: 'Wat een {toon}.'", "R010"),
    (ANNA, "zei, schrok ik", "zei, schrok {ik} ik", "R010"),
    (ANNA, "example: Wat naar.", "example: 'Wat naar voor {kind}.'", "R010"),
    (ANNA, "enter: Daar ben ik weer.", "enter: {any: }", "F006"),
    ("texts.yaml", "yes: ja", "yes: [ja]", "F003"),
    # walkthroughs
    (TEST, "- name: een plan", "- name: [een plan", "Y001"),
    (TEST, "moves: [thank]", "moves: [insult]", "T001"),
    (TEST, "not_moves: [insult]", "not_moves: [thank]", "T002"),
    (TEST, "state: opening", "state: plan", "T003"),
    (TEST, 'tension: "<=4"', 'tension: ">4"', "T004"),
    (TEST, 'trust: ">=4"', 'trust: "<4"', "T010"),
    (TEST, "reply: dinsdag", "reply: woensdag", "T005"),
    (TEST, "  outcome: plan", "  outcome: weg", "T006"),
    (TEST, "  outcome: plan", "    - say: Tot dan.", "T007"),
    (TEST, "      state: opening\n", "      state: opening\n      flags: thuis\n", "T008"),
    (TEST, "state: verhaal,", "state: verhal,", "R002"),
    (TEST, "flags: [thuis]", "flags: [tuis]", "R003"),
    (TEST, "  outcome: plan", "  outcome: plann", "R008"),
]


@pytest.mark.parametrize(("file", "before", "after", "code"), MISTAKES)
def test_a_mistake_has_its_code(tmp_path: Path, file: str, before: str, after: str, code: str) -> None:
    folder = small_folder(tmp_path)
    edit(folder, file, before, after)
    assert code in codes(folder)


def test_a_finding_stands_on_the_line_of_the_mistake_and_says_what_was_meant(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, ANNA, "every: [feel, ask]", "every: [fel, ask]")
    line = (folder / ANNA).read_text(encoding="utf-8").splitlines().index(
        "        when: {every: [fel, ask]}"
    ) + 1
    (finding,) = check_library(folder)
    assert (finding.file, finding.line) == (f"dialogues/{ANNA}", line)
    assert "Bedoelde je “feel”?" in finding.message


def test_all_mistakes_are_told_at_once(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, ANNA, "every: [feel, ask]", "every: [fel, ask]")
    edit(folder, ANNA, "good: true", "good: ja")
    edit(folder, MOVES, "tone: builds", "tone: bouwt")
    assert {"R001", "F005", "F010"} <= set(codes(folder))


def test_a_state_without_a_way_out_is_found(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(
        folder,
        ANNA,
        "    to: weg\n    effect: {trust: -1}",
        "    to: verhaal\n    effect: {trust: -1}",
    )
    edit(folder, ANNA, "        to: plan", "        to: verhaal")
    assert {"P004", "P005"} <= set(codes(folder))


def test_two_parents_may_not_say_the_same(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    text = (folder / ANNA).read_text(encoding="utf-8")
    (folder / "personas/bea.yaml").write_text(text.replace("id: anna", "id: bea"), encoding="utf-8")
    same = [one.message for one in check_library(folder) if one.code == "P026"]
    assert any("Ik begrijp niet wat u bedoelt." in one for one in same)
    assert not any("“Goed.”" in one for one in same)


def test_a_parent_without_walkthroughs_is_warned_about(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    (folder / TEST).unlink()
    assert codes(folder) == ["W012"]


def test_warnings_do_not_stop_the_library(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, ANNA, "    when: {moves: filler}", '    when: {words: "9"}')
    library, findings = load_library(folder)
    assert library is not None
    assert [finding.warning for finding in findings] == [True]


@pytest.mark.parametrize("file", ["texts.yaml", "language.yaml", "course.yaml"])
def test_a_missing_file_is_a_finding(tmp_path: Path, file: str) -> None:
    folder = small_folder(tmp_path)
    (folder / file).unlink()
    library, findings = load_library(folder)
    assert library is None
    assert ("Y008", f"dialogues/{file}") in [(finding.code, finding.file) for finding in findings]


def test_a_file_that_is_no_text_is_a_finding(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    (folder / "texts.yaml").write_bytes(b"\xff\xfe\x00")
    assert "Y008" in codes(folder)


def test_a_persona_needs_states(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    text = (folder / ANNA).read_text(encoding="utf-8")
    states = text[text.index("states:\n") : text.index("answers:\n")]
    edit(folder, ANNA, states, "")
    assert "states" in " ".join(one.message for one in check_library(folder) if one.code == "F002")


def test_a_move_may_stand_in_one_file_only(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    again = "moves: {thank: {title: Danken, explanation: Nog eens.}}\n"
    (folder / "moves/zz.yaml").write_text(again, encoding="utf-8")
    assert [(one.code, one.file) for one in check_library(folder)] == [("L001", "dialogues/moves/zz.yaml")]


def test_what_may_be_left_out_may_be_left_out(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, ANNA, "bands: {low: 0-3, mid: 4-6, high: 7-10}\n", "")
    edit(folder, "language.yaml", "dag: maandag, dinsdag, woensdag", "dag: [maandag, dinsdag, woensdag]")
    edit(
        folder,
        ANNA,
        "when: {moves: offer, echoes: day}",
        'when: {moves: offer, echoes: day, scores: {quality: ">=0"}}',
    )
    edit(folder, ANNA, "      - id: gehoord\n        when", "      - when")
    edit(
        folder,
        ANNA,
        "      - id: toegezegd\n        when",
        "      - when: {moves: thank, topics: toets}\n        to: verhaal\n      - when",
    )
    assert codes(folder) == []


def test_a_folder_without_sentences_of_findings_still_finds(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    (folder / "findings.yaml").unlink()
    edit(folder, ANNA, "to: verhaal", "to: verhal")
    assert "name=verhal hint= (verhaal?)" in [one.message for one in check_library(folder)]


def test_a_file_that_is_much_too_large_is_not_read(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    with (folder / ANNA).open("a", encoding="utf-8") as file:
        file.write("#" * 17_000_000)
    assert "Y002" in codes(folder)


def test_every_sentence_can_be_filled() -> None:
    sentences = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    for code, sentence in sentences.items():
        names = {name for _, name, _, _ in Formatter().parse(sentence) if name}
        assert all(name.isidentifier() for name in names), code


def test_every_mistake_is_told_in_dutch_with_its_facts(tmp_path: Path) -> None:
    told = yaml.safe_load(SENTENCES.read_text(encoding="utf-8"))
    for number, (file, before, after, code) in enumerate(MISTAKES):
        (tmp_path / str(number)).mkdir()
        folder = small_folder(tmp_path / str(number))
        edit(folder, file, before, after)
        (finding, *_) = (one for one in check_library(folder) if one.code == code)
        assert finding.message.startswith(told[code].partition("{")[0])


def test_a_broken_sentence_gives_way_to_the_facts(tmp_path: Path) -> None:
    folder = small_folder(tmp_path)
    edit(folder, "findings.yaml", "F009:", "F009: oeps {x}\nF099:")
    edit(folder, ANNA, "short: Anna", "shrot: Anna")
    assert "key=shrot" in next(one.message for one in check_library(folder) if one.code == "F009")
