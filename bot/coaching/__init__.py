"""Feedback: what a conversation showed, in the teacher's own words. Pure; knows no technique by name."""
