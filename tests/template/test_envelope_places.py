from inbox_toolkit.template.locations import has_own_envelope, setting_location

from tests.support.projects import template

TEXT = '{"properties": {"topics": "x"}, "topics": ["a", "b"], "type": "card"}'


def marked(key: str, value: str | None = None) -> str:
    place = setting_location(template(TEXT), key, value)
    return place.span.of(place.source.text)


def test_a_setting_is_found_outside_the_properties() -> None:
    assert marked("topics") == '["a", "b"]'
    assert marked("topics", "b") == '"b"'
    assert marked("topics", "z") == '["a", "b"]'
    assert marked("type") == '"card"'
    assert marked("expiration") == "{"


def test_a_translation_or_a_broken_file_has_no_envelope_of_its_own() -> None:
    assert has_own_envelope(template(TEXT))
    assert not has_own_envelope(template(TEXT, "t.fr"))
    assert not has_own_envelope(template('{"properties": {}, "topic": 1}'))
    assert not has_own_envelope(template("{}"))
