"""What is known of a filter, stated once beside its function.

A module of filters holds one ``FilterTable`` and registers each function in it::

    FILTERS = FilterTable()

    @FILTERS.define("append", required("text"), accepts="scalar", returns="text")
    def append(value: object, *arguments: object) -> str: ...

Everything else that knows filters reads these: the compiler, the rules, the inferred contract, the
proof, the documentation and the editor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypedDict, TypeVar, Unpack

from inbox_toolkit.liquid.catalog.sources import BOTH, DOCS

if TYPE_CHECKING:
    from random import Random

ValueType = Literal["any", "boolean", "date", "list", "number", "scalar", "sized", "text"]
"""``scalar`` is a text, a number or a boolean.
``sized`` is a list or a text."""

ArgumentType = Literal[
    "any", "boolean", "expression", "list", "member", "number", "scalar", "text", "zone"
]
"""``member`` names a member of the list's items; ``expression`` is Liquid in quotes."""

Origin = Literal[
    "computed", "concatenation", "extension", "fallback", "groups", "item", "items", "members",
    "one_or_more_items", "present_items", "reordered", "size",
]  # fmt: skip
"""What the result is made of, so that a path can be followed through the filter.

``computed``: a new value. ``fallback``: the value, or else the argument. ``items``: a list of items
of the given list; ``one_or_more_items``: of one at least, if it has any; ``reordered``: of all of
them; ``present_items``: of those that are not null; ``item``: one of them, or nothing;
``members``: the list of one member of each; ``concatenation``: the items of the list and of the
argument; ``extension``: the items and the argument; ``groups``: groups of the items; ``size``: how
many there are.
"""

Output = Literal[
    "any", "count", "json", "keeps_safe", "number", "number_of_numbers", "quotient", "safe"
]
"""What the result prints, for a template that is JSON around it.

``safe``: never a quote, a backslash or a control character. ``keeps_safe``: adds none of these to
values without them. ``json``: one JSON value. ``number``: a finite number, whatever is given;
``count``: the same, unless an object has a member ``length`` of its own, which is printed;
``number_of_numbers``: of numbers a finite number, of anything else still ``safe``; ``quotient``:
the same, unless it divides by zero.
"""

_SAFE: frozenset[Output] = frozenset(
    {"count", "json", "number", "number_of_numbers", "quotient", "safe"}
)


_ALWAYS_PRINTS: frozenset[Output] = frozenset(
    {"count", "json", "number", "number_of_numbers", "quotient"}
)


@dataclass(frozen=True, slots=True)
class Argument:
    """A positional argument; without a required one the filter makes no sense.

    ``choices`` are the texts that mean something; any other text counts as none.
    """

    name: str
    type: ArgumentType = "any"
    is_required: bool = True
    choices: tuple[str, ...] = ()

    @property
    def written(self) -> str:
        """The argument in a signature: its few choices, or its name."""
        return " | ".join(map(repr, self.choices)) if 0 < len(self.choices) < 3 else self.name


def required(name: str, type: ArgumentType = "any") -> Argument:  # noqa: A002 - as in the spec
    """Return an argument without which the filter makes no sense."""
    return Argument(name, type)


