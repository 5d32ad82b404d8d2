"""A filter that the service does not have.

Why: an unknown filter does nothing and raises no error. The value passes through unchanged, and the
message is delivered without what the filter was meant to do.

Bad::

    "title": "Hi {{ customer.first_name | uppercase }}"

Good::

    "title": "Hi {{ customer.first_name | upcase }}"
"""

import re
from collections.abc import Iterator

from inbox_toolkit.analysis.fixture_lookup import nearest_name
from inbox_toolkit.diagnostics.diagnostic import Edit, Fix, Severity
from inbox_toolkit.liquid.filters.registry import lookup, specs
from inbox_toolkit.liquid.syntax.nodes import Filter
from inbox_toolkit.validation.rule import Finding, RuleMeta, TemplateContext

META = RuleMeta(
    id="unknown-filter",
    summary="a filter that the service does not have",
    severity=Severity.ERROR,
    changes_output=True,
)


def check_template(context: TemplateContext) -> Iterator[Finding]:
    """Yield one finding per use."""
    version = context.template.version
    for use in context.filters:
        if lookup(use.name, version) is None:
            yield _finding(context, use, _meant(use.name, version))


def _meant(name: str, version: str) -> str:
    """Return the filter that another template language calls so, or that is spelled nearly so."""
    current = [spec for spec in specs(version) if version == "legacy" or not spec.replacement]
    for spec in current:
        if name in spec.synonyms:
            return spec.name
    return nearest_name(name, frozenset(spec.name for spec in current))


def _advice(context: TemplateContext, name: str) -> str:
    if re.search(r"time_?zone|_tz", name) and context.template.version != "legacy":
        return "give `date` the zone: `| date: '%H:%M', 'Europe/Paris'`"
    return "see the service's list of filters"


def _finding(context: TemplateContext, use: Filter, meant: str) -> Finding:
    place = context.template.locate(use.name_span)
    fix = Fix(f"use `{meant}`", (Edit(place.span, meant),), safe=False) if meant else None
    return Finding(
        place,
        f"there is no filter `{use.name}`",
        label="the value passes through unchanged",
        help=f"did you mean `{meant}`?" if meant else _advice(context, use.name),
        fix=fix,
    )
