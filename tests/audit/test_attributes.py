from pathlib import Path

import pytest
from inbox_toolkit.audit.attributes import contract_kinds, read_attributes
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.text.source import Source
from inbox_toolkit.workspace.workspace import open_workspace

from tests.support.projects import small_project, template


def attributes(text: str) -> frozenset[str] | None:
    return read_attributes([template(f'{{"properties": {text}}}')])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ('{"a": "{{ customer.first_name }}"}', {"first_name"}),
        ('{"a": {{ customer . city | json }}}', {"city"}),
        ("""{"a": {{ customer['odd name'] | json }}, "b": {{ customer["x"].y | json }}}""", {"odd name", "x"}),
        ('{"a": {{ trigger.rows | where_exp: "row", "row.city == customer.city" | json }}}', {"city"}),
        ('{"a": "{{ trigger.customer_name }}{{ trigger.mycustomer.x }}"}', set()),
        ("{}", set()),
    ],
)  # fmt: skip
def test_what_is_read_is_found(text: str, names: set[str]) -> None:
    assert attributes(text) == frozenset(names)


@pytest.mark.parametrize(
    "text",
    [
        '{"a": {{ customer | json }}}',
        '{"a": {{ customer[trigger.key] | json }}}',
        '{"a": "{% assign c = customer %}{{ c.city }}"}',
        '{"a": "{% for pair in customer %}{{ pair }}{% endfor %}"}',
    ],
)
def test_what_may_be_anything_is_everything(text: str) -> None:
    assert attributes(text) is None


def test_snippets_read_as_well() -> None:
    snippets = Fixture("snippets", Source("", ""), {"greeting": "Hi {{ customer.nickname }}"})
    read = read_attributes([template('{"properties": {"a": "{{ snippets.greeting }}"}}')], snippets)
    assert read == frozenset({"nickname"})


def test_contracts_tell_types(tmp_path: Path) -> None:
    properties = (
        '{"a": {{ customer.points | plus: 1 }}, "b": {{ customer.name | upcase | json }}, '
        '"c": {{ customer.address.lines | join: ", " | json }}'
        "{% for tag in customer.tags %}, {{ tag | json }}: 1{% endfor %}}"
    )
    workspace = open_workspace(small_project(tmp_path, properties))
    found = contract_kinds(workspace.templates, workspace.project)
    kinds = found.kinds
    assert ("customer", "points") in found.likely_numbers
    assert kinds[("customer", "tags")] == "json"
    assert kinds[("customer", "address")] == kinds[("customer", "address", "lines")] == "json"
    assert ("customer", "name") not in kinds
