"""A shelf that holds one library, and the older ones that it can still make."""

from dataclasses import replace

from bot.model.ids import PersonaId
from bot.play import Library


class FakeShelf:
    def __init__(self, library: Library) -> None:
        self.library = library
        self.older: dict[str, Library] = {}
        """By the text of the persona's file."""

    def current(self) -> Library:
        return self.library

    def source(self, persona: PersonaId) -> str:
        return f"source of {self.library.personas[persona].digest}"

    def at(self, digest: str, source: str | None) -> Library | None:
        return self.older.get(source or "")

    def edit(self, persona: PersonaId, *, keep: bool = True) -> None:
        """Change a persona's file; `keep` says whether the old text still compiles."""
        before = self.library
        if keep:
            self.older[self.source(persona)] = before
        edited = replace(before.personas[persona], digest="edited")
        self.library = replace(before, personas={**before.personas, persona: edited}, digest="edited")
