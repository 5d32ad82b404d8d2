import math
import random
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters import index
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.filters.registry import lookup, specs
from inbox_toolkit.liquid.filters.spec import Context
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL, to_text
from inbox_toolkit.liquid.legacy.values import printed

from scripts.filter_index import index_text
from tests.support.liquid_filters import NOW, apply

NAMES = [(spec.name, version) for version in ("latest", "legacy") for spec in specs(version)]


def test_the_index_names_every_module_that_holds_filters() -> None:
    assert Path(index.__file__).read_text(encoding="utf-8") == index_text()


def test_a_filter_knows_how_many_arguments_reach_it() -> None:
    upcase, append, date = lookup("upcase"), lookup("append"), lookup("date")
    assert upcase
    assert append
    assert date
    assert (upcase.max_arguments, upcase.needs_context) == (0, False)
    assert (append.max_arguments, append.needs_context) == (None, False)
    assert (date.max_arguments, date.needs_context) == (2, True)
    assert lookup("shout") is None


def test_legacy_has_functions_of_its_own_and_lacks_what_came_with_latest() -> None:
    assert lookup("plus", "legacy") != lookup("plus", "latest")
    assert lookup("pluralize", "legacy") == lookup("pluralize", "latest")
    assert lookup("reject", "legacy") is None


@pytest.mark.parametrize(("name", "version"), NAMES)
def test_no_argument_is_documented_that_does_not_reach_the_function(
    name: str, version: str
) -> None:
    found = lookup(name, version)
    assert found
    if found.max_arguments is not None:
        assert len(found.spec.arguments) <= found.max_arguments


def test_text_filters_do_not_load_what_others_need() -> None:
    code = (
        "import sys; from inbox_toolkit.liquid.filters.registry import lookup; lookup('upcase');"
        "print([name for name in sys.modules if name in ('babel', 'zoneinfo', 'hashlib')"
        " or name.startswith('inbox_toolkit.liquid.filters.')])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "babel" not in loaded.stdout
    assert "inbox_toolkit.liquid.filters.dates.filters" not in loaded.stdout


ODD_NUMBERS = [math.inf, math.nan, -0.0, 2**70, 10**400]
simple = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)


def values_of(special: list[object]) -> st.SearchStrategy[object]:
    return st.recursive(
        st.sampled_from([*special, *ODD_NUMBERS]) | simple,
        lambda inner: (
            st.lists(inner, max_size=3)
            | st.dictionaries(st.sampled_from(["a", "b", "0", "size", "length"]), inner, max_size=3)
        ),
        max_leaves=6,
    )


VALUES = {
    "latest": values_of([MISSING, NIL, EMPTY, BLANK]),
    "legacy": values_of([MISSING, EMPTY, BLANK]),  # whose `nil` is the value itself
}


@pytest.mark.parametrize(("name", "version"), NAMES)
@settings(max_examples=10)
@given(data=st.data())
def test_no_value_is_too_odd(name: str, version: str, data: st.DataObject) -> None:
    value = data.draw(VALUES[version])
    arguments = data.draw(st.lists(VALUES[version], max_size=3))
    within = Context(NOW, random.Random(0), True, lambda _name, _text: lambda item: item)
    try:
        result = apply(name, value, *arguments, within=within, version=version)
    except (FilterError, TooLargeError):
        return
    to_text(result)
    printed(result)
