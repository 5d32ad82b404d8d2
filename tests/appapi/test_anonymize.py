import json
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from inbox_toolkit.appapi.anonymize import FIRST_NAMES, LAST_NAMES, anonymize

ADA = {
    "id": "ada-1815",
    "email": "ada@lovelace.example",
    "first_name": "Augusta",
    "LastName": "King",
    "name": "Augusta Ada King",
    "phone": "+44 20 7946 0000",
    "home_address": "12 St James's Square",
    "City": "London",
    "birthday": "1815-12-10",
    "favourite_poet": "Byron",
    "passport": "123456789",
    "customer_since": "2026-01-15",
    "points": "12450",
    "plan": "gold",
    "vip": "true",
    "note": "",
    "address": '{"street": "12 St James", "zip": "SW1Y"}',
}


def test_who_someone_is_goes_and_what_they_have_stays() -> None:
    hidden = anonymize(ADA)
    kept = {name for name, value in hidden.items() if value == ADA[name]}
    assert kept == {"customer_since", "points", "plan", "vip", "note"}
    assert hidden["first_name"] in FIRST_NAMES
    assert hidden["LastName"] in LAST_NAMES
    assert re.fullmatch(r"[a-z]+\.[a-z]+[0-9]{3}@example\.com", hidden["email"])
    assert re.fullmatch(r"\+120255501[0-9]{2}", hidden["phone"])
    assert re.fullmatch(r"[a-z]{3}-[1-9]{4}", hidden["id"])
    assert re.fullmatch(r"[A-Z][a-z]{4}", hidden["favourite_poet"])
    assert set(json.loads(hidden["address"])) == {"street", "zip"}


def test_the_same_value_has_the_same_substitute() -> None:
    assert anonymize(ADA) == anonymize(ADA)
    assert anonymize({"email": "A@b.c"}) == anonymize({"email": "a@B.C"})
    assert anonymize({"email": "a@b.c"}) != anonymize({"email": "b@b.c"})


def test_types_and_nesting_stay() -> None:
    hidden = anonymize(
        {"a": [{"first_name": "Augusta"}], "n": 5, "b": True, "x": None, "ssn": 12345678}
    )
    assert hidden["a"][0]["first_name"] in FIRST_NAMES
    assert (hidden["n"], hidden["b"], hidden["x"]) == (5, True, None)
    assert isinstance(hidden["ssn"], int)
    assert hidden["ssn"] != 12345678


SECRETS = st.text(st.characters(categories=["L"]), min_size=8, max_size=60)


@given(st.sampled_from(["note", "Notiz", "備考", ""]), SECRETS)
def test_a_longer_text_never_stays(name: str, secret: str) -> None:
    assert anonymize({name: secret})[name] != secret


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
    | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
)  # fmt: skip


@settings(max_examples=50)
@given(st.dictionaries(st.text(), JSON, max_size=4))
def test_anything_can_be_disguised(attributes: dict[str, Any]) -> None:
    hidden = anonymize(attributes)
    assert list(hidden) == list(attributes)
    json.dumps(hidden)


@pytest.mark.parametrize("length", [1, 54, 55, 200, 1000])
def test_a_text_keeps_its_length(length: int) -> None:
    assert len(anonymize({"diary": "x" * length})["diary"]) == length
