"""Finds placeholders through which a value can change a message's structure (JSON injection).

Each text of a case gets a tail that would end a JSON string and add a member to the object around
it: ``Ada`` becomes ``Ada7193", "7193": "7193\\``. The payload must keep the structure that it has
with a harmless tail of the same length. If it does not, that text injects, and a traced render
tells which placeholder printed it.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from inbox_toolkit.analysis.string_literals import string_literals
from inbox_toolkit.liquid.runtime.result import RenderedText
from inbox_toolkit.liquid.runtime.runtime import run
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case
from inbox_toolkit.rendering.environment import RenderEnvironment, seed_of
from inbox_toolkit.rendering.outcome import parse_payload
from inbox_toolkit.text.span import Span

MARK = "7193"
HOSTILE = f'{MARK}", "{MARK}": "{MARK}\\'
HARMLESS = "7193719371937193719371"
_TAILS = {
    '"': f'{MARK}", "{MARK}": "{MARK}',
    "\\": f"{MARK}\\",
    "\n": f"{MARK}\n{MARK}",
}
"""A tail for each character that JSON has to escape."""


_FRAGMENT = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
"""Matches what may be inside a JSON string."""

Leaf = tuple[str | int, ...]
TextMap = Callable[[Leaf, str], str]
LeafTest = Callable[[Leaf], bool]


@dataclass(frozen=True, slots=True)
class Injection:
    """A placeholder that prints a value unescaped, and the path of that value in the data.

    ``characters`` are those that break the message by themselves: ``"``, a backslash, a line break.
    """

    span: Span
    path: str
    characters: tuple[str, ...]


def find_injections(
    case: Case, environment: RenderEnvironment, is_suspect: LeafTest
) -> Iterator[Injection]:
    """Yield where suspect texts of a case can end the JSON string around them."""
    for leaf in _case_leaves(case):
        if is_suspect(leaf) and not _keeps_structure(case, environment, leaf, HOSTILE):
            characters = tuple(
                character
                for character, tail in _TAILS.items()
                if not _keeps_structure(case, environment, leaf, tail)
            )
            for span in _injecting_spans(case, environment, leaf):
                yield Injection(span, _path(leaf), characters)


def _keeps_structure(case: Case, environment: RenderEnvironment, leaf: Leaf, tail: str) -> bool:
    """Return True if a hostile tail gives the same structure as a harmless one."""
    harmless = _render(case, environment, _with_tail(leaf.__eq__, HARMLESS))
    hostile = _render(case, environment, _with_tail(leaf.__eq__, tail))
    expected, found = parse_payload(harmless.text), parse_payload(hostile.text)
    if not isinstance(expected, dict) or harmless.failures:
        return False
    return isinstance(found, dict) and _structure(expected) == _structure(found)


def _with_tail(is_chosen: LeafTest, tail: str) -> TextMap:
    return lambda leaf, text: text + tail if is_chosen(leaf) else text


def _structure(value: object) -> object:
    if isinstance(value, dict):
        return {key: _structure(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_structure(inner) for inner in value]
    return type(value).__name__


def _injecting_spans(case: Case, environment: RenderEnvironment, leaf: Leaf) -> Iterator[Span]:
    """Yield the placeholders in which a hostile tail ends the string around it."""
    harmless = _render(case, environment, _with_tail(leaf.__eq__, HARMLESS))
    if harmless.failures or not isinstance(parse_payload(harmless.text), dict):
        return  # no other text fits either: it names something, such as a time zone
    inside = {piece.span for place in string_literals(case.template) for piece in place.outputs}
    rendered = _render(case, environment, _with_tail(leaf.__eq__, HOSTILE), trace=True)
    for piece in rendered.output_map:
        text = rendered.text[piece.start : piece.end]
        is_raw = not _FRAGMENT.fullmatch(text) if piece.span in inside else HOSTILE in text
        if MARK in text and is_raw:
            yield piece.span


def _render(
    case: Case, environment: RenderEnvironment, change: TextMap, *, trace: bool = False
) -> RenderedText:
    changed = replace(
        case,
        profile=_map_fixture(case.profile, "customer", change),
        data=_map_fixture(case.data, "trigger", change) if case.data else None,
    )
    program = case.template.program
    return run(
        program, environment.roots(changed), now=environment.now, seed=seed_of(case), trace=trace
    )


def _map_fixture(fixture: Fixture, root: str, change: TextMap) -> Fixture:
    return replace(fixture, data=_map_texts(fixture.data, (root,), change))


def _map_texts(value: Any, at: Leaf, change: TextMap) -> Any:
    if isinstance(value, Mapping):
        return {key: _map_texts(inner, (*at, key), change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_map_texts(inner, (*at, number), change) for number, inner in enumerate(value)]
    return change(at, value) if isinstance(value, str) else value


def _case_leaves(case: Case) -> Iterator[Leaf]:
    yield from _text_leaves(case.profile.data, ("customer",))
    yield from _text_leaves(case.message_data, ("trigger",))


def _text_leaves(value: object, at: Leaf) -> Iterator[Leaf]:
    if isinstance(value, str):
        yield at
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _text_leaves(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _text_leaves(inner, (*at, number))


def _path(leaf: Leaf) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in leaf[1:])
    return str(leaf[0]) + "".join(steps)
