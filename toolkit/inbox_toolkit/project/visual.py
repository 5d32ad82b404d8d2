"""The visual inbox's theme, as the service hands it out: alone or within the branding."""

from collections.abc import Mapping


def theme_of(document: object) -> object:
    """Return the theme that a file holds: the document, or its ``theme`` where it is a branding.

    The service answers ``GET /api/v1/branding`` with ``{"theme": …, "patterns": …}``; people keep
    either that whole answer or its theme.
    """
    if isinstance(document, Mapping) and ("theme" in document or "patterns" in document):
        return document.get("theme", {})
    return document
