"""Each switch has a default and a reason, and takes only what it can mean."""

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.sandbox.options import EmulatorOptions, list_options, parse_options


def test_every_switch_says_why_it_is_one() -> None:
    for one in list_options():
        assert len(one.reason) > 20, one.name
        assert one.default == getattr(EmulatorOptions(), one.name)
        assert not one.choices or one.default in one.choices


def test_options_are_set_by_name() -> None:
    chosen = {"unknown-person": "create", "unseen_seconds": "0.5", "language_attribute": "lang"}
    found = parse_options(chosen)
    assert (found.unknown_person, found.unseen_seconds, found.language_attribute) == (
        "create",
        0.5,
        "lang",
    )
    assert found.delivery_type == "inbox"
    assert parse_options({"delivery_type": "in_app"}, found).unseen_seconds == 0.5


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("unknown_persons", "create", "did you mean `unknown_person`?"),
        ("zzz", "1", "the options are unknown_person"),
        ("unknown_person", "maybe", "choose refuse or create"),
        ("unseen_seconds", "soon", "such as 0"),
        ("unseen_seconds", "-1", "such as 0"),
        ("unseen_seconds", "nan", "such as 0"),
    ],
)
def test_what_is_no_setting(name: str, value: str, remedy: str) -> None:
    with pytest.raises(UsageError) as caught:
        parse_options({name: value})
    assert remedy in (caught.value.help or "")
