"""Telegram, from rendering to the whole bot over real HTTP."""
