"""Hover: a variable's value in each case, a filter's page, the rule behind a finding."""

import re
from collections import defaultdict
from collections.abc import Iterator

from inbox_toolkit.language_server.completion import filter_page, version_of
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import Hover, PositionParams, Range, markdown
from inbox_toolkit.language_server.values import example
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.runtime.result import read_path
from inbox_toolkit.liquid.syntax.tags.registry import TAGS
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule_docs import plain_text
from inbox_toolkit.validation.rules import RULES
from inbox_toolkit.validation.runner import TemplateResult

MAX_ROWS = 8
"""Different values that are shown."""

_FILTER = re.compile(r"\|\s*([A-Za-z_]\w*)")
_TAG = re.compile(r"\{%-?\s*([a-z_]+)")


def hover(document: Document, params: PositionParams) -> Hover | None:
    """Return what is known of the thing at a position."""
    offset = document.positions.offset(params["position"])
    result = document.result()
    found = None
    if result is not None and result.template.source.text == document.text:
        found = _variable(document, result, offset)
    found = found or _filter_or_tag(document, offset)
    rules = list(_rules(document, offset))
    if not rules:
        return found
    about = [found["contents"]["value"]] if found else []
    text = "\n\n---\n\n".join([*about, *(text for _, text in rules)])
    return {"contents": markdown(text), "range": found["range"] if found else rules[0][0]}


def _rules(document: Document, offset: int) -> Iterator[tuple[Range, str]]:
    """Yield each rule that found something at an offset: where, and what it is about."""
    rules = {rule.META.id: rule for rule in RULES}
    for one in document.findings():
        if one.file == document.name and one.span.holds(offset) and one.rule in rules:
            about = plain_text(rules.pop(one.rule)).partition("\n\nBad:")[0]
            more = f"Examples and settings: `inbox explain {one.rule}`"
            text = f"**{one.rule}**: {about}\n\n{more}"
            yield document.positions.range(one.span), text


def _variable(document: Document, result: TemplateResult, offset: int) -> Hover | None:
    template = result.template
    if template.parsed.errors or not result.outcomes:
        return None
    for number, variable in enumerate(template.program.variables):
        location = template.locate(variable.span)
        if location.source.name == document.name and location.span.holds(offset):
            return _hover(document, location.span, _value_table(result, number, variable.path))
    return None


def _value_table(result: TemplateResult, number: int, path: str) -> str:
    """Return the values a variable had, each with the cases it had them in, as markdown."""
    cases: defaultdict[str, dict[str, None]] = defaultdict(dict)
    origins: dict[str, None] = {}
    unreached = 0
    for outcome in result.outcomes:
        rendered = outcome.rendered
        reads = [read for read in rendered.raw_reads if read[0] == number]
        unreached += not reads
        for read in reads:
            value = read[1]
            shown = example(value, width=60) if is_json(value) else "*missing*"
            cases[shown][outcome.case.label] = None
            origins[read_path(rendered.program, read)] = None
    count = len(result.outcomes)
    missing = len(cases.get("*missing*", ()))
    lack = (
        ""
        if not missing
        else f", **missing in {missing} of them**"
        if count > 1
        else ", **missing**"
    )
    lines = [f"**`{path}`** in {count} case{'s' * (count != 1)}{lack}"]
    others = [origin for origin in origins if origin != path][:3]
    if others:
        lines += ["", "from " + ", ".join(f"`{one}`" for one in others)]
    lines += ["", "| value | cases |", "|---|---|"]
    ranked = sorted(cases.items(), key=lambda one: (one[0] != "*missing*", -len(one[1])))
    for shown, held in ranked[:MAX_ROWS]:
        names = ", ".join(list(held)[:2]) + (f" and {len(held) - 2} more" if len(held) > 2 else "")
        lines.append(f"| {_cell(shown)} | {_cell(names)} |")
    if len(ranked) > MAX_ROWS:
        lines.append(f"| {len(ranked) - MAX_ROWS} more values | |")
    if unreached:
        lines.append(f"| *not reached* | {unreached} case{'s' * (unreached != 1)} |")
    return "\n".join(lines)


def is_json(value: object) -> bool:
    """Return True for a value of the data; what is missing has none."""
    return value is None or isinstance(value, str | int | float | bool | list | dict)


def _cell(text: str) -> str:
    """Return text for a cell of a markdown table: as code unless it is our own emphasis."""
    if text.startswith("*"):
        return text
    ticks = "``" if "`" in text else "`"
    return f"{ticks}{text.replace('|', chr(92) + '|')}{ticks}"


def _filter_or_tag(document: Document, offset: int) -> Hover | None:
    start = max(document.text.rfind("{{", 0, offset + 1), document.text.rfind("{%", 0, offset + 1))
    if start < 0:
        return None
    end = document.text.find("\n", offset)
    line = document.text[start : end if end >= 0 else len(document.text)]
    for found in _FILTER.finditer(line):
        span = Span(start + found.start(1), start + found.end(1))
        spec = spec_of(found[1], version_of(document)) if span.holds(offset) else None
        if spec is not None:
            return _hover(document, span, filter_page(spec, version_of(document)))
    tag = _TAG.match(line)
    if tag is None or tag[1] not in TAGS:
        return None
    span = Span(start + tag.start(1), start + tag.end(1))
    about = TAGS[tag[1]]
    text = f"`{about.form}`\n\n{about.prints}\n\nSource: {about.source}"
    return _hover(document, span, text) if span.holds(offset) else None


def _hover(document: Document, span: Span, text: str) -> Hover:
    return {"contents": markdown(text), "range": document.positions.range(span)}
