"""The texts of rendered payloads, and where in the template each was written."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.template.template import Place, Template
from inbox_toolkit.text.span import Span

Keys = tuple[str | int, ...]
Container = Mapping[str, Any] | list[Any]


def containers(value: Mapping[str, Any], at: Keys = ()) -> Iterator[tuple[Keys, Container]]:
    """Yield an object and every object and list below it, with the keys that lead to each."""
    stack: list[tuple[Keys, Container]] = [(at, value)]
    while stack:
        keys, holder = stack.pop()
        yield keys, holder
        items = holder.items() if isinstance(holder, dict) else enumerate(holder)
        stack += [((*keys, key), inner) for key, inner in items if type(inner) in (dict, list)]


def written_place(template: Template, keys: Keys) -> Place:
    """Return where a payload's member is written: its value, else its key, else the properties."""
    body = template.body
    if body is None:
        return Place(template.source, Span(0, 1))
    found = template.tree.at(keys) if template.tree else None
    if found is not None and template.tree is not found:
        return template.locate(found.handle)
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    match = re.compile(rf'"{re.escape(name)}"').search(body.text, body.span.start, body.span.end)
    span = Span(*match.span()) if match else Span(body.span.start, body.span.start + 1)
    return template.locate(span)
