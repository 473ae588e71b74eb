"""Phrases as small machines over sets of positions: every phrase takes time linear in the message, always.

A set of positions is the bits of a whole number, so that a step of a phrase is one shift and one mask for all
places in the message at once. Nothing is ever tried twice.
"""

from collections.abc import Callable
from dataclasses import dataclass

from bot.understanding.clauses import Layout
from bot.understanding.nodes import Edge, Gap, Node, OneOf, Row
from bot.understanding.phrases import Phrase
from bot.understanding.words import Vocabulary

State = tuple[int, int]
"""(places after a word, places where any word may come next: at the start and after a gap)."""


@dataclass(frozen=True, slots=True)
class Scene:
    """A message as machines see it."""

    layout: Layout
    masks: dict[int, int]
    """For each set of words that occurs, the bits of the words that fit it."""


Step = Callable[[Scene, State], State]


@dataclass(frozen=True, slots=True)
class Match:
    """Where a phrase was found: the words it used, gaps left out."""

    words: tuple[int, ...]

    @property
    def start(self) -> int:
        """The first word."""
        return self.words[0]

    @property
    def end(self) -> int:
        """The place after the last word."""
        return self.words[-1] + 1


@dataclass(frozen=True, slots=True)
class Machine:
    """A compiled phrase."""

    steps: tuple[tuple[Step, bool], ...]
    """Pairs (step, whether the words it passes were asked for)."""
    first: tuple[int, ...]
    """The sets one of which the first word fits."""
    anchor: tuple[int, ...]
    """The sets one of which must occur somewhere."""
    needs: frozenset[int]
    """The sets that must all occur somewhere: most phrases are passed over by looking at these alone."""
    without: "tuple[Machine, ...]"
    question: bool
    decisive: bool

    def matches(self, scene: Scene) -> tuple[Match, ...]:
        """Return where the phrase occurs, from left to right, without overlap."""
        whole = (1 << scene.layout.length) - 1
        starts = _any(scene, self.first) & whole
        if self.question:
            starts &= scene.layout.questions
        if not starts or not _closing(self._run(scene, starts)):
            return ()
        found: list[Match] = []
        free = 0
        while starts:
            start = (starts & -starts).bit_length() - 1
            starts &= starts - 1
            match = self._trace(scene, start) if start >= free else None
            if match is not None and not self._spoilt(scene, match):
                found.append(match)
                free = match.end
        return tuple(found)

    def _run(self, scene: Scene, starts: int) -> State:
        state: State = (0, starts)
        for step, _ in self.steps:
            state = step(scene, state)
            if not (state[0] or state[1]):
                break
        return state

    def _trace(self, scene: Scene, start: int) -> Match | None:
        """Run from one place, then walk back from the nearest end to see which words were used."""
        states: list[State] = [(0, 1 << start)]
        for step, _ in self.steps:
            states.append(step(scene, states[-1]))
        ends = _closing(states[-1])
        if not ends:
            return None
        at = (ends & -ends).bit_length() - 1
        words: list[int] = []
        for index in range(len(self.steps) - 1, -1, -1):
            step, asked = self.steps[index]
            before = _before(scene, step, states[index], at)
            if asked:
                words += range(at - 1, before - 1, -1)
            at = before
        return Match(tuple(reversed(words)))

    def _spoilt(self, scene: Scene, match: Match) -> bool:
        if not self.without:
            return False
        low, high = match.start, match.end
        going = scene.layout.in_clause
        low -= low > 0 and going >> low & 1
        for _ in range(2):
            high += high < scene.layout.length and going >> high & 1
        return any(
            low <= found.start and found.end <= high
            for machine in self.without
            for found in machine.matches(scene)
        )


def _closing(state: State) -> int:
    return state[0] | state[1]


def _before(scene: Scene, step: Step, state: State, end: int) -> int:
    """Return the latest place of a state from which the step reaches this end."""
    for part in (0, 1):
        bits = state[part] & ((2 << end) - 1)
        while bits:
            at = bits.bit_length() - 1
            bits ^= 1 << at
            alone = (1 << at, 0) if part == 0 else (0, 1 << at)
            if _closing(step(scene, alone)) >> end & 1:
                return at
    return end


