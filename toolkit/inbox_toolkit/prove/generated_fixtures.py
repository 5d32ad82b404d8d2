"""The files that generated fixtures are written to, their locales, and what they reach."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from inbox_toolkit.generate.by_name import FIRST_NUMBER
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.prove.coverage import Coverage
from inbox_toolkit.template.template import Template
from inbox_toolkit.vocabulary import WORDS

_PREFIX = "generated_"


def fixture_files(
    coverage: Coverage, template: Template, folder: str
) -> dict[str, Mapping[str, Any]]:
    """Return the content of each file to write, by its name below ``folder``; no two are alike."""
    files: dict[str, Mapping[str, Any]] = {}
    data: list[Mapping[str, Any]] = []
    people: list[Mapping[str, Any]] = []
    for pair in coverage.pairs:
        if pair.data not in data:
            data.append(pair.data)
        if not pair.known and pair.profile not in people:
            people.append(pair.profile)
    for number, one in enumerate(data, 1):
        files[f"{folder}/message_data/{template.name}/{_PREFIX}{number}.json"] = one
    for number, one in enumerate(people, 1):
        own = {"id": f"id_{FIRST_NUMBER + number - 1}"} if _is_generated_id(one.get("id")) else {}
        files[f"{folder}/profiles/{_profile_prefix(template)}{number}.json"] = {**one, **own}
    return files


def without_generated(fixtures: Fixtures, template: Template) -> Fixtures:
    """Return the fixtures without the profiles that an earlier run generated for a template."""
    prefix = _profile_prefix(template)
    profiles = tuple(one for one in fixtures.profiles if not one.name.startswith(prefix))
    return replace(fixtures, profiles=profiles)


def fixture_locales(template: Template, templates: Iterable[Template]) -> tuple[str, ...]:
    """Return the languages of a template that the vocabulary covers, English by default."""
    if template.language:
        found = [template.language]
    else:
        alike = (one for one in templates if one.name == template.name)
        found = ["en", *(one.language for one in alike if one.language)]
    return tuple(one for one in found if one.split("-")[0].split("_")[0] in WORDS) or ("en",)


def coverage_lines(coverage: Coverage, template: Template) -> Iterator[str]:
    """Yield how many branches are reached, then each branch that is not, with its place."""
    if not coverage.pairs:
        yield f"every case that was tried fails; see how: inbox prove {template.name}"
        return
    yield f"they reach {len(coverage.reached)} of {coverage.branches} branches"
    for number, branch in enumerate(template.program.branches):
        if number not in coverage.reached:
            source, span = template.locate(branch.tag_span)
            at = source.position(span.start)
            yield f"not reached: the `{branch.kind}` at {source.name}:{at.line}:{at.column}"


def _is_generated_id(value: object) -> bool:
    return value == f"id_{FIRST_NUMBER}"


def _profile_prefix(template: Template) -> str:
    return f"{template.name.replace('/', '_')}_{_PREFIX}"
