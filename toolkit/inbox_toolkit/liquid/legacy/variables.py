"""How legacy Liquid reads variables."""

from inbox_toolkit.liquid.javascript.values import MISSING
from inbox_toolkit.liquid.legacy.values import (
    RubyRange,
    get_property,
    is_symbol,
    is_true,
    no_method,
)
from inbox_toolkit.liquid.runtime.variables import Keys, VariableReader


class LegacyVariableReader(VariableReader):
    """The data of a render in legacy Liquid."""

    __slots__ = ()

    def walk(self, value: object, keys: Keys) -> object:
        """Return the value under keys of the data, the first of which is a variable's name."""
        name = keys[0]
        if not isinstance(name, str) or not isinstance(value, dict):
            return MISSING
        return self.walk_item(value.get(name, MISSING), keys[1:])

    def walk_item(self, item: object, keys: Keys) -> object:
        """Return the value under keys of a variable's value; nil and false have none to ask for.

        Raises FilterError for a variable that was assigned a range or ``blank``.
        """
        if isinstance(item, RubyRange) or is_symbol(item):
            no_method("to_liquid", item)
        if not is_true(item):
            return item
        for key in keys:
            item = get_property(item, key)
        return item
