"""Collects what is wrong with a file; the sentences are the author's own, from findings.yaml."""

from collections.abc import Iterable, Mapping
from difflib import get_close_matches

from bot.model.findings import Finding


class Notes:
    """The findings on one file. Codes that start with W are warnings."""

    def __init__(self, file: str, sentences: Mapping[str, str]) -> None:
        """Start without findings.

        Args:
            file: The file's path as the author knows it.
            sentences: By code, the Dutch sentence with its `{facts}`.
        """
        self.file = file
        self.sentences = sentences
        self._found: dict[Finding, None] = {}

    def add(self, line: int, code: str, /, **facts: object) -> None:
        """Note a finding; the facts fill its sentence."""
        bare = " ".join(f"{name}={fact}" for name, fact in facts.items())
        try:
            message = self.sentences[code].format(**facts)
        except (LookupError, ValueError):
            # Without the sentence, or with a broken one, the facts must do.
            message = bare
        self._found[Finding(self.file, line, code, message, warning=code.startswith("W"))] = None

    def hint(self, word: str, known: Iterable[str]) -> str:
        """Return ` Bedoelde je …?` in the author's words when a known word is near; otherwise nothing."""
        near = get_close_matches(word, list(known), n=1, cutoff=0.6)
        return self.sentences.get("hint", " ({word}?)").format(word=near[0]) if near else ""

    @property
    def found(self) -> tuple[Finding, ...]:
        """All findings in order of line."""
        return tuple(sorted(self._found))

    @property
    def broken(self) -> bool:
        """Whether there is a finding that is more than a warning."""
        return any(not finding.warning for finding in self._found)
