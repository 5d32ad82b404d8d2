"""Changes one thing of realistic data, as the conditions of a template may ask for it."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Path = tuple[str | None, ...]
Told = Mapping[Path, Sequence[object]]

_NUMBERS = (0, 1, 2, 10, 100, 1_000)


def nearby(data: Any, told: Told, path: Path = ()) -> Iterator[Any]:
    """Yield data with one thing changed: lists that are short and members gone, then values.

    ``told`` are values that the template compares a path with.
    """
    if isinstance(data, dict):
        for name, value in data.items():
            if isinstance(value, list):
                yield from ({**data, name: one} for one in _shorter(value))
            yield {key: one for key, one in data.items() if key != name}
        for name, value in data.items():
            for other in nearby(value, told, (*path, name)):
                yield {**data, name: other}
    elif isinstance(data, list):
        yield from _lists(data, told, path)
    else:
        yield from _values(data, told.get(path, ()))


def _lists(data: list[Any], told: Told, path: Path) -> Iterator[list[Any]]:
    yield from _shorter(data)
    yield [*data, *data[:1]]
    yield from ([*data, one] for one in told.get(path, ()))
    for other in nearby(data[0], told, (*path, None)) if data else ():
        yield [other, *data[1:]]
        yield [other]


def _shorter(data: list[Any]) -> Iterator[list[Any]]:
    yield []
    yield data[:1]


def _values(value: object, told: Sequence[object]) -> Iterator[object]:
    yield from (one for one in told if one != value)
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int | float):
        yield from (one for one in _NUMBERS if one != value)
    yield from (None, "")
