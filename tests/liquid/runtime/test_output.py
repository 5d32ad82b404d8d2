import pytest
from inbox_toolkit.liquid.runtime.output import MAX_STEPS

from tests.support.liquid_runs import failures, rendered, text


@pytest.mark.parametrize(
    "template",
    [
        "{% for i in (1..2000) %}{% for j in (1..2000) %}{% endfor %}{% endfor %}",
        "{% for i in (1..9999999) %}{% endfor %}",
        "{% for i in (1..100000) %}{{ s }}{% endfor %}",
        "{% assign s = s | append: s %}{% for i in (1..40) %}{% assign s = s | append: s %}"
        "{% endfor %}{{ s }}",
        "{% assign a = s | split: '' %}{% for i in (1..40) %}{% assign a = a | concat: a %}"
        "{% endfor %}{{ a.size }}",
    ],
)
def test_what_runs_away_is_stopped(template: str) -> None:
    found = rendered(template, {"s": "x" * 100})
    (failure,) = found.failures
    assert f"{MAX_STEPS:,} loop steps" in failure.message


def test_what_is_captured_counts_for_itself() -> None:
    template = "{% for i in (1..5) %}{% capture c %}{{ s }}{% endcapture %}{% endfor %}{{ c.size }}"
    assert text(template, {"s": "x" * 900_000}) == "900000"


def test_a_range_without_end_is_marked_at_its_loop() -> None:
    ((_, marked),) = failures("{% for i in (1..9999999) %}{% endfor %}")
    assert marked == "{% for i in (1..9999999) %}"
