from inbox_toolkit.text.json_reader import read_json


def test_a_tree_gives_its_plain_value_back() -> None:
    root = read_json('{"a": [1, "x", null, true], "b": {}}').root
    assert root is not None
    assert root.plain() == {"a": [1, "x", None, True], "b": {}}


def test_strings_come_in_order() -> None:
    root = read_json('{"a": ["x", {"b": "y"}], "c": "z"}').root
    assert root is not None
    assert [one.scalar for one in root.strings()] == ["x", "y", "z"]


def test_of_two_equal_keys_the_last_counts() -> None:
    root = read_json('{"a": 1, "a": 2}').root
    assert root is not None
    member = root.member("a")
    assert member is not None
    assert member.value.scalar == 2
