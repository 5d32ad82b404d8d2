"""Find where a template wrote a member of its payload, or one of its settings."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.template.template import Location, Template
from inbox_toolkit.text.json_reader import value_end
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


def payload_location(template: Template, keys: Keys) -> Location:
    """Return where a payload's member is written: its value, else its key, else the properties."""
    body = template.body
    if body is None:
        return Location(template.source, Span(0, 1))
    found = template.tree.at(keys) if template.tree else None
    if found is not None and template.tree is not found:
        return template.locate(found.handle)
    name = next((key for key in reversed(keys) if isinstance(key, str)), "")
    match = re.compile(rf'"{re.escape(name)}"').search(body.text, body.span.start, body.span.end)
    span = Span(*match.span()) if match else Span(body.span.start, body.span.start + 1)
    return template.locate(span)


def setting_location(template: Template, key: str, value: str | None = None) -> Location:
    """Return where a setting's value is, or one string in it; the file's start if nowhere."""
    text = template.source.text
    body = template.body.span if template.body else Span(0, 0)
    for found in re.finditer(rf'"{re.escape(key)}"\s*:\s*', text):
        if not body.holds(found.start()):
            end = value_end(text, found.end(), len(text)) or found.end() + 1
            span = Span(found.end(), end)
            at = text.find(f'"{value}"', *span) if value is not None else -1
            return Location(
                template.source, Span(at, at + len(value or "") + 2) if at >= 0 else span
            )
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    return Location(template.source, Span(start, start + 1))


def has_own_envelope(template: Template) -> bool:
    """Return True if the file has settings of its own, and they could be read."""
    wrong = {"envelope-schema", "unreadable-file"}
    is_broken = template.body is None or any(one.kind in wrong for one in template.problems)
    return template.language is None and not is_broken
