"""The way back: which part of the template printed each value of the payload."""

from bisect import bisect_right
from collections.abc import Iterator
from typing import Any

from inbox_toolkit.liquid.rendered import Printed
from inbox_toolkit.liquid.runtime import run
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.world import World, seed_of
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.json_tree import JsonValue


def trace_views(case: Case, world: World) -> list[dict[str, Any]]:
    """Return, for every plain value of a rendered case, its JSON pointer and its source."""
    template = case.template
    rendered = run(
        template.program, world.roots(case), now=world.now, seed=seed_of(case), trace=True
    )
    root = read_json(rendered.text).root
    if root is None:
        return []
    starts = [piece.start for piece in rendered.printed]
    found = []
    for pointer, value in _leaves(root, ""):
        piece = _piece(rendered.printed, starts, value)
        if piece is not None:
            place = template.locate(piece.span)
            line = place.source.position(place.span.start).line
            found.append(
                {
                    "pointer": pointer,
                    "file": place.source.name,
                    "line": line,
                    "start": place.span.start,
                }
            )
    return found


def _piece(printed: tuple[Printed, ...], starts: list[int], value: JsonValue) -> Printed | None:
    """Return what printed a value's inside: a placeholder within quotes rather than the quote."""
    inside = value.span.start + (value.kind == "string")
    index = bisect_right(starts, min(inside, value.span.end - 1)) - 1
    return printed[index] if index >= 0 else None


def _leaves(value: JsonValue, pointer: str) -> Iterator[tuple[str, JsonValue]]:
    if value.kind not in ("object", "array"):
        yield pointer, value
    for member in value.members:
        step = member.key.replace("~", "~0").replace("/", "~1")
        yield from _leaves(member.value, f"{pointer}/{step}")
    for index, item in enumerate(value.items):
        yield from _leaves(item, f"{pointer}/{index}")
