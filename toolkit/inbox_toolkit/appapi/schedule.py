"""Reads when a message is to be sent: the ``send_at`` of the API, as people write it."""

import re
from datetime import datetime

from inbox_toolkit.errors import UsageError

FURTHEST = 90 * 86_400  # seconds; "up to 90 days from now"
_UNITS = {"m": 60, "h": 3_600, "d": 86_400}


def parse_send_at(text: str, now: float) -> int:
    """Return Unix seconds for ``+30m``, ``+2h``, ``+1d``, an ISO 8601 time or Unix seconds.

    ``now`` is Unix time. A time without a zone is this machine's own.

    Raises:
        UsageError: it is no time, is past (the service would send at once), or is too far ahead.
    """
    moment = _moment(text.strip(), now)
    if moment is None:
        raise UsageError(
            f"`{text}` is no time to send at", help="write it like +2h, or 2026-01-15T09:00+01:00"
        )
    if moment <= now:
        raise UsageError(
            f"`{text}` is past: the service would send at once", help="leave out --send-at for now"
        )
    if moment > now + FURTHEST:
        raise UsageError(f"`{text}` is more than 90 days ahead", help="the service takes 90 days")
    return moment


def _moment(text: str, now: float) -> int | None:
    if relative := re.fullmatch(r"\+([0-9]{1,6})([mhd])", text):
        return int(now) + int(relative[1]) * _UNITS[relative[2]]
    if re.fullmatch(r"[0-9]{9,11}", text):
        return int(text)
    try:
        return int(datetime.fromisoformat(text).timestamp())
    except (ValueError, OverflowError, OSError):
        return None
