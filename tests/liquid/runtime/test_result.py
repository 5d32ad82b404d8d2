import pytest
from inbox_toolkit.liquid.javascript.values import NIL
from inbox_toolkit.liquid.runtime.result import item_path, message_path, path_text

from tests.support.liquid_runs import rendered


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        (("a", "b", 0), "a.b[0]"),
        (("a", "city name"), "a['city name']"),
        (("a", 1.0, NIL), "a[1][null]"),
    ],
)
def test_paths_are_written_as_people_write_them(keys: tuple[object, ...], expected: str) -> None:
    assert path_text(keys) == expected


def test_the_place_of_an_item() -> None:
    assert item_path("a.b", 2, ".c") == "a.b[2].c"
    assert item_path(("l", 3, -1), 1) == "l[2]"


def test_messages_join_all_with_dots() -> None:
    assert message_path(("a", 0, "b c")) == "a.0.b c"


def test_what_a_render_depended_on() -> None:
    assert rendered("{{ 'now' | date: '%Y' }}").used_clock
    assert rendered("{% random 3 %}").used_random
    plain = rendered("{{ 1 | date: '%Y' }}")
    assert not plain.used_clock
    assert not plain.used_random
