"""Reads variables for generated code: one method per shape of path, each recording what it read.

A method's name says which path it reads and what happens where there is no value:

=================  =============================================================================
``read1`` ``2 3``  one, two or three names from the data
``read_path``      any keys from the data, computed ones included
``read_item1``     one name of a loop's item
``read_item``      any keys of a loop's item
``read_member``    any keys of a value that is not part of the data, such as ``forloop``
``..._strict``     fails, as ``strictVariables`` does
``..._lenient``    gives null, as in a condition or before ``default``
``..._text``       fails, and gives the text to print
=================  =============================================================================

``compiler/expressions.py`` writes the calls; ``ref`` is an index into the program's ``variables``.
Straight and repetitive: this is where a render spends its time.
"""

# ruff: noqa: D102 - the table above says what each method does

from collections.abc import Callable

from inbox_toolkit.liquid.compiler.program import Program
from inbox_toolkit.liquid.javascript.values import MISSING, get_property
from inbox_toolkit.liquid.runtime.fast_paths import to_text_fast
from inbox_toolkit.liquid.runtime.log import RenderLog
from inbox_toolkit.liquid.runtime.output import Output
from inbox_toolkit.liquid.runtime.result import ListPath, RawRead, message_path

Keys = tuple[object, ...]
_Locals = dict[str, object]


