"""A filter that the service does not have.

Why: an unknown filter changes nothing and fails nothing: the value passes as it is, and the
message is delivered without what the filter was meant to do.

Bad::

    "title": "Hi {{ customer.first_name | uppercase }}"

Good::

    "title": "Hi {{ customer.first_name | upcase }}"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.filters.registry import LATEST, LEGACY
from inbox_toolkit.liquid.syntax.nodes import Filter
from inbox_toolkit.validation.rule import Finding, RuleContext, RuleMeta

META = RuleMeta(
    id="unknown-filter",
    summary="a filter that the service does not have",
    severity=Severity.ERROR,
    changes_output=True,
)

_MEANT = {
    "uppercase": "upcase", "lowercase": "downcase", "length": "size", "count": "size",
    "to_upper": "upcase", "to_lower": "downcase", "trim": "strip", "date_format": "date",
    "tojson": "json", "jsonify": "json", "add": "plus", "subtract": "minus", "multiply": "times",
    "title": "titlecase", "money": "currency", "encode": "url_encode",
}  # fmt: skip
"""Names that other template languages use."""


def check(context: RuleContext, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per use."""
    version = context.template.version
    tables = LEGACY if version == "legacy" else LATEST
    known = frozenset[str]().union(*tables.values())
    for use in context.filters if known else ():
        if use.name not in known:
            yield _finding(context, use, _MEANT.get(use.name) or nearest_name(use.name, known))


def _finding(context: RuleContext, use: Filter, meant: str) -> Finding:
    place = context.template.locate(use.name_span)
    fix = Fix(f"use `{meant}`", (Edit(place.span, meant),), safe=False) if meant else None
    return Finding(
        place,
        f"there is no filter `{use.name}`",
        label="the value passes unchanged",
        help=f"did you mean `{meant}`?" if meant else "see the service's list of filters",
        fix=fix,
    )
