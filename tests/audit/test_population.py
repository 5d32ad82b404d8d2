"""Columns become what templates read as ``customer.*`` and ``trigger.*``."""

import pytest
from inbox_toolkit.audit.population import Column, ColumnKind, Population


@pytest.mark.parametrize(
    ("kind", "raw", "value"),
    [
        ("text", "12", "12"),
        ("number", "12", 12),
        ("number", "1.50", 1.5),
        ("number", "twelve", "twelve"),
        ("number", "true", "true"),
        ("number", "NaN", "NaN"),
        ("number", 7, 7),
        ("boolean", "true", True),
        ("boolean", "TRUE", "TRUE"),
        ("boolean", False, False),
        ("json", '{"a": [1, null]}', {"a": [1, None]}),
        ("json", "null", None),
        ("json", "{not json", "{not json"),
        ("json", "[" * 100_000, "[" * 100_000),
    ],
)
def test_a_field_is_decoded_by_the_kind_of_its_column(
    kind: ColumnKind, raw: object, value: object
) -> None:
    assert Column("c", ("customer", "c"), kind, is_text_encoded=True).decode(raw) == value


def test_a_person_has_what_the_columns_hold_and_no_more() -> None:
    columns = (
        Column("name", ("customer", "name"), "text"),
        Column("address.city", ("customer", "address", "city"), "text"),
        Column("address.zip", ("customer", "address", "zip"), "text"),
        Column("order", ("trigger", "order"), "number"),
    )
    people = Population("people", columns, "id", "people.csv")

    assert people.data(columns, ("Ada", None, "1", 7)) == {
        "customer": {"name": "Ada", "address": {"zip": "1"}},
        "trigger": {"order": 7},
    }
    assert people.data(columns, (None, None, None, None)) == {"customer": {}, "trigger": {}}
