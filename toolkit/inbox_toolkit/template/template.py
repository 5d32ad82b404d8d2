"""One template: the settings of its file, and the text that is rendered.

A translation is merged into its base as text, member by member, and remembers which file each
segment came from, so that anything found in the text can be shown where it was written.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import NamedTuple

from inbox_toolkit.errors import LiquidSyntaxError, RenderLimitError
from inbox_toolkit.liquid.compiler.compiler import compile_nodes
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.syntax.nodes import JsonString, Node, Text
from inbox_toolkit.liquid.syntax.parse_result import ParseResult
from inbox_toolkit.liquid.syntax.parser import parse
from inbox_toolkit.template.envelope import Envelope
from inbox_toolkit.text.json_tree import JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span


class Location(NamedTuple):
    """A span of a file."""

    source: Source
    span: Span


@dataclass(frozen=True, slots=True)
class Problem:
    """Something wrong with a template's file; ``kind`` is the id of the rule that reports it."""

    kind: str
    place: Location
    message: str
    help: str


@dataclass(frozen=True, slots=True)
class SourceSegment:
    """A part of a composed text: its start there, and the location it was taken from."""

    start: int
    place: Location

    def end(self, offset: int) -> int:
        """Return where a span that ends at an offset of the composed text ends in the file."""
        origin = self.place.span
        return min(origin.start + offset - self.start, origin.end)


@dataclass(frozen=True, slots=True)
class TemplateBody:
    """The text that is rendered: a span of a file's text, or a text composed of two files.

    ``segments`` is empty if the text is the file's own and offsets need no translation.
    ``strings`` are the contents of the JSON strings that are rendered one by one, empty if the
    text is rendered as a whole.
    """

    source: Source
    text: str
    span: Span
    segments: tuple[SourceSegment, ...] = ()
    strings: tuple[Span, ...] = ()

    def locate(self, span: Span) -> Location:
        """Return the location of a span of this text."""
        if not self.segments:
            return Location(self.source, span)
        segment = next(one for one in reversed(self.segments) if one.start <= span.start)
        source, origin = segment.place
        start = min(origin.start + span.start - segment.start, origin.end)
        last = next(one for one in reversed(self.segments) if one.start < max(span.end, 1))
        if last is not segment and last.place.source is source:
            return Location(source, Span(start, max(start, last.end(span.end))))
        return Location(source, Span(start, min(start + span.end - span.start, origin.end)))


@dataclass(frozen=True)
class Template:
    """One template file; ``body`` is None if no properties could be found.

    ``tree`` is the JSON of the properties with Liquid masked; None if tags produce commas or
    brackets. ``language`` is set for a translation. ``json`` is ``[render] json``: how the body is
    rendered, as one text or leaf by leaf.
    """

    name: str
    language: str | None
    source: Source
    envelope: Envelope
    body: TemplateBody | None
    tree: JsonValue | None
    problems: tuple[Problem, ...] = ()
    version: str = "latest"
    json: str = "text"

    @property
    def file(self) -> str:
        """The file's name as reports show it."""
        return self.source.name

    @property
    def label(self) -> str:
        """What people call it: its name, with the language of a translation."""
        return f"{self.name}.{self.language}" if self.language else self.name

    @property
    def parsed(self) -> ParseResult:
        """The Liquid of the body; spans count in ``body.text``.

        A template too large to be compiled has that as its one error.
        """
        return self._compiled[0]

    @cached_property
    def program(self) -> Program:
        """The body compiled; an empty program for a template that does not parse.

        So nothing ever asks the compiler about a broken tree, which has no defined meaning.
        """
        nothing = replace(self.parsed, nodes=())
        return self._compiled[1] or compile_nodes(nothing, version=self.version)

    @cached_property
    def _compiled(self) -> tuple[ParseResult, Program | None]:
        parsed = self._parse()
        if parsed.errors:
            return parsed, None
        try:
            return parsed, compile_nodes(parsed, version=self.version)
        except RenderLimitError as error:
            mistake = LiquidSyntaxError(error.message, error.span, help=error.help)
            return replace(parsed, nodes=(), errors=(mistake,)), None

    def _parse(self) -> ParseResult:
        body = self.body
        if body is None:
            return parse("", version=self.version)
        if body.strings:
            return _parse_strings(body, self.version)
        return parse(body.text, span=body.span, version=self.version)

    def locate(self, span: Span) -> Location:
        """Return the location of a span of the body."""
        return self.body.locate(span) if self.body else Location(self.source, span)


def _parse_strings(body: TemplateBody, version: str) -> ParseResult:
    """Parse each JSON string by itself; what is between them is printed unchanged."""
    nodes: list[Node] = []
    errors: list[LiquidSyntaxError] = []
    at = body.span.start
    for inner in body.strings:
        quoted = Span(inner.start - 1, inner.end + 1)
        parsed = parse(body.text, span=inner, version=version)
        errors += parsed.errors
        between = Span(at, quoted.start)
        nodes += [Text(between, between.of(body.text)), JsonString(quoted, parsed.nodes)]
        at = quoted.end
    rest = Span(at, body.span.end)
    nodes.append(Text(rest, rest.of(body.text)))
    return ParseResult(body.text, body.span, tuple(nodes), tuple(errors))


def merge_translation(base: Template, translation: Template) -> Template:
    """Merge a translation into its base: its members win, all others are the base's.

    If either is not JSON once masked, members cannot be matched, and the translation's properties
    are used alone. The envelope is the base's.
    """
    envelope = replace(base.envelope, liquid=translation.envelope.liquid or base.envelope.liquid)
    body = translation.body
    if base.body and body and base.tree and translation.tree:
        body = _composed(base, translation)
    return replace(translation, envelope=envelope, body=body, version=base.version)


def _composed(base: Template, translation: Template) -> TemplateBody | None:
    text, segments = "", []
    if base.body is None or translation.body is None or not (base.tree and translation.tree):
        return None
    for piece in _overlay(base, base.tree, translation, translation.tree):
        if isinstance(piece, str):
            text += piece
            continue
        owner, span = piece
        segments.append(SourceSegment(len(text), Location(owner.source, span)))
        text += span.of(owner.body.text) if owner.body else ""
    return TemplateBody(translation.source, text, Span(0, len(text)), tuple(segments))


Part = str | tuple[Template, Span]


def _overlay(base: Template, below: JsonValue, over: Template, above: JsonValue) -> Iterator[Part]:
    """Yield the parts of ``below`` with the members of ``above`` replacing its own."""
    at = below.span.start
    for member in below.members:
        other = above.member(member.key)
        if other is None:
            continue
        yield base, Span(at, member.value.span.start)
        if member.value.kind == other.value.kind == "object":
            yield from _overlay(base, member.value, over, other.value)
        else:
            yield over, other.value.span
        at = member.value.span.end
    added = [one for one in above.members if below.member(one.key) is None]
    last = below.members[-1].value.span.end if below.members else below.span.start + 1
    yield base, Span(at, max(at, last))
    for number, member in enumerate(added):
        if number or below.members:
            yield ", "
        yield over, Span(member.key_span.start, member.value.span.end)
    yield base, Span(max(at, last), below.span.end)
