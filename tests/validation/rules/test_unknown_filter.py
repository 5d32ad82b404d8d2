from pathlib import Path

import pytest

from tests.support.rules import lint, marks

FIRES: list[tuple[str, list[str]]] = [
    ('{"a": "x{{ trigger.order_id | uppercase }}"}', ['uppercase']),
    ('{"a": "x{% assign v = trigger.order_id | upcas | strip %}{{ v }}"}', ['upcas']),
    ('{"a": "x{% for i in trigger.items %}\\"{{ i.name | zzz: 1 }}\\"{% endfor %}"}', ['zzz']),
    ('{"a": "x{% if trigger.items | length %}y{% endif %}"}', ['length']),
]  # fmt: skip

SILENT = [
    "{\"a\": \"x{{ trigger.order_id | upcase | append: 'y' | default: 'z' | currency }}\"}",
    '{"a": "x{% comment %}{{ x | zzz }}{% endcomment %}"}',
]


@pytest.mark.parametrize(("properties", "marked"), FIRES)
def test_it_marks(tmp_path: Path, properties: str, marked: list[str]) -> None:
    assert marks(lint(tmp_path, "unknown-filter", properties)) == marked


@pytest.mark.parametrize("properties", SILENT)
def test_it_is_silent(tmp_path: Path, properties: str) -> None:
    assert lint(tmp_path, "unknown-filter", properties) == []


def test_the_right_one_is_offered_but_never_taken_unasked(tmp_path: Path) -> None:
    (found,) = lint(tmp_path, "unknown-filter", '{"a": "x{{ trigger.order_id | upcas }}"}')
    assert found.help == "did you mean `upcase`?"
    assert found.fix is not None
    assert (found.fix.edits[0].text, found.fix.safe) == ("upcase", False)


@pytest.mark.parametrize("name", ["in_time_zone", "to_timezone", "convert_tz"])
def test_a_filter_for_time_zones_leads_to_date(tmp_path: Path, name: str) -> None:
    text = f"{{{{ trigger.at | {name}: 'Europe/Paris' | date: '%H' }}}}"
    (found,) = lint(tmp_path, "unknown-filter", f'{{"a": "{text}"}}')
    assert found.help == "give `date` the zone: `| date: '%H:%M', 'Europe/Paris'`"
