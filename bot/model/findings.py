"""What the author's compiler has to say: a finding is data, never an exception."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """A mistake in content, with its place and what to do about it."""

    file: str
    line: int
    code: str
    """Stable, such as `P012`; the guide has a paragraph on each."""
    message: str
    """Dutch: what is wrong and what to do."""
    warning: bool = False

    def __str__(self) -> str:
        """Return the finding as one line."""
        return f"{self.file}:{self.line}: {self.code} {self.message}"
