"""The picture of progress and the printed plan."""

import logging
from struct import unpack

import pytest

from bot.charts.plan_pdf import sheet_pdf
from bot.charts.progress import progress_chart
from bot.coaching.progress import Progress
from bot.model.ids import ModuleId, TechniqueId
from bot.model.sheet import Section, Sheet
from bot.model.texts import Texts

TEXTS = Texts({f"progress.chart_{name}": name for name in ("title", "seen", "open", "talk")})


def rows(number: int, *marks: str) -> list[Progress]:
    return [
        Progress(TechniqueId(f"t{row}"), ModuleId("m"), f"Techniek {row}", marks, "kept", "")
        for row in range(number)
    ]


def size(png: bytes) -> tuple[int, int]:
    width, height = unpack(">II", png[16:24])
    return width, height


@pytest.mark.parametrize("number", [0, 1, 21])
def test_the_picture_is_as_wide_as_a_phone_and_as_high_as_it_needs(number: int) -> None:
    png = progress_chart(rows(number, "seen", "open", "none"), TEXTS)
    width, height = size(png)
    assert width == 900
    assert height <= 1000
    assert len(png) < 120_000


def test_what_had_no_occasion_has_no_row() -> None:
    assert size(progress_chart(rows(5, "none"), TEXTS)) == size(progress_chart([], TEXTS))


def test_other_marks_give_another_picture() -> None:
    assert progress_chart(rows(2, "seen"), TEXTS) != progress_chart(rows(2, "open"), TEXTS)


def test_a_plan_is_printed_on_as_many_pages_as_it_needs() -> None:
    short = Sheet("Plan", "Noot", (Section("Module 1", ("Eerst luisteren – “rustig”",)),))
    long = Sheet("Plan", "Noot", (Section("Module 1", ("Eerst luisteren, dan praten. " * 9,) * 40),))
    assert sheet_pdf(short).startswith(b"%PDF")
    assert sheet_pdf(long).count(b"/Type /Page\n") > sheet_pdf(short).count(b"/Type /Page\n") == 1


def test_signs_that_cannot_be_printed_stay_out_of_the_log(caplog: pytest.LogCaptureFixture) -> None:
    odd = Sheet("Plan", "", (Section("Module", ("漢字 \ud800 \x00 🫠 " + "x" * 500,)),))
    with caplog.at_level(logging.DEBUG):
        assert sheet_pdf(odd).startswith(b"%PDF")
    assert "漢" not in caplog.text
    assert "🫠" not in caplog.text


def test_a_plan_is_plain_text_as_well() -> None:
    sheet = Sheet("Plan", "Noot", (Section("Module 1", ("een", "twee")),))
    assert sheet.as_text() == "Plan\nNoot\n\nModule 1\n- een\n- twee\n"
