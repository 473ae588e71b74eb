"""Whether Telegram opened a Mini App, and for whom: the check of `initData`. It grants nothing."""

import hashlib
import hmac
import json
from datetime import datetime, timedelta
from urllib.parse import parse_qsl

LARGEST = 8 * 1024
"""Bytes; Telegram sends about one tenth of it."""
FRESH = timedelta(hours=1)
AHEAD = timedelta(seconds=60)
"""By how much Telegram's clock may be ahead of ours."""


def user_of(data: str, *, token: str, now: datetime) -> str | None:
    """Return the Telegram id of who opened the Mini App; None when the data is forged, old or unreadable."""
    fields = _fields(data)
    signature = fields.pop("hash", "")
    if not token or not _is_signed(fields, signature, token) or not _is_fresh(fields, now):
        return None
    return _person(fields.get("user", ""))


def _fields(data: str) -> dict[str, str]:
    """Return the fields; none when one of them is repeated, for then nobody knows which was signed."""
    if len(data.encode("utf-8", "surrogatepass")) > LARGEST:
        return {}
    try:
        pairs = parse_qsl(data, keep_blank_values=True, strict_parsing=True, max_num_fields=64)
    except ValueError:
        return {}
    fields = dict(pairs)
    return fields if len(fields) == len(pairs) else {}


def _is_signed(fields: dict[str, str], signature: str, token: str) -> bool:
    rows = "\n".join(f"{name}={fields[name]}" for name in sorted(fields))
    secret = hmac.digest(b"WebAppData", token.encode(), hashlib.sha256)
    right = hmac.new(secret, rows.encode("utf-8", "surrogatepass"), hashlib.sha256).hexdigest()
    return hmac.compare_digest(right.encode(), signature.encode("utf-8", "surrogatepass"))


def _is_fresh(fields: dict[str, str], now: datetime) -> bool:
    written = fields.get("auth_date", "")
    if not (written.isascii() and written.isdecimal()) or len(written) > 12:
        return False
    age = timedelta(seconds=now.timestamp() - int(written))
    return -AHEAD <= age <= FRESH


def _person(user: str) -> str | None:
    try:
        found = json.loads(user)
    except (ValueError, RecursionError):
        return None
    if not isinstance(found, dict) or found.get("is_bot"):
        return None
    number = found.get("id")
    return str(number) if type(number) is int and number > 0 else None
