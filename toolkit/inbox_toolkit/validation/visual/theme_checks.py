"""Where a theme that is well written looks other than meant: in the dark, and without its font.

Seen by running ``@customerio/jist`` 0.3.0 in Chromium: a variant's light colour wins over the dark
mode's base, where the specification says the opposite; and no font is ever loaded.
"""

from collections.abc import Iterator

from inbox_toolkit.text.json_tree import JsonValue, Member
from inbox_toolkit.text.span import Span

PARTS = frozenset(
    {
        "text",
        "padding",
        "margin",
        "background",
        "border",
        "shadow",
        "minWidth",
        "minHeight",
        "states",
    }
)
"""The keys of a theme's component that style it; any other names a variant."""

COMPONENTS = ("heading", "text", "date", "button", "image")
_PAINTED = ("text", "background", "border", "shadow")
_GENERIC = frozenset(
    {"serif", "sans-serif", "monospace", "cursive", "fantasy", "system-ui", "inherit"}
)

Remark = tuple[Span, str, str]
"""Where in the file, what is so, and what to do."""


def theme_remarks(theme: JsonValue) -> Iterator[Remark]:
    """Yield what to know of a theme whose shape is right."""
    yield from _without_fallback(theme)
    modes = _inner(theme, "modes")
    dark = _inner(modes, "dark") if modes else None
    if dark is None:
        return
    for component in COMPONENTS:
        light, night = _inner(theme, component), _inner(dark, component)
        for variant in _variants(light) if light and night else ():
            yield from _stays_light(component, variant, night)


def _without_fallback(theme: JsonValue) -> Iterator[Remark]:
    """Yield the first use of each font without a fallback."""
    told: set[str] = set()
    for member in _members(theme):
        family = member.value.scalar
        if member.key != "fontFamily" or not isinstance(family, str) or family in told:
            continue
        told.add(family)
        last = family.rpartition(",")[2].strip().strip("'\"").lower()
        if last not in _GENERIC:
            message = f"where `{family}` is not installed, browsers draw a serif: none is loaded"
            yield member.value.span, message, f'add a fallback: "{family}, sans-serif"'


def _stays_light(component: str, variant: Member, night: JsonValue | None) -> Iterator[Remark]:
    """Yield each colour of a variant that the dark base has too and its dark variant has not."""
    own = _inner(night, variant.key)
    for part in _PAINTED:
        light = _color(variant.value, part)
        if light is not None and _color(night, part) is not None and _color(own, part) is None:
            message = f"in the dark the web keeps this colour of `{component}` `{variant.key}`"
            help_text = f"add `{variant.key}` to `modes.dark.{component}` with its `{part}.color`"
            yield light.span, message, help_text


def _color(style: JsonValue | None, part: str) -> JsonValue | None:
    return _inner(_inner(style, part), "color")


def _inner(value: JsonValue | None, key: str) -> JsonValue | None:
    member = value.member(key) if value is not None else None
    return member.value if member else None


def _variants(component: JsonValue) -> Iterator[Member]:
    yield from (one for one in component.members if one.key not in PARTS)


def _members(value: JsonValue) -> Iterator[Member]:
    stack = [value]
    while stack:
        found = stack.pop()
        yield from found.members
        stack += [one.value for one in reversed(found.members)]
