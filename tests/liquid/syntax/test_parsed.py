import dataclasses

import pytest
from inbox_toolkit.liquid.syntax.parser import parse


def test_what_is_parsed_does_not_change() -> None:
    parsed = parse("{{ a }}")
    assert parsed.text == "{{ a }}"
    with pytest.raises(dataclasses.FrozenInstanceError):
        parsed.text = "b"  # type: ignore[misc]
