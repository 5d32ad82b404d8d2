"""``date`` is given something other than Unix seconds.

Why: milliseconds are read as seconds, so 2026 becomes the year 57,000. The service does not support
text such as ``2026-01-15`` for stored dates, even if the engine happens to parse it.

Bad::

    "title": "See you on {{ trigger.at | date: '%B %-d' }}"
    # fixtures/message_data/t/standard.json
    {"at": 1768552200000}

Good::

    "title": "See you on {{ trigger.at | date: '%B %-d' }}"
    # fixtures/message_data/t/standard.json
    {"at": 1768552200}
"""

import re
from collections.abc import Iterator

from inbox_toolkit.diagnostics.diagnostic import Severity
from inbox_toolkit.liquid.syntax.nodes import FilteredExpression, Path
from inbox_toolkit.liquid.syntax.visitor import filtered_expressions
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="date-input",
    summary="a date is not given in Unix seconds",
    severity=Severity.WARNING,
)

_NUMBER = re.compile(r"-?[0-9]+(\.[0-9]+)?")
_SMALLEST, _LARGEST = 100_000_000, 100_000_000_000


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per place and kind of value."""
    dated = _dated(context) if context.outcomes else frozenset[Span]()
    if not dated:
        return
    every = enumerate(context.template.program.variables)
    sites = {number: site.span for number, site in every if site.span in dated}
    found: dict[tuple[Span, str, str], set[int]] = {}
    for index, span in sites.items():
        for raw, group in context.reads_by_variable.get(index, ()):
            wrong = _wrong(raw[1])
            if wrong:
                found.setdefault((span, *wrong), set()).update(context.readers(group))
    for (span, message, help_text), cases in sorted(found.items()):
        labels = tuple([context.outcomes[number].case.label for number in sorted(cases)])
        yield Finding(
            context.template.locate(span),
            f"{message} in {context.share(len(labels))}",
            help=help_text,
            cases=labels,
        )


def _dated(context: TemplateContext) -> frozenset[Span]:
    """Return where a variable goes straight into ``date``."""
    if all(use.name != "date" for use in context.template.program.filters):
        return frozenset()
    return frozenset(
        chain.value.span
        for node in context.nodes
        for chain in filtered_expressions(node)
        if isinstance(chain.value, Path) and _first(chain) == "date"
    )


def _first(chain: FilteredExpression) -> str:
    names = [use.name for use in chain.filters if use.name != "default"]
    return names[0] if names else ""


def _wrong(value: object) -> tuple[str, str] | None:
    if isinstance(value, str):
        if value in ("now", "today") or not value.strip():
            return None
        if not _NUMBER.fullmatch(value):
            return (
                "this date is text",
                "pass Unix seconds: only those are supported for stored dates",
            )
        value = float(value)
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    if value >= _LARGEST:
        return (
            "this date is in milliseconds",
            "pass seconds, or insert `| divided_by: 1000` before `date`",
        )
    if value < _SMALLEST:
        return (
            "this date is before 1973, or not a date",
            "the service supports Unix seconds from 100000000",
        )
    return None
