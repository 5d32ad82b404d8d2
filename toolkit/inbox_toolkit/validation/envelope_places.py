"""Where the settings around ``properties`` stand in a template's file."""

import re

from inbox_toolkit.template.template import Place, Template
from inbox_toolkit.text.json_reader import value_end
from inbox_toolkit.text.span import Span


def setting_place(template: Template, key: str, value: str | None = None) -> Place:
    """Return where a setting's value stands, or one text in it; the file's start if nowhere."""
    text = template.source.text
    body = template.body.span if template.body else Span(0, 0)
    for found in re.finditer(rf'"{re.escape(key)}"\s*:\s*', text):
        if not body.holds(found.start()):
            end = value_end(text, found.end(), len(text)) or found.end() + 1
            span = Span(found.end(), end)
            at = text.find(f'"{value}"', *span) if value is not None else -1
            return Place(template.source, Span(at, at + len(value or "") + 2) if at >= 0 else span)
    start = len(text) - len(text.lstrip("\ufeff \t\r\n"))
    return Place(template.source, Span(start, start + 1))


def has_own_envelope(template: Template) -> bool:
    """Tell whether the file's settings are its own, and could be read."""
    wrong = {"envelope-schema", "unreadable-file"}
    is_broken = template.body is None or any(one.kind in wrong for one in template.problems)
    return template.language is None and not is_broken
