"""English counts for messages: ``1 case``, ``2 cases``."""


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """Return a number with its noun; ``nouns`` is the plural where it is not noun + ``s``.

    >>> plural(1, "case"), plural(0, "case"), plural(2, "entry", "entries")
    ('1 case', '0 cases', '2 entries')
    """
    return f"{number:,} {noun if number == 1 else nouns or noun + 's'}"
