"""``--explain``: how people would be judged, and why, without doing it."""

from collections.abc import Iterator, Sequence
from typing import Any

from inbox_toolkit.audit.result import Plan
from inbox_toolkit.audit.sources import PeopleSource
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

_METHODS = {
    "values": "group people by the values that the template reads",
    "classes": "group people by classes of the values that the template reads",
    "rows": "render everyone",
}


def plan_lines(title: str, plan: Plan) -> Iterator[str]:
    """Yield one message's plan."""
    renders = quantity(plan.estimate, "render")
    yield f"{presentable(title)}: {_METHODS[plan.method]}, about {renders}"
    yield f"  because of: {presentable(plan.reason)}"
    for one in plan.columns:
        reasons = f": {', '.join(one.reasons)}" if one.reasons else ""
        yield presentable(f"  {one.column}  by {one.key}{reasons}")
    for path in plan.absent:
        yield presentable(f"  {path}  in no column: nobody has a value")


def mapping_lines(source: PeopleSource) -> Iterator[str]:
    """Yield how the columns of the files are read."""
    yield f"{presentable(source.files.name)}: people are named by `{presentable(source.id_source)}`"
    width = max((len(one.source) for one in source.columns), default=0)
    for one in source.columns:
        kind = one.column.kind + (", kept as text" if one.column.is_text_encoded else "")
        yield presentable(f"  {one.source:<{width}}  {one.column.label} ({kind})")
    if source.unread:
        yield f"  and {quantity(source.unread, 'column')} that no template reads"


def plan_document(title: str, plan: Plan) -> dict[str, Any]:
    """Return one message's plan for programs."""
    return {
        "message": title,
        "method": plan.method,
        "reason": plan.reason,
        "estimate": plan.estimate,
        "columns": [
            {"column": one.column, "key": one.key, "reasons": [*one.reasons]}
            for one in plan.columns
        ],
        "absent": [*plan.absent],
    }


def mapping_document(source: PeopleSource) -> Sequence[dict[str, Any]]:
    """Return how the columns of the files are read, for programs."""
    return [
        {
            "column": one.source,
            "path": one.column.label,
            "kind": one.column.kind,
            "is_text_encoded": one.column.is_text_encoded,
        }
        for one in source.columns
    ]
