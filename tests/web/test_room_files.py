"""Files of the room: what takes long to make keeps no one else waiting."""

import pytest

from bot.charts import plan_pdf
from bot.model.sheet import Sheet
from tests.web.school import TRAINER, school


async def test_a_document_is_drawn_after_the_transaction(monkeypatch: pytest.MonkeyPatch) -> None:
    full = await school()
    draw, held = plan_pdf.sheet_pdf, list[bool]()

    def watched(sheet: Sheet) -> bytes:
        held.append(full.house.store._memory._lock.locked())
        return draw(sheet)

    monkeypatch.setattr(plan_pdf, "sheet_pdf", watched)
    response = await full[TRAINER].get(f"/room/talk/{full.talk}/talk.pdf")

    assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    assert held == [False]
