"""Makes text from outside fit to show: no key in it, no control characters, not too long."""

REDACTED = "[redacted]"
LONGEST = 300  # characters of the service's own words that a message repeats


def redact(text: str, secret: str) -> str:
    """Replace every occurrence of a secret in a text."""
    return text.replace(secret, REDACTED) if secret else text


def presentable(text: str, secret: str = "") -> str:
    """Return one line of plain text: secret out, blanks folded, controls dropped, cut when long.

    Terminal escapes and text-direction marks go too: what a server says must not move a cursor.
    """
    clean = "".join(" " if c.isspace() else c for c in redact(text, secret))
    clean = "".join(c for c in clean if c.isprintable())
    clean = " ".join(redact(clean, secret).split())
    return clean if len(clean) <= LONGEST else clean[: LONGEST - 1] + "…"
