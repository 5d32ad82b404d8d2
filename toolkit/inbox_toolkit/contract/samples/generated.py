"""Says which files generated fixtures are, and what speaks for the languages they are in."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import Any

from inbox_toolkit.contract.samples.covering import Covered
from inbox_toolkit.contract.samples.lookalikes import FIRST_NUMBER
from inbox_toolkit.contract.samples.people import WORDS
from inbox_toolkit.project.fixtures import Fixtures
from inbox_toolkit.template.template import Template

_NAME = "generated_"


def files_of(found: Covered, template: Template, folder: str) -> dict[str, Mapping[str, Any]]:
    """Return what to write, by file name below ``folder``; nothing is written twice."""
    files: dict[str, Mapping[str, Any]] = {}
    data: list[Mapping[str, Any]] = []
    people: list[Mapping[str, Any]] = []
    for pair in found.pairs:
        if pair.data not in data:
            data.append(pair.data)
        if not pair.known and pair.profile not in people:
            people.append(pair.profile)
    for number, one in enumerate(data, 1):
        files[f"{folder}/message_data/{template.name}/{_NAME}{number}.json"] = one
    for number, one in enumerate(people, 1):
        own = {"id": f"id_{FIRST_NUMBER + number - 1}"} if _is_made_up(one.get("id")) else {}
        files[f"{folder}/profiles/{_profile(template)}{number}.json"] = {**one, **own}
    return files


def others(fixtures: Fixtures, template: Template) -> Fixtures:
    """Return the fixtures without the profiles generated for a template before."""
    own = _profile(template)
    kept = tuple(one for one in fixtures.profiles if not one.name.startswith(own))
    return replace(fixtures, profiles=kept)


def spoken(template: Template, templates: Iterable[Template]) -> tuple[str, ...]:
    """Return the languages of a template whose people have names here, English by default."""
    if template.language:
        found = [template.language]
    else:
        alike = (one for one in templates if one.name == template.name)
        found = ["en", *(one.language for one in alike if one.language)]
    return tuple(one for one in found if one.split("-")[0].split("_")[0] in WORDS) or ("en",)


def verdict(found: Covered, template: Template) -> Iterator[str]:
    """Yield what is reached, then each branch that is not, with its place."""
    if not found.pairs:
        yield f"no case was found that has no fault; see which: inbox prove {template.name}"
        return
    yield f"they reach {len(found.reached)} of {found.branches} branches"
    for number, arm in enumerate(template.program.arms):
        if number not in found.reached:
            source, span = template.locate(arm.tag_span)
            at = source.position(span.start)
            yield f"not reached: the `{arm.kind}` at {source.name}:{at.line}:{at.column}"


def _is_made_up(value: object) -> bool:
    return value == f"id_{FIRST_NUMBER}"


def _profile(template: Template) -> str:
    return f"{template.name.replace('/', '_')}_{_NAME}"
