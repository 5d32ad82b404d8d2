"""Change values of a case without touching its fixtures: ``--set`` and the page's what-ifs."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.text.source import Source


def changed(case: Case, changes: Sequence[str]) -> Case:
    """Return the case with each ``root.path=value`` applied; value is JSON, or else text.

    Raises UsageError for a root other than ``customer`` or ``trigger``, or a path with no end.
    """
    for change in changes:
        path, equals, text = change.partition("=")
        root, _, rest = path.partition(".")
        steps = [int(step) if step.isdigit() else step for step in rest.split(".")]
        if not equals or not rest or "" in steps:
            raise UsageError(
                f"`{change}` does not say what to set", help="write it like trigger.order_id=7"
            )
        case = _with(case, root, steps, _value(text))
    return case


def _with(case: Case, root: str, steps: list[str | int], value: object) -> Case:
    if root == "customer":
        data = _put(case.profile.data, steps, value)
        return replace(case, profile=replace(case.profile, data=data))
    if root == "trigger":
        base = case.data or Fixture("none", Source("none", ""), {})
        return replace(case, data=replace(base, data=_put(base.data, steps, value)))
    raise UsageError(
        f"`{root}` cannot be set", help="set customer.… (the profile) or trigger.… (message data)"
    )


def _put(holder: object, steps: list[str | int], value: object) -> Any:
    """Return a copy of nested data with one value replaced; objects on the way are made."""
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
    try:
        return json.loads(text)
    except ValueError:
        return text
