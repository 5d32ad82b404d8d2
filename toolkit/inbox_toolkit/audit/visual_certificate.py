"""What the rules of the visual inbox may see of the values that a group knows by their class only.

They ask of a text whether there is one, which is the same for all of a class; beyond that, whether
a date is one, what a behavior is called, and whether an address is a script.
"""

from collections.abc import Iterator

from inbox_toolkit.audit.marked_payload import MarkedPayload
from inbox_toolkit.audit.reads import ColumnPath, Deps
from inbox_toolkit.project.project import Project
from inbox_toolkit.template.locations import containers
from inbox_toolkit.validation.visual.templates import registry_of

_SCRIPT = "javascript:"


def date_names(project: Project) -> frozenset[str]:
    """Return the names that visual templates of a project show as dates."""
    registry = registry_of(project)
    roots = registry.roots.values() if registry is not None else ()
    nodes = (node for root in roots for node in root.walk())
    return frozenset(node.name or node.kind for node in nodes if node.kind == "date")


def seen_by_visual_rules(dates: frozenset[str], marked: MarkedPayload) -> Deps:
    """Return the columns of which they may see more than the class; ``dates`` as ``date_names``."""
    return frozenset(_seen(dates, marked))


def _seen(dates: frozenset[str], marked: MarkedPayload) -> Iterator[ColumnPath]:
    for _, holder in containers(marked.payload):
        items = holder.items() if isinstance(holder, dict) else ((None, one) for one in holder)
        for name, value in items:
            if isinstance(value, str) and not _is_same_for_all(name, value, dates, marked):
                yield from marked.columns(value)


def _is_same_for_all(
    name: str | None, text: str, dates: frozenset[str], marked: MarkedPayload
) -> bool:
    is_there = marked.number(text) is None and marked.lengths(text)[0] > 0
    if not is_there or name == "behavior" or name in dates:
        return False
    start = marked.start(text).lower()
    return name != "action" or not _SCRIPT.startswith(start[: len(_SCRIPT)])
