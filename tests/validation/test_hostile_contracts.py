"""Whatever people write into a contract, validate says something about it and does not stumble."""

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from inbox_toolkit.contract.contract import contracts_of, write_contract
from inbox_toolkit.contract.contract_file import ContractError
from inbox_toolkit.project.config import find_config
from inbox_toolkit.project.project import load_project
from inbox_toolkit.template.reader import read_templates

from tests.support.projects import write_project
from tests.support.rules import DATA, ENVELOPE, PROFILE, findings

BODY = """{
  "a": {{ trigger.order_id | upcase | json }},
  "b": "{% for i in trigger.items %}{{ i.name | url_encode }}{% if i.price > 5 %}{{ i.note | url_encode }}{% endif %}{% endfor %}",
  "c": {% if trigger.count == 2 %}{{ trigger.at | date: '%s' }}{% else %}1{% endif %},
  "d": {{ customer.tier | default: 'none' | json }}
}"""

_NAMES = st.sampled_from(["order_id", "items", "name", "count", "note", "a/b", "", "$ref", "é"])
_TYPES = st.sampled_from(["string", "number", "integer", "object", "array", "null", "boolean"])
_VALUES = st.sampled_from(
    ["x", "ORD-5678", 0, 2, -1.5, 1e400, None, True, [], {}, ["a"], {"name": 1}]
)
_REFS = st.sampled_from(
    ["#", "#/$defs/a", "#/$defs/b", "#/properties/items", "#a", "x.json", "https://example.com/s"]
)


def _node(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    """Return schemas that are mostly sound, with one keyword in some that is not."""
    members = st.dictionaries(_NAMES, inner, max_size=3)
    return st.fixed_dictionaries(
        {},
        optional={
            "type": _TYPES | st.lists(_TYPES, min_size=1, max_size=2, unique=True),
            "properties": members,
            "required": st.lists(_NAMES, max_size=2, unique=True),
            "items": inner,
            "minItems": st.sampled_from([0, 1, 3]),
            "enum": st.lists(_VALUES, max_size=3),
            "const": _VALUES,
            "pattern": st.sampled_from(["^ORD", "a\\Z", ""]),
            "minimum": st.sampled_from([0, 5]),
            "maximum": st.sampled_from([1, 9]),
            "additionalProperties": inner,
            "allOf": st.lists(inner, min_size=1, max_size=2),
            "anyOf": st.lists(inner, min_size=1, max_size=2),
            "if": inner,
            "then": inner,
            "not": inner,
            "$ref": _REFS,
            "description": st.just("what"),
        },
    )  # fmt: skip


SOUND: st.SearchStrategy[Any] = st.recursive(st.just({}) | st.booleans(), _node, max_leaves=6)
WRONG = st.sampled_from(
    [{"type": "text"}, {"enum": 5}, {"properties": []}, {"allOf": {}}, {"required": "a"},
     {"$schema": "https://example.com/own"}, {"pattern": "("}, {"minItems": -1}, {"$ref": 5}]
)  # fmt: skip
CONTRACTS = st.builds(
    lambda schema, mistake, definitions: {**schema, **mistake, "$defs": definitions},
    st.builds(lambda members: {"properties": members}, st.dictionaries(_NAMES, SOUND, max_size=4)),
    st.just({}) | st.just({}) | WRONG,
    st.dictionaries(st.sampled_from(["a", "b"]), SOUND, max_size=2),
)


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_project(
        tmp_path_factory.mktemp("project"),
        {
            "inbox.toml": "",
            "templates/t.json": f'{{"properties": {BODY}, {ENVELOPE}}}',
            "fixtures/profiles/ada.json": PROFILE,
            "fixtures/message_data/t/standard.json": DATA,
        },
    )


@pytest.mark.long
@given(CONTRACTS, CONTRACTS)
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
def test_it_is_judged_compared_and_written(project: Path, first: object, second: object) -> None:
    files = {
        "templates/t.contract.json": first,
        "templates/t.customer.contract.json": second,
        "before/templates/t.contract.json": second,
        "before/templates/t.json": (project / "templates/t.json").read_text(),
        "before/fixtures/profiles/ada.json": PROFILE,
    }
    found = findings(write_project(project, files))
    assert all(one.message and one.source.position(one.span.start) for one in found)
    opened = load_project(find_config(project))
    (template,) = read_templates(opened.template_files, opened.config)
    for one in contracts_of(template, opened):
        if not isinstance(one, ContractError):
            write_contract(one, opened)
    for again in contracts_of(template, opened):
        assert isinstance(again, ContractError) or not again.drift
