"""Prove that no value can change a message's structure: render with hostile text and compare.

Each text of a case gets a tail that would close a JSON string and add a member. Rendered beside a
harmless tail of the same length, the message must have the same structure, and hold the tail as
text. What differs is an injection; what printed it is told by the trace.
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


_FRAGMENT = re.compile(r'(?:[^"\\\x00-\x1f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*')
"""What may stand inside a JSON string."""

Leaf = tuple[str | int, ...]
Change = Callable[[Leaf, str], str]
Choice = Callable[[Leaf], bool]


@dataclass(frozen=True, slots=True)
class Injection:
    """A placeholder that prints a value's own quotes: where, and the value that reached it."""

    span: Span
    path: str


def find_injections(
    case: Case, environment: RenderEnvironment, is_suspect: Choice
) -> Iterator[Injection]:
    """Yield where those texts of a case that are suspect can break out of the JSON around them."""
    for leaf in _leaves(case):
        if is_suspect(leaf) and not _is_same(case, environment, leaf.__eq__):
            for span in _printing(case, environment, leaf):
                yield Injection(span, _path(leaf))


def _is_same(case: Case, environment: RenderEnvironment, chosen: Choice) -> bool:
    """Tell whether hostile tails leave the structure as harmless ones do."""
    harmless = _render(case, environment, _tailed(chosen, HARMLESS))
    hostile = _render(case, environment, _tailed(chosen, HOSTILE))
    expected, found = parse_payload(harmless.text), parse_payload(hostile.text)
    if not isinstance(expected, dict) or harmless.failures:
        return False
    return isinstance(found, dict) and _shape(expected) == _shape(found)


def _tailed(chosen: Choice, tail: str) -> Change:
    return lambda leaf, text: text + tail if chosen(leaf) else text


def _shape(value: object) -> object:
    if isinstance(value, dict):
        return {key: _shape(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_shape(inner) for inner in value]
    return type(value).__name__


def _printing(case: Case, environment: RenderEnvironment, leaf: Leaf) -> Iterator[Span]:
    """Yield the placeholders that print a hostile tail so that it ends their string."""
    harmless = _render(case, environment, _tailed(leaf.__eq__, HARMLESS))
    if harmless.failures or not isinstance(parse_payload(harmless.text), dict):
        return  # any other text breaks the message as well: this is a name of something
    inside = {piece.span for place in string_literals(case.template) for piece in place.outputs}
    rendered = _render(case, environment, _tailed(leaf.__eq__, HOSTILE), trace=True)
    for piece in rendered.output_map:
        text = rendered.text[piece.start : piece.end]
        is_raw = not _FRAGMENT.fullmatch(text) if piece.span in inside else HOSTILE in text
        if MARK in text and is_raw:
            yield piece.span


def _render(
    case: Case, environment: RenderEnvironment, change: Change, *, trace: bool = False
) -> RenderedText:
    changed = replace(
        case,
        profile=_changed(case.profile, "customer", change),
        data=_changed(case.data, "trigger", change) if case.data else None,
    )
    program = case.template.program
    return run(
        program, environment.roots(changed), now=environment.now, seed=seed_of(case), trace=trace
    )


def _changed(fixture: Fixture, root: str, change: Change) -> Fixture:
    return replace(fixture, data=_mapped(fixture.data, (root,), change))


def _mapped(value: Any, at: Leaf, change: Change) -> Any:
    if isinstance(value, Mapping):
        return {key: _mapped(inner, (*at, key), change) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mapped(inner, (*at, number), change) for number, inner in enumerate(value)]
    return change(at, value) if isinstance(value, str) else value


def _leaves(case: Case) -> Iterator[Leaf]:
    yield from _texts(case.profile.data, ("customer",))
    yield from _texts(case.message_data, ("trigger",))


def _texts(value: object, at: Leaf) -> Iterator[Leaf]:
    if isinstance(value, str):
        yield at
    elif isinstance(value, Mapping):
        for key, inner in value.items():
            yield from _texts(inner, (*at, key))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from _texts(inner, (*at, number))


def _path(leaf: Leaf) -> str:
    steps = (f"[{step}]" if isinstance(step, int) else f".{step}" for step in leaf[1:])
    return str(leaf[0]) + "".join(steps)
