"""Telegram: updates in, bubbles out. Decides nothing about a conversation; that is for the use cases."""
