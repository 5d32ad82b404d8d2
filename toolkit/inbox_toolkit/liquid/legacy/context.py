"""A run in legacy Liquid: where values stand in the data."""

from inbox_toolkit.liquid.javascript.values import MISSING, Drop
from inbox_toolkit.liquid.runtime.context import RenderContext
from inbox_toolkit.liquid.runtime.variables import Keys


class LegacyRun(RenderContext):
    """One render of one legacy template."""

    __slots__ = ()

    def walk(self, value: object, keys: Keys) -> object:
        """Return what stands under keys; unlike in latest, null has no members to ask for."""
        for key in keys:
            value = read(value, key)
        return value


def read(value: object, key: object) -> object:
    """Return ``value[key]``; beyond a list's end there is nil, which prints nothing."""
    if isinstance(value, dict):
        return _member(value, key)
    if isinstance(value, list):
        return _item(value, key)
    if isinstance(value, str):
        return len(value) if key == "size" else MISSING
    return value.read(key) if isinstance(value, Drop) and isinstance(key, str) else MISSING


def _member(value: dict[str, object], key: object) -> object:
    if isinstance(key, str) and key in value:
        return value[key]
    if key == "size":
        return len(value)
    return list(next(iter(value.items()))) if key == "first" and value else MISSING


def _item(items: list[object], key: object) -> object:
    if isinstance(key, int) and not isinstance(key, bool):
        return MISSING if key < 0 else items[key] if key < len(items) else None
    if key == "size":
        return len(items)
    if key in ("first", "last"):
        return items[0 if key == "first" else -1] if items else None
    return MISSING
