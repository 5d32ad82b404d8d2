"""``--explain``: how people would be judged, and why, without doing it."""

from collections.abc import Iterator, Sequence
from typing import Any

from inbox_toolkit.audit.mapping import MappedColumn
from inbox_toolkit.audit.population import Column
from inbox_toolkit.audit.result import Plan
from inbox_toolkit.audit.sends import SendsSource
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


def mapping_lines(people: PeopleSource, sends: SendsSource | None) -> Iterator[str]:
    """Yield how the columns of the files are read."""
    yield f"{presentable(people.files.name)}: people are named by `{presentable(people.id_source)}`"
    yield from _column_lines(people.columns)
    if people.unread:
        yield f"  and {quantity(people.unread, 'column')} that no template reads"
    if sends is not None:
        joined = ", else ".join(f"`{one.source}` is their `{one.people}`" for one in sends.joins)
        yield presentable(f"{sends.files.name}: sends are joined to people where {joined}")
        yield from _column_lines(sends.columns)


def _column_lines(columns: Sequence[MappedColumn]) -> Iterator[str]:
    width = max((len(one.source) for one in columns), default=0)
    for one in columns:
        yield presentable(f"  {one.source:<{width}}  {one.column.label} ({_kind(one.column)})")


def _kind(column: Column) -> str:
    if column.is_rest:
        return "other values"
    return column.kind + (", kept as text" if column.is_text_encoded else "")


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


def mapping_document(people: PeopleSource, sends: SendsSource | None) -> Sequence[dict[str, Any]]:
    """Return how the columns of the files are read, for programs."""
    return [
        {
            "column": one.source,
            "path": one.column.label,
            "kind": one.column.kind,
            "is_text_encoded": one.column.is_text_encoded,
        }
        for one in (*people.columns, *(sends.columns if sends else ()))
    ]