def optional(
    name: str,
    type: ArgumentType = "any",  # noqa: A002 - as in the spec
    *,
    choices: tuple[str, ...] = (),
) -> Argument:
    """Return an argument that may be left out."""
    return Argument(name, type, is_required=False, choices=choices)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilterSpec:
    """Everything known of one filter in the versions of Liquid that ``versions`` names.

    ``needs_member``: rendering fails for an item without the member that it names.
    ``keeps_visible``: given no more arguments than it requires, texts and numbers among them, it
    never fails, and of a text whose first character is visible it makes one that is not blank.
    ``options`` are named arguments, as people write them. ``is_listed``: Customer.io's pages name
    it; one that only the engine has works today and may not tomorrow. ``is_own``: it is
    Customer.io's, not liquidjs's. ``is_in_10_16``: liquidjs 10.16.1 has it too. ``open_point`` is
    an id of ``catalog.open_points``. ``replacement`` is what to write instead of a
    deprecated filter: a name, or a whole call. ``synonyms`` are names that other template languages
    have for it. ``legacy_difference`` says what the same name does in legacy Liquid, and
    how to mean one thing in both.
    """

    name: str
    arguments: tuple[Argument, ...] = ()
    options: str = ""
    accepts: ValueType = "any"
    returns: ValueType = "any"
    origin: Origin = "computed"
    needs_member: bool = False
    output: Output = "any"
    keeps_visible: bool = False
    versions: frozenset[str] = BOTH
    source: str = DOCS
    is_listed: bool = True
    is_own: bool = False
    is_in_10_16: bool = True
    open_point: str | None = None
    replacement: str | None = None
    synonyms: tuple[str, ...] = ()
    legacy_difference: tuple[str, str] | None = None

    @property
    def required_count(self) -> int:
        """How many arguments it makes no sense without."""
        return sum(one.is_required for one in self.arguments)

    @property
    def is_json_safe(self) -> bool:
        """Whether its result can stand in a JSON string, whatever value people have."""
        return self.output in _SAFE

    @property
    def always_prints(self) -> bool:
        """Whether it prints something even for an empty list, such as ``0`` or ``[]``."""
        return self.output in _ALWAYS_PRINTS

    @property
    def signature(self) -> str:
        """The arguments as documentation writes them: ``start[, length]``."""
        needed = ", ".join(one.name for one in self.arguments if one.is_required)
        extra = [one.written for one in self.arguments if not one.is_required]
        extra += [self.options] if self.options else []
        if not extra:
            return needed
        return f"{needed}[, {', '.join(extra)}]" if needed else f"[{', '.join(extra)}]"


@dataclass(frozen=True, slots=True)
class Filter:
    """A filter as the compiler calls it: ``function(value, *arguments)``.

    At most ``max_arguments`` are passed, as JavaScript drops the rest; None means all of them.
    With ``needs_context`` the keyword ``context`` (a ``Context``) is passed as well.
    """

    spec: FilterSpec
    function: Callable[..., object]
    needs_context: bool
    max_arguments: int | None

    @property
    def name(self) -> str:
        """The name in a template."""
        return self.spec.name


CO_VARARGS = 0x04
"""The flag of a code object that takes any number of arguments, as ``inspect`` names it."""

_Function = TypeVar("_Function", bound=Callable[..., object])


class _Facts(TypedDict, total=False):
    """The fields of ``FilterSpec`` besides name and arguments."""

    options: str
    accepts: ValueType
    returns: ValueType
    origin: Origin
    needs_member: bool
    output: Output
    keeps_visible: bool
    versions: frozenset[str]
    source: str
    is_listed: bool
    is_own: bool
    is_in_10_16: bool
    open_point: str | None
    replacement: str | None
    synonyms: tuple[str, ...]
    legacy_difference: tuple[str, str] | None


class FilterTable(dict[str, Filter]):
    """The filters of one module, by name."""

    def __init__(self, *, versions: frozenset[str] = BOTH) -> None:
        """Take the versions that know the filters, where a filter does not say itself."""
        super().__init__()
        self.versions = versions

    def define(
        self, name: str, *arguments: Argument, **facts: Unpack[_Facts]
    ) -> Callable[[_Function], _Function]:
        """Return a decorator that adds a function under a name; one function may have several."""

        def add(function: _Function) -> _Function:
            spec = FilterSpec(
                name=name, arguments=arguments, **({"versions": self.versions} | facts)
            )
            code = function.__code__
            takes_any = bool(code.co_flags & CO_VARARGS)
            limit = None if takes_any else code.co_argcount - 1
            self[name] = Filter(spec, function, code.co_kwonlyargcount > 0, limit)
            return function

        return add


@dataclass(frozen=True, slots=True)
class Context:
    """Everything outside its arguments that a filter's result may depend on.

    ``now`` is an aware time. ``evaluator(name, expression)`` parses an expression, filters and all,
    and returns the function that gives its value with ``name`` standing for an item. It raises
    where the expression does not parse, even if there are no items.
    """

    now: datetime
    random: "Random"
    strict: bool
    evaluator: Callable[[str, str], Callable[[object], object]]
