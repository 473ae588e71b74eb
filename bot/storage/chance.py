"""Chance for commands that only look at a store: there is none."""


class NoChance:
    """Refuses to be asked: a command that looks, counts or copies must never make a new code by accident."""

    def seed(self) -> int:
        """Raise; nothing is begun here."""
        raise AssertionError("a command that only looks at the store asked for chance")

    def token(self) -> str:
        """Raise; nobody is made known here."""
        raise AssertionError("a command that only looks at the store asked for chance")
