"""Codes that a person can read out and type: how they are made, cleaned and kept."""

import hashlib

from bot.practice.ports import Chance

SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
"""Without signs that are taken for each other."""
LENGTH = 10
PART = 5


def new_code(chance: Chance) -> str:
    """Return a code of two parts that cannot be guessed, such as `k7mpx-2xvqa`."""
    number = int.from_bytes(hashlib.sha256(chance.token().encode()).digest(), "big")
    signs = []
    for _ in range(LENGTH):
        number, rest = divmod(number, len(SIGNS))
        signs.append(SIGNS[rest])
    return shown("".join(signs))


def shown(signs: str) -> str:
    """Return the signs of a code as they are read out."""
    return f"{signs[:PART]}-{signs[PART:]}"


def cleaned(typed: str) -> str:
    """Return a code as it was made, whatever capitals and dashes were typed; empty when it is none."""
    signs = "".join(sign for sign in typed.lower() if sign.isalnum())
    return shown(signs) if len(signs) == LENGTH and set(signs) <= set(SIGNS) else ""


def digest_of(code: str) -> str:
    """Return what is kept of a code that works once."""
    return hashlib.sha256(code.encode()).hexdigest()
