"""From the words of a message to the moves in it; pure."""
