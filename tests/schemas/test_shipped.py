from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.project.toml import parse_toml
from inbox_toolkit.schemas.checking import Checker
from inbox_toolkit.schemas.shipped import plainly_fits, shipped

CONFIG = shipped("config")

SOUND: list[dict[str, Any]] = [
    {},
    {"templates": "messages", "liquid": "legacy", "render": {"now": "2026-01-15T09:00:00Z"}},
    {"inbox": {"topics": ["orders"], "types": []}, "preview": {"port": 0, "open": False}},
    {"validate": {"severity": {"link-scheme": "off"}, "options": {"blank-value": {"probes": 1}}}},
    {"validate": {"ignore": {"templates/*.json": ["link-scheme"]}}, "format": {"indent": 8}},
    {"send": {"recipients": ["id:user_123", "me"]}, "audit": {"max_failed": "0.1%"}},
]

UNSOUND: list[dict[str, Any]] = [
    {"template": "messages"},
    {"templates": ""},
    {"templates": 7},
    {"liquid": "newest"},
    {"liquid": ["latest"]},
    {"preview": {"port": True}},
    {"preview": {"port": 65536}},
    {"preview": {"port": 80.5}},
    {"format": {"indent": 0}},
    {"inbox": {"topics": [7]}},
    {"inbox": {"topics": "orders"}},
    {"validate": {"severity": {"link-scheme": "fatal"}}},
    {"validate": {"options": {"blank-value": 1}}},
    {"send": {"recipients": ["everyone"]}},
    {"send": {"recipients": ["me\n"]}},
    {"audit": {"max_failed": "1%%"}},
]


@pytest.mark.parametrize("document", SOUND)
def test_a_sound_configuration_plainly_fits(document: dict[str, Any]) -> None:
    assert plainly_fits(CONFIG, document)


def test_the_configuration_of_this_repository_plainly_fits() -> None:
    file = Path(__file__).parents[2] / "inbox.toml"
    assert plainly_fits(CONFIG, parse_toml(file.read_text(encoding="utf-8")))


@pytest.mark.parametrize("document", UNSOUND)
def test_nothing_else_plainly_fits(document: dict[str, Any]) -> None:
    assert not plainly_fits(CONFIG, document)


def test_a_keyword_that_is_not_known_is_left_to_the_whole_check() -> None:
    assert not plainly_fits({"type": "string", "format": "date"}, "2026-01-15")


SCALARS = (
    st.none() | st.booleans() | st.integers(-1, 70_000) | st.floats(allow_nan=False) | st.text()
)
ANY = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=2) | st.dictionaries(st.text(), inner, max_size=2),
)


def documents(schema: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Documents of which about every other one matches."""
    fitting: dict[str, Callable[[], st.SearchStrategy[Any]]] = {
        "array": lambda: st.lists(documents(schema.get("items", {})), max_size=2),
        "boolean": st.booleans,
        "integer": lambda: st.integers(schema.get("minimum", 0) - 1, schema.get("maximum", 9) + 1),
        "object": lambda: members(schema),
        "string": lambda: texts(schema),
    }
    if "enum" in schema:
        return st.sampled_from([*schema["enum"], "other"])
    return st.one_of(fitting[schema["type"]]() if "type" in schema else ANY, ANY)


def texts(schema: dict[str, Any]) -> st.SearchStrategy[str]:
    return st.one_of(st.text(max_size=2), st.from_regex(schema.get("pattern", "^a")))


def members(schema: dict[str, Any]) -> st.SearchStrategy[dict[str, Any]]:
    named = {key: documents(value) for key, value in schema.get("properties", {}).items()}
    others = schema.get("additionalProperties") or {}
    return st.builds(
        lambda some, more: {**more, **some},
        st.fixed_dictionaries({}, optional=named),
        st.dictionaries(st.text(max_size=3), documents(others), max_size=1),
    )


CHECKER = Checker(CONFIG)


PARTS = [
    st.fixed_dictionaries({key: documents(schema)}) for key, schema in CONFIG["properties"].items()
]


@given(st.one_of(PARTS))
def test_what_plainly_fits_fits(document: dict[str, Any]) -> None:
    if plainly_fits(CONFIG, document):
        assert CHECKER.fits(document)
