"""No template and no data make a render take long: whatever it does counts towards one limit.

Each of these took over five seconds, most of them for ever, while only loops were counted.
"""

import time
from contextlib import suppress

import pytest
from inbox_toolkit.errors import LiquidError, RenderLimitError
from inbox_toolkit.liquid.filters.index import MODULES
from inbox_toolkit.liquid.filters.registry import spec_of
from inbox_toolkit.liquid.render import render

SECONDS = 5.0
"""Of CPU time; most of these take a tenth of a second."""

DATA = {
    "flat": list(range(100_000)),
    "nested": [list(range(50_000))],
    "objects": [{"a": str(number)} for number in range(50_000)],
    "text": "a <b>&amp; " * 100_000,
    "members": {f"a{number}": number for number in range(50_000)},
    "few": list(range(1_000)),
}

ENDLESS = {
    "a filter over a range": "{{ (1..1000000) | add_day }}",
    "a slow filter in a loop": "{% for i in (1..1000000) %}{{ i | add_day }}{% endfor %}",
    "texts from lists": "{% for i in (1..100000) %}{% assign x = nested | json | size %}{% endfor %}",
    "ranges made in a loop": "{% for i in (1..100000) %}{% assign x = (1..900000) %}{% endfor %}",
    "lists printed in a loop": "{% for i in (1..900000) %}{{ few }}{% endfor %}",
    "a list printed often": "{{ nested }}" * 2_000,
    "a filtered list printed often": "{{ nested | compact }}" * 2_000,
    "much in a capture": "{% for i in (1..100000) %}{% capture x %}"
    + "{{ i }}" * 1_000
    + "{% endcapture %}{% endfor %}",
    "many branches": "{% for i in (1..900000) %}{% case i %}"
    + "{% when 3 %}x" * 1_000
    + "{% endcase %}{% endfor %}",
    "long paths": "{% for i in (1..900000) %}{{ few[0]"
    + "[0]" * 500
    + " | default: '' }}{% endfor %}",
    "contains in a list": "{% for i in (1..400000) %}{% if flat contains 'x' %}{% endif %}{% endfor %}",
    "contains in a text": "{% for i in (1..400000) %}{% if text contains '%' %}{% endif %}{% endfor %}",
    "lists compared by their texts": "{% for i in (1..400000) %}{% if flat < 3 %}{% endif %}{% endfor %}",
    "lists as keys": "{% for i in (1..300000) %}{{ objects[flat] | default: 1 }}{% endfor %}",
    "lists in a cycle": "{% for i in (1..400000) %}{% cycle flat, few %}{% endfor %}",
    "lists as ends of a range": "{% for i in (flat..nested) %}{% endfor %}" * 2_000,
    "arguments": "{% for i in (1..190000) %}{{ i | plus: flat }}{% endfor %}",
    "objects listed": "{% for i in (1..400000) %}{% for j in members limit: 1 %}{% endfor %}{% endfor %}",
    "objects left at once": "{% for i in (1..400000) %}{% for j in members %}{% break %}{% endfor %}{% endfor %}",
    "slices": "{% for i in (1..400000) %}{% for j in flat limit: 1 %}{% endfor %}{% endfor %}",
    "an expression for each item": "{% for i in (1..400000) %}"
    "{% assign x = few | where_exp: 'i', 'few contains i' %}{% endfor %}",
    "Liquid in values": "{% for i in (1..400000) %}{% assign x = '{{ few | sort }}' | render_liquid %}"
    "{% endfor %}",
    "lists beside lists": "{% for i in (1..400000) %}{% assign x = few | concat: flat %}{% endfor %}",
    "nested, after short ones": "{% for i in (1..400000) %}"
    + "{% assign x = few | first %}" * 3
    + "{% assign x = nested | sort %}{% endfor %}",
}  # fmt: skip


@pytest.mark.parametrize("name", ENDLESS)
def test_what_would_take_for_ever_is_ended(name: str) -> None:
    with pytest.raises(RenderLimitError):
        render_in_time(ENDLESS[name])


def render_in_time(template: str) -> None:
    began = time.thread_time()
    try:
        render(template, DATA)
    finally:
        assert time.thread_time() - began < SECONDS


def arguments_of(name: str) -> str:
    spec = spec_of(name)
    assert spec is not None
    given = ["flat" if one.type == "list" else "'a'" for one in spec.arguments if one.is_required]
    return f"{name}: {', '.join(given)}" if given else name


@pytest.mark.long
@pytest.mark.parametrize("name", sorted(MODULES["latest"]))
def test_no_filter_takes_long_however_often_it_is_called(name: str) -> None:
    """It goes over each large value again and again, until the limit ends it."""
    if spec_of(name) is None:
        pytest.skip("legacy Liquid alone has it")
    for value in ("flat", "objects", "nested", "text"):
        loop = f"{{% for i in (1..150000) %}}{{% assign x = {value} | {arguments_of(name)} %}}"
        began = time.thread_time()
        with suppress(LiquidError):  # a filter may refuse the value, or not look at it
            render(loop + "{% endfor %}", DATA)
        assert time.thread_time() - began < SECONDS, (name, value)


@pytest.mark.parametrize(
    "template",
    [
        "{{ few | map: 'a' | join: ',' | size }}",
        "{% for i in few %}{{ i | plus: 1 | append: 'x' }}{% endfor %}",
        "{{ few | sort | reverse | join }}",
        "{{ text | strip_html | size }}",
        "{% if flat contains 7 %}x{% endif %}",
        "{{ flat | size }}",
    ],
)
@pytest.mark.parametrize("version", ["latest", "legacy"])
def test_what_is_large_but_sensible_is_rendered(template: str, version: str) -> None:
    if version == "legacy" and ("map" in template or "reverse" in template):
        pytest.skip("legacy Liquid maps no numbers and does not reverse")
    assert render(template, DATA, version=version)
