"""A plain document: headed paragraphs, to be shown, sent as text or printed."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Section:
    """Paragraphs under a heading."""

    heading: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sheet:
    """A document of one or more pages."""

    title: str
    note: str
    """A line under the title."""
    sections: tuple[Section, ...]

    def as_text(self) -> str:
        """Return the document as plain text."""
        blocks = [f"{self.title}\n{self.note}"]
        blocks += ["\n".join((one.heading, *(f"- {line}" for line in one.lines))) for one in self.sections]
        return "\n\n".join(blocks) + "\n"
