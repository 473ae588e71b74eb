"""How sure a recognition is: what phrases say and what the examples say, taken together."""

from bot.model.reading import Certainty
from bot.understanding.votes import Vote


def by_phrase(*, decisive: bool) -> Certainty:
    """Return how sure a phrase is on its own, without a model."""
    return Certainty.SURE if decisive else Certainty.LIKELY


def by_vote(vote: Vote, *, phrase: bool, decisive: bool = False, plain: bool = False) -> Certainty | None:
    """Return how sure a vote is: what phrases and examples agree on is sure.

    Args:
        vote: What the examples say.
        phrase: Whether a phrase says so too; one that the examples speak against is not heard.
        decisive: Whether that phrase is a textbook formulation.
        plain: Whether the message is one short sentence: it says one thing, and mostly in a way phrases know.
    """
    chance, bands = vote.probability, vote.thresholds
    if decisive and chance >= (bands.likely if plain else bands.sure):
        return Certainty.SURE
    if chance >= bands.likely or (decisive and (plain or chance >= (bands.unsure + bands.likely) / 2)):
        return Certainty.LIKELY
    if chance < bands.unsure:
        return None
    return Certainty.LIKELY if phrase and plain else Certainty.UNSURE
