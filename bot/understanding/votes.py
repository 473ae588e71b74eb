"""What the example model tells the recogniser: for each move how probable it is, where, and like what."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Protocol

from bot.model.ids import MoveId
from bot.model.reading import Span
from bot.understanding.tokens import Tokens

RuleHits = tuple[tuple[MoveId, int], ...]
"""Pairs (move, index of the clause in which a phrase found it)."""


@dataclass(frozen=True, slots=True)
class Thresholds:
    """From which probability on a vote is unsure, likely or sure; set on hands left out of the fit."""

    unsure: float
    likely: float
    sure: float


@dataclass(frozen=True, slots=True)
class Vote:
    """How much one message looks like the examples of one move."""

    move: MoveId
    probability: float
    """That an annotator would give the move to this message; the rule hits have been weighed in."""
    span: Span
    """The clause that shows it best."""
    thresholds: Thresholds


@dataclass(frozen=True, slots=True)
class Votes:
    """The votes on one message, most probable first; moves below half their lowest threshold are left out."""

    votes: tuple[Vote, ...] = ()


class ExampleModel(Protocol):
    """A model fitted to the examples; made by `fit_examples` in examples.py."""

    def votes(
        self, tokens: Tokens, clauses: tuple[Span, ...], *, parent: str, persona: str, rule_hits: RuleHits
    ) -> Votes:
        """Return what the examples say of a message that was split into these clauses."""

    def nearest(self, words: Iterable[str], move: MoveId) -> str:
        """Return the id of the move's example that is most like these words; empty when there is none."""
