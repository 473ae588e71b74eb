"""A trainer overrules a recognised move or an observation, and sees what else would change."""

from bot.practice.room.views import CorrectionView
from bot.practice.visit import Visit


async def try_move(
    visit: Visit, session: str, turn: int, *, words: str, was: str, becomes: str
) -> CorrectionView:
    """Return what would change if a clause were another move; nothing is stored.

    Args:
        visit: Of a trainer with whom the conversation is shared.
        session: The conversation.
        turn: Number of the line.
        words: The clause, literally from the line.
        was: Id of the move that was recognised in it; empty when nothing was.
        becomes: Id of the move that it is; empty when it is none.

    Raises:
        BadInput: `no_move`, `no_words` (they do not stand in the line) or `no_change`.
    """
    raise NotImplementedError


async def correct_move(
    visit: Visit, session: str, turn: int, *, words: str, was: str, becomes: str
) -> CorrectionView:
    """Store a correction of a move; see `try_move`."""
    raise NotImplementedError


async def correct_observation(visit: Visit, session: str, technique: str, becomes: str) -> CorrectionView:
    """Store that a technique was (`seen`), was not (`open`) or could not be (`none`) shown."""
    raise NotImplementedError


async def take_back(visit: Visit, session: str, turn: int, *, words: str = "", was: str = "") -> None:
    """Take an own correction of a clause (or of the technique `was`, with turn 0) back."""
    raise NotImplementedError
