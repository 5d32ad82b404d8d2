from inbox_toolkit.template.locations import Keys, containers, payload_location

from tests.support.projects import template

PLAIN = '{"properties": {"a": {"link": "x {{ y }}"}, "b": [1, "z"]}}'
TAGGED = '{"properties": {"a": 1{% if x %}, "link": "y"{% endif %}}}'


def marked(text: str, keys: Keys) -> str:
    place = payload_location(template(text), keys)
    return place.span.of(text)


def test_every_object_and_list_comes_with_its_keys() -> None:
    assert list(containers({"a": [1, {"b": 2}]})) == [
        ((), {"a": [1, {"b": 2}]}),
        (("a",), [1, {"b": 2}]),
        (("a", 1), {"b": 2}),
    ]


def test_a_member_is_found_where_it_is_written() -> None:
    assert marked(PLAIN, ("a", "link")) == '"x {{ y }}"'
    assert marked(PLAIN, ("b", 1)) == '"z"'
    assert marked(PLAIN, ("nope",)) == "{"


def test_where_tags_stand_for_commas_the_key_is_found() -> None:
    assert marked(TAGGED, ("link",)) in ('"link"', '"y"')
    assert marked(TAGGED, ("nope",)) == "{"
    assert payload_location(template("{"), ("a",)).span == (0, 1)
