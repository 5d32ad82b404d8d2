"""Law 3: what a finding says is true of every case it names, and "never" is true of all data.

Random templates that assign names in branches and loops are validated with a few fixtures; each
message is then held against what those cases render, and each "never" against some 170 worlds.
"""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

from inbox_toolkit.diagnostics.diagnostic import Diagnostic
from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.rendering.cases import cases_of
from inbox_toolkit.rendering.environment import render_environment
from inbox_toolkit.rendering.render import render_case
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.runner import validate_template
from inbox_toolkit.validation.settings import settings_of

from tests.support.flow_fuzz import Maker, worlds
from tests.support.projects import EXPIRATION, NOW, template, write_project

NAMES = ["h", "s", "found", "hit", "n"]
VALUES = ["''", "'a'", "'b'", "true", "false", "1", "trigger.a", "customer.name", "i", "i.n", "i.m"]
NEVER = ("impossible", "is never given", "never has a value", "no value here", "no value yet")


class NameMaker(Maker):
    """Makes templates that give names values in branches and loops, and read them elsewhere."""

    def path(self) -> str:
        return self.random.choice(NAMES) if self.chance(0.4) else super().path()

    def node(self, depth: int, *, in_loop: bool) -> str:
        if self.chance(0.3):
            name, value = self.random.choice(NAMES), self.random.choice([*VALUES, *NAMES])
            filters = self.random.choice(["", "", " | append: ','", " | default: 'x'", " | upcase"])
            return f"{{% assign {name} = {value}{filters} %}}"
        if self.chance(0.15) and depth:
            test = self.random.choice(["{} == 'a'", "{}", "{} != blank", "{} == true", "{} == 1"])
            test = test.format(self.path())
            return f"{{% if {test} %}}{self.body(depth - 1, in_loop=in_loop)}{{% endif %}}"
        return super().node(depth, in_loop=in_loop)


def make_names(seed: int, version: str = "latest") -> Template:
    """Make the random template of a seed."""
    body = NameMaker(Random(seed)).body(3).replace('"', "")
    return template(f'{{"liquid": "{version}", "properties": {{"a": "x{body}"}}}}')


def false_findings(seed: int, folder: Path) -> tuple[list[str], int]:
    """Return what is false in the findings of a random template, and how many findings it has."""
    random = Random(seed)
    body = NameMaker(random).body(3).replace('"', "")
    every = list(worlds(random))
    made = random.sample(every, 3)
    write_project(
        folder,
        {
            "inbox.toml": '[validate]\nrules = "all"\n',
            "templates/t.json": f'{{"properties": {{"a": "x{body}"}}, {EXPIRATION}}}',
        }
        | {f"fixtures/profiles/p{n}.json": one["customer"] for n, one in enumerate(made)}
        | {f"fixtures/message_data/t/d{n}.json": one["trigger"] for n, one in enumerate(made)},
    )
    project = load_project(find_config(folder))
    (made_one,) = read_templates(project.template_files, project.config)
    environment = render_environment(project, now=NOW)
    judged = validate_template(
        made_one, project, environment, settings_of(project.config), (made_one,)
    )
    rendered = {
        case.label: render_case(case, environment, trace=True).rendered
        for case in cases_of(made_one, project.fixtures)
    }
    renders = [run(made_one.program, _with_environment(one), now=NOW) for one in every]
    wrong = [f"crash: {crash.trace}" for crash in judged.crashes]
    for found in judged.diagnostics:
        named = [rendered[label] for label in found.cases]
        wrong += [
            f"seed {seed}: {found.rule}: {found.message} ({found.label}): {why}\n  {body}"
            for why in (
                *_false_of_cases(found, named, list(rendered.values())),
                *_false_of_all(found, made_one, [*rendered.values(), *renders]),
            )
        ]
    return wrong, len(judged.diagnostics)


def _with_environment(world: dict[str, Any]) -> dict[str, Any]:
    return {"campaign": {}, "message": {}, "objects": {}, **world}


def _false_of_cases(
    found: Diagnostic, named: list[RenderedText], every: list[RenderedText]
) -> Iterator[str]:
    """Yield why a finding is not true of the cases it names, or of those it does not name."""
    span = found.span
    match found.rule:
        case "missing-value":
            place = (span.start, found.message.split("`")[1])
            failing = [one for one in every if place in _missing_at(one)]
            if [id(one) for one in failing] != [id(one) for one in named]:
                yield "the cases that fail there are others"
        case "blank-value":
            values = [_values(one, span) for one in named]
            if not all(any(map(_is_empty, each)) for each in values):
                yield "the value is not empty in a named case"
        case "never-present":
            values = [_values(one, span) for one in every]
            if not all(all(map(_is_empty, each)) for each in values):
                yield f"a case has a value: {values}"


def _missing_at(rendered: RenderedText) -> set[tuple[int, str | None]]:
    return {(failure.span.start, failure.path) for failure in rendered.failures}


def _values(rendered: RenderedText, span: Span) -> list[object]:
    return [read.value for read in rendered.reads if _span(rendered, read.ref) == span]


def _is_empty(value: object) -> bool:
    return value in (None, [], MISSING) or (isinstance(value, str) and not value.strip())


def _span(rendered: RenderedText, ref: int) -> Span:
    return rendered.program.variables[ref].span


def _false_of_all(found: Diagnostic, made: Template, renders: list[RenderedText]) -> Iterator[str]:
    """Yield why something that is said to be never is not."""
    if not any(word in f"{found.message} {found.label}" for word in NEVER):
        return
    if found.rule == "unreached-branch":
        for number, branch in enumerate(made.program.branches):
            is_taken = any(number in one.taken_branches for one in renders)
            if branch.tag_span == found.span and branch.is_written and is_taken:
                yield "some data takes it"
    elif found.rule in ("unknown-root", "possibly-unset"):
        for one in renders:
            for read in one.reads:
                if (
                    _span(one, read.ref) == found.span
                    and not read.missing
                    and read.value is not None
                ):
                    yield f"some data gives it the value {read.value!r}"
                    return
