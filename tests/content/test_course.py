import pytest

from tests.coaching.conversation import COURSE, compile_text, course

SOURCE = COURSE.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("was", "becomes", "code"),
    [
        ("module: contact", "module: contakt", "R014"),
        ("moves: welcome_thank", "moves: welcome_thnak", "R001"),
        ("{events: parrot}", "{events: parot}", "R007"),
        ("mandate: promise", "mandate: belofte", "F010"),
        ("mood: worse", "mood: slechter", "F010"),
        ("after: onderzoeken", "after: onderzoekn", "C001"),
        ("only_seen: true", "only_seen: ja", "F005"),
        ('times: ">=2"', "times: veel", "F011"),
        ("praat ik even met Lotte.\n      ronald", "praat ik met {kind}.\n      ronald", "R010"),
        ("    weight: 3", "    gewicht: 3", "F009"),
        ("  moment_short: |", "  moment_kort: |", "F002"),
        ("title: De 6 O’s", "titel: De 6 O’s", "F002"),
        ("techniques:\n", "techniques: [\n", "Y001"),
    ],
)
def test_a_mistake_is_a_finding(was: str, becomes: str, code: str) -> None:
    assert was in SOURCE
    compiled, notes = compile_text(SOURCE.replace(was, becomes))

    assert compiled is None
    assert code in {finding.code for finding in notes.found}


def test_all_mistakes_come_at_once_with_their_lines() -> None:
    _, notes = compile_text(SOURCE.replace("mood: worse", "mood: w").replace("module: contact", "module: c"))

    assert {finding.code for finding in notes.found} == {"F010", "R014"}
    assert all(finding.line > 1 for finding in notes.found)


def test_names_of_steps_may_change() -> None:
    compiled, _ = compile_text(SOURCE.replace("title: Openstaan", "title: Ontvangen"))

    assert compiled is not None
    assert compiled.steps[0].title == "Ontvangen"
    assert compiled.digest != course().digest


def test_there_are_four_modules_each_with_techniques() -> None:
    modules = {technique.module for technique in course().techniques}

    assert [module.number for module in course().modules] == [1, 2, 3, 4]
    assert modules == {module.id for module in course().modules}


@pytest.mark.parametrize("technique", course().techniques, ids=lambda one: one.id)
def test_every_technique_can_be_talked_about(technique: object) -> None:
    one = next(known for known in course().techniques if known is technique)

    assert one.top or one.missed or one.slips
    for kind, ways in one.top.items():
        assert all("{quote}" in way for way in ways), kind
    assert not one.top or "any" in one.top
    for lines in (one.alternative, *(slip.alternative for slip in one.slips)):
        assert not lines or lines.get("any")
    for slip in one.slips:
        assert slip.effect.get("any")
        assert all("aarschijnlijk" in way for ways in slip.effect.values() for way in ways)


def test_the_coach_never_marks_or_labels() -> None:
    said = " ".join(
        way
        for one in course().techniques
        for ways in (*one.top.values(), one.missed, *(w for s in one.slips for w in (s.tip, s.effect)))
        for way in ways
    ).lower()

    for word in (" fout ", "curling", "subassertief", " cijfer ", "je bent "):
        assert word not in said
