"""Names of types."""

import pytest
from inbox_toolkit.codegen.model import ANY, class_name, doc_of, objects_of, printable

NAMES = [
    (("order_shipped", "data"), "OrderShippedData"),
    (("3d-view",), "T3dView"),
    (("名前",), "Data"),
    (("a/b", "c d"), "ABCD"),
]


@pytest.mark.parametrize(("words", "wanted"), NAMES)
def test_words_become_one_name(words: tuple[str, ...], wanted: str) -> None:
    assert class_name(*words) == wanted


def test_no_two_objects_share_a_name() -> None:
    inner = {"type": "object", "properties": {"x": {}}}
    schema = {"properties": {"a b": inner, "aB": inner}}
    names = [one.name for one in objects_of(schema, "T")]
    assert len(set(names)) == len(names) == 3


def test_what_people_write_is_the_doc() -> None:
    assert doc_of({"description": "who\nsends.", "format": "uri", "examples": ["x", 1, "x"]}) == (
        "who sends; a URL; such as x, 1"
    )


def test_each_object_says_where_it_stands() -> None:
    deep = {"type": "object", "properties": {"x": {}}}
    schema = {
        "title": "t: message data",
        "properties": {"a": {"items": {"properties": {"b": deep}}}, "c": {"additionalProperties": deep, "type": "object"}, "d": {**deep, "description": "Who"}},
    }  # fmt: skip
    assert [one.doc for one in objects_of(schema, "T")] == [
        "The `b` of `a[]`",
        "Each of `a`",
        "Each of `c`",
        "Who",
        "t: message data",
    ]


def test_what_may_be_several_things_is_all_of_them() -> None:
    inner = {"type": "object", "properties": {"x": {}}}
    schema = {"properties": {"a": {"oneOf": [inner, {"type": "null"}, {"anyOf": [{"type": "string"}, {"items": inner}]}]}}}  # fmt: skip
    *_, top = objects_of(schema, "T")
    made = top.fields[0].type
    assert made.name == "TA"
    assert made.others[0].kinds == ("null",)
    assert made.others[1].kinds == ("string",)
    assert made.others[1].others[0].item is not None
    assert made.holds_objects


def test_what_is_forbidden_is_not_written() -> None:
    (top,) = objects_of({"properties": {"a": False, "b": True}}, "T")
    assert [(one.key, one.type) for one in top.fields] == [("b", ANY)]


def test_what_is_defined_once_is_one_object() -> None:
    place = {"type": "object", "properties": {"street": {"$ref": "#/$defs/text"}}}
    schema = {
        "$defs": {"place": {**place, "description": "Where"}, "text": {"type": "string", "description": "Some text"}},
        "properties": {
            "a": {"$ref": "#/$defs/place"},
            "b": {"$ref": "#/$defs/place", "description": "The other one"},
            "c": {"items": {"$ref": "#/$defs/place"}},
            "d": {"$ref": "#/$defs/place", "required": ["street"]},
        },
    }  # fmt: skip
    once, beside, top = objects_of(schema, "T")
    assert (once.name, once.doc, beside.name) == ("TPlace", "Where", "TD")
    assert [one.is_required for one in (*once.fields, *beside.fields)] == [False, True]
    assert (once.fields[0].type.kinds, once.fields[0].doc) == (("string",), "Some text")
    assert [one.type.name for one in top.fields] == ["TPlace", "TPlace", "", "TD"]
    assert top.fields[2].type.item == top.fields[0].type
    assert [one.doc for one in top.fields][:2] == ["Where", "The other one"]


def test_a_document_may_be_a_reference_itself() -> None:
    schema = {"$ref": "#/$defs/all", "$defs": {"all": {"properties": {"a": {}}}}}
    (top,) = objects_of(schema, "T")
    assert [one.key for one in top.fields] == ["a"]


def test_only_what_prints_is_printable() -> None:
    assert printable("a\n\tb\x00\u202e é日🪨 ") == "a b é日🪨"
