"""Makes the pictures and files for the recipes that messages carry, off the event loop."""

import asyncio

from bot.content.shelf import FileShelf
from bot.play import Library
from bot.practice.ids import TeacherId
from bot.practice.practice import Practice
from bot.storage.store import SqlStore


class Artist:
    """Draws and writes; the libraries for it are loaded when they are first needed."""

    def __init__(self, practice: Practice, store: SqlStore, shelf: FileShelf) -> None:
        """Take what a picture needs."""
        self._practice = practice
        self._store = store
        self._shelf = shelf

    async def draw(self, recipe: str) -> bytes | None:
        """Return the bytes for a recipe; None when what it is of is gone.

        `mood:<session>` and `progress:<teacher>` are PNG, `data:<teacher>` is JSON, `plan:<teacher>` is PDF
        and `plantext:<teacher>` is text.
        """
        kind, _, of = recipe.partition(":")
        if kind == "data":
            return await self._data(TeacherId(of))
        if kind == "progress":
            return await self._progress(TeacherId(of))
        if kind in {"plan", "plantext"}:
            return await self._plan(TeacherId(of), as_text=kind == "plantext")
        return await self._mood(of)

    async def _mood(self, session_id: str) -> bytes | None:
        from bot.charts import mood_chart

        async with self._store.unit() as unit:
            session = await unit.session(session_id)
            teacher = await unit.teacher(session.teacher) if session else None
            debrief = await self._practice.debrief(unit, session_id, teacher) if teacher else None
        library: Library = self._shelf.current()
        if session is None or debrief is None or session.persona not in library.personas:
            return None
        persona = library.personas[session.persona]
        return await asyncio.to_thread(mood_chart, debrief, persona, library.texts)

    async def _data(self, teacher_id: TeacherId) -> bytes | None:
        async with self._store.unit() as unit:
            teacher = await unit.teacher(teacher_id)
            return (await self._practice.own_data(unit, teacher)).encode() if teacher else None

    async def _progress(self, teacher_id: TeacherId) -> bytes | None:
        from bot.charts.progress import progress_chart

        async with self._store.unit() as unit:
            teacher = await unit.teacher(teacher_id)
            found = await self._practice.progress(unit, teacher) if teacher else None
        texts = self._shelf.current().texts
        return None if found is None else await asyncio.to_thread(progress_chart, found, texts)

    async def _plan(self, teacher_id: TeacherId, *, as_text: bool) -> bytes | None:
        from bot.charts.plan_pdf import sheet_pdf

        async with self._store.unit() as unit:
            teacher = await unit.teacher(teacher_id)
            sheet = await self._practice.plan(unit, teacher) if teacher else None
        if sheet is None or as_text:
            return sheet.as_text().encode("utf-8", "replace") if sheet else None
        return await asyncio.to_thread(sheet_pdf, sheet)
