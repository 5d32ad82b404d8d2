from inbox_toolkit.liquid.legacy.operators import GLOBALS
from inbox_toolkit.liquid.runtime.loader import GLOBALS as LATEST

from tests.support.liquid_runs import text


def test_each_stands_in_for_one_of_latest_s() -> None:
    assert set(GLOBALS) <= set(LATEST)
    assert all(GLOBALS[name] is not LATEST[name] for name in GLOBALS)


def test_legacy_prints_and_compares_as_ruby() -> None:
    assert text("{{ f }}{{ h }}", {"f": 3.0, "h": {"a": 1}}, "legacy") == '3.0{"a"=>1}'
    assert text("{% if s == 1 and s != 2 %}Y{% endif %}", {"s": "1"}, "legacy") == "Y"
    assert text("{% if s == 1 %}Y{% else %}N{% endif %}", {"s": "1"}) == "N"
