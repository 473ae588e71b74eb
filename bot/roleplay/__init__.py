"""The play: a persona and what was understood give the next state, the mood and the parent's lines."""