def _any(scene: Scene, sets: tuple[int, ...]) -> int:
    bits = 0
    for number in sets:
        bits |= scene.masks.get(number, 0)
    return bits


def build_machine(phrase: Phrase, vocabulary: Vocabulary, rarity: Callable[[int], int]) -> Machine:
    """Compile a phrase; `rarity` says of a numbered set how common it is (low is rare)."""
    parts = phrase.body.parts
    steps = tuple((_step(part, vocabulary), not isinstance(part, Gap)) for part in parts)
    return Machine(
        steps,
        tuple(sorted(_first(phrase.body, vocabulary)[0])),
        tuple(sorted(_anchor(phrase.body, vocabulary, rarity) or ())),
        frozenset(vocabulary.number(part) for part in parts if isinstance(part, OneOf)),
        tuple(build_machine(Phrase(row), vocabulary, rarity) for row in phrase.without),
        phrase.question,
        phrase.decisive,
    )


def _step(node: Node, vocabulary: Vocabulary) -> Step:
    if isinstance(node, OneOf):
        return _word_step(vocabulary.number(node))
    if isinstance(node, Gap):
        return _gap_step(node)
    if isinstance(node, Edge):
        return _edge_step(node)
    if isinstance(node, Row):
        return _row_step(tuple(_step(part, vocabulary) for part in node.parts))
    return _either_step(tuple(_step(one, vocabulary) for one in node.choices), optional=node.optional)


def _word_step(number: int) -> Step:
    def step(scene: Scene, state: State) -> State:
        mask = scene.masks.get(number, 0)
        if not mask:
            return (0, 0)
        return ((state[0] & scene.layout.in_clause | state[1]) & mask) << 1, 0

    return step


def _gap_step(gap: Gap) -> Step:
    def step(scene: Scene, state: State) -> State:
        going = scene.layout.in_sentence if gap.wide else scene.layout.in_clause
        reached = new = state[0] & going | state[1]
        for _ in range(gap.most):
            new = new << 1 & going & ~reached
            if not new:
                break
            reached |= new
        return 0, reached

    return step


def _edge_step(edge: Edge) -> Step:
    def step(scene: Scene, state: State) -> State:
        bits = scene.layout.ends if edge.end else scene.layout.starts
        return state[0] & bits, state[1] & bits

    return step


def _row_step(steps: tuple[Step, ...]) -> Step:
    def step(scene: Scene, state: State) -> State:
        for one in steps:
            state = one(scene, state)
        return state

    return step


def _either_step(steps: tuple[Step, ...], *, optional: bool) -> Step:
    def step(scene: Scene, state: State) -> State:
        after, free = state if optional else (0, 0)
        for one in steps:
            new = one(scene, state)
            after |= new[0]
            free |= new[1]
        return after, free

    return step


def _first(node: Node, vocabulary: Vocabulary) -> tuple[set[int], bool]:
    """Return the sets that may come first, and whether the node may be passed without a word."""
    if isinstance(node, OneOf):
        return {vocabulary.number(node)}, False
    if isinstance(node, Gap | Edge):
        return set(), True
    found: set[int] = set()
    if isinstance(node, Row):
        for part in node.parts:
            sets, empty = _first(part, vocabulary)
            found |= sets
            if not empty:
                return found, False
        return found, True
    results = [_first(one, vocabulary) for one in node.choices]
    return found.union(*(sets for sets, _ in results)), node.optional or any(empty for _, empty in results)


def _anchor(node: Node, vocabulary: Vocabulary, rarity: Callable[[int], int]) -> set[int] | None:
    """Return the rarest sets one of which every match needs; None when there are none."""
    if isinstance(node, OneOf):
        return {vocabulary.number(node)}
    if isinstance(node, Gap | Edge):
        return None
    if isinstance(node, Row):
        found = [sets for part in node.parts if (sets := _anchor(part, vocabulary, rarity))]
        return min(found, key=lambda sets: sum(map(rarity, sets)), default=None)
    if node.optional:
        return None
    choices = [_anchor(one, vocabulary, rarity) for one in node.choices]
    if not all(choices):
        return None
    return set[int]().union(*(sets for sets in choices if sets))
