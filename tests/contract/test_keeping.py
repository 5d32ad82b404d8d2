"""What people add to a contract survives."""

import pytest

from tests.support.projects import template
from toolkit.contract.keeping import contract_name, kept


def test_it_is_kept_beside_the_template() -> None:
    made = template('{"properties": {}}', "mail/order")
    assert contract_name(made) == "templates/mail/order.contract.json"
    assert contract_name(made, "customer") == "templates/mail/order.customer.contract.json"


CASES = [
    ({"description": "who"}, {"type": "string"}, {"type": "string", "description": "who"}),
    ({"maxLength": 9, "format": "uri"}, {}, {"maxLength": 9, "format": "uri"}),
    ({"type": "string"}, {"type": ["string", "number"]}, {"type": "string"}),
    ({"type": "object"}, {"type": "string"}, {"type": "string"}),
    ({"enum": ["x"]}, {"examples": ["x", "y"]}, {"enum": ["x"]}),
    ({"minItems": 3}, {"type": "array", "minItems": 1}, {"type": "array", "minItems": 3}),
    (
        {"type": "array", "items": {"description": "d"}},
        {"type": "array", "items": {"type": "number"}},
        {"type": "array", "items": {"type": "number", "description": "d"}},
    ),
    (
        {"properties": {"a": {"description": "d"}, "gone": {}}, "required": ["gone"]},
        {"properties": {"a": {"type": "string"}, "b": {}}, "required": ["b"]},
        {"properties": {"a": {"type": "string", "description": "d"}, "b": {}}, "required": ["b"]},
    ),
]


@pytest.mark.parametrize(("old", "new", "wanted"), CASES)
def test_what_survives(
    old: dict[str, object], new: dict[str, object], wanted: dict[str, object]
) -> None:
    assert kept(old, new) == wanted
    assert kept(wanted, new) == wanted
