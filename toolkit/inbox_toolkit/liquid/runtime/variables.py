"""How generated code reads variables: one method per shape of path, each noting what it read.

The first letter says what happens where there is no value: ``s`` fails, ``m`` gives null, ``t``
fails and gives the text to print. The rest says where it is read: ``1 2 3`` names from the data,
``d`` any keys from the data, ``l1`` one name of a loop's item, ``l`` any keys of it, ``v`` keys of
a value.
``expression_code.py`` writes the calls. Straight and repetitive: this is what rendering costs.
"""

# ruff: noqa: D102 - the letters above say what each method does

from inbox_toolkit.errors import MissingValueError
from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING, get_property
from inbox_toolkit.liquid.runtime.fast_paths import to_text_fast
from inbox_toolkit.liquid.runtime.result import Failure, Place, RawRead, message_path
from inbox_toolkit.text.span import Span

Keys = tuple[object, ...]
_Locals = dict[str, object]


class Reads:
    """The reading half of a run."""

    __slots__ = (
        "collect", "data", "failures", "names", "nothing", "program", "record", "records", "strict",
    )  # fmt: skip

    def __init__(
        self,
        program: Program,
        names: tuple[tuple[str, ...], ...],
        data: dict[str, object],
        *,
        strict: bool,
        collect: bool,
    ) -> None:
        self.program = program
        self.names = names
        self.data = data
        self.strict = strict
        self.collect = collect
        self.nothing = None if strict else MISSING
        self.failures: list[Failure] = []
        self.records: list[RawRead] = []
        self.record = self.records.append

    # --- strict ------------------------------------------------------------------------------

    def s1(self, ref: int) -> object:
        (a,) = self.names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        return value if value is not MISSING else self.missing(ref, self.data, (a,))

    def s2(self, ref: int) -> object:
        a, b = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        return value if value is not MISSING else self.missing(ref, self.data, (a, b))

    def s3(self, ref: int) -> object:
        a, b, c = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        return value if value is not MISSING else self.missing(ref, self.data, (a, b, c))

    def sl1(self, ref: int, item: object, place: Place, turn: int) -> object:
        _, a = self.names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, place, turn))
        return value if value is not MISSING else self.missing(ref, item, (a,), is_item=True)

    def sl(self, ref: int, item: object, place: Place, turn: int, keys: Keys) -> object:
        value = self.walk(item, keys)
        self.record((ref, value, place, turn, keys))
        return value if value is not MISSING else self.missing(ref, item, keys, is_item=True)

    def sd(self, ref: int, keys: Keys, names: _Locals | None = None) -> object:
        data = self.data if names is None else {**self.data, **names}
        value = self.walk(data, keys)
        self.record((ref, value, keys))
        return value if value is not MISSING else self.missing(ref, data, keys)

    def sv(self, ref: int, base: object, keys: Keys, *, is_item: bool = False) -> object:
        value = self.walk(base, keys)
        if value is MISSING:
            self.missing(ref, base, keys, is_item=is_item)
        return value

    # --- lenient -----------------------------------------------------------------------------

    def m1(self, ref: int) -> object:
        (a,) = self.names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        return value if value is not MISSING else self.nothing

    def m2(self, ref: int) -> object:
        a, b = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        return value if value is not MISSING else self.nothing

    def m3(self, ref: int) -> object:
        a, b, c = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        return value if value is not MISSING else self.nothing

    def ml1(self, ref: int, item: object, place: Place, turn: int) -> object:
        _, a = self.names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, place, turn))
        return value if value is not MISSING else self.nothing

    def ml(self, ref: int, item: object, place: Place, turn: int, keys: Keys) -> object:
        value = self.walk(item, keys)
        self.record((ref, value, place, turn, keys))
        return value if value is not MISSING else self.nothing

    def md(self, ref: int, keys: Keys, names: _Locals | None = None) -> object:
        value = self.walk(self.data if names is None else {**self.data, **names}, keys)
        self.record((ref, value, keys))
        return value if value is not MISSING else self.nothing

    def mv(
        self,
        ref: int,  # noqa: ARG002 - called as sv is
        base: object,
        keys: Keys,
        *,
        is_item: bool = False,  # noqa: ARG002
    ) -> object:
        value = self.walk(base, keys)
        return value if value is not MISSING else self.nothing

    # --- printing ----------------------------------------------------------------------------

    def t1(self, ref: int) -> str:
        (a,) = self.names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        if type(value) is str:
            return value
        return to_text_fast(value if value is not MISSING else self.missing(ref, self.data, (a,)))

    def t2(self, ref: int) -> str:
        a, b = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        if type(value) is str:
            return value
        return to_text_fast(value if value is not MISSING else self.missing(ref, self.data, (a, b)))

    def t3(self, ref: int) -> str:
        a, b, c = self.names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        if type(value) is str:
            return value
        return to_text_fast(
            value if value is not MISSING else self.missing(ref, self.data, (a, b, c))
        )

    def tl1(self, ref: int, item: object, place: Place, turn: int) -> str:
        _, a = self.names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, place, turn))
        if type(value) is str:
            return value
        missing = value is MISSING
        return to_text_fast(self.missing(ref, item, (a,), is_item=True) if missing else value)

    def tl(self, ref: int, item: object, place: Place, turn: int, keys: Keys) -> str:
        return to_text_fast(self.sl(ref, item, place, turn, keys))

    def td(self, ref: int, keys: Keys, names: _Locals | None = None) -> str:
        return to_text_fast(self.sd(ref, keys, names))

    def tv(self, ref: int, base: object, keys: Keys, *, is_item: bool = False) -> str:
        return to_text_fast(self.sv(ref, base, keys, is_item=is_item))

    def walk(self, value: object, keys: Keys) -> object:
        """Return what stands under keys."""
        for key in keys:
            value = get_property(value, key)
        return value

    # --- no value ----------------------------------------------------------------------------

    def missing(self, ref: int, base: object, keys: Keys, *, is_item: bool = False) -> object:
        """Fail for a variable without a value, named up to its first step that is missing."""
        if self.strict:
            walked: list[object] = []
            for key in keys:
                walked.append(key)
                base = self.walk(base, (key,))
                if base is MISSING:
                    break
            where = self.program.variables[ref]
            root = (where.path.partition(".")[0].partition("[")[0],) if is_item else ()
            self.undefined(message_path((*root, *walked)), where.span)
        return MISSING

    def undefined(self, path: str, span: Span) -> None:
        """Note that a path has no value, or stop there as the service does."""
        if not self.collect:
            raise MissingValueError(path, span, help=_REMEDY)
        self.failures.append(Failure(f"undefined variable: {path}", span, path))


_REMEDY = "give it a value in the data, or print a fallback: {{ x | default: '...' }}"
