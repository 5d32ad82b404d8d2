from inbox_toolkit.template.envelope import Envelope, Expiration
from inbox_toolkit.template.export import editor_text, settings

from tests.support.projects import template


def test_the_text_to_paste_has_liquid_delimiters_and_no_indent() -> None:
    found = template('{\n  "name": "x",\n  "properties": {\n    "a": "<<customer.x>>"\n  }\n}\n')
    assert editor_text(found) == '{\n  "a": "{{customer.x}}"\n}'


def test_nothing_to_paste_is_none() -> None:
    assert editor_text(template("{}")) is None


def test_settings_are_named_as_the_editor_names_them() -> None:
    envelope = Envelope("t", "Name", None, ("a", "b"), "kind", Expiration(30, "days"), "legacy")
    assert dict(settings(envelope)) == {
        "Trigger name": "t",
        "Name": "Name",
        "Topics": "a, b",
        "Type": "kind",
        "Expiration": "30 days",
        "Liquid": "legacy",
    }
    absolute = Envelope(7, expiration=Expiration(1_798_761_600))
    assert dict(settings(absolute)) == {
        "Trigger name": "7",
        "Expiration": "2027-01-01 00:00:00 UTC",
    }
