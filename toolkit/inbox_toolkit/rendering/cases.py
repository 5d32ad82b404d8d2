"""A case is one template with one profile and one message data: list, pick and vary them."""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import Any, NamedTuple

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.project.project import nearest
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.digits import parse_digits
from inbox_toolkit.text.record import record
from inbox_toolkit.text.source import Source

MAX_DEPTH = 256
"""Steps of a path that is changed; no file nests deeper."""


@record
class Case:
    """One template × one profile × one message data; ``data`` is None for a send without any."""

    template: Template
    profile: Fixture
    data: Fixture | None

    @property
    def label(self) -> str:
        """Its name in reports."""
        return f"{self.profile.name} × {self.data_name}"

    @property
    def data_name(self) -> str:
        """The name of the message data, or ``none``."""
        return self.data.name if self.data else "none"

    @property
    def message_data(self) -> Mapping[str, Any]:
        """What the send carries; empty for a send without message data."""
        return self.data.data if self.data else {}


def cases_of(template: Template, fixtures: Fixtures) -> list[Case]:
    """Return every case of a template; a translation uses its base's message data."""
    data = fixtures.message_data.get(template.name) or (None,)
    return [Case(template, profile, one) for profile in fixtures.profiles for one in data]


def pick_case(
    template: Template, fixtures: Fixtures, *, profile: str | None, data: str | None
) -> Case:
    """Return the case of these fixtures; where a name is None, of the first one.

    Raises UsageError, with the nearest name, if there is no such fixture, and ProjectError if its
    file cannot be used.
    """
    profiles = _Group("profile", f"{fixtures.folder}/profiles", fixtures.profiles)
    group = _Group(
        "message data",
        f"{fixtures.folder}/message_data/{template.name}",
        fixtures.message_data.get(template.name, ()),
    )
    chosen = _named(profiles, profile, fixtures)
    if chosen is None:
        raise UsageError(
            f"there are no profiles in {profiles.folder}/",
            help=f'add one, such as {profiles.folder}/ada.json with {{"first_name": "Ada"}}',
        )
    return Case(template, chosen, _named(group, data, fixtures))


class _Group(NamedTuple):
    """Fixtures to pick from, what to call one, and the folder they are in."""

    what: str
    folder: str
    fixtures: tuple[Fixture, ...]


def _named(group: _Group, name: str | None, fixtures: Fixtures) -> Fixture | None:
    if name is None:
        return group.fixtures[0] if group.fixtures else None
    found = next((one for one in group.fixtures if one.name == name), None)
    if found is not None:
        return found
    file = f"{group.folder}/{name}.json"
    for problem in fixtures.problems:
        if problem.source.name == file:
            message = problem.message.removeprefix(f"{file} ")
            raise ProjectError(f"{file}: {message}", help=problem.help)
    raise nearest(name, [one.name for one in group.fixtures], group.what, f"{group.folder}/")


def _step(text: str) -> str | int:
    number = parse_digits(text)
    return text if number is None else number


def with_changes(case: Case, changes: Sequence[str], removed: Sequence[str] = ()) -> Case:
    """Return the case with each ``root.path=value`` applied, as ``--set`` takes them.

    ``removed`` are paths to take away, as ``--unset`` takes them; what is not there stays so. A
    value that is not JSON is taken as text. The fixtures' files are not touched. Raises UsageError
    for a root other than ``customer`` and ``trigger``, and for an incomplete path.
    """
    for change in changes:
        path, equals, text = change.partition("=")
        root, steps = _path_of(path, change if equals else "", "write it like trigger.order_id=7")
        case = _edited(case, root, partial(_put, steps=steps, value=_value(text)))
    for path in removed:
        root, steps = _path_of(path, path, "write it like trigger.order_id")
        case = _edited(case, root, partial(_without, steps=steps))
    return case


def _path_of(path: str, whole: str, form: str) -> tuple[str, list[str | int]]:
    root, _, rest = path.partition(".")
    steps = [_step(step) for step in rest.split(".")]
    if not whole or not rest or "" in steps:
        raise UsageError(f"`{(whole or path)[:80]}` does not say what to change", help=form)
    if len(steps) > MAX_DEPTH:
        raise UsageError(f"`{path[:80]}…` nests deeper than {MAX_DEPTH} levels", help=form)
    return root, steps


def _edited(case: Case, root: str, edit: Callable[[Mapping[str, Any]], Any]) -> Case:
    if root == "customer":
        return replace(case, profile=replace(case.profile, data=edit(case.profile.data)))
    if root == "trigger":
        base = case.data or Fixture("none", Source("none", ""), {})
        return replace(case, data=replace(base, data=edit(base.data)))
    raise UsageError(
        f"`{root}` cannot be changed",
        help="change customer.… (the profile) or trigger.… (message data)",
    )


def _without(holder: object, steps: list[str | int]) -> Any:
    """Return a copy of nested data without the value that a path leads to."""
    step, rest = steps[0], steps[1:]
    if isinstance(holder, list) and isinstance(step, int) and step < len(holder):
        kept = [_without(holder[step], rest)] if rest else []
        return [*holder[:step], *kept, *holder[step + 1 :]]
    if isinstance(holder, Mapping) and str(step) in holder:
        kept_member = {str(step): _without(holder[str(step)], rest)} if rest else {}
        others = {key: value for key, value in holder.items() if key != str(step)}
        return {**others, **kept_member}
    return holder


def _put(holder: object, steps: list[str | int], value: object) -> Any:
    """Return a copy of nested data with one value set; missing objects on the way are created."""
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(holder, list) and isinstance(step, int):
        if step > len(holder):
            raise UsageError(f"there is no item {step}", help=f"the list has {len(holder)} items")
        items = [*holder, *([None] * (step == len(holder)))]
        items[step] = _put(items[step], rest, value)
        return items
    members = dict(holder) if isinstance(holder, Mapping) else {}
    members[str(step)] = _put(members.get(str(step)), rest, value)
    return members


def _value(text: str) -> object:
    """Return what a value says as JSON, else the text itself; no file can hold ``Infinity``."""
    try:
        value = json.loads(text)
        json.dumps(value, allow_nan=False)
    except ValueError:
        return text
    except RecursionError:
        raise UsageError(
            f"the value {text[:40]}… nests too deep", help="write JSON, or text"
        ) from None
    return value
