"""Read template files: envelope, the exact slice of ``properties``, and all that is wrong.

Hide Liquid behind filler of equal length, so that a JSON reader can read what is around it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.liquid.syntax.scanner import Token, normalize_delimiters, scan
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.project import TemplateFile, split_language
from inbox_toolkit.schemas.checking import shipped_checker
from inbox_toolkit.template.envelope import Envelope, envelope_of
from inbox_toolkit.template.per_string import split_per_string
from inbox_toolkit.template.template import (
    Location,
    Problem,
    Template,
    TemplateBody,
    merge_translation,
)
from inbox_toolkit.text.json_reader import TOO_DEEP, read_json
from inbox_toolkit.text.json_tree import JsonProblem, JsonReading, JsonValue
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span

_QUOTE_OR_ESCAPE = re.compile(r'\\.|"', re.DOTALL)


def mask(text: str, pieces: Iterable[Token]) -> str:
    """Return the text with every piece of Liquid replaced by as many other characters.

    Inside a JSON string the filler is letters. Outside, an output becomes ``0`` and blanks (it may
    stand for any value) and everything else blanks (a tag prints nothing of its own). What
    ``raw`` holds is text and stays.
    """
    masked: list[str] = []
    in_string = False
    for piece in pieces:
        held = piece.span.of(text)
        if piece.kind in ("text", "raw"):
            masked.append(held)
            for found in _QUOTE_OR_ESCAPE.finditer(held):
                in_string ^= found.group() == '"'
        elif in_string:
            masked.append("x" * len(held))
        elif piece.kind == "output":
            masked.append("0".ljust(len(held)))
        else:
            masked.append(" " * len(held))
    return "".join(masked)


def read_templates(files: Iterable[TemplateFile], config: Config) -> list[Template]:
    """Read template files, lay each translation over its base and put it behind it."""
    return merge_translations(read_template(file, config) for file in files)


def merge_translations(read: Iterable[Template]) -> list[Template]:
    """Lay each translation over its base and put it behind it; then part leaves, if they are."""
    ordered = sorted(read, key=lambda one: (one.name, one.language or ""))
    bases = {one.name: one for one in ordered if one.language is None}
    joined = [_joined(one, bases) for one in ordered]
    return [split_per_string(one) if one.json == "leaf" else one for one in joined]


def read_template(file: TemplateFile, config: Config) -> Template:
    """Read one file by itself; a file that cannot be read becomes a template with a problem."""
    try:
        source = config.read(file.name)
    except ProjectError as error:
        empty = Source(file.name, "")
        problem = Problem(
            "unreadable-file", Location(empty, Span(0, 0)), error.message, error.help or ""
        )
        return _bare(file.stem, empty, (problem,))
    return parse_template(source, file.stem, config)


def parse_template(source: Source, stem: str, config: Config) -> Template:
    """Make a template from its file's text; ``stem`` is the file's name without its ending."""
    text = normalize_delimiters(source.text)
    is_leaf = config.render.json == "leaf"  # then the file is JSON before there is any Liquid
    pieces, masked, reading = _masked(text, is_leaf=is_leaf)
    problems = [_json_problem(source, one) for one in reading.problems]
    root = reading.root
    if root is None:
        return _bare(stem, source, tuple(problems))
    member = root.member("properties") if root.kind == "object" else None
    properties = _whole(member.value.span, pieces) if member else None
    misfits = _schema_problems(source, root, masked)
    problems += [*misfits, *_liquid_outside(source, pieces, properties)]
    document = root.plain()
    fitting = document if isinstance(document, dict) and not misfits else {}
    envelope = envelope_of(fitting, split_language(stem)[0])
    if properties is None:
        return _bare(stem, source, tuple(problems), envelope)
    tagged = any(one.kind == "tag" and properties.holds(one.span.start) for one in pieces)
    inner = read_json(masked, span=properties)
    _stretch(inner.root, pieces)
    # Commas and keys may stand in branches, so what looks wrong is only certain without tags.
    certain = [one for one in inner.problems if not is_leaf and (not tagged or _is_deep(one))]
    return Template(
        *split_language(stem),
        source=source,
        envelope=envelope,
        body=TemplateBody(source, text, properties),
        tree=None if inner.problems and tagged else inner.root,
        problems=(*problems, *(_json_problem(source, one) for one in certain)),
        version=envelope.liquid or config.liquid,
        json=config.render.json,
    )


def _masked(text: str, *, is_leaf: bool) -> tuple[list[Token], str, JsonReading]:
    """Cut a file's text, mask its Liquid and read the JSON around it.

    Where someone escaped the quotes of Liquid as JSON would have it, Liquid sees no end of them and
    the file falls apart. What they meant can still be read, and the rule for it can speak.
    """
    attempts = [text, text.replace('\\"', ' "')] if '\\"' in text else [text]
    for attempt in attempts:
        pieces, _ = scan(attempt)  # what is not closed is the parser's to report
        masked = text if is_leaf else mask(text, pieces)
        reading = read_json(masked, opaque=frozenset({"properties"}))
        if not reading.problems:
            break
    return pieces, masked, reading


def _joined(template: Template, bases: dict[str, Template]) -> Template:
    """Return a translation laid over its base; a template whose name only looks like one stays."""
    if template.language is None:
        return template
    base = bases.get(template.name)
    if base is not None:
        return merge_translation(base, template)
    start = Location(template.source, Span(0, 1))
    message = f"this is a translation of `{template.name}`, and there is no such template"
    problem = Problem("envelope-schema", start, message, f"add {template.name}.json or rename this")
    return replace(template, problems=(*template.problems, problem))


def _bare(
    stem: str, source: Source, problems: tuple[Problem, ...], envelope: Envelope | None = None
) -> Template:
    name, language = split_language(stem)
    return Template(name, language, source, envelope or Envelope(name), None, None, problems)


def _schema_problems(source: Source, root: JsonValue, masked: str) -> list[Problem]:
    document = root.plain()
    member = root.member("properties")
    if isinstance(document, dict) and member is not None:
        held = member.value.span.of(masked)
        document["properties"] = _STAND_INS.get(held[0], held)
    found = []
    for problem in shipped_checker("template").problems(document):
        value = root.at(problem.path)
        keyed = value.member(problem.key) if problem.key is not None else None
        span = keyed.key_span if keyed else value.handle
        found.append(
            Problem("envelope-schema", Location(source, span), problem.message, problem.help)
        )
    return found


def _json_problem(source: Source, problem: JsonProblem) -> Problem:
    """A file nested beyond reason is not read at all; any other mistake in it is a finding."""
    kind = "unreadable-file" if _is_deep(problem) else "json-syntax"
    return Problem(kind, Location(source, problem.span), problem.message, problem.help)


def _is_deep(problem: JsonProblem) -> bool:
    return problem.message == TOO_DEEP


_STAND_INS: dict[str, object] = {"{": {}, "0": {}, "[": []}
"""What a value that was measured and not read looks like to the schema; ``0`` is an output."""


def _whole(span: Span, pieces: list[Token]) -> Span:
    """Return the span of a value that is one output whole: its mask is a digit and blanks."""
    output = next(
        (one for one in pieces if one.kind == "output" and one.span.holds(span.start)), None
    )
    return output.span if output and output.span.start == span.start else span


def _stretch(root: JsonValue | None, pieces: list[Token]) -> None:
    """Let each value that begins as an output end where the output ends."""
    outputs = {one.span.start: one.span for one in pieces if one.kind == "output"}
    values = [root] if root else []
    while values:
        value = values.pop()
        if value.kind == "number":
            value.span = outputs.get(value.span.start, value.span)
        values += [*value.items, *(member.value for member in value.members)]


def _liquid_outside(
    source: Source, pieces: list[Token], properties: Span | None
) -> Iterable[Problem]:
    """Yield each piece of Liquid in the envelope: the service renders ``properties`` alone."""
    for piece in pieces:
        inside = properties is not None and properties.holds(piece.span.start)
        if piece.kind not in ("text", "raw") and not inside:
            yield Problem(
                "envelope-schema",
                Location(source, piece.span),
                "Liquid outside `properties`: the service does not render the envelope",
                "write the value itself, or move it into `properties`",
            )
