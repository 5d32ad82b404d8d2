"""Whether formatting leaves every case's payload as it was: renders them before and after."""

from collections.abc import Mapping, Sequence
from dataclasses import replace

from inbox_toolkit.project.config import Config
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.environment import RenderEnvironment
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.rendering.render import render_cases
from inbox_toolkit.template.reader import merge_translations, parse_template
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.source import Source


def changed_case(
    family: Sequence[Template],
    texts: Mapping[str, str],
    *,
    config: Config,
    fixtures: Fixtures,
    environment: RenderEnvironment,
) -> str | None:
    """Return the label of the first case that new texts of its files render differently.

    ``family`` is a template with its translations as read, ``texts`` the new text of each file
    that changes, by the file's name; None if every payload and every failure stays the same.
    """
    after = merge_translations(
        parse_template(Source(one.file, texts.get(one.file, one.source.text)), one.label, config)
        for one in family
    )
    for old, new in zip(family, after, strict=True):
        if old.body is None or old.parsed.errors:
            continue
        cases = cases_of(old, fixtures)
        renders = zip(
            render_cases(cases, environment),
            render_cases((replace(case, template=new) for case in cases), environment),
            strict=True,
        )
        for case, (one, other) in zip(cases, renders, strict=True):
            if _result(one) != _result(other):
                return f"{old.label}: {case.label}"
    return None


def _result(outcome: Outcome) -> tuple[object, ...]:
    failures = tuple(str(one) for one in outcome.rendered.failures)
    return (outcome.payload, outcome.payload_error is None, len(failures))
