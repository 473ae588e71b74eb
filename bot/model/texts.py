"""Every sentence that the bot itself says, by key."""

from collections.abc import Mapping
from dataclasses import dataclass


class UnknownText(LookupError):
    """A key that texts.yaml does not have: a programmer's mistake."""

    def __init__(self, key: str) -> None:
        """Name the key."""
        super().__init__(f"texts.yaml has no entry {key!r}")


@dataclass(frozen=True, slots=True)
class Texts:
    """Sentences from texts.yaml; keys are dotted, such as `start.welcome`."""

    entries: Mapping[str, str]

    def __call__(self, key: str, **values: object) -> str:
        """Return the sentence with its `{placeholders}` filled."""
        try:
            sentence = self.entries[key]
        except KeyError:
            raise UnknownText(key) from None
        return sentence.format(**values) if values else sentence
