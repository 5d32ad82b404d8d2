"""Names of types."""

import pytest

from toolkit.contract.typenames import class_name, doc_of, objects_of

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
    assert doc_of({"description": "who\nsends", "format": "uri", "examples": ["x", 1]}) == (
        "who sends; uri; such as x, 1"
    )
