"""A number with its noun, as people read it: ``1 case``, ``1,200 cases``."""


def quantity(number: int, noun: str) -> str:
    """Return the number with its noun in the right grammatical number; the plural adds an s."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"
