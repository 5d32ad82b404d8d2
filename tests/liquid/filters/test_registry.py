import math
import random
import subprocess
import sys
from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.limits import TooLargeError
from inbox_toolkit.liquid.filters.registry import LATEST, LEGACY, Context, lookup
from inbox_toolkit.liquid.javascript.values import BLANK, EMPTY, MISSING, NIL, to_text
from inbox_toolkit.liquid.legacy.values import printed

from tests.support.liquid_filters import NOW, apply


@pytest.mark.parametrize(("room", "names"), [*LATEST.items(), *LEGACY.items()])
def test_every_module_holds_the_names_it_is_listed_with(room: str, names: frozenset[str]) -> None:
    held = set(import_module(room).FILTERS)
    assert names <= held
    if names is LATEST.get(room):
        assert names == held


def test_no_name_is_in_two_modules() -> None:
    for rooms in (LATEST, LEGACY):
        names = [name for room in rooms.values() for name in room]
        assert len(names) == len(set(names))


def test_a_filter_says_what_it_takes() -> None:
    upcase, append, date = lookup("upcase"), lookup("append"), lookup("date")
    assert upcase
    assert append
    assert date
    assert (upcase.most, upcase.needs_context) == (0, False)
    assert (append.most, append.needs_context) == (None, False)
    assert (date.most, date.needs_context) == (2, True)
    assert lookup("shout") is None


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


NAMES = sorted(
    (name, version)
    for version, rooms in (("latest", LATEST), ("legacy", LEGACY))
    for names in rooms.values()
    for name in names
)
special = st.sampled_from([MISSING, NIL, EMPTY, BLANK, math.inf, math.nan, -0.0, 2**70, 10**400])
simple = special | st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5)
values = st.recursive(
    simple,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["a", "b", "0", "size", "length"]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize(("name", "version"), NAMES)
@settings(max_examples=10)
@given(value=values, arguments=st.lists(values, max_size=3))
def test_no_value_is_too_odd(
    name: str, version: str, value: object, arguments: list[object]
) -> None:
    within = Context(NOW, random.Random(0), True, lambda _name, _text: lambda item: item)
    try:
        result = apply(name, value, *arguments, within=within, version=version)
    except (FilterError, TooLargeError):
        return
    to_text(result)
    printed(result)
