"""Read template files: the envelope, the exact slice of ``properties``, and every problem.

Liquid is masked with filler of equal length, so that a JSON reader can parse what surrounds it.
"""

import re
from collections.abc import Iterable
from dataclasses import replace

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.liquid.syntax.parser import parse
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


def mask(text: str, tokens: Iterable[Token]) -> str:
    """Return the text with every piece of Liquid replaced by as many other characters.

    Inside a JSON string the filler is letters. Outside, an output becomes ``0`` and blanks (it may
    stand for any value) and everything else blanks (a tag prints nothing of its own). What
    ``raw`` holds is text and stays.
    """
    masked: list[str] = []
    in_string = False
    for token in tokens:
        held = token.span.of(text)
        if token.kind in ("text", "raw"):
            masked.append(held)
            for found in _QUOTE_OR_ESCAPE.finditer(held):
                in_string ^= found.group() == '"'
        elif in_string:
            masked.append("x" * len(held))
        elif token.kind == "output":
            masked.append("0".ljust(len(held)))
        else:
            masked.append(" " * len(held))
    return "".join(masked)


def read_templates(files: Iterable[TemplateFile], config: Config) -> list[Template]:
    """Read template files, and merge each translation into its base."""
    return merge_translations(read_template(file, config) for file in files)


def merge_translations(read: Iterable[Template]) -> list[Template]:
    """Merge each translation into its base and sort it after it; split strings if configured."""
    ordered = sorted(read, key=lambda one: (one.name, one.language or ""))
    bases = {one.name: one for one in ordered if one.language is None}
    joined = [_merge_into_base(one, bases) for one in ordered]
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
        return _without_body(file.stem, empty, (problem,))
    return parse_template(source, file.stem, config)


def parse_template(source: Source, stem: str, config: Config) -> Template:
    """Parse a file's text; ``stem`` is the file's name without its suffix."""
    text = normalize_delimiters(source.text)
    is_leaf = config.render.json == "leaf"  # then the file is JSON before there is any Liquid
    tokens, masked, reading = _mask_and_read(text, is_leaf=is_leaf)
    problems = [_json_problem(source, one) for one in reading.problems]
    root = reading.root
    if root is None:
        return _without_body(stem, source, tuple(_unclosed(source, text) or problems))
    member = root.member("properties") if root.kind == "object" else None
    properties = _value_span(member.value.span, tokens) if member else None
    schema_problems = _schema_problems(source, root, masked)
    problems += [*schema_problems, *_liquid_outside(source, tokens, properties)]
    document = root.plain()
    valid = document if isinstance(document, dict) and not schema_problems else {}
    envelope = envelope_of(valid, split_language(stem)[0])
    if properties is None:
        return _without_body(stem, source, tuple(problems), envelope)
    has_tags = any(one.kind == "tag" and properties.holds(one.span.start) for one in tokens)
    inner = read_json(masked, span=properties)
    _stretch_outputs(inner.root, tokens)
    # Commas and keys may stand in branches, so what looks wrong is only certain without tags.
    certain = [one for one in inner.problems if not is_leaf and (not has_tags or _is_deep(one))]
    return Template(
        *split_language(stem),
        source=source,
        envelope=envelope,
        body=TemplateBody(source, text, properties),
        tree=None if inner.problems and has_tags else inner.root,
        problems=(*problems, *(_json_problem(source, one) for one in certain)),
        version=envelope.liquid or config.liquid,
        json=config.render.json,
    )


def _unclosed(source: Source, text: str) -> list[Problem]:
    """Return the Liquid that is never closed: it swallows the JSON behind it, so is the cause."""
    return [
        Problem("liquid-syntax", Location(source, one.span), one.message, one.help or "")
        for one in parse(text).errors
        if one.message.endswith("is never closed")
    ]


def _mask_and_read(text: str, *, is_leaf: bool) -> tuple[list[Token], str, JsonReading]:
    """Cut a file's text, mask its Liquid and read the JSON around it.

    Where someone escaped the quotes of Liquid as JSON would have it, Liquid sees no end of them and
    the file falls apart. The intended JSON can still be read, and a rule reports the quotes.
    """
    attempts = [text, text.replace('\\"', ' "')] if '\\"' in text else [text]
    for attempt in attempts:
        tokens, _ = scan(attempt)  # what is not closed is the parser's to report
        masked = text if is_leaf else mask(text, tokens)
        reading = read_json(masked, opaque=frozenset({"properties"}))
        if not reading.problems:
            break
    return tokens, masked, reading


def _merge_into_base(template: Template, bases: dict[str, Template]) -> Template:
    """Return a translation merged into its base; anything else is returned as it is."""
    if template.language is None:
        return template
    base = bases.get(template.name)
    if base is not None:
        return merge_translation(base, template)
    start = Location(template.source, Span(0, 1))
    message = f"this is a translation of `{template.name}`, and there is no such template"
    problem = Problem("envelope-schema", start, message, f"add {template.name}.json or rename this")
    return replace(template, problems=(*template.problems, problem))


def _without_body(
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
    """Return the problem; a file nested too deep is unreadable, anything else is json-syntax."""
    kind = "unreadable-file" if _is_deep(problem) else "json-syntax"
    return Problem(kind, Location(source, problem.span), problem.message, problem.help)


def _is_deep(problem: JsonProblem) -> bool:
    return problem.message == TOO_DEEP


_STAND_INS: dict[str, object] = {"{": {}, "0": {}, "[": []}
"""What the schema is shown for a value that was not parsed; ``0`` is an output."""


def _value_span(span: Span, tokens: list[Token]) -> Span:
    """Return the span of a value that is one output whole: its mask is a digit and blanks."""
    output = next(
        (one for one in tokens if one.kind == "output" and one.span.holds(span.start)), None
    )
    return output.span if output and output.span.start == span.start else span


def _stretch_outputs(root: JsonValue | None, tokens: list[Token]) -> None:
    """Let each value that begins as an output end where the output ends."""
    outputs = {one.span.start: one.span for one in tokens if one.kind == "output"}
    values = [root] if root else []
    while values:
        value = values.pop()
        if value.kind == "number":
            value.span = outputs.get(value.span.start, value.span)
        values += [*value.items, *(member.value for member in value.members)]


def _liquid_outside(
    source: Source, tokens: list[Token], properties: Span | None
) -> Iterable[Problem]:
    """Yield each token of Liquid in the envelope: the service renders ``properties`` alone."""
    for token in tokens:
        inside = properties is not None and properties.holds(token.span.start)
        if token.kind not in ("text", "raw") and not inside:
            yield Problem(
                "envelope-schema",
                Location(source, token.span),
                "Liquid outside `properties`: the service does not render the envelope",
                "write the value itself, or move it into `properties`",
            )
