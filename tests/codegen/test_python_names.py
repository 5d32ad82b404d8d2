"""Names of members and functions."""

import keyword
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.codegen.python_names import function_name, is_attribute_name, member_names

NAMES = [
    ("order_id", "order_id"),
    ("two words", "two_words"),
    ("class", "class_"),
    ("9lives", "member_9lives"),
    ("__private", "private"),
    ("", "member"),
    ("🪨", "member"),
    ("ﬁeld", "field"),
    ("日本", "日本"),
    ("௰", "member"),
    ("x௰²y", "x_2y"),
    ("more", "more_"),
    ("list", "list_"),
]


@pytest.mark.parametrize(("key", "wanted"), NAMES)
def test_keys_become_names(key: str, wanted: str) -> None:
    assert member_names([key], {"more"}) == {key: wanted}


def test_a_name_that_is_there_keeps_its_key() -> None:
    assert member_names(["two words", "two_words"], ()) == {
        "two words": "two_words_",
        "two_words": "two_words",
    }


@given(st.lists(st.text(max_size=6), unique=True, max_size=8))
def test_names_are_plain_and_no_two_alike(keys: list[str]) -> None:
    names = member_names(keys, {"a", "b"})
    assert set(names) == set(keys)
    assert len(set(names.values())) == len(keys)
    for name in names.values():
        assert name.isidentifier()
        assert not keyword.iskeyword(name)
        assert name not in {"a", "b"}
        assert unicodedata.normalize("NFKC", name) == name


@pytest.mark.parametrize("key", ["class", "__x", "ﬁeld", "a b", "str", ""])
def test_what_python_reads_otherwise_is_not_plain(key: str) -> None:
    assert not is_attribute_name(key)


def test_functions_have_plain_names() -> None:
    assert function_name("send", "orders/shipped-2") == "send_orders_shipped_2"
    assert function_name("send", "名前") == "send"
