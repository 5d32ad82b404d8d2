"""What a template does with each column, read off its nodes: how much of a value its verdict needs.

Every use of a column either says what matters about it (whether it is there, whether it is a
number below 500) or is not understood, and then the whole value matters, with the reason why::

    {{ customer.name | upcase }}           any clean text will do
    {% if customer.points > 500 %}         below, at or above 500
    {{ customer.name | slice: 0, 2 }}      this very value: the filter `slice`

Values are followed through names that the template assigns, whichever way it takes.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from inbox_toolkit.audit.population import Column
from inbox_toolkit.liquid.catalog.roots import LOOPS
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.javascript.values import (
    BLANK,
    EMPTY,
    MISSING,
    NIL,
    get_property,
    to_text,
)
from inbox_toolkit.liquid.syntax.nodes import (
    Assign,
    Binary,
    Body,
    Capture,
    Case,
    CioTag,
    Comment,
    Counter,
    Cycle,
    Expression,
    FilteredExpression,
    For,
    If,
    IfChanged,
    JsonString,
    Jump,
    LiquidTag,
    Literal,
    Output,
    Path,
    Range,
    Text,
    Unary,
)
from inbox_toolkit.liquid.syntax.visitor import (
    NodeVisitor,
    bound_names,
    node_expressions,
    walk_nodes,
)
from inbox_toolkit.text.span import Span
from inbox_toolkit.validation.rules.wrong_type import NONSENSE

ColumnPath = tuple[str, ...]
Deps = frozenset[ColumnPath]

MAX_ALTERNATIVES = 12
"""How many values a name is followed as; more are known by their columns only."""


class RowByRowError(Exception):
    """Nothing is known of how the template reads its columns; the message says why."""


@dataclass(eq=False, slots=True)
class ColumnNeed:
    """How much of a column's values decides a verdict.

    ``is_value``: all of it, for ``reasons``. ``texts`` are those that it is compared with,
    ``parts`` those that it is searched for, ``cuts`` the numbers (with ``<`` or ``<=``) between
    which it may lie. ``conditions`` are Liquid conditions that switch once as a number grows.
    ``is_used``: more matters than whether it is there. ``is_printed``: as it is, outside of
    ``json``; ``is_joined``: in one text with another column. ``is_number`` and ``is_date``: a
    filter takes it as one.
    """

    is_value: bool = False
    reasons: set[str] = field(default_factory=set)
    texts: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    cuts: set[tuple[str, float]] = field(default_factory=set)
    conditions: list[str] = field(default_factory=list)
    is_used: bool = False
    is_printed: bool = False
    is_joined: bool = False
    is_number: bool = False
    is_date: bool = False


@dataclass(frozen=True, slots=True)
class OutputFacts:
    """What an output prints: which columns, as JSON or as a number, and how it may grow.

    ``is_solid``: without any white space, whatever the columns hold.
    """

    deps: Deps
    is_json: bool
    is_number: bool
    is_solid: bool
    growth: int
    """At most so many bytes per byte of a value."""
    extra: int
    """And so many bytes besides."""


@dataclass(frozen=True, slots=True)
class Reads:
    """What a template reads: the needs by column, its outputs by span, and paths of no column."""

    needs: Mapping[ColumnPath, ColumnNeed]
    outputs: Mapping[Span, OutputFacts]
    absent: tuple[str, ...]


@dataclass(frozen=True, eq=False, slots=True)
class _Constant:
    """A value that is the same for everyone; ``source`` is the Liquid that makes it, if known."""

    value: Any
    source: str = ""


@dataclass(frozen=True, slots=True)
class _Unknown:
    """A value made of columns in a way that is not followed; of none, it is the same for all."""

    deps: Deps = frozenset()


@dataclass(frozen=True, slots=True)
class _Field:
    path: ColumnPath


@dataclass(frozen=True, slots=True)
class _Alternatives:
    values: tuple["_Value", ...]


@dataclass(frozen=True, slots=True)
class _Filtered:
    name: str
    value: "_Value"
    arguments: tuple["_Value", ...]


_Value = _Constant | _Unknown | _Field | _Alternatives | _Filtered


def _deps(value: _Value) -> Deps:
    match value:
        case _Field():
            return frozenset({value.path})
        case _Unknown():
            return value.deps
        case _Alternatives():
            return frozenset().union(*map(_deps, value.values))
        case _Filtered():
            return _deps(value.value).union(*map(_deps, value.arguments))
        case _Constant():
            return frozenset()


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _is_plain_number(value: _Value, most: float) -> bool:
    return isinstance(value, _Constant) and _is_number(value.value) and abs(value.value) <= most


def _calculates(spec: FilterSpec | None) -> bool:
    """Return True for a filter that makes a finite number of finite numbers."""
    return spec is not None and spec.output == "number_of_numbers" and spec.accepts == "number"


def _formats(spec: FilterSpec | None) -> bool:
    return (
        spec is not None
        and spec.accepts == "number"
        and spec.returns == "text"
        and spec.output == "keeps_safe"
        and not spec.required_count
    )


def _dates(spec: FilterSpec | None) -> bool:
    return spec is not None and spec.accepts == "date" and spec.returns == "text"


def _is_json(spec: FilterSpec | None) -> bool:
    return spec is not None and spec.output == "json"


def _keeps_visible(spec: FilterSpec | None, arguments: tuple[_Value, ...]) -> bool:
    return spec is not None and spec.keeps_visible and len(arguments) == spec.required_count


_RISING = frozenset({"plus", "minus", "times", "divided_by", "floor", "ceil", "round"}) | {
    "at_least",
    "at_most",
}
"""Filters that a number rises or falls through steadily, if the other number is a constant."""


class ReadAnalysis(NodeVisitor[bool, None]):
    """Visits a template's nodes and notes what each column is needed for.

    The visitor's state is whether the node is inside a loop.

    ``roots`` are the values that are the same for everyone; ``own`` are the roots of which everyone
    has what the columns hold. ``evaluate`` returns the value of a Liquid expression that reads no
    column, or raises FilterError.
    """

    def __init__(
        self,
        columns: Iterable[Column],
        roots: Mapping[str, Any],
        text: str,
        evaluate: Callable[[str], Any],
        *,
        own: frozenset[str] = frozenset({"customer"}),
    ) -> None:
        columns = tuple(columns)
        self.columns = {one.path: one for one in columns if not one.is_rest}
        self.own = own | {one.path[0] for one in columns}
        self.roots = roots
        self.text = text
        self.evaluate = evaluate
        self.needs: dict[ColumnPath, ColumnNeed] = {}
        self.outputs: dict[Span, OutputFacts] = {}
        self.absent: dict[str, None] = {}
        self._names: dict[str, _Value] = {}

    def run(self, nodes: Body) -> Reads:
        """Visit a template's nodes; raises RowByRowError."""
        self._body(nodes, in_loop=False)
        return Reads(self.needs, self.outputs, tuple(self.absent))

    def note_value(self, paths: Iterable[ColumnPath], reason: str) -> None:
        """Note that all of these columns' values matters."""
        for path in paths:
            need = self._need(path)
            need.is_value = True
            need.reasons.add(reason)

    # Values -------------------------------------------------------------------------------

    def _need(self, path: ColumnPath) -> ColumnNeed:
        if path not in self.needs:
            need = self.needs[path] = ColumnNeed()
            kind = self.columns[path].kind
            if kind == "json":
                need.is_value = True
                need.reasons.add("a list or object")
            for other in self._holders(path):
                if other[: len(path)] == path[: len(other)]:
                    self._need(other)
                else:
                    self.needs.setdefault(other, ColumnNeed())
        return self.needs[path]

    def _holders(self, path: ColumnPath) -> list[ColumnPath]:
        """Return the columns that decide whether the objects around a value are there.

        That is a column of such an object itself; without, `customer.address` is there if one of
        its columns is.
        """
        objects = [path[:length] for length in range(1, len(path)) if path[:length] in self.columns]
        if objects or len(path) < 3:
            return objects
        return [other for other in self.columns if other != path and other[:2] == path[:2]]

    def _value(self, node: Expression) -> _Value:
        match node:
            case Literal():
                return _Constant(node.value, node.span.of(self.text))
            case Path():
                return self._path(node)
            case Range():
                return _Unknown(self._all_deps(node.start, node.stop))
            case Unary():
                self._condition(node.operand)
                return _Unknown(self._all_deps(node.operand))
            case Binary():
                return _Unknown(self._all_deps(node.left, node.right))

    def _all_deps(self, *nodes: Expression) -> Deps:
        return frozenset().union(*(_deps(self._value(node)) for node in nodes))

    def _path(self, node: Path) -> _Value:
        keys, computed = self._keys(node)
        root = node.root
        if not root:
            return self._of_no_name(node.segments[0].key, computed or frozenset())
        if root in self._names:
            base = self._names[root]
            return (
                _Unknown(_deps(base) | (computed or frozenset()))
                if keys or computed is not None
                else base
            )
        if root in LOOPS:
            return _Unknown(computed or frozenset())
        if root in self.own:
            if computed is not None:
                raise RowByRowError("a computed name")
            return self._field((root, *keys))
        if computed is not None:
            return _Unknown(computed)
        value = self.roots.get(root, MISSING)
        for key in keys:
            value = get_property(value, key)
        return _Constant(value)

    def _keys(self, node: Path) -> tuple[list[str | int], Deps | None]:
        """Return the steps of a path that are written, and the columns that compute the others.

        The columns are None if no step is computed.
        """
        keys: list[str | int] = []
        computed: Deps | None = None
        for segment in node.segments[1:]:
            key = segment.key.value if isinstance(segment.key, Literal) else segment.key
            if isinstance(key, str | int) and not isinstance(key, bool):
                keys.append(key)
                continue
            computed = computed or frozenset()
            if isinstance(key, Path | Range | Unary | Binary):
                computed |= _deps(self._value(key))
        return keys, computed

    def _of_no_name(self, first: object, computed: Deps) -> _Value:
        """Return a member of a literal or a range."""
        if isinstance(first, Literal | Range):
            return _Unknown(_deps(self._value(first)) | computed)
        if isinstance(first, Path):
            raise RowByRowError("a computed name")
        return _Unknown(computed)

    def _field(self, steps: tuple[str | int, ...]) -> _Value:
        if len(steps) == 1 or steps[1] == "size":
            raise RowByRowError(f"`{steps[0]}` as a whole")
        whole = tuple(map(str, steps))
        below = frozenset(path for path in self.columns if path[: len(whole)] == whole)
        if below == {whole}:
            self._need(whole)
            return _Field(whole)
        for length in range(len(steps) - 1, 0, -1):
            if not below and whole[:length] in self.columns:
                self._need(whole[:length])
                return _Unknown(frozenset({whole[:length]}))
        return self._of_no_column(whole, steps, below)

    def _of_no_column(
        self, whole: ColumnPath, steps: tuple[str | int, ...], below: frozenset[ColumnPath]
    ) -> _Value:
        """Return what is read where no column holds just that; ``below`` are columns within it."""
        for path in self.columns:
            if path[:2] == whole[:2]:  # whether the object is there decides what has no value
                self._need(path)
        if below:
            return _Unknown(below)
        beside = frozenset(path for path in self.columns if path[:2] == whole[:2])
        if beside:
            return _Unknown(beside)
        base = self.roots.get(whole[0])
        value: object = base
        for step in steps[1:]:
            value = get_property(value, step) if isinstance(value, dict | list) else MISSING
        if value is MISSING:
            self.absent[".".join(whole)] = None
        return _Constant(value)

    def _chain(self, chain: FilteredExpression) -> _Value:
        value = self._value(chain.value)
        for use in chain.filters:
            spec = spec_of(use.name)
            if use.name in ("random", "sample"):
                raise RowByRowError("chance")
            if spec is not None and any(one.type == "expression" for one in spec.arguments):
                raise RowByRowError("an expression given as text")
            arguments = tuple(self._value(one.value) for one in use.arguments)
            value = _Filtered(use.name, value, arguments)
            if spec is None or any(one.name for one in use.arguments):
                value = _Unknown(_deps(value))
        if chain.filters and not _deps(value):
            return self._folded(chain)
        return value

    def _folded(self, chain: FilteredExpression) -> _Value:
        """Return a chain that reads no column as the value that the product gives it."""
        operands = (chain.value, *(one.value for use in chain.filters for one in use.arguments))
        if not all(isinstance(one, Literal) for one in operands):
            return _Unknown()
        source = chain.span.of(self.text)
        try:
            return _Constant(self.evaluate(source), source)
        except FilterError:
            return _Unknown()

    # What of a value can be seen ---------------------------------------------------------

    def _failure(self, value: _Value) -> None:
        """Note what decides whether a value can be made, and which ``default`` steps in."""
        match value:
            case _Field():
                self._need(value.path).is_used = True
            case _Unknown():
                self.note_value(value.deps, "made in several steps")
            case _Alternatives():
                for one in value.values:
                    self._failure(one)
            case _Filtered() if _deps(value):
                for one in (value.value, *value.arguments):
                    self._failure(one)
                self._filter(value)

    def _filter(self, value: _Filtered) -> None:
        spec = spec_of(value.name)
        inner, arguments = value.value, value.arguments
        are_constant = all(isinstance(one, _Constant) for one in arguments)
        if value.name == "default":
            if len(arguments) != 1:
                self.note_value(_deps(value), "the filter `default` with options")
            self._emptiness(inner)
        elif _keeps_visible(spec, arguments) or (_is_json(spec) and not arguments):
            pass
        elif _calculates(spec) and self._is_calculation(value):
            for one in (inner, *arguments):
                self._number(one, value.name)
        elif spec is not None and spec.output == "quotient" and value.name == "divided_by":
            divisor = arguments[0] if len(arguments) == 1 else None
            if not isinstance(divisor, _Constant) or not _is_divisor(divisor.value):
                self.note_value(_deps(value), "the filter `divided_by`")
            self._number(inner, value.name)
        elif _formats(spec) and are_constant:
            self._number(inner, value.name)
        elif _dates(spec) and are_constant:
            self._number(inner, value.name, is_date=True)
        else:
            self.note_value(_deps(value), f"the filter `{value.name}`")

    @staticmethod
    def _is_calculation(value: _Filtered) -> bool:
        """Return True if numbers within 1e15 stay finite and keep their digits' order."""
        most = 20 if value.name == "round" else 1e6 if value.name == "times" else 1e12
        takes = 0 if value.name in ("abs", "ceil", "floor") else 1
        fits = len(value.arguments) == takes or (value.name == "round" and not value.arguments)
        return fits and all(
            bool(_deps(one)) or _is_plain_number(one, most) for one in value.arguments
        )

    def _number(self, value: _Value, name: str, *, is_date: bool = False) -> None:
        """Note that a value is taken as a number, or as a date."""
        match value:
            case _Field():
                need = self._need(value.path)
                if self.columns[value.path].kind in ("text", "number"):
                    need.is_number = True
                    need.is_date |= is_date
                    if is_date and self.columns[value.path].kind == "number":
                        need.cuts |= {("<", 100_000_000), ("<", 100_000_000_000)}
                else:
                    self.note_value([value.path], f"the filter `{name}`")
            case _Alternatives():
                for one in value.values:
                    self._number(one, name, is_date=is_date)
            case _Filtered(name="default"):
                for one in (value.value, *value.arguments):
                    self._number(one, name, is_date=is_date)
            case _Filtered():
                is_calculation = _calculates(spec_of(value.name)) or value.name == "divided_by"
                if not is_calculation or is_date:
                    self.note_value(_deps(value), f"the filter `{name}` after `{value.name}`")

    def _emptiness(self, value: _Value) -> None:
        """Note what decides whether a value is empty, so that ``default`` steps in."""
        match value:
            case _Alternatives():
                for one in value.values:
                    self._emptiness(one)
            case _Filtered() if _deps(value):
                spec = spec_of(value.name)
                if value.name == "default" or _keeps_visible(spec, value.arguments):
                    for one in (value.value, *value.arguments):
                        self._emptiness(one)
                elif not (_calculates(spec) or _is_json(spec) or _formats(spec)) and (
                    value.name != "divided_by"
                ):
                    self.note_value(_deps(value), f"`default` after `{value.name}`")

    def _print(self, value: _Value, *, is_json: bool) -> None:
        self._failure(value)
        self._words(value, is_json=is_json)
        if not is_json:
            self._spread(value)

    def _words(self, value: _Value, *, is_json: bool) -> None:
        """Note where a written text might make nonsense of a value, or several values are one."""
        match value:
            case _Alternatives():
                for one in value.values:
                    self._words(one, is_json=is_json)
            case _Filtered() if deps := _deps(value):
                if any(_may_be_nonsense(one, is_json=is_json) for one in value.arguments):
                    self.note_value(deps, f"a text beside it that `{value.name}` adds")
                if len(deps) > 1 and value.name in ("append", "prepend"):
                    for path in deps:
                        self._need(path).is_joined = True
                    if not is_json:
                        self.note_value(deps, "several values in one text")
                for one in (value.value, *value.arguments):
                    self._words(one, is_json=is_json)

    def _spread(self, value: _Value) -> None:
        """Note which columns are printed as they are."""
        match value:
            case _Field():
                self._need(value.path).is_printed = True
            case _Alternatives():
                for one in value.values:
                    self._spread(one)
            case _Filtered() if _deps(value):
                if _is_json(spec_of(value.name)):
                    self.note_value(_deps(value), f"printed through `{value.name}`")
                for one in (value.value, *value.arguments):
                    self._spread(one)

    def _is_json_number(self, value: _Value) -> bool:
        """Return True if a value prints a JSON number, where its columns hold plain numbers."""
        match value:
            case _Field():
                return self.columns[value.path].kind == "number"
            case _Constant():
                return _is_number(value.value)
            case _Alternatives():
                return all(map(self._is_json_number, value.values))
            case _Filtered(name="default"):
                return all(map(self._is_json_number, (value.value, *value.arguments)))
            case _Filtered():
                if value.name == "divided_by":
                    return self._is_calculable(value.value)
                return _calculates(spec_of(value.name)) and all(
                    map(self._is_calculable, (value.value, *value.arguments))
                )
            case _Unknown():
                return False

    def _is_calculable(self, value: _Value) -> bool:
        """Return True if a value is a number for calculations: a text of digits is one."""
        if isinstance(value, _Field) and self.columns[value.path].kind == "text":
            return True
        if isinstance(value, _Filtered) and value.name == "default":
            return all(map(self._is_calculable, (value.value, *value.arguments)))
        return self._is_json_number(value)

    # Conditions ---------------------------------------------------------------------------

    def _condition(self, node: Expression) -> None:
        match node:
            case Literal():
                pass
            case Unary():
                self._condition(node.operand)
            case Binary(operator="and" | "or"):
                self._condition(node.left)
                self._condition(node.right)
            case Binary(operator=""):
                self._condition(node.left)
                self.note_value(self._all_deps(node.right), "no operator in a condition")
            case Binary():
                self._compare(node.operator, self._value(node.left), self._value(node.right))
            case _:
                self._truth(self._value(node))

    def _truth(self, value: _Value) -> None:
        if isinstance(value, _Field) and self.columns[value.path].kind in ("text", "number"):
            self._need(value.path)  # any text and any number is true
            return
        self._failure(value)
        match value:
            case _Alternatives():
                for one in value.values:
                    self._truth(one)
            case _Filtered() if _deps(value):
                spec = spec_of(value.name)
                if not (_keeps_visible(spec, value.arguments) or _calculates(spec)):
                    self.note_value(_deps(value), f"whether `{value.name}` gives anything")

    def _compare(self, operator: str, left: _Value, right: _Value) -> None:
        self._failure(left)
        self._failure(right)
        if isinstance(left, _Alternatives) or isinstance(right, _Alternatives):
            for one in left.values if isinstance(left, _Alternatives) else (left,):
                for other in right.values if isinstance(right, _Alternatives) else (right,):
                    self._compare(operator, one, other)
            return
        deps = _deps(left) | _deps(right)
        if not deps:
            return
        if _deps(left) and _deps(right):
            self.note_value(deps, "two values compared")
        elif operator == "contains":
            self._search(left, right)
        else:
            is_swapped = bool(_deps(right))
            mine, other = (right, left) if is_swapped else (left, right)
            if not isinstance(other, _Constant):
                self.note_value(deps, "compared with a value made elsewhere")
            elif operator in ("==", "!=", "<>"):
                self._equal(mine, other.value)
            else:
                self._order(operator, mine, other, is_swapped=is_swapped)

    def _search(self, left: _Value, right: _Value) -> None:
        if isinstance(left, _Field) and isinstance(right, _Constant):
            if self.columns[left.path].kind == "text" and isinstance(right.value, str):
                self._need(left.path).parts.add(right.value)
                return
        elif (
            isinstance(right, _Field)
            and isinstance(left, _Constant)
            and isinstance(left.value, list)
            and self.columns[right.path].kind == "text"
        ):
            self._need(right.path).texts |= {x for x in left.value if isinstance(x, str)}
            return
        self.note_value(_deps(left) | _deps(right), "`contains`")

    def _equal(self, mine: _Value, value: object) -> None:
        kind = self.columns[mine.path].kind if isinstance(mine, _Field) else ""
        if not isinstance(mine, _Field) or kind in ("json", "boolean"):
            self.note_value(_deps(mine), "compared")
        elif isinstance(value, str) and kind == "text":
            self._need(mine.path).texts.add(value)
        elif _is_number(value) and kind == "number":
            self._cut(mine.path, value)
        elif not (
            value in (None, NIL, EMPTY, BLANK, MISSING)
            or isinstance(value, str | bool | int | float)
        ):
            self.note_value(_deps(mine), "compared")

    def _cut(self, path: ColumnPath, value: object) -> None:
        assert isinstance(value, int | float)  # noqa: S101 - for the type checker
        need = self._need(path)
        need.is_number = True
        need.cuts |= {("<", value), ("<=", value)}

    def _order(self, operator: str, mine: _Value, other: _Constant, *, is_swapped: bool) -> None:
        value = other.value
        if isinstance(mine, _Field) and self.columns[mine.path].kind == "number":
            if _is_number(value):
                self._cut(mine.path, value)
                return
        elif isinstance(mine, _Filtered) and (path := self._rising(mine)) is not None:
            try:
                sides = (_source(mine), _source(other))
            except RowByRowError:
                sides = None
            if sides is not None and not isinstance(value, list | dict):
                left, right = reversed(sides) if is_swapped else sides
                need = self._need(path)
                need.is_number = True
                need.conditions.append(
                    f"{{% assign left = {left} %}}{{% assign right = {right} %}}"
                    f"{{% if left {operator} right %}}1{{% endif %}}"
                )
                return
        self.note_value(_deps(mine), f"`{operator}`")

    def _rising(self, value: _Value) -> ColumnPath | None:
        """Return the one column of numbers that a chain rises or falls with, if there is one."""
        match value:
            case _Field():
                is_number = self.columns[value.path].kind == "number"
                return value.path if is_number else None
            case _Filtered(name="default", arguments=(_Constant(),)):
                return self._rising(value.value)
            case _Filtered() if value.name in _RISING and len(_deps(value)) == 1:
                return self._rising_through(value)
        return None

    def _rising_through(self, value: _Filtered) -> ColumnPath | None:
        others = [one for one in (value.value, *value.arguments) if not _deps(one)]
        if not all(map(_is_written, others)):
            return None
        if not _deps(value.value):
            is_sum = value.name in ("plus", "minus") and len(value.arguments) == 1
            return self._rising(value.arguments[0]) if is_sum else None
        if others != list(value.arguments):
            return None
        if value.name in ("times", "divided_by"):
            constant = others[0] if len(others) == 1 else None
            if not isinstance(constant, _Constant) or not _is_divisor(constant.value):
                return None
        return self._rising(value.value)

    # Nodes --------------------------------------------------------------------------------

    def _body(self, nodes: Body, *, in_loop: bool) -> None:
        for node in nodes:
            self.visit(node, in_loop)

    def _bind(self, name: str, value: _Value) -> None:
        if name in self.roots or name in self.own:
            raise RowByRowError(f"`{name}` is assigned")
        old = self._names.get(name)
        before = old.values if isinstance(old, _Alternatives) else (old,) if old else ()
        added = value.values if isinstance(value, _Alternatives) else (value,)
        values = tuple(dict.fromkeys((*before, *added)))
        if len(values) > MAX_ALTERNATIVES:
            self._names[name] = _Unknown(_deps(_Alternatives(values)))
        else:
            self._names[name] = values[0] if len(values) == 1 else _Alternatives(values)

    def _deps_within(self, body: Body) -> Deps:
        """Return the columns that anything in a body reads."""
        return frozenset().union(
            *(
                _deps(self._value(one))
                for node in walk_nodes(body)
                for one in node_expressions(node)
            )
        )

    def visit_text(self, _node: Text, _state: bool) -> None:
        """Pass over text."""

    def visit_comment(self, _node: Comment, _state: bool) -> None:
        """Pass over a comment."""

    def visit_jump(self, _node: Jump, _state: bool) -> None:
        """Pass over a jump: loops that read a column need all of it."""

    def visit_output(self, node: Output, _state: bool) -> None:
        """Note what is printed."""
        chain = node.expression
        last = chain.filters[-1] if chain.filters else None
        is_json = last is not None and _is_json(spec_of(last.name)) and not last.arguments
        value = self._chain(chain)
        self._print(value, is_json=is_json)
        growth, extra = _growth(value)
        is_number = self._is_json_number(value)
        spec = spec_of(last.name) if last is not None else None
        is_encoded = spec is not None and spec.output == "safe" and spec.returns == "text"
        self.outputs[node.span] = OutputFacts(
            _deps(value), is_json, is_number, is_number or is_encoded, growth, extra
        )

    def visit_assign(self, node: Assign, state: bool) -> None:
        """Follow a value to a name."""
        value = self._chain(node.expression)
        self._failure(value)
        if state:
            old = self._names.get(node.name)
            value = _Unknown(_deps(value) | (_deps(old) if old else frozenset()))
        self._bind(node.name, value)

    def visit_capture(self, node: Capture, state: bool) -> None:
        """Note that a captured text is made of everything inside it."""
        self._body(node.body, in_loop=state)
        self._bind(node.name, _Unknown(self._deps_within(node.body)))

    def visit_counter(self, node: Counter, _state: bool) -> None:
        """Note that a counter counts nothing of the data."""
        self._bind(node.name, _Unknown())

    def visit_if(self, node: If, state: bool) -> None:
        """Note what a condition asks, then visit what it guards."""
        for branch in node.branches:
            if branch.condition is not None:
                if branch.condition.filters:
                    self._truth(self._chain(branch.condition))
                else:
                    self._condition(branch.condition.value)
            self._body(branch.body, in_loop=state)

    def visit_case(self, node: Case, state: bool) -> None:
        """Compare the subject with each value."""
        subject = self._chain(node.subject)
        self._failure(subject)
        for when in node.whens:
            for one in when.values:
                self._compare("==", subject, self._value(one))
            self._body(when.body, in_loop=state)
        if node.otherwise:
            self._body(node.otherwise.body, in_loop=state)

    def visit_for(self, node: For, state: bool) -> None:
        """Note that all of a list matters, and what is assigned in the loop as well."""
        deps = _deps(self._value(node.collection))
        self.note_value(deps, "a loop goes over it")
        for argument in node.arguments:
            self.note_value(_deps(self._value(argument.value)), "a loop's bound")
        outer = self._names.get(node.variable)
        self._names[node.variable] = _Unknown(deps)
        inside = bound_names(node.body)
        for name in inside:
            self._bind(name, _Unknown(self._deps_within(node.body) | deps))
        self._body(node.body, in_loop=True)
        if outer is None:
            del self._names[node.variable]
        else:
            self._names[node.variable] = outer
        if node.otherwise:
            self._body(node.otherwise.body, in_loop=state)

    def visit_cycle(self, node: Cycle, _state: bool) -> None:
        """Note that all of what is cycled through matters."""
        for one in (*node.values, *([node.group] if node.group is not None else [])):
            self.note_value(_deps(self._value(one)), "a cycle")

    def visit_liquid_tag(self, node: LiquidTag, state: bool) -> None:
        """Visit the tags inside."""
        self._body(node.body, in_loop=state)

    def visit_if_changed(self, node: IfChanged, state: bool) -> None:
        """Note that all of what is inside matters."""
        self._body(node.body, in_loop=state)
        self.note_value(self._deps_within(node.body), "`ifchanged`")

    def visit_json_string(self, node: JsonString, state: bool) -> None:
        """Visit a string that is rendered by itself; names do not leave it."""
        outer = dict(self._names)
        self._body(node.body, in_loop=state)
        self._names = outer

    def visit_cio_tag(self, node: CioTag, _state: bool) -> None:
        """Refuse a tag of the service: what it prints may depend on anything."""
        raise RowByRowError(f"the tag `{node.tag}`")


