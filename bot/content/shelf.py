"""The content at hand while the program runs: read again when a file changes, kept when that goes wrong."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

from bot.content.library import Loaded, read_library, with_persona
from bot.content.notes import Notes
from bot.content.persona import compile_persona, digest_of
from bot.model.findings import Finding
from bot.model.ids import PersonaId
from bot.play import Library

MOST_OLDER: Final = 32
"""How many libraries with an older persona are kept at hand."""
Signature = tuple[tuple[str, int, int], ...]


class NoContent(LookupError):
    """The content cannot be used; the findings say why."""

    def __init__(self, findings: tuple[Finding, ...]) -> None:
        """Keep the findings."""
        super().__init__("\n".join(map(str, findings)))
        self.findings = findings


class FileShelf:
    """A folder of content as a shelf; see the port `Shelf`."""

    def __init__(self, folder: Path, *, cache: Path | None = None) -> None:
        """Read the folder; raises NoContent when something is wrong with it."""
        self._folder = folder
        self._cache = cache
        self._signature = signature(folder)
        self._older: dict[str, Library] = {}
        loaded = read_library(folder, cache=cache)
        if loaded.library is None:
            raise NoContent(loaded.findings)
        self.mistakes = 0
        """In the folder as it was last read; while there are any, older content is played."""
        self._library = loaded.library
        self._sources: Mapping[PersonaId, str] = loaded.sources

    def current(self) -> Library:
        """Return the content of now."""
        return self._library

    def source(self, persona: PersonaId) -> str:
        """Return the text of a persona's file as it is now."""
        return self._sources[persona]

    def at(self, digest: str, source: str | None) -> Library | None:
        """Return the library in which a persona is as it was at this digest; None when it cannot be made."""
        if digest in self._older:
            return self._older[digest]
        if source is None or digest_of(source) != digest:
            return None
        persona = compile_persona(source, self._library.lexicon, Notes(_file_of(source), {}))
        if persona is None:
            return None
        self._keep(digest, with_persona(self._library, persona))
        return self._older[digest]

    def refresh(self) -> tuple[Finding, ...] | None:
        """Read the folder again when a file changed.

        Returns:
            None when nothing changed; otherwise the findings. With mistakes the old content stays.
        """
        now = signature(self._folder)
        if now == self._signature:
            return None
        self._signature = now
        loaded = read_library(self._folder, cache=self._cache, hasty=True)
        self.mistakes = sum(not finding.warning for finding in loaded.findings)
        if loaded.library is not None:
            self._replace(loaded, loaded.library)
        return loaded.findings

    def _replace(self, loaded: Loaded, library: Library) -> None:
        for persona in self._library.personas.values():
            self._keep(persona.digest, self._library)
        self._library, self._sources = library, loaded.sources

    def _keep(self, digest: str, library: Library) -> None:
        while len(self._older) >= MOST_OLDER:
            del self._older[next(iter(self._older))]
        self._older[digest] = library


def signature(folder: Path) -> Signature:
    """Return by what a change of any file in a folder is noticed: its name, its size and its time."""
    found: list[tuple[str, int, int]] = []
    for path in sorted(folder.rglob("*.yaml")):
        # An editor that saves may have taken the file away for a moment.
        with suppress(OSError):
            stat = path.stat()
            found.append((str(path), stat.st_size, stat.st_mtime_ns))
    return tuple(found)


def _file_of(source: str) -> str:
    """Return the file name that fits the id in an older source, whatever the file is called now."""
    ids = (row.partition(":")[2] for row in source.splitlines() if row.startswith("id:"))
    return f"{next(ids, '').split('#')[0].strip()}.yaml"
