"""What goes over the wire is what was declared, and what comes is checked."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.web.wire import ABSENT, Absent, Json, decode, decode_query, encode, to_plain
from starlette.datastructures import QueryParams


@dataclass(frozen=True, slots=True)
class Inner:
    what: Literal["one", "two"]
    how_many: int = 1
    share: float = 0.5


@dataclass(frozen=True, slots=True)
class Outer:
    plain_name: str
    inner: Inner
    names: tuple[str, ...] = ()
    maybe: int | None = None
    kind: Literal["a", "b"] | None = None
    yes: bool = False
    anything: Json = None
    optional: str | Absent = ABSENT


def test_names_are_those_of_javascript_and_absent_members_are_left_out() -> None:
    document = Outer("x", Inner("one"), ("a",))
    assert to_plain(document) == {
        "plainName": "x",
        "inner": {"what": "one", "howMany": 1, "share": 0.5},
        "names": ["a"],
        "maybe": None,
        "kind": None,
        "yes": False,
        "anything": None,
    }
    assert to_plain(Outer("x", Inner("one"), optional="here"))["optional"] == "here"


def test_payloads_go_as_they_are() -> None:
    @dataclass(frozen=True)
    class Holder:
        given: Mapping[str, object]

    payload = {"snake_case": [{"a_b": None}], "half": "\ud800", "tag": "</script>"}
    sent = encode(Holder(payload))
    assert sent.isascii()
    assert json.loads(sent) == {"given": payload}


def test_what_is_declared_comes_back() -> None:
    document = Outer("x", Inner("two", 3, 1.0), ("a", "b"), 7, "b", True, {"any": [1]})
    assert decode(Outer, to_plain(document)) == document
    assert decode(Outer, {"plainName": "x", "inner": {"what": "one"}}) == Outer("x", Inner("one"))


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"plainName": 7}, "`plainName` cannot be 7"),
        ({"inner": []}, "`inner` cannot be []"),
        ({"inner": {"what": "three"}}, "`what` cannot be 'three'"),
        ({"inner": {}}, "the request lacks `what`"),
        ({"names": ["a", None]}, "an item of `names` cannot be None"),
        ({"names": "a"}, "`names` cannot be 'a'"),
        ({"maybe": True}, "`maybe` cannot be True"),
        ({"maybe": "1"}, "`maybe` cannot be '1'"),
        ({"kind": "c"}, "`kind` cannot be 'c'"),
        ({"yes": 1}, "`yes` cannot be 1"),
        ({"plainName": None}, "`plainName` cannot be None"),
        ({"plainName": ["x" * 200]}, "…"),
    ],
)
def test_what_is_wrong_is_named(change: dict[str, object], said: str) -> None:
    with pytest.raises(UsageError) as error:
        decode(Outer, {"plainName": "x", "inner": {"what": "one"}, **change})
    assert said in error.value.message


@pytest.mark.parametrize("document", [None, [], "x", 7])
def test_a_request_is_an_object(document: object) -> None:
    with pytest.raises(UsageError):
        decode(Outer, document)


@dataclass(frozen=True, slots=True)
class Query:
    name: str
    number: int | None = None
    every: bool = False
    set: tuple[str, ...] = ()


def test_a_query_is_read_with_the_names_of_its_path() -> None:
    query = QueryParams("number=12&every=1&set=a=1&set=b")
    assert decode_query(Query, query, {"name": "x"}) == Query("x", 12, True, ("a=1", "b"))
    assert decode_query(Query, QueryParams("name=y"), {}) == Query("y")
    assert decode_query(Query, QueryParams("name=y&every=0"), {}) == Query("y")


@pytest.mark.parametrize("number", ["-1", "x", "1e3", "9" * 5000, "٣", ""])
def test_a_number_of_a_query_is_one(number: str) -> None:
    with pytest.raises(UsageError, match="number"):
        decode_query(Query, QueryParams({"name": "x", "number": number}), {})
