"""Who someone is, without saying who."""

from typing import NewType

TeacherId = NewType("TeacherId", str)
"""A random code: the pseudonym. Who is behind it stands only in the key table."""
