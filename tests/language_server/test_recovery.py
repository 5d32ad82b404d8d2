"""Text that is being typed: what is unfinished is blanked, everything else stays in its place."""

import pytest
from inbox_toolkit.language_server.recovery import repair
from inbox_toolkit.liquid.syntax.parser import parse

GOOD = '{"properties": {\n  "a": "{{ customer.name }}",\n  "b": {{ trigger.n }}\n}}'


@pytest.mark.parametrize(
    ("line", "blanked"),
    [
        ('"x": "{{ customer.",', "{{ customer."),
        ('"x": "Hi {{ customer.name | ",', "{{ customer.name | "),
        ('"x": {{ trigger.,', "{{ trigger."),
        ('"x": "{% if a ",', "{% if a "),
        ("{% if a %}", "{% if a %}"),
        ('"x": "{% endfor %}",', "{% endfor %}"),
        ('"x": "😀 {{ customer.",', "{{ customer."),
        ('"x": "{{ a | default: ",', "{{ a | default: "),
    ],
)
def test_the_unfinished_construct_alone_is_blanked(line: str, blanked: str) -> None:
    text = GOOD.replace('  "b"', f'  {line}\n  "b"')
    repaired, spans = repair(text, version="latest")
    assert [span.of(text) for span in spans] == [blanked]
    assert len(repaired) == len(text)
    assert not parse(repaired).errors
    for good in ("{{ customer.name }}", "{{ trigger.n }}"):
        assert repaired.index(good) == text.index(good)


def test_a_text_that_parses_comes_back_as_it_is() -> None:
    assert repair(GOOD, version="latest") == (GOOD, ())


@pytest.mark.parametrize("end", range(len(GOOD)))
def test_any_beginning_of_a_text_can_be_repaired(end: int) -> None:
    text = GOOD[:end]
    repaired, _ = repair(text, version="latest")
    assert len(repaired) == len(text)
    assert not parse(repaired).errors
