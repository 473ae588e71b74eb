"""Likely personal data is taken out of a message before anything else sees or stores it."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from bot.model.ids import PersonaId
from bot.model.persona import Persona
from bot.model.texts import Texts
from bot.play import Library
from bot.practice.names import NameFinder, Place, words_in

MAIL = r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+"
ACCOUNT = r"\b[a-z]{2}\d{2} ?[a-z]{4} ?\d{4} ?\d{4} ?\d{2}\b|\bbe\d{2}(?: ?\d{4}){3}\b"
DATE_AHEAD = r"(?!\d{1,2}[-/. ]\d{1,2}[-/. ](?:19|20)\d\d(?!\d))"
PHONE = (
    rf"(?<![\d+]){DATE_AHEAD}"
    r"(?:(?:\+|00)\d{2}[\s-]?(?:\(0\)[\s-]?)?\d(?:[\s-]?\d){7,8}|0\d(?:[\s-]?\d){8})(?!\d)"
)
NUMBER = r"(?<![\d.,])(?:\d{9}|\d{3}[. ]\d{3}[. ]\d{3}|\d{4}[. ]\d{2}[. ]\d{3})(?![\d])"
POSTCODE = r"\b[1-9]\d{3} ?[A-Z]{2}\b(?:,? [A-Z][a-z]+(?:[ -][A-Z][a-z]+)?)?"
STREET = r"\b[A-Z][\w'’-]*(?: [A-Z][\w'’-]*)*?(?:{endings}) \d+ ?[a-zA-Z]?\b"


@dataclass(frozen=True, slots=True)
class Masked:
    """A message without likely personal data."""

    text: str
    kinds: tuple[str, ...] = ()
    """What was taken out, in order of first appearance."""


@dataclass(frozen=True, slots=True)
class Masker:
    """Knows what personal data looks like, and which names belong to the exercise."""

    patterns: tuple[tuple[str, re.Pattern[str]], ...]
    names: NameFinder
    labels: Mapping[str, str]
    casts: Mapping[PersonaId, NameFinder] = field(default_factory=dict)
    """By parent: who lets through the names of that parent's story only."""

    def within(self, persona: PersonaId) -> "Masker":
        """Return the masker of a conversation with a parent: names of other parents are real ones there."""
        return replace(self, names=self.casts.get(persona, self.names))

    def mask(self, text: str) -> Masked:
        """Return the message with each find replaced by its label."""
        places = self._places(text)
        pieces: list[str] = []
        at = 0
        for place in places:
            pieces += [text[at : place.start], self.labels[place.kind]]
            at = place.end
        kinds = tuple(dict.fromkeys(place.kind for place in places))
        return Masked("".join([*pieces, text[at:]]), kinds)

    def took_out(self, text: str) -> bool:
        """Say whether something was taken out of a stored message."""
        return any(label in text for label in self.labels.values())

    def _places(self, text: str) -> list[Place]:
        found: list[Place] = []
        for kind, pattern in self.patterns:
            found += [Place(hit.start(), hit.end(), kind) for hit in pattern.finditer(text)]
        found += self.names.find(text)
        free: list[Place] = []
        for place in sorted(found, key=lambda one: (one.start, -one.end)):
            if not free or place.start >= free[-1].end:
                free.append(place)
        return free


def make_masker(library: Library) -> Masker:
    """Make the masker of a library: its personas, its examples and the word lists in its texts."""
    texts = library.texts
    street = STREET.format(endings="|".join(listed(texts, "mask.street_endings")))
    address = rf"{street}(?:,? {POSTCODE})?|{POSTCODE}"
    patterns = (
        ("email", re.compile(MAIL)),
        ("account", re.compile(ACCOUNT, re.IGNORECASE)),
        ("phone", re.compile(PHONE)),
        ("number", re.compile(NUMBER)),
        ("address", re.compile(address)),
    )
    kinds = [*(kind for kind, _ in patterns), "name"]
    labels = {kind: texts(f"mask.label.{kind}") for kind in kinds}
    names = _name_finder(library)
    casts = {one.id: _within(names, one) for one in library.personas.values()}
    return Masker(patterns, names, labels, casts)


def listed(texts: Texts, key: str) -> tuple[str, ...]:
    """Return the words of a text that is a list with commas."""
    return tuple(word.strip() for word in texts(key).split(",") if word.strip())


def _name_finder(library: Library) -> NameFinder:
    texts = library.texts
    personas = tuple(library.personas.values())
    typed = (message.text for message in library.lexicon.examples)
    told = (text for persona in personas for text in _told(persona))
    plain = {word for text in typed for word in words_in(text) if word.islower()}
    exercise = frozenset(word for one in personas for word in _cast(one))
    strange = exercise - frozenset(listed(texts, "mask.particles"))
    return NameFinder(
        exercise=exercise,
        known=frozenset(plain | {word.lower() for text in told for word in words_in(text)}) - strange
        | frozenset(word.lower() for word in listed(texts, "mask.known")),
        first_names=frozenset(listed(texts, "mask.first_names")),
        surnames=frozenset(listed(texts, "mask.surnames")),
        titles=frozenset(listed(texts, "mask.titles")),
        places=frozenset(listed(texts, "mask.places")),
        particles=frozenset(listed(texts, "mask.particles")),
    )


def _within(names: NameFinder, persona: Persona) -> NameFinder:
    return replace(names, exercise=_cast(persona))


def _cast(persona: Persona) -> frozenset[str]:
    return frozenset(word for name in persona.names for word in name.lower().split())


def _told(persona: Persona) -> tuple[str, ...]:
    return (persona.card, persona.you, persona.teaser, *persona.opening.bubbles)
