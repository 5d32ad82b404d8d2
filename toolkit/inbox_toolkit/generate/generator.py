"""Generates data for a contract: realistic, minimal, or at random with hostile texts in it."""

from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import Any

from inbox_toolkit.contract.inference.types import UNIX_SECONDS
from inbox_toolkit.generate.by_name import RealisticValues
from inbox_toolkit.generate.mutations import HOSTILE, ObservedValues, Path
from inbox_toolkit.schemas.checking import Checker

Schema = Mapping[str, Any]
Data = dict[str, Any]

_FORBIDDEN_TRIES = 40
"""How often data is drawn again until it satisfies the contract's conditions."""

_ABOUT = {"properties": "object", "items": "array"}
"""Keywords that imply a type where none is given."""

_MAYBE_TEXT = {"string", "number"}
"""A number that the service may store as text."""

_OTHER_KEY = "fr"
"""The second key of an object that is looked up by computed keys, which are mostly languages."""

_HARD_NUMBERS = (0, 1, -1, 2, 3, 0.5, 100, 1e21, 12_450)


class DataGenerator:
    """Draws data for one contract.

    ``observed`` has the values that the template compares each path with, ``values`` makes the
    realistic ones, and ``numbers`` are those of random data.
    """

    def __init__(
        self,
        schema: Schema,
        random: Random,
        observed: ObservedValues | None = None,
        *,
        values: RealisticValues | None = None,
        numbers: Sequence[float] = _HARD_NUMBERS,
    ) -> None:
        self.schema = schema
        self.random = random
        self.observed = observed or {}
        self.values = values or RealisticValues()
        self.numbers = numbers
        self.checker = Checker({**schema})

    def plain(self) -> Data | None:
        """Return data with every member and realistic values, None if it cannot be generated."""
        return self._fitting(lambda: self.draw(self.schema, (), 0.0, full=True))

    def bare(self) -> Data | None:
        """Return the least data the contract allows."""
        return self._fitting(lambda: self.draw(self.schema, (), 0.0, full=False))

    def drawn(self, hostility: float) -> Data | None:
        """Return random data; ``hostility`` is the share of texts that are hostile."""
        return self._fitting(lambda: self.draw(self.schema, (), hostility, full=None))

    def _fitting(self, draw: Callable[[], Any]) -> Data | None:
        for _ in range(_FORBIDDEN_TRIES):
            self.values.begin()
            data = draw()
            if isinstance(data, dict):
                data = complete(data, self.schema, self)
                if self.checker.fits(data):
                    return data
        return None

    def draw(self, schema: Any, path: Path, hostility: float, *, full: bool | None) -> Any:
        """Return a value for a schema: all of it (``full``), the least of it, or a random part."""
        if not isinstance(schema, Mapping):
            return self._text(path, {}, hostility)
        if "const" in schema:
            return schema["const"]
        if "enum" in schema:
            if full is None:
                return self.random.choice(schema["enum"])
            return self._usual(schema, path, schema["enum"])
        union = schema.get("anyOf", schema.get("oneOf"))
        if union and "type" not in schema and path:
            chosen = union[0] if full else self.random.choice(union)
            return self.draw(chosen, path, hostility, full=full)
        kind = self._kind(schema, full=full)
        if kind == "object" or (not path and kind is None):
            return self._object(schema, path, hostility, full=full)
        if kind == "array":
            least = schema.get("minItems", 0)
            most = min(schema.get("maxItems", least + 3), least + 3)
            count = max(least, 2) if full else least
            if full is None:
                count = self.random.randint(least, max(least, most))
            inner = schema.get("items", {})
            return [self.draw(inner, (*path, None), hostility, full=full) for _ in range(count)]
        return self._scalar(schema, kind, path, hostility, full=full)

    def _kind(self, schema: Schema, *, full: bool | None) -> str | None:
        kinds = schema.get("type")
        if kinds is None:
            return next((kind for word, kind in _ABOUT.items() if word in schema), None)
        if isinstance(kinds, str):
            return kinds
        if full:
            kinds = [one for one in kinds if one != "null"] or kinds
        if full and set(kinds) == _MAYBE_TEXT:
            return "number"
        return str(kinds[0] if full else self.random.choice(kinds))

    def _object(self, schema: Schema, path: Path, hostility: float, *, full: bool | None) -> Data:
        made = {}
        needed = schema.get("required", ())
        for name, inner in schema.get("properties", {}).items():
            is_there = full if full is not None else self.random.random() < 0.6
            if (name in needed or is_there) and inner is not False:
                made[name] = self.draw(inner, (*path, name), hostility, full=full)
        entry = schema.get("additionalProperties")
        if isinstance(entry, Mapping) and (full or (full is None and self.random.random() < 0.6)):
            for name in (self.values.region.language, _OTHER_KEY)[: 1 if full else 2]:
                if name not in made:
                    made[name] = self.draw(entry, (*path, None), hostility, full=full)
        for name in needed:
            if name not in made:
                made[name] = self.draw({}, (*path, name), hostility, full=full)
        return made

    def _scalar(
        self,
        schema: Schema,
        kind: str | None,
        path: Path,
        hostility: float,
        *,
        full: bool | None,
    ) -> Any:
        observed = [*self.observed.get(path, ()), *schema.get("examples", ())]
        fitting = [one for one in observed if kind is None or _is_kind(one, kind)]
        if fitting and full:
            return self._usual(schema, path, fitting)
        if fitting and self.random.random() < 0.5:
            return self.random.choice(fitting)
        if kind in ("number", "integer"):
            return self._number(schema, kind, path, full=full)
        if kind == "boolean":
            return True if full else self.random.random() < 0.5
        if kind == "null":
            return None
        return self._text(path, schema, hostility)

    def _usual(self, schema: Schema, path: Path, observed: Sequence[Any]) -> Any:
        """Return the realistic value if the template knows it, otherwise the first known one."""
        usual = self.values.text(path, schema) if isinstance(observed[0], str) else None
        return usual if usual in observed else observed[0]

    def _number(self, schema: Schema, kind: str, path: Path, *, full: bool | None) -> float:
        if full is not None or schema.get("format") == UNIX_SECONDS:
            return self.values.number(path, {**schema, "type": kind})
        fitting = [one for one in self.numbers if kind == "number" or isinstance(one, int)]
        return self.random.choice(fitting)

    def _text(self, path: Path, schema: Schema, hostility: float) -> str:
        if self.random.random() < hostility:
            return self.random.choice(HOSTILE)
        return self.values.text(path, schema)


