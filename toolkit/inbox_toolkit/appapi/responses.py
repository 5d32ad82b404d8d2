"""Reads what the service answered: a JSON object, or an error; and makes its text safe to show.

The App API reports errors in three shapes, and a proxy in front of it in any other:
``{"meta": {"error": "..."}}`` (sends), ``{"errors": [{"detail": "..."}]}`` (everything else) and
``{"meta": {"errors": ["..."]}}``.
"""

import json
import re
from dataclasses import dataclass

JsonObject = dict[str, object]

REDACTED = "[redacted]"
MAX_TEXT = 300  # characters of the service's own words that a message repeats


@dataclass(frozen=True, slots=True)
class ApiResponse:
    """One response: status, body, and the headers that anybody asks about."""

    status: int
    body: bytes
    retry_after: str | None = None
    location: str | None = None
    date: str | None = None

    @property
    def is_success(self) -> bool:
        """True if the status is one of the 2xx."""
        return 200 <= self.status < 300

    def document(self) -> JsonObject | None:
        """Return the body as a JSON object, or None if it is anything else."""
        try:
            parsed = json.loads(self.body, parse_int=_parse_int)
        except (ValueError, RecursionError):
            return None
        return parsed if isinstance(parsed, dict) else None

    def error_text(self) -> str:
        """Return the error the service reports, not sanitized; empty if it reports none."""
        document = self.document()
        if document is not None:
            return "; ".join(_error_texts(document))
        text = self.body.decode("utf-8", "replace")
        if "<" in text and ">" in text:
            return _page_title(text)
        return "" if text.lstrip()[:1] in {"{", "["} else text


def redact(text: str, secret: str) -> str:
    """Replace every occurrence of a secret in a text."""
    return text.replace(secret, REDACTED) if secret else text


def sanitize(text: str, secret: str = "", *, limit: int = MAX_TEXT) -> str:
    """Return text as one printable line: no secret, no control characters, at most ``limit`` long.

    Terminal escapes, text-direction marks and lone surrogates go too: what a server says must not
    move a cursor or fail to be encoded.
    """
    spaced = "".join(" " if c.isspace() else c for c in redact(text, secret))
    printable = "".join(c for c in spaced if c.isprintable())
    line = redact(" ".join(printable.split()), secret)
    return line if len(line) <= limit else line[: limit - 1] + "…"


def _parse_int(digits: str) -> int | float:
    """Read an integer of any length; Python refuses those of more than 4,300 digits."""
    return int(digits) if len(digits) < 20 else float(digits)


def _error_texts(document: JsonObject) -> list[str]:
    meta = document.get("meta")
    if isinstance(meta, dict):
        listed = meta.get("errors")
        found = [meta.get("error"), *(listed if isinstance(listed, list) else [listed])]
        if texts := [text for text in found if isinstance(text, str) and text]:
            return texts
    errors = document.get("errors")
    if isinstance(errors, list):
        return [text for text in map(_detail, errors) if text]
    single = document.get("error") or document.get("message")
    return [single] if isinstance(single, str) else []


def _detail(entry: object) -> str:
    if isinstance(entry, str):
        return entry
    if not isinstance(entry, dict):
        return ""
    detail = entry.get("detail") or entry.get("title") or entry.get("code")
    source = entry.get("source")
    pointer = source.get("pointer") if isinstance(source, dict) else None
    text = detail if isinstance(detail, str) else ""
    return f"{text} ({pointer})" if text and isinstance(pointer, str) and pointer else text


def _page_title(page: str) -> str:
    """Return the title of an HTML error page, the one line of it that says anything."""
    found = re.search(r"<(title|h1)[^>]{0,200}>([^<]{1,300})", page[:20_000], re.IGNORECASE)
    return found.group(2).strip() if found else ""
