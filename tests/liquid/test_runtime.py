import pytest

from tests.support.liquid_runs import rendered
from toolkit.errors import RenderError


def test_what_printed_which_part() -> None:
    template = "Hi {{ name }}{% if a %}, {{ a }}{% endif %}!"
    found = rendered(template, {"name": "Ada", "a": 7}, trace=True)
    shown = [(found.text[one.start : one.end], one.span.of(template)) for one in found.printed]
    assert ("Ada", "{{ name }}") in shown
    assert ("7", "{{ a }}") in shown
    assert "".join(text for text, _ in shown) == found.text == "Hi Ada, 7!"


def test_without_collecting_the_first_failure_is_raised() -> None:
    with pytest.raises(RenderError):
        rendered("{{ a }}", collect=False)


def test_lone_halves_of_a_character_do_not_leave() -> None:
    assert rendered("{{ s | slice: 0 }}", {"s": "😀"}).text == "\ufffd"


def test_roots_that_nobody_gave() -> None:
    assert rendered("[{{ size }}{{ unsubscribe_url }}]").text == "[0]"


def test_no_attribute_of_python_s_can_be_read() -> None:
    for path in ("a.__class__", "a.append", "l.__len__", "s.upper", "s['__class__']", "n.real"):
        data: dict[str, object] = {"a": {}, "l": [], "s": "x", "n": 1}
        assert rendered(f"{{{{ {path} }}}}", data).failures
