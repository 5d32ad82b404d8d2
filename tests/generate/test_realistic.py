"""Realistic values."""

from typing import Any

import pytest
from inbox_toolkit.generate.by_name import RealisticValues

NUMBERS: list[tuple[tuple[str | None, ...], dict[str, Any], float]] = [
    (("amount",), {}, 49.9),
    (("shipping_cost",), {"type": "integer"}, 49),
    (("starts_at",), {}, 1_768_552_200),
    (("x",), {"format": "unix-seconds"}, 1_768_552_200),
    (("quantity",), {}, 2),
    (("points",), {}, 1_250),
    (("anything",), {}, 3),
    (("anything",), {"minimum": 10}, 10),
    (("anything",), {"exclusiveMinimum": 10}, 11),
    (("points",), {"maximum": 100}, 100),
    (("points",), {"exclusiveMaximum": 100}, 99),
    (("quantity",), {"multipleOf": 5}, 5),
    (("share",), {"exclusiveMinimum": 0, "exclusiveMaximum": 1}, 0.5),
    (("share",), {"minimum": 0, "maximum": 1}, 1),
]


@pytest.mark.parametrize(("path", "schema", "wanted"), NUMBERS)
def test_numbers_are_what_their_names_say(
    path: tuple[str | None, ...], schema: dict[str, Any], wanted: float
) -> None:
    made = RealisticValues().number(path, schema)
    assert made == wanted
    assert type(made) is type(wanted)


def test_a_currency_without_decimals_has_whole_amounts() -> None:
    assert RealisticValues("ja").number(("amount",), {}) == 4_980


def test_items_differ_and_documents_begin_anew() -> None:
    values = RealisticValues()
    path = ("people", None, "first_name")
    assert [values.text(path, {}) for _ in range(2)] == ["Grace", "Owen"]
    assert values.number(("points",), {}) + 1 == values.number(("points",), {})
    values.begin()
    assert values.text(path, {}) == "Grace"


def test_a_document_is_of_one_person() -> None:
    values = RealisticValues("fr", 3)
    assert [values.text((name,), {}) for name in ("first_name", "last_name", "email")] == [
        "Loïc",
        "Le Goff",
        "loic.legoff@example.com",
    ]


def test_limits_of_length_hold() -> None:
    assert RealisticValues().text(("city",), {"maxLength": 3}) == "Por"
    assert RealisticValues().text(("city",), {"minLength": 10}) == "Portlandxx"
