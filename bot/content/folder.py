"""The files of a folder of content: their texts, trees and what is wrong with each."""

from collections.abc import Mapping
from pathlib import Path
from typing import Final

from bot.content.loader import LARGEST, Node, load
from bot.content.notes import Notes
from bot.model.findings import Finding

FINDINGS: Final = "findings.yaml"
LANGUAGE: Final = "language.yaml"
TEST_ENDING: Final = ".test.yaml"


class Folder:
    """Reads files of a folder, each at most once, and keeps notes on them."""

    def __init__(self, path: Path) -> None:
        """Read from this folder; the sentences of findings come first."""
        self.path = path
        self.texts: dict[str, str] = {}
        """By name in the folder, the text of each file that was read."""
        self._notes: dict[str, Notes] = {}
        self.sentences: Mapping[str, str] = {}
        self.sentences = self._sentences()

    def notes(self, name: str) -> Notes:
        """Return the notes on a file."""
        return self._notes.setdefault(name, Notes(f"{self.path.name}/{name}", self.sentences))

    def source(self, name: str) -> str | None:
        """Return the text of a file; None, with a note, when it is not there or no UTF-8."""
        if name not in self.texts:
            path = self.path / name
            try:
                if path.stat().st_size > 4 * LARGEST:
                    self.notes(name).add(1, "Y002", most=LARGEST // 1_000_000)
                    return None
                self.texts[name] = path.read_text(encoding="utf-8-sig")
            except (OSError, UnicodeDecodeError):
                self.notes(name).add(1, "Y008")
                return None
        return self.texts[name]

    def tree(self, name: str) -> Node | None:
        """Return what stands in a file."""
        text = self.source(name)
        return None if text is None else load(text, self.notes(name))

    def names(self, below: str) -> tuple[str, ...]:
        """Return the names of the YAML files in a folder below, tests left out, in order."""
        paths = sorted((self.path / below).glob("*.yaml"))
        return tuple(f"{below}/{path.name}" for path in paths if not path.name.endswith(TEST_ENDING))

    def findings(self) -> tuple[Finding, ...]:
        """Return everything noted so far, file by file."""
        return tuple(finding for _, notes in sorted(self._notes.items()) for finding in notes.found)

    @property
    def broken(self) -> bool:
        """Whether something more than a warning has been noted."""
        return any(notes.broken for notes in self._notes.values())

    def _sentences(self) -> Mapping[str, str]:
        if not (self.path / FINDINGS).is_file():
            return {}
        root = self.tree(FINDINGS)
        entries = root.entries if root else None
        return {code: node.text for code, node in (entries or {}).items() if node.text}
