"""`python -m bot …`: the commands of operators and authors; each a few rows, the work is elsewhere."""

from bot.cli.program import main

__all__ = ["main"]