class VariableReader:
    """The data of a render, and a record of every variable read from it."""

    __slots__ = (
        "_log", "_names", "_nothing", "_output", "_program", "_strict", "data", "original",
        "record",
    )  # fmt: skip

    def __init__(
        self,
        program: Program,
        names: tuple[tuple[str, ...], ...],
        data: dict[str, object],
        log: RenderLog,
        output: Output,
        strict: bool,
    ) -> None:
        self.original = dict(data) if program.assigns else data
        """The data without what the template assigns."""

        self.data = data
        self.record: Callable[[RawRead], object] = log.reads.append
        self._program = program
        self._names = names
        self._log = log
        self._output = output
        self._strict = strict
        self._nothing = None if strict else MISSING

    # --- strict ------------------------------------------------------------------------------

    def read1_strict(self, ref: int) -> object:
        (a,) = self._names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        return value if value is not MISSING else self._missing(ref, self.data, (a,))

    def read2_strict(self, ref: int) -> object:
        a, b = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        return value if value is not MISSING else self._missing(ref, self.data, (a, b))

    def read3_strict(self, ref: int) -> object:
        a, b, c = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        return value if value is not MISSING else self._missing(ref, self.data, (a, b, c))

    def read_item1_strict(self, ref: int, item: object, path: ListPath, index: int) -> object:
        _, a = self._names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, path, index))
        return value if value is not MISSING else self._missing(ref, item, (a,), is_item=True)

    def read_item_strict(
        self, ref: int, item: object, path: ListPath, index: int, keys: Keys
    ) -> object:
        value = self.walk_item(item, keys)
        self.record((ref, value, path, index, keys))
        return value if value is not MISSING else self._missing(ref, item, keys, is_item=True)

    def read_path_strict(self, ref: int, keys: Keys, names: _Locals | None = None) -> object:
        data = self.data if names is None else {**self.data, **names}
        value = self.walk(data, keys)
        self.record((ref, value, keys))
        return value if value is not MISSING else self._missing(ref, data, keys)

    def read_member_strict(
        self, ref: int, base: object, keys: Keys, *, is_item: bool = False
    ) -> object:
        value = self.walk_item(base, keys)
        if value is MISSING:
            self._missing(ref, base, keys, is_item=is_item)
        return value

    # --- lenient -----------------------------------------------------------------------------

    def read1_lenient(self, ref: int) -> object:
        (a,) = self._names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        return value if value is not MISSING else self._nothing

    def read2_lenient(self, ref: int) -> object:
        a, b = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        return value if value is not MISSING else self._nothing

    def read3_lenient(self, ref: int) -> object:
        a, b, c = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        return value if value is not MISSING else self._nothing

    def read_item1_lenient(self, ref: int, item: object, path: ListPath, index: int) -> object:
        _, a = self._names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, path, index))
        return value if value is not MISSING else self._nothing

    def read_item_lenient(
        self, ref: int, item: object, path: ListPath, index: int, keys: Keys
    ) -> object:
        value = self.walk_item(item, keys)
        self.record((ref, value, path, index, keys))
        return value if value is not MISSING else self._nothing

    def read_path_lenient(self, ref: int, keys: Keys, names: _Locals | None = None) -> object:
        value = self.walk(self.data if names is None else {**self.data, **names}, keys)
        self.record((ref, value, keys))
        return value if value is not MISSING else self._nothing

    def read_member_lenient(
        self,
        ref: int,  # noqa: ARG002 - has the signature of read_member_strict
        base: object,
        keys: Keys,
        *,
        is_item: bool = False,  # noqa: ARG002
    ) -> object:
        value = self.walk_item(base, keys)
        return value if value is not MISSING else self._nothing

    # --- printing ----------------------------------------------------------------------------

    def read1_text(self, ref: int) -> str:
        (a,) = self._names[ref]
        value = self.data.get(a, MISSING)
        self.record((ref, value))
        if type(value) is str:
            return value
        if type(value) is list:
            self._output.count_value(value)
        return to_text_fast(value if value is not MISSING else self._missing(ref, self.data, (a,)))

    def read2_text(self, ref: int) -> str:
        a, b = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        self.record((ref, value))
        if type(value) is str:
            return value
        if type(value) is list:
            self._output.count_value(value)
        return to_text_fast(
            value if value is not MISSING else self._missing(ref, self.data, (a, b))
        )

    def read3_text(self, ref: int) -> str:
        a, b, c = self._names[ref]
        value = self.data.get(a, MISSING)
        value = value.get(b, MISSING) if type(value) is dict else get_property(value, b)
        value = value.get(c, MISSING) if type(value) is dict else get_property(value, c)
        self.record((ref, value))
        if type(value) is str:
            return value
        if type(value) is list:
            self._output.count_value(value)
        return to_text_fast(
            value if value is not MISSING else self._missing(ref, self.data, (a, b, c))
        )

    def read_item1_text(self, ref: int, item: object, path: ListPath, index: int) -> str:
        _, a = self._names[ref]
        value = item.get(a, MISSING) if type(item) is dict else get_property(item, a)
        self.record((ref, value, path, index))
        if type(value) is str:
            return value
        if type(value) is list:
            self._output.count_value(value)
        missing = value is MISSING
        return to_text_fast(self._missing(ref, item, (a,), is_item=True) if missing else value)

    def read_item_text(self, ref: int, item: object, path: ListPath, index: int, keys: Keys) -> str:
        return self._text(self.read_item_strict(ref, item, path, index, keys))

    def read_path_text(self, ref: int, keys: Keys, names: _Locals | None = None) -> str:
        return self._text(self.read_path_strict(ref, keys, names))

    def read_member_text(self, ref: int, base: object, keys: Keys, *, is_item: bool = False) -> str:
        return self._text(self.read_member_strict(ref, base, keys, is_item=is_item))

    def _text(self, value: object) -> str:
        """Return what a value prints; a list counts as a filter over it does."""
        if type(value) is list:
            self._output.count_value(value)
        return to_text_fast(value)

    def walk(self, value: object, keys: Keys) -> object:
        """Return the value under keys."""
        for key in keys:
            value = get_property(value, key)
        return value

    walk_item = walk
    """Return the value under keys of a loop's item, or of a value in the template."""

    def _missing(self, ref: int, base: object, keys: Keys, *, is_item: bool = False) -> object:
        """Fail for a variable without a value; the message ends at the step that lacks one."""
        if self._strict:
            walked: list[object] = []
            walk = self.walk_item if is_item else self.walk
            for key in keys:
                walked.append(key)
                if walk(base, tuple(walked)) is MISSING:
                    break
            variable = self._program.variables[ref]
            root = (variable.path.partition(".")[0].partition("[")[0],) if is_item else ()
            self._log.undefined(message_path((*root, *walked)), variable.span)
        return MISSING
