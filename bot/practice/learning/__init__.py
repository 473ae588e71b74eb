"""Learning over weeks: progress, focus, the action plan, assignments and reminders."""
