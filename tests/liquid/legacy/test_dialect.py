from inbox_toolkit.liquid.legacy.dialect import LEGACY
from inbox_toolkit.liquid.runtime.dialect import LATEST

from tests.support.liquid_runs import text


def test_legacy_has_every_function_that_latest_has() -> None:
    assert set(LATEST.globals) <= set(LEGACY.globals)


def test_legacy_prints_and_compares_as_ruby() -> None:
    assert text("{{ f }}{{ h }}", {"f": 3.0, "h": {"a": 1}}, "legacy") == '3.0{"a"=>1}'
    assert text("{% if s == 1 and s != 2 %}Y{% endif %}", {"s": "1"}, "legacy") == "Y"
    assert text("{% if s == 1 %}Y{% else %}N{% endif %}", {"s": "1"}) == "N"
