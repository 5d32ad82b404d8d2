"""A link leads nowhere, or where it should not.

Why: clients refuse ``javascript:`` links, browsers block plain ``http`` inside an app, and a link
without a scheme or host points into the app itself.

Bad::

    "link": "www.example.com/orders"

Good::

    "link": "https://www.example.com/orders"
"""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.locations import Keys, containers, payload_location
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="link-scheme",
    summary="a link that leads nowhere, or where it should not",
    severity=Severity.WARNING,
    options={"keys": ["link", "url", "href", "image", "src", "avatar", "action_url"]},
)

_IMAGES = frozenset({"image", "src", "avatar"})
"""Members that may be empty: then there is no picture."""

_RUNS = re.compile(
    r"[\x00-\x20]*(?:j\s*a\s*v\s*a|v\s*b)\s*s\s*c\s*r\s*i\s*p\s*t\s*:", re.IGNORECASE
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per member and mistake, in whatever case it is made."""
    found: dict[tuple[Keys, str, str], tuple[str, list[str]]] = {}
    names = frozenset(context.options(META)["keys"])
    for outcome in context.outcomes:
        if not _is_doubtful(outcome.text, names):
            continue
        for keys, value, wrong in _wrong_ones(outcome.payload or {}, names):
            held = found.setdefault((keys, *wrong), (value, []))
            held[1].append(outcome.case.label)
    for (keys, message, help_text), (value, cases) in found.items():
        yield Finding(
            payload_location(context.template, keys),
            f"{message} in {context.share(len(cases))}",
            label=f"`{value if len(value) <= 60 else value[:59] + '…'}`" if value else "empty",
            help=help_text,
            cases=tuple(cases),
        )


def _is_doubtful(text: str, names: frozenset[str]) -> bool:
    """Tell, from a rendered text alone, whether a link in it may be bad: most are not."""
    text = _lower(text) if all(map(str.isascii, names)) else text.lower()
    return "script" in text or "\\u00" in text or _doubtful(names).search(text) is not None


def _lower(text: str) -> str:
    """Return the text with its ASCII letters in lower case: five times as fast as all letters."""
    return text.lower() if text.isascii() else text.encode().lower().decode()


@lru_cache(maxsize=16)
def _doubtful(names: frozenset[str]) -> re.Pattern[str]:
    """Return what finds a link that is neither plainly ``https://host/path`` nor a path alone."""
    either = "|".join(sorted(map(re.escape, names)))
    sound = r"(?:https://[a-z0-9.-]+(?:[/?#][!#-\[\]-~]*)?|[/?][^\"\\]*|#[^\"\\]+)"
    return re.compile(rf'"(?:{either})"\s*:\s*(?=["\[])(?!"{sound}")')


def _wrong_ones(
    payload: Mapping[str, Any], names: frozenset[str]
) -> Iterator[tuple[Keys, str, tuple[str, str]]]:
    """Yield each text that is a bad link: its keys, the text, and what is wrong with it."""
    for keys, holder in containers(payload):
        above = next((key.lower() for key in reversed(keys) if isinstance(key, str)), "")
        items = holder.items() if isinstance(holder, dict) else enumerate(holder)
        for key, value in items:
            if type(value) is str:
                name = key.lower() if type(key) is str else above
                wrong = _wrong(value, is_link=name in names, is_image=name in _IMAGES)
                if wrong:
                    yield (*keys, key), value, wrong


@lru_cache(maxsize=4_096)
def _wrong(value: str, *, is_link: bool, is_image: bool) -> tuple[str, str] | None:
    if _RUNS.match(value):
        return "this link runs a script", "no client opens it; link to a page instead"
    if is_link and not is_image and value.strip() in ("", "#"):
        return "this link leads nowhere", "write an address, or leave the member out"
    if not is_link or value.startswith(("/", "#", "?")) or not value:
        return None
    try:
        parts = urlsplit(value)
    except ValueError:
        return "this is not a URL", "correct the address"
    if parts.scheme in ("http", "https") and not parts.hostname:
        return "this link has no host", "write https://host/path"
    if parts.scheme == "http":
        return "this link is not encrypted", "use https"
    if not parts.scheme or "." in parts.scheme:
        return "this link has no scheme", "begin it with https://"
    if re.search(r"\s", value):
        return "this link contains whitespace", "encode its parts with `| url_encode`"
    return None
