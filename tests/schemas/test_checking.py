from typing import Any

import pytest
from inbox_toolkit.errors import ProjectError
from inbox_toolkit.schemas.checking import Checker, schema_problem, shipped_checker
from inbox_toolkit.schemas.shipped import shipped

WRONG: list[tuple[dict[str, Any], str, str]] = [
    ({"topics": "orders"}, '`topics` is "orders"', "a list of topics"),
    ({"topics": [7]}, "`topics[0]` is 7", "the name of a topic"),
    ({"topic": ["orders"]}, "unknown key `topic`", "did you mean `topics`?"),
    ({"color": 1}, "unknown key `color`", "known keys: "),
    (
        {"expiration": {"type": "relative", "value": 0, "unit": "days"}},
        "`expiration",
        "whole number",
    ),
    ({"expiration": {"type": "soon", "value": 1}}, '`expiration.type` is "soon"', "relative"),
    ({"expiration": {"type": "relative", "value": 1}}, "`expiration` lacks", "add `unit`"),
    (
        {"expiration": {"type": "absolute", "value": 9, "unit": "days"}},
        '`expiration.unit` is "days"',
        "only where type",
    ),
    ({"transactional_message_id": ""}, '`transactional_message_id` is ""', "trigger name"),
    ({"liquid": "newest"}, '`liquid` is "newest"', '"legacy"'),
]


@pytest.mark.parametrize(("change", "message", "remedy"), WRONG)
def test_a_misfit_is_said_in_the_files_words(
    change: dict[str, Any], message: str, remedy: str
) -> None:
    problems = shipped_checker("template").problems({"properties": {}, **change})
    assert problems
    assert problems[0].message.startswith(message)
    assert any(remedy in one.help for one in problems)


def test_a_missing_key_is_named() -> None:
    (problem,) = shipped_checker("template").problems({})
    assert problem.message == "the file lacks the key `properties`"


def test_a_fitting_document_has_no_problems() -> None:
    document = {
        "$schema": "x",
        "transactional_message_id": 44,
        "expiration": {"type": "absolute", "value": "1798761600"},
        "properties": {"title": "x"},
    }
    assert shipped_checker("template").fits(document)
    assert shipped_checker("template").problems(document) == []


@pytest.mark.parametrize("name", ["template", "config", "fixtures", "report"])
def test_each_shipped_schema_is_a_schema(name: str) -> None:
    from jsonschema import Draft202012Validator

    Draft202012Validator.check_schema(dict(shipped(name)))
    Checker(shipped(name)).fits({})


def test_a_document_that_is_no_schema_is_told_apart() -> None:
    assert schema_problem({"type": "string"}) is None
    found = schema_problem({"properties": {"a": {"minLength": "x"}}})
    assert found is not None
    assert (found.path, found.message) == (
        ("properties", "a", "minLength"),
        '`properties.a.minLength` is "x"',
    )


@pytest.mark.parametrize(
    ("schema", "path"),
    [
        ({"pattern": "("}, ("pattern",)),
        ({"patternProperties": {"(": {}}}, ("patternProperties",)),
        ({"type": "txt"}, ("type",)),
        ([], ()),
        ({"$schema": "http://127.0.0.1:9/dialect"}, ("$schema",)),
        ({"$schema": "https://json-schema.org.example.com/draft/2020-12/schema"}, ("$schema",)),
        ({"$schema": "https://json-schema.org/draft-12/schema"}, ("$schema",)),
        ({"$schema": "http://json-schema.org/draft-03/schema#"}, ("$schema",)),
        ({"$schema": "http://json-schema.org/draft/2021-05/schema#"}, ("$schema",)),
        ({"$schema": 5}, ("$schema",)),
    ],
)
def test_what_is_no_schema_is_shown_where_it_is_wrong(
    schema: object, path: tuple[str, ...]
) -> None:
    found = schema_problem(schema)
    assert found is not None
    assert found.path == path
    assert found.help


@pytest.mark.parametrize(
    "dialect",
    [
        "https://json-schema.org/draft/2020-12/schema",
        "https://json-schema.org/draft/2019-09/schema#",
        "http://json-schema.org/draft-07/schema#",
    ],
)
def test_the_official_dialects_are_known(dialect: str) -> None:
    assert schema_problem({"$schema": dialect, "type": "object"}) is None


