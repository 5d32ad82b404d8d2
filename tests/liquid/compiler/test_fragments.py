import pytest
from inbox_toolkit.liquid.compiler.fragments import split_fragments

from tests.support.liquid_engine import nodes, program


def shared(text: str) -> list[tuple[str, str]]:
    """Return each passage of a template as its root and its source."""
    body = nodes(text)
    return [
        (root, text[group[0].span.start : group[-1].span.end])
        for root, group in split_fragments(body, program(text).assigns)
        if root
    ]


def test_neighbours_that_read_one_root_are_one_passage() -> None:
    first = "{{ a.b | upcase | json }}, {{ a.c | json }} and "
    second = "{{ b.c | append: b.d | json }}."
    assert shared(f"Hi {first}{second}") == [("a", first), ("b", second)]


def test_a_block_belongs_to_the_root_that_all_of_it_reads() -> None:
    loop = "{% for x in t.l limit: t.n %}{{ x.a | upcase }}{{ forloop.index }}{% endfor %}"
    case = "{% case t.a %}{% when t.b, 1 %}{{ t.c[t.d] }}{% else %}{{ (1..t.n) }}{% endcase %}"
    branch = (
        "{% if t.a and not t.b %}{{ t.c }}{% elsif t.d == 'x' %}{{ 'x' | append: t.e }}{% endif %}"
    )
    assert shared(loop + case + branch) == [("t", loop + case + branch)]


@pytest.mark.parametrize(
    "text",
    [
        "{{ a.b | append: c.d | json }}",
        "{% if a.b %}{{ c.d | upcase | json }}{% endif %}",
        "{% for x in a.b %}{{ x | append: c.d }}{% endfor %}",
        "{% assign x = a.b | upcase | json %}",
        "{% assign x = 1 %}{{ x | append: a.b | upcase | json }}",
        "{% capture x %}{{ a.b | upcase | json }}{% endcapture %}",
        "{% if a.b %}{% cycle a.b, a.c, a.d, a.e %}{% increment n %}{% endif %}",
        "{% if a.b %}{% render_liquid a.c %}{{ a.d | upcase | json }}{% endif %}",
        "{{ [a.b].c | upcase | json }}",
        "{{ 'now' | date: '%Y' | append: '!' | json }}",
    ],
)
def test_what_reads_more_or_leaves_something_behind_is_not_shared(text: str) -> None:
    assert shared(text) == []


def test_what_costs_less_than_repeating_it_is_not_shared() -> None:
    assert shared("{{ a.b }} and {{ a.c }}") == []


def test_a_loops_own_variable_hides_a_root_and_ends_with_its_loop() -> None:
    loop = "{% for a in b.c %}{{ a.d | upcase }}{% else %}{{ b.e }}{% endfor %}"
    assert shared(loop) == [("b", loop)]
    assert shared("{% for a in b.c %}{% else %}{{ a.e | upcase | json }}{% endfor %}") == []


def test_nothing_is_shared_where_a_loop_goes_on_with_another() -> None:
    text = "{% for x in a.b limit: 2 %}{{ x }}{% endfor %}{% for x in a.b offset: continue %}{{ x }}{% endfor %}"
    assert program(text).fragments == ()