def complete(data: Data, schema: Schema, maker: DataGenerator) -> Data:
    """Add what the contract requires under conditions that the data meets."""
    for rule in (one for one in schema.get("allOf", ()) if isinstance(one, Mapping)):
        if "if" in rule and Checker(rule["if"]).fits(data) and not Checker(rule).fits(data):
            _require(data, rule.get("then", {}), schema, (), maker)
    return data


def _require(data: Any, wanted: Any, schema: Any, path: Path, maker: DataGenerator) -> None:
    """Add what ``wanted`` requires to the data, as ``schema`` describes it."""
    schema = schema if isinstance(schema, Mapping) else {}
    if isinstance(data, list):
        while len(data) < wanted.get("minItems", 0):
            data.append(maker.draw(schema.get("items", {}), (*path, None), 0.0, full=True))
        for item in data:
            _require(item, wanted.get("items", {}), schema.get("items", {}), (*path, None), maker)
        return
    if not isinstance(data, dict):
        return
    members = schema.get("properties", {})
    for name in wanted.get("required", ()):
        if name not in data:
            data[name] = maker.draw(members.get(name, {}), (*path, name), 0.0, full=True)
    for name, inner in wanted.get("properties", {}).items():
        if name in data:
            _require(data[name], inner, members.get(name, {}), (*path, name), maker)


def _is_kind(value: object, kind: str) -> bool:
    if isinstance(value, bool):
        return kind == "boolean"
    if isinstance(value, int | float):
        return kind == "number" or (kind == "integer" and isinstance(value, int))
    return kind == "string" and isinstance(value, str)
