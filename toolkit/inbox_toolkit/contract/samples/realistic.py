"""Makes values that look like what their names say: of one place, and of one person at a time.

Nothing is drawn: the same contract, locale and seed give the same values with every version of
every library, so that generated fixtures can live under version control.
"""

from collections import Counter
from collections.abc import Mapping
from math import inf
from typing import Any

from inbox_toolkit.contract.samples.lookalikes import (
    MONEY,
    Asked,
    Path,
    ends_with,
    last_name,
    lookalike,
    words_of,
)
from inbox_toolkit.contract.samples.regions import region_of
from inbox_toolkit.contract.typing import MOMENT

Schema = Mapping[str, Any]

_MOMENT = 1_768_552_200
_DAY = 86_400

_TIMES = ("at", "on", "date", "time", "since", "until")

_NUMBERS: tuple[tuple[tuple[str, ...], float], ...] = (
    (("percent", "percentage", "discount", "rate"), 20),
    (("quantity", "qty", "count", "number", "items"), 2),
    (("points", "credits", "score"), 1_250),
    (("words",), 850),
    (("rating", "stars"), 4),
    (("year",), 2026),
    (("age",), 34),
)
"""Numbers by what a member's name ends with."""


class Realistic:
    """Values for one locale; ``variant`` chooses other people and things, the same each time."""

    def __init__(self, locale: str = "en", variant: int = 0) -> None:
        self.region = region_of(locale)
        self.variant = variant
        self.turns: Counter[Path] = Counter()

    def begin(self) -> None:
        """Begin a new document: the values are those of the first person again."""
        self.turns.clear()

    def number(self, path: Path, schema: Schema) -> float:
        """Return a number, a whole one where the contract says ``integer``."""
        turn = self._turn(path)
        words = words_of(last_name(path))
        if schema.get("format") == MOMENT:
            value: float = _MOMENT + turn * _DAY
        elif ends_with(words, MONEY):
            value = 49.9 + turn if self.region.digits else 4_980 + 100 * turn
        elif ends_with(words, _TIMES):
            value = _MOMENT + turn * _DAY
        else:
            value = next((one for ends, one in _NUMBERS if ends_with(words, ends)), 3) + turn
        return _within(value, schema)

    def text(self, path: Path, schema: Schema) -> str:
        """Return a text for what a path's last name says, or the contract's ``format``."""
        asked = Asked(self.region, path, self.variant + self._turn(path))
        text = lookalike(asked, schema.get("format"))
        text = text.ljust(schema.get("minLength", 0), "x")
        return text[: schema["maxLength"]] if "maxLength" in schema else text

    def _turn(self, path: Path) -> int:
        turn = self.turns[path]
        self.turns[path] += 1
        return turn


def _within(value: float, schema: Schema) -> float:
    """Return a number that the contract allows, near to a value."""
    above, below = schema.get("exclusiveMinimum"), schema.get("exclusiveMaximum")
    low = schema.get("minimum", -inf if above is None else above + 1)
    high = schema.get("maximum", inf if below is None else below - 1)
    value = max(low, min(high, value))
    if above is not None and below is not None and low > high:
        value = (above + below) / 2
    if schema.get("multipleOf"):
        step = schema["multipleOf"]
        value = -(-value // step) * step
    is_whole = schema.get("type") == "integer" or value == int(value)
    return int(value) if is_whole else round(value, 2)
