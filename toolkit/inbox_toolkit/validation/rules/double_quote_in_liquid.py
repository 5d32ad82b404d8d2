r"""Liquid inside a JSON string uses double quotes.

Why: an escaped quote (``\"``) is not a quote to Liquid, which reads on to the next one. An
unescaped quote ends the JSON string in every editor. Liquid treats single quotes the same way, so
use those.

Bad::

    "title": "Hi {{ customer.first_name | default: "there" }}"

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.template.template import Location
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="double-quote-in-liquid",
    summary="double quotes in Liquid inside a JSON string",
    severity=Severity.WARNING,
)

_LINE = re.compile(r"[^\r\n]+")
_MARKUP = re.compile(
    r"\{\{(?:(?!\{\{|\{%|\}[ \t]+\})[^\r\n])*?\}\}|\{%(?:(?!\{\{|\{%|%[ \t]+\})[^\r\n])*?%\}"
)
_QUOTED = re.compile(r'\\"(?P<escaped>[^"\\\r\n]*)\\"|(?<!\\)"(?P<plain>[^"\\\r\n]*)"')


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per quoted text; read from the text, as it may not parse."""
    source = context.template.source
    if not any('"' in markup for markup in _MARKUP.findall(source.text)):
        return
    for line in _LINE.finditer(source.text):
        for markup in _MARKUP.finditer(source.text, line.start(), line.end()):
            for quoted in _QUOTED.finditer(source.text, markup.start(), markup.end()):
                is_escaped = quoted["escaped"] is not None
                if is_escaped or _is_in_string(source.text[line.start() : markup.start()]):
                    yield _finding(source, quoted, is_escaped=is_escaped)


def _is_in_string(before: str) -> bool:
    """Return True if a line's beginning leaves a string open; JSON strings end on their line."""
    without_liquid = _MARKUP.sub("", before)
    return re.sub(r"\\.", "", without_liquid).count('"') % 2 == 1


def _finding(source: Source, quoted: re.Match[str], *, is_escaped: bool) -> Finding:
    text = quoted["escaped"] if is_escaped else quoted["plain"]
    span = Span(*quoted.span())
    fix = None
    if "'" not in text:
        fix = Fix("use single quotes", (Edit(span, f"'{text}'"),))
    return Finding(
        Location(source, span),
        "an escaped quote is not a quote to Liquid"
        if is_escaped
        else "a double quote in Liquid ends the JSON string around it in every editor",
        help=f"write '{text}'" if fix else "put the text into a {% capture %} first",
        fix=fix,
    )
