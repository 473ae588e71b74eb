"""The trainer's room: groups, sharing, reviewing, comments. Nothing is seen that was not shared."""
