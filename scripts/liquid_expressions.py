"""Random Liquid expressions over known data: literals, paths, ranges, conditions, filter chains."""

import random
import re

from scripts.liquid_data import Known, known_paths, random_number, random_text
from scripts.liquid_words import (
    FILTERS,
    MISSING_NAMES,
    NAMES,
    ODD_NAMES,
    OPERATORS,
    SMALL_NUMBERS,
    TEXTS,
    WORDS_OF,
    Json,
    Shape,
)

_NAME = re.compile(r"[A-Za-z_\u0080-\uffff][\w-]*", re.ASCII)
_LISTS = ("list", "objects")


class Expressions:
    """Writes expressions that mostly have a value in ``data``; remembers names given meanwhile."""

    def __init__(self, rng: random.Random, data: dict[str, Json]) -> None:
        self.rng = rng
        self.known = known_paths(data)
        self.members = [str(key) for one in self.known for key in _member(one)]

    def remember(self, name: str, kind: str) -> None:
        """Let later expressions use a name that a tag has set."""
        self.known.append(Known((name,), kind))

    def enter(self, variable: str, collection: str) -> int:
        """Let expressions use a loop's variable; return what ``leave`` takes to undo it."""
        mark = len(self.known)
        self.remember(variable, "any")
        if collection.startswith("rows"):
            self.known += [Known((variable, name), "any") for name in dict.fromkeys(self.members)]
        return mark

    def leave(self, mark: int) -> None:
        """Forget the names that a loop has brought, those set within it too."""
        del self.known[mark:]

    # --- values ------------------------------------------------------------------------------

    def literal(self, value: Json) -> str:
        """Write a value out; a list has no literal and becomes a path or a text."""
        match value:
            case None:
                return self.rng.choice(("nil", "null"))
            case bool():
                return str(value).lower()
            case str():
                return self.quoted(value)
            case int() | float():
                return _number(value)
        return "empty"

    def quoted(self, text: str) -> str:
        """Write a text between quotes that it does not hold, escaping where it holds both."""
        quote = self.rng.choice("'\"")
        if quote in text:
            quote = "'" if quote == '"' else '"'
        if "\\" in text or quote in text:
            text = text.replace("\\", "\\\\").replace(quote, "\\" + quote)
        return f"{quote}{text}{quote}"

    def path(self, kind: str = "any") -> str:
        """Write a path to a value of a kind if there is one; now and then one to nothing."""
        rng = self.rng
        if rng.random() < 0.03:
            return self.missing()
        wanted = [one for one in self.known if kind in ("any", one.kind)]
        if kind == "list":
            wanted = [one for one in self.known if one.kind in _LISTS]
        chosen = rng.choice(wanted or self.known)
        text = self.steps(chosen.keys)
        if chosen.kind in _LISTS and kind in ("any", "text", "number") and rng.random() < 0.5:
            return text + rng.choice((".size", ".first", ".last", "[0]", "[-1]", ".size", ".0"))
        if rng.random() < 0.02:
            text += rng.choice((".size", ".first", "[0]", f"[{self.atom('any')}]"))
        return text

    def missing(self) -> str:
        """Write a path that most likely has no value."""
        rng = self.rng
        start = self.steps(rng.choice(self.known).keys) if rng.random() < 0.6 else "nowhere"
        name = rng.choice(MISSING_NAMES if rng.random() < 0.7 else ODD_NAMES)
        return f"{start}.{name}" if _NAME.fullmatch(name) else f"{start}[{self.quoted(name)}]"

    def steps(self, keys: tuple[str | int, ...]) -> str:
        """Write the steps of a path, each in one of the ways it can be written."""
        text = str(keys[0])
        for key in keys[1:]:
            if isinstance(key, int):
                text += self.rng.choice((f"[{key}]", f"[{key}]", f".{key}", f"[ {key} ]"))
            elif _NAME.fullmatch(key) and self.rng.random() < 0.8:
                text += f".{key}"
            else:
                text += f"[{self.quoted(key)}]"
        return text

    def atom(self, kind: str) -> str:
        """Write a literal or a path of a kind."""
        rng = self.rng
        if kind in ("list", "objects", "object"):
            return self.range() if kind == "list" and rng.random() < 0.1 else self.path(kind)
        if kind == "key" and self.members and rng.random() < 0.6:
            return self.quoted(rng.choice(self.members))
        if kind == "any":
            kind = rng.choice(("text", "number", "small", "list", "bool", "any-path", "any-path"))
        if kind == "any-path" or (
            kind not in ("item", "key", "expression") and rng.random() < 0.35
        ):
            return self.path(kind if kind != "any-path" else "any")
        if rng.random() < 0.03:
            return rng.choice(("nil", "empty", "blank", "true", "false", "(1..3)"))
        return self.literal(self._word(kind))

    def _word(self, kind: str) -> Json:
        if kind == "text":
            return random_text(self.rng)
        if kind == "number":
            return random_number(self.rng)
        return self.rng.choice(WORDS_OF.get(kind, TEXTS))

    def range(self) -> str:
        """Write a range that is never long."""
        rng = self.rng
        low = str(rng.choice((0, 1, 1, -2, 3)))
        high = str(rng.randint(-1, 7))
        if rng.random() < 0.2:
            high = rng.choice(("k", "l.size", "'4'", "2.5", "rows.size", "s", "o.price"))
        return rng.choice(("({}..{})", "({}..{})", "( {} .. {} )", "({} .. {})")).format(low, high)

    # --- conditions --------------------------------------------------------------------------

    def condition(self, joins: int, item: str = "") -> str:
        """Write comparisons joined by ``and``/``or``; with ``item`` only of its members."""
        parts = [self._comparison(item)]
        for _ in range(joins):
            parts += [self.rng.choice(("and", "or")), self._comparison(item)]
        return " ".join(parts)

    def _comparison(self, item: str) -> str:
        rng = self.rng
        left = self._operand(item)
        if rng.random() < 0.25:
            return f"not {left}" if rng.random() < 0.15 else left
        operator = rng.choice(OPERATORS)
        right = (
            self.atom("any")
            if not item
            else self.literal(self._word(rng.choice(("text", "number"))))
        )
        if rng.random() < 0.15:
            right = rng.choice(("blank", "empty", "nil", "true", "false"))
        return f"{left}{operator}{right}" if _tight(operator, rng) else f"{left} {operator} {right}"

    def _operand(self, item: str) -> str:
        rng = self.rng
        if item:
            return item + rng.choice(("", f".{rng.choice(self.members or NAMES)}"))
        if rng.random() < 0.15:
            return self.missing()
        return self.path() if rng.random() < 0.7 else self.atom("any")

    # --- filters -----------------------------------------------------------------------------

    def filtered(
        self, filters: int, start: str | None = None, kind: str = "any"
    ) -> tuple[str, str]:
        """Write a value with a chain of filters; return it and the kind it gives."""
        rng = self.rng
        text = start
        for at in range(filters):
            name = self._filter_for(kind if text is not None else "any")
            shape = FILTERS[name]
            if text is None:
                text = self.atom(shape.takes if rng.random() < 0.85 else "any")
            elif at == 0 and name != "default" and rng.random() < 0.02:
                text += " | default: 'dflt'"
            text += rng.choice((" | ", " | ", "|")) + self.call(name, shape)
            kind = shape.gives
        return (text if text is not None else self.atom("any")), kind

    def call(self, name: str, shape: Shape) -> str:
        """Write a filter's name and arguments."""
        rng = self.rng
        arguments: list[str] = []
        for kind in shape.arguments:
            if kind.endswith("?") and rng.random() < 0.4:
                break
            if kind == "expression":
                item = arguments[-1].strip("'\"")
                arguments.append(self.quoted(self.condition(rng.choice((0, 0, 1)), item)))
                continue
            arguments.append(self.atom(kind.rstrip("?") if rng.random() < 0.93 else "any"))
        if rng.random() < 0.015:
            arguments.append(self.atom("any"))
        if rng.random() < 0.01 and arguments:
            arguments.pop()
        if name == "default" and rng.random() < 0.2:
            arguments.append("allow_false: " + rng.choice(("true", "false", "b")))
        if not arguments:
            return name
        return name + rng.choice((": ", ": ", ":", " : ")) + rng.choice((", ", ",")).join(arguments)

    def _filter_for(self, kind: str) -> str:
        names = list(FILTERS)
        if kind == "any" or self.rng.random() < 0.15:
            return self.rng.choice(names)
        alike = {"small": "number", "objects": "list", "bool": "any", "object": "any"}
        fits = (kind, alike.get(kind, kind), "any")
        return self.rng.choice([name for name in names if FILTERS[name].takes in fits])


def small(rng: random.Random) -> str:
    """Write a small number, as limits and offsets take."""
    return _number(rng.choice(SMALL_NUMBERS))


def _number(value: float) -> str:
    text = repr(value)
    if "e" in text:  # Liquid has no exponents; past this length nothing new is tested
        text = f"{value:.12f}".rstrip("0").rstrip(".") or "0"
    return text[:40]


def _tight(operator: str, rng: random.Random) -> bool:
    return operator != "contains" and rng.random() < 0.1


def _member(known: Known) -> tuple[str | int, ...]:
    """Return the name of a member of ``rows``, where the path leads to one."""
    keys = known.keys
    return keys[2:] if keys[0] == "rows" and len(keys) == 3 and isinstance(keys[2], str) else ()
