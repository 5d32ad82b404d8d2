"""Break this repository's own templates and fixtures one value at a time: each break is found."""

import copy
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.analysis.data_path import Element, Steps
from inbox_toolkit.analysis.read_recorder import analyze
from inbox_toolkit.analysis.read_site import ReadSite
from inbox_toolkit.liquid.syntax.nodes import Path as Variable
from inbox_toolkit.liquid.syntax.nodes import Segment
from inbox_toolkit.liquid.syntax.visitor import node_expressions, walk_expression, walk_nodes
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.project.project import Project, load_project
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.template.reader import parse_template, read_templates
from inbox_toolkit.template.template import Template, merge_translation
from inbox_toolkit.text.source import Source
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.runner import TemplateResult, validate_template
from inbox_toolkit.validation.settings import settings_of

from tests.support.projects import NOW

ROOT = Path(__file__).resolve().parents[2]
GONE = object()
FORGIVING = ("defaulted", "tested", "assigned", "guarded")


@cache
def project() -> Project:
    return load_project(find_config(ROOT))


@cache
def templates() -> tuple[Template, ...]:
    return tuple(read_templates(project().template_files, project().config))


LABELS = [one.label for one in templates()]


def named(label: str) -> Template:
    return next(one for one in templates() if one.label == label)


def judged(template: Template, within: Project) -> TemplateResult:
    family = tuple(
        template if one.label == template.label else one
        for one in templates()
        if one.name == template.name
    )
    found = validate_template(
        template, within, render_environment(within, now=NOW), settings_of(within.config), family
    )
    assert not found.crashes, found.crashes[0].trace
    return found


# --- misspelling -----------------------------------------------------------------------------


def segments(template: Template) -> Iterator[Segment]:
    for node in walk_nodes(template.parsed.nodes):
        for expression in node_expressions(node):
            for part in walk_expression(expression):
                if isinstance(part, Variable):
                    yield from (one for one in part.segments if isinstance(one.key, str))


def misspelt(template: Template, span: Span) -> Template:
    source, at = template.locate(span)
    name = at.of(source.text)
    wrong = name.replace(name.strip("[]'\".")[-1], "qz", 1) if len(name) < 3 else name[:-1] + "qz"
    text = source.text[: at.start] + wrong + source.text[at.end :]
    stem = source.name.removeprefix("templates/").partition(".json")[0]
    broken = parse_template(Source(source.name, text), stem, project().config)
    if template.language is None:
        return broken
    base = named(template.name)
    return (
        merge_translation(broken, template)
        if broken.language is None
        else merge_translation(base, broken)
    )


@pytest.mark.parametrize("label", LABELS)
def test_every_misspelt_name_is_found(label: str) -> None:
    template = named(label)
    spans = [one.span for one in segments(template)]
    assert spans
    unseen = [
        template.locate(span).span.of(template.locate(span).source.text)
        for span in spans
        if not judged(misspelt(template, span), project()).diagnostics
    ]
    assert unseen == []


# --- fixtures --------------------------------------------------------------------------------


def read_paths(template: Template) -> dict[Steps, list[ReadSite]]:
    """The paths of the data that are read, with every read of them or of what is above them."""
    found: dict[Steps, list[ReadSite]] = {}
    reads = analyze(template).reads
    for read in reads:
        for steps in read.origins:
            if steps[0] in ("customer", "trigger") and len(steps) > 1:
                found.setdefault(plain(steps), [])
    for path, sites in found.items():
        sites += [
            read
            for read in reads
            if any(plain(steps)[: len(path)] == path for steps in read.origins)
        ]
    return found


def plain(steps: Steps) -> Steps:
    return tuple(Element(0) if isinstance(step, Element) else step for step in steps)


def holders(template: Template, path: Steps) -> list[Fixture]:
    fixtures = project().fixtures
    group = fixtures.profiles if path[0] == "customer" else fixtures.message_data[template.name]
    return [one for one in group if changed(one.data, path[1:], GONE) != one.data]


def changed(data: Any, path: Steps, value: object) -> Any:
    """A copy of data with one path deleted or set, in all items of a list."""
    data = copy.deepcopy(data)
    step, rest = path[0], path[1:]
    if isinstance(step, Element):
        return [changed(item, rest, value) if rest else value for item in data] if data else data
    missing = step not in data if isinstance(data, Mapping) else not isinstance(step, int)
    if missing or (isinstance(step, int) and step >= len(data)):
        return data
    if rest:
        data[step] = changed(data[step], rest, value)
    elif value is GONE:
        del data[step]
    else:
        data[step] = value
    return data


def with_changes(change: Callable[[Fixture], Fixture]) -> Project:
    fixtures = project().fixtures
    data = {name: tuple(map(change, group)) for name, group in fixtures.message_data.items()}
    profiles = tuple(map(change, fixtures.profiles))
    return replace(project(), fixtures=replace(fixtures, profiles=profiles, message_data=data))


def broken(path: Steps, value: object, only: list[Fixture]) -> Project:
    def change(one: Fixture) -> Fixture:
        is_meant = any(one is other for other in only)
        return replace(one, data=changed(one.data, path[1:], value)) if is_meant else one

    return with_changes(change)


def read_with(template: Template, fixture: Fixture) -> set[Span]:
    """Where the cases of one fixture read a variable."""
    sites = template.program.variables
    return {
        sites[read.ref].span
        for one in judged(template, project()).outcomes
        if one.case.profile is fixture or one.case.data is fixture
        for read in one.rendered.reads
        if read.ref >= 0
    }


@pytest.mark.parametrize("value", [GONE, None, ""], ids=["deleted", "null", "empty"])
@pytest.mark.parametrize("label", LABELS)
def test_every_value_taken_away_is_found_or_forgiven(label: str, value: object) -> None:
    template = named(label)
    unseen = []
    for path, sites in read_paths(template).items():
        for fixture in holders(template, path):
            tried = read_with(template, fixture)
            is_forgiven = all(one.status in FORGIVING or one.span not in tried for one in sites)
            found = judged(template, broken(path, value, [fixture]))
            is_whole = is_forgiven and all(one.is_deliverable for one in found.outcomes)
            if not found.diagnostics and not is_whole:
                unseen.append((path, fixture.name))
        if not holders(template, path):
            continue  # such as the size of a list
        everywhere = broken(path, value, holders(template, path))
        if not judged(template, everywhere).diagnostics:
            unseen.append((path, "everywhere"))
    assert unseen == []


def test_the_clean_cases_give_no_alarm() -> None:
    assert [one for label in LABELS for one in judged(named(label), project()).diagnostics] == []
