"""How sure a recognition is: what phrases say and what the examples say, taken together."""

from bot.model.reading import Certainty
from bot.understanding.votes import Vote


def by_phrase(*, decisive: bool) -> Certainty:
    """Return how sure a phrase is on its own, without a model."""
    return Certainty.SURE if decisive else Certainty.LIKELY


def by_vote(vote: Vote, *, phrase: bool) -> Certainty | None:
    """Return how sure a vote is; sure only when a phrase agrees, and None when it says no.

    A phrase that the examples speak against stays, as unsure: it is shown and never judged on.
    """
    if vote.probability >= vote.thresholds.sure and phrase:
        return Certainty.SURE
    if vote.probability >= vote.thresholds.likely:
        return Certainty.LIKELY
    if vote.probability >= vote.thresholds.unsure:
        return Certainty.UNSURE
    return None