def test_no_reference_is_ever_fetched() -> None:
    for target in ("http://127.0.0.1:9/x.json", "https://example.com/x", "other.json"):
        with pytest.raises(ProjectError, match="cannot be used"):
            Checker({"$ref": target}).fits({})


def test_a_reference_within_the_schema_is_followed() -> None:
    schema = {"$defs": {"n": {"type": "number"}}, "$ref": "#/$defs/n"}
    assert Checker(schema).fits(1)
    assert Checker(schema).problems("x")


def test_each_lacking_key_is_said_once_and_the_whole_by_its_name() -> None:
    checker = Checker({"required": ["a", "b"]}, whole="the message data")
    assert [one.message for one in checker.problems({})] == [
        "the message data lacks the key `a`",
        "the message data lacks the key `b`",
    ]


def test_what_people_describe_is_not_taken_for_what_is_expected() -> None:
    schema = {"properties": {"a": {"enum": ["x"], "description": "What we charge in."}}}
    assert [one.help for one in Checker(schema).problems({"a": 1})] == ['expected one of "x"']
    worded = Checker(schema, is_worded=True).problems({"a": 1})
    assert [one.help for one in worded] == ["expected What we charge in."]


@pytest.mark.parametrize(
    ("schema", "document", "problem"),
    [
        ({"properties": {"a": False}}, {"a": 1}, ("`a` is 1", "leave it out")),
        ({"additionalProperties": False}, {"a": 1}, ("the file has a key", "leave it out")),
        (
            {"propertyNames": {"pattern": "^x"}},
            {"y": 1},
            ("the file has the key `y`", 'expected pattern "^x"'),
        ),
        (
            {"anyOf": [{"type": "string"}, {"type": "object", "required": ["x"]}]},
            {"y": 1},
            ("the file lacks the key `x`", "add `x`"),
        ),
        (
            {"oneOf": [{"type": "string"}, {"type": "array", "items": {"type": "number"}}]},
            [1, "x"],
            ('`[1]` is "x"', "expected a number"),
        ),
        (
            {"oneOf": [{"type": "string"}, {"minLength": 1}]},
            "x",
            ('the file is "x"', "expected oneOf"),
        ),
        (
            {"$defs": {"d": {"minLength": 3}}, "properties": {"d": {"$ref": "#/$defs/d"}}},
            {"d": "x"},
            ('`d` is "x"', "expected at least 3"),
        ),
    ],
)
def test_the_closest_branch_explains(
    schema: dict[str, Any], document: object, problem: tuple[str, str]
) -> None:
    (found,) = Checker(schema).problems(document)
    assert found.message == problem[0]
    assert found.help.startswith(problem[1])


HANGING = ["^(a+)+$", "^(a|a)*$", "^(a|aa)+$", "(x+x+)+y", "^(?=a)(a+)+$"]


@pytest.mark.parametrize("pattern", HANGING)
@pytest.mark.parametrize("keyword", ["pattern", "propertyNames", "patternProperties"])
def test_no_pattern_hangs(pattern: str, keyword: str) -> None:
    text = ("x" if "x" in pattern else "a") * 60 + "!"
    schemas: dict[str, dict[str, Any]] = {
        "pattern": {"type": "object", "additionalProperties": {"pattern": pattern}},
        "propertyNames": {"propertyNames": {"pattern": pattern}},
        "patternProperties": {"patternProperties": {pattern: {}}, "additionalProperties": False},
    }
    assert schema_problem(schemas[keyword]) is None
    assert Checker(schemas[keyword]).problems({text: text})


HALF = "\ud83d"


@pytest.mark.parametrize(
    ("schema", "document", "count"),
    [
        ({"type": "object"}, {HALF: HALF}, 0),
        ({"type": "string"}, {HALF: 1}, 1),
        ({"properties": {HALF: {"type": "string"}}}, {HALF: 1}, 1),
        ({"enum": [HALF]}, HALF, 0),
        ({"enum": ["a"]}, [HALF], 1),
    ],
)
def test_half_a_surrogate_pair_is_no_bug(
    schema: dict[str, Any], document: object, count: int
) -> None:
    """JSON can escape one; a name such as ``\\ud83d`` in a fixture ended every command as a bug."""
    assert Checker(schema).fits(document) is (count == 0)
    assert len(Checker(schema).problems(document)) == count
