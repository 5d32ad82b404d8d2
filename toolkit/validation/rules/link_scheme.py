"""A link that leads nowhere, or where it should not.

Why: clients refuse ``javascript:`` links, browsers block plain ``http`` from an app, and a link
without a scheme or a host is a page of the app itself.

Bad::

    "link": "www.example.com/orders"

Good::

    "link": "https://www.example.com/orders"
"""

import re
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlsplit

from toolkit.diagnostics.diagnostic import Severity
from toolkit.validation.payload_places import Keys, members, written_place
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="link-scheme",
    summary="a link that leads nowhere, or where it should not",
    severity=Severity.WARNING,
    options={"keys": ["link", "url", "href", "image", "src", "avatar", "action_url"]},
)

_RUNS = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE
)


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:
    """Yield one finding per member and mistake, in whatever case it is made."""
    found: dict[tuple[Keys, str, str], tuple[str, list[str]]] = {}
    for outcome in subject.outcomes:
        for keys, value in members(outcome.payload or {}):
            if isinstance(value, str):
                is_link = _name(keys) in options["keys"]
                wrong = _wrong(value, is_link=is_link)
                if wrong:
                    held = found.setdefault((keys, *wrong), (value, []))
                    held[1].append(outcome.case.label)
    for (keys, message, remedy), (value, cases) in found.items():
        yield Finding(
            written_place(subject.template, keys),
            f"{message} in {subject.share(len(cases))}",
            label=f"`{value if len(value) <= 60 else value[:59] + '…'}`",
            help=remedy,
            cases=tuple(cases),
        )


def _name(keys: Keys) -> str:
    return next((key.lower() for key in reversed(keys) if isinstance(key, str)), "")


def _wrong(value: str, *, is_link: bool) -> tuple[str, str] | None:
    if _RUNS.match(value):
        return "this link runs a script", "no client opens it: link to a page"
    if not is_link or value.startswith(("/", "#", "?")) or not value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return "this is not a URL", "mend the address"
    if parts.scheme in ("http", "https") and not parts.hostname:
        return "this link has no host", "write https://host/path"
    if parts.scheme == "http":
        return "this link is not encrypted", "use https"
    if not parts.scheme or "." in parts.scheme:
        return "this link has no scheme", "begin it with https://"
    if re.search(r"\s", value):
        return "there are blanks in this link", "encode its parts with `| url_encode`"
    return None
