"""A variable that is printed has a value, but an empty one, in some case.

Why: null, ``""``, blanks and ``[]`` print nothing. The message is delivered with a hole in it.

Bad::

    "title": "Hi {{ customer.first_name }}"

Good::

    "title": "Hi {{ customer.first_name | default: 'there' }}"
"""

from collections.abc import Iterator, Mapping
from typing import Any

from toolkit.diagnostics.diagnostic import Severity
from toolkit.liquid.program import Site
from toolkit.rendering.outcome import Outcome
from toolkit.validation.rule import Finding, RuleMeta, Subject

META = RuleMeta(
    id="blank-value",
    summary="a printed variable is null or empty in some case",
    severity=Severity.ERROR,
)


def check(subject: Subject, options: Mapping[str, Any]) -> Iterator[Finding]:  # noqa: ARG001
    """Yield one finding per place that prints nothing in at least one case."""
    sites = subject.template.program.sites
    blank: dict[int, dict[str, object]] = {}
    for outcome in subject.outcomes:
        for site, value in _blank_reads(outcome, sites):
            blank.setdefault(site, {})[outcome.case.label] = value
    for index, cases in sorted(blank.items()):
        yield _finding(subject, sites[index], cases)


def _blank_reads(outcome: Outcome, sites: tuple[Site, ...]) -> Iterator[tuple[int, object]]:
    for read in outcome.rendered.reads:
        site = sites[read.site]
        printed = site.use in ("output", "argument") and not site.defaulted
        if printed and not read.missing and _is_blank(read.value):
            yield read.site, read.value


def _is_blank(value: object) -> bool:
    return value is None or value == [] or (isinstance(value, str) and not value.strip())


def _finding(subject: Subject, site: Site, cases: Mapping[str, object]) -> Finding:
    many = len(subject.outcomes)
    kinds = sorted({_kind(value) for value in cases.values()})
    return Finding(
        subject.template.locate(site.span),
        f"`{site.path}` is {' or '.join(kinds)} in {len(cases)} of {many} case{'s' * (many != 1)}",
        label="prints nothing there",
        notes=("the message would be delivered with nothing in this place",),
        help=f"print a fallback: {{{{ {site.path} | default: '...' }}}}, or leave the place out "
        f"with {{% if {site.path} != blank %}}",
        cases=tuple(cases),
    )


def _kind(value: object) -> str:
    if value is None:
        return "null"
    if isinstance(value, list):
        return "an empty list"
    return "blank text" if value else "empty text"
