import subprocess
import sys
from importlib import import_module

import pytest

from toolkit.liquid.filters.names import LATEST, LEGACY
from toolkit.liquid.filters.registry import lookup


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
        "import sys; from toolkit.liquid.filters.registry import lookup; lookup('upcase');"
        "print([name for name in sys.modules if name in ('babel', 'zoneinfo', 'hashlib')"
        " or name.startswith('toolkit.liquid.filters.')])"
    )
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert "babel" not in loaded.stdout
    assert "toolkit.liquid.filters.dates" not in loaded.stdout
