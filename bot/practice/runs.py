"""The kinds of runs beside a normal conversation: a warm-up, one without tips, one that may go wrong."""

from collections.abc import Sequence

from bot.model.session import Position
from bot.play import Library, open_session, open_warm_up
from bot.practice.ports import StoredSession

WARM_UP = "warmup"
"""A few turns from a hard moment, then one tip."""
PLAIN = "plain"
"""Without tips, to see what stays."""
ASTRAY = "wrong"
"""The teacher goes wrong on purpose, to see what happens."""
BRANCH = "branch"
"""A moment of an earlier conversation done again; set apart, but no kind of its own."""
WARM_UP_TURNS = 3
EVERY = 4
"""One run in so many is offered without tips."""


def opened(library: Library, session: StoredSession) -> Position:
    """Return where a session stood before its first turn."""
    start = session.position
    if session.kind == WARM_UP:
        return open_warm_up(library, session.persona, seed=start.seed)[0]
    return open_session(library, session.persona, seed=start.seed, difficulty=start.difficulty)[0]


def is_over(session: StoredSession, position: Position) -> bool:
    """Say whether a session ends at this position: by an outcome, or because a warm-up is done."""
    done = session.kind == WARM_UP and position.turn >= WARM_UP_TURNS
    return position.outcome is not None or done


def counts(session: StoredSession) -> bool:
    """Say whether a run counts for progress: whole conversations that were meant to go well.

    A branch repeats what its source already counted.
    """
    return (
        session.kind in {"", PLAIN}
        and session.ended is not None
        and session.position.turn > 0
        and not session.branch_of
    )


def set_apart(kind: str, *, branch: bool) -> str:
    """Return what sets a run apart from a whole conversation that was meant to go well; empty for those."""
    if kind in {WARM_UP, ASTRAY}:
        return kind
    return BRANCH if branch else ""


def is_judged(kind: str) -> bool:
    """Say whether the feedback of this kind of run looks at techniques and steps."""
    return kind not in {WARM_UP, ASTRAY}


def plain_is_due(sessions: Sequence[StoredSession]) -> bool:
    """Say whether it is time for a run without tips: the last few that count all allowed them."""
    kinds = [one.kind for one in sessions if counts(one)]
    lately = kinds[-(EVERY - 1) :]
    return len(lately) == EVERY - 1 and PLAIN not in lately
