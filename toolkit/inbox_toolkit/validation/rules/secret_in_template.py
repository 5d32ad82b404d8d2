"""A template contains a key or a password.

Why: everyone with access to the repository can read templates, and their content is delivered to
every recipient's device.

Bad::

    "link": "https://api.example.com/?api_key=9f8e7d6c5b4a39281706f5e4d3c2b1a0"

Good::

    "link": "{{ trigger.link }}"
    # fixtures/message_data/t/standard.json
    {"link": "https://api.example.com/"}
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="secret-in-template",
    summary="a key or a password in a template",
    severity=Severity.ERROR,
)

_KINDS = {
    "an AWS access key": ("AKIA ASIA", r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b"),
    "a private key": ("KEY-----", r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----"),
    "a Stripe key": ("k_live_ k_test_", r"\b[sr]k_(?:live|test)_[0-9A-Za-z]{16,}"),
    "a GitHub token": (
        "ghp_ gho_ ghu_ ghs_ ghr_ github_pat_",
        r"\b(?:gh[pousr]_[0-9A-Za-z]{36}|github_pat_\w{22,})",
    ),
    "a Slack token": ("xox", r"\bxox[abprs]-[0-9A-Za-z-]{10,}"),
    "a Google API key": ("AIza", r"\bAIza[0-9A-Za-z_-]{35}\b"),
    "a JSON web token": ("eyJ", r"\beyJ[\w-]{10,}\.eyJ[\w-]{10,}\.[\w-]+"),
    "a bearer token": ("bearer", r"(?i)\bbearer\s+[0-9a-z._-]{20,}"),
    "a password in a URL": ("@", r"\b[a-z][a-z0-9+.-]*://[^/\s:@\"{}]+:[^/\s:@\"{}]+@"),
    "a key": (
        "key secret token password",
        r"(?i)\b(?:api[_-]?key|secret|access[_-]?token|password)[\"']?\s*[=:]\s*[\"']?"
        r"(?=[\w-]*\d)(?=[\w-]*[a-z])[\w-]{20,}",
    ),
}
"""What each kind of secret looks like, behind parts of which it has one: those are found faster."""

_PATTERNS = {
    kind: (parts.lower().split(), re.compile(pattern)) for kind, (parts, pattern) in _KINDS.items()
}


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per secret; it is marked, never repeated in the message."""
    source = context.template.source
    folded = source.text.casefold()
    for kind, (parts, pattern) in _PATTERNS.items():
        if not any(part in folded for part in parts):
            continue
        for found in pattern.finditer(source.text):
            yield Finding(
                Location(source, Span(*found.span())),
                f"this looks like {kind}",
                help="remove it and revoke it: it is in the repository's history",
            )
