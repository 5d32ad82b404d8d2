"""Render each JSON string of ``properties`` by itself: JSON first, then Liquid.

With ``[render] json = "leaf"`` (DESIGN 4) no value can change the JSON around it, and no string
sees what another assigned. The file must be valid JSON; the escapes of a string are undone before
its Liquid is parsed, and each segment remembers where it came from.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from inbox_toolkit.template.template import Problem, SourceSegment, Template, TemplateBody
from inbox_toolkit.text.json_reader import read_json, unescape
from inbox_toolkit.text.span import Span

_RUN = re.compile(
    r"[^\\]+|\\u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\."
)

_MARKUP = ("{{", "{%")


def split_per_string(template: Template) -> Template:
    """Return the template split into JSON strings; Liquid outside strings is a problem."""
    body = template.body
    if body is None:
        return template
    reading = read_json(body.text, span=body.span)
    if reading.root is None or reading.problems:
        wrong = reading.problems[0]
        problem = Problem(
            "json-syntax",
            body.locate(wrong.span),
            f'with `[render] json = "leaf"` the file must be JSON: {wrong.message}',
            'keep Liquid inside strings, or set `[render] json = "text"`',
        )
        return replace(template, body=None, problems=(*template.problems, problem))
    strings = [
        Span(one.span.start + 1, one.span.end - 1)
        for one in reading.root.strings()
        if any(mark in str(one.scalar) for mark in _MARKUP)
    ]
    return replace(template, body=_unescaped_body(body, strings))


def _unescaped_body(body: TemplateBody, strings: list[Span]) -> TemplateBody:
    """Return the body with the escapes of these strings undone, and their new spans."""
    if not any("\\" in span.of(body.text) for span in strings):
        return replace(body, strings=tuple(strings))
    written = _TextBuilder(body)
    contents: list[Span] = []
    at = body.span.start
    for string in strings:
        written.add(Span(at, string.start).of(body.text), Span(at, string.start))
        start = len(written.text)
        for part, span in _runs(body.text, string):
            written.add(part, span)
        contents.append(Span(start, len(written.text)))
        at = string.end
    written.add(Span(at, body.span.end).of(body.text), Span(at, body.span.end))
    whole = Span(0, len(written.text))
    return TemplateBody(body.source, written.text, whole, tuple(written.segments), tuple(contents))


class _TextBuilder:
    """A text under construction, and where each part of it came from."""

    def __init__(self, body: TemplateBody) -> None:
        self.body = body
        self.text = ""
        self.segments: list[SourceSegment] = []

    def add(self, part: str, span: Span) -> None:
        self.segments.append(SourceSegment(len(self.text), self.body.locate(span)))
        self.text += part


def _runs(text: str, string: Span) -> Iterator[tuple[str, Span]]:
    """Yield the runs of a JSON string with their values: plain text, and escapes one by one."""
    for found in _RUN.finditer(text, string.start, string.end):
        yield unescape(found.group()), Span(*found.span())