def _is_written(value: _Value) -> bool:
    """Return True if a value is made of literals only."""
    if isinstance(value, _Filtered):
        return all(map(_is_written, (value.value, *value.arguments)))
    return isinstance(value, _Constant)


def _is_divisor(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and 1 <= value <= 1e12


def _may_be_nonsense(argument: _Value, *, is_json: bool) -> bool:
    """Return True if a written text could be part of a word that nobody wants to read."""
    if not isinstance(argument, _Constant):
        return not _deps(argument)
    if not isinstance(argument.value, str):
        return False
    text = argument.value.strip().casefold()
    if "[" in text or "object" in text:
        return True
    return not is_json and (not text or any(text in word.casefold() for word in NONSENSE))


_FACTORS = {"append": 1, "default": 1, "prepend": 1, "lstrip": 1, "rstrip": 1, "strip": 1} | {
    "capitalize": 3, "downcase": 3, "titlecase": 3, "upcase": 3, "url_encode": 3, "json": 2,
}  # fmt: skip
"""How many bytes these filters print at most per byte that they are given."""
_MOST = 6
"""How many any other filter prints: ``&`` is escaped as ``&quot;`` at most."""
_NUMBER_BYTES = 100
"""What no number exceeds, whatever currency or script it is written in."""
_PER_LETTER = 20
"""How many bytes a date prints at most per letter of its format."""


def _growth(value: _Value) -> tuple[int, int]:
    """Return how many bytes a value prints at most: per byte of its columns, and besides."""
    match value:
        case _Constant():
            return 0, len(to_text(value.value).encode("utf-8", "replace"))
        case _Field():
            return 1, 0
        case _Unknown():
            return 0, 0
        case _Alternatives():
            every = [_growth(one) for one in value.values]
            return max(one[0] for one in every), max(one[1] for one in every)
        case _Filtered():
            spec = spec_of(value.name)
            if spec is not None and spec.accepts in ("number", "date"):
                given = sum(_growth(one)[1] for one in value.arguments)
                return 0, _NUMBER_BYTES + _PER_LETTER * given
            every = [_growth(one) for one in (value.value, *value.arguments)]
            extra = sum(one[1] for one in every)
            factor = _FACTORS.get(value.name, _MOST)
            return factor * sum(one[0] for one in every), factor * extra + 2


def _source(value: _Value) -> str:
    """Return a value as Liquid; raises RowByRowError where it cannot be written."""
    match value:
        case _Field():
            return value.path[0] + "".join(f"['{step}']" for step in _plain(value.path[1:]))
        case _Constant(source=str(source)) if source:
            return source
        case _Constant(value=constant) if _is_number(constant):
            return to_text(constant)
        case _Filtered():
            given = ", ".join(map(_source, value.arguments))
            return f"{_source(value.value)} | {value.name}" + (f": {given}" if given else "")
    raise RowByRowError("cannot be written")


def _plain(steps: tuple[str, ...]) -> tuple[str, ...]:
    if any("'" in step or "\\" in step for step in steps):
        raise RowByRowError("cannot be written")
    return steps
