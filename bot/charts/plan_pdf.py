"""A plain document as a PDF on A4, such as a teacher's action plan."""

from io import BytesIO
from pathlib import Path
from typing import Final

import matplotlib
from fpdf import FPDF

from bot.model.sheet import Sheet

_FAMILY: Final = "dejavu"
_INK: Final = (34, 34, 34)
_FAINT: Final = (107, 107, 107)
_MARGIN: Final = 20
_MISSING: Final = "\N{WHITE SQUARE}"


def sheet_pdf(sheet: Sheet) -> bytes:
    """Return the document; blocking, so call it off the event loop."""
    pdf = FPDF(format="A4")
    pdf.set_margin(_MARGIN)
    pdf.set_auto_page_break(auto=True, margin=_MARGIN)
    # The font with all of Dutch that comes along with the pictures; the PDF standard's own have no dashes.
    fonts = Path(matplotlib.get_data_path()) / "fonts" / "ttf"
    pdf.add_font(_FAMILY, "", fonts / "DejaVuSans.ttf")
    pdf.add_font(_FAMILY, "B", fonts / "DejaVuSans-Bold.ttf")
    pdf.set_title(_printable(pdf, sheet.title))
    pdf.add_page()
    _write(pdf, sheet.title, size=20, bold=True, after=1)
    _write(pdf, sheet.note, size=10, colour=_FAINT, after=6)
    for section in sheet.sections:
        _write(pdf, section.heading, size=13, bold=True, after=1)
        for line in section.lines:
            _write(pdf, line, size=11, after=1.5)
        pdf.ln(4)
    made = BytesIO()
    pdf.output(made)
    return made.getvalue()


def _write(
    pdf: FPDF,
    text: str,
    *,
    size: int,
    after: float,
    bold: bool = False,
    colour: tuple[int, int, int] = _INK,
) -> None:
    pdf.set_font(_FAMILY, "B" if bold else "", size)
    pdf.set_text_color(*colour)
    pdf.multi_cell(0, size * 0.55, _printable(pdf, text), new_x="LMARGIN", new_y="NEXT", align="L")
    pdf.ln(after)


def _printable(pdf: FPDF, text: str) -> str:
    """Return a text with a square for each sign that the font lacks.

    The library would name those signs in its log, and they are a teacher's.
    """
    signs = pdf.fonts[_FAMILY].cmap  # type: ignore[union-attr]  # a font from a file has one
    return "".join(sign if ord(sign) in signs or sign in "\n\t" else _MISSING for sign in text)
