import pytest
from inbox_toolkit.analysis.fixture_lookup import is_of_a_loop, root_help
from inbox_toolkit.analysis.read_recorder import analyze

from tests.support.projects import template

CASES = [
    ("{{ custmer.id }}", "did you mean `customer`?"),
    ("{{ delivery_idd }}", "did you mean `delivery_id`?"),
    ("{% assign total = 1 %}{{ totl }}", "did you mean `total`?"),
    ("{% for i in trigger.items %}{{ folroop.index }}{% endfor %}", "did you mean `forloop`?"),
    ("{% for i in trigger.items %}{{ forloop.idnex }}{% endfor %}", "did you mean `index`?"),
    ("{{ message_data.id }}", "that belongs to the API call: write `trigger`"),
    ("{{ zzz }}", ""),
]


@pytest.mark.parametrize(("text", "remedy"), CASES)
def test_an_unknown_name_has_its_remedy(text: str, remedy: str) -> None:
    found = analyze(template(f'{{"properties": {{"a": "{text}"}}}}'))
    (read,) = [one for one in found.reads if one.unknown]
    assert root_help(found, read) == remedy
    assert is_of_a_loop(read) is ("forloop." in text)
