"""Many phrases at once: compiled, indexed by their rarest word, each hit with its owner."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from bot.model.persona import Phrases
from bot.understanding.automaton import Machine, Match, Scene, build_machine
from bot.understanding.nodes import Either, Node, OneOf, Row
from bot.understanding.phrases import Phrase, PhraseError, parse_phrase
from bot.understanding.words import Vocabulary

_COMMON_LENGTH = 3
_COMMON = 25
_ANYTHING = 10_000

Owner = tuple[str, str, str]
"""What a phrase is for: (kind, id, name), such as a move's exceptions or one of its attributes."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a message."""

    owner: Owner
    match: Match
    rule: str
    """`file:line` of the phrase."""
    decisive: bool


@dataclass(frozen=True, slots=True)
class PhraseFinding:
    """A row that could not be read."""

    file: str
    error: PhraseError


@dataclass(frozen=True, slots=True)
class _Entry:
    owner: Owner
    rule: str
    machine: Machine


@dataclass(frozen=True, slots=True)
class Source:
    """Rows of phrases and what they are for."""

    owner: Owner
    phrases: Phrases
    without: OneOf | None = None
    """Words that block every row of it."""


@dataclass(slots=True)
class Book:
    """All phrases of a lexicon or of a persona."""

    vocabulary: Vocabulary
    index: dict[int, list[_Entry]] = field(default_factory=dict)
    findings: tuple[PhraseFinding, ...] = ()

    def hits(self, scene: Scene) -> list[Hit]:
        """Return every hit in a message, by place."""
        present = scene.masks.keys()
        entries: dict[int, _Entry] = {}
        for number in scene.masks:
            for entry in self.index.get(number, ()):
                if entry.machine.needs <= present:
                    entries[id(entry)] = entry
        found = [
            Hit(entry.owner, match, entry.rule, entry.machine.decisive)
            for entry in entries.values()
            for match in entry.machine.matches(scene)
        ]
        found.sort(key=lambda hit: (hit.match.words[0], -len(hit.match.words), hit.rule))
        return found


def compile_book(sources: Iterable[Source], groups: dict[str, Node], known: frozenset[str]) -> Book:
    """Compile phrases; rows with a mistake are left out and stand in the findings."""
    vocabulary = Vocabulary(known)
    findings: list[PhraseFinding] = []
    parsed: list[tuple[Owner, str, Phrase]] = []
    for source in sources:
        for line, text in source.phrases.rows:
            try:
                phrase = parse_phrase(line, text, groups)
            except PhraseError as error:
                findings.append(PhraseFinding(source.phrases.file, error))
                continue
            if source.without is not None:
                phrase = replace(phrase, without=(*phrase.without, Row((source.without,))))
            parsed.append((source.owner, f"{source.phrases.file}:{line}", phrase))
    uses = _uses(phrase for _, _, phrase in parsed)
    book = Book(vocabulary, findings=tuple(findings))
    rarity = _rarity(vocabulary, uses)
    for owner, rule, phrase in parsed:
        entry = _Entry(owner, rule, build_machine(phrase, vocabulary, rarity))
        for number in entry.machine.anchor:
            book.index.setdefault(number, []).append(entry)
    return book


def _uses(phrases: Iterable[Phrase]) -> dict[str, int]:
    """Count in how many places each atom is asked for: what many phrases ask for is common."""
    uses: dict[str, int] = {}
    for phrase in phrases:
        for atom in _atoms(phrase.body):
            uses[atom] = uses.get(atom, 0) + 1
    return uses


def _atoms(node: Node) -> Iterable[str]:
    if isinstance(node, OneOf):
        yield from node.atoms
    elif isinstance(node, Row):
        for part in node.parts:
            yield from _atoms(part)
    elif isinstance(node, Either):
        for one in node.choices:
            yield from _atoms(one)


def _rarity(vocabulary: Vocabulary, uses: dict[str, int]) -> Callable[[int], int]:
    """Return how common a numbered set is: the sum over its words."""
    costs: dict[int, int] = {}
    atoms: dict[int, frozenset[str]] = {}

    def cost(number: int) -> int:
        if number not in costs:
            if number not in atoms:
                atoms.update((n, a) for a, n in vocabulary.sets.items())
            costs[number] = sum(
                uses.get(atom, 1)
                + (_ANYTHING if atom == "*" else _COMMON if len(atom) <= _COMMON_LENGTH else 0)
                for atom in atoms[number]
            )
        return costs[number]

    return cost
