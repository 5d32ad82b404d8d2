from inbox_toolkit.analysis.data_path import steps_text
from inbox_toolkit.analysis.read_recorder import analyze

from tests.support.projects import template


def test_every_read_stands_where_it_is_written() -> None:
    text = '{"properties": {"a": "{% assign v = trigger.o %}{% for i in v.list %}{{ i[\'a b\'] | append: customer.x }}{% endfor %}"}}'
    made = template(text)
    reads = analyze(made).reads
    assert [read.span.of(text) for read in reads] == [
        "trigger.o",
        "v.list",
        "i['a b']",
        "customer.x",
    ]
    assert [tuple(map(steps_text, read.origins)) for read in reads] == [
        ("trigger.o",),
        ("trigger.o.list",),
        ("trigger.o.list[]['a b']",),
        ("customer.x",),
    ]
    assert [read.is_local for read in reads] == [False, True, True, False]


def test_what_can_be_missing_is_named() -> None:
    made = template('{"properties": {"a": "{% if trigger.o %}{{ trigger.o.x.y }}{% endif %}"}}')
    read = analyze(made).reads[-1]
    assert [steps_text(steps) for steps in read.fails_at] == ["trigger.o.x", "trigger.o.x.y"]
    assert analyze(made).by_span[read.span] == read


def test_a_name_that_nothing_gives_a_value_is_unknown() -> None:
    made = template('{"properties": {"a": "{% assign v = 1 %}{{ w.x }}{{ v }}"}}')
    analysis = analyze(made)
    assert [read.unknown for read in analysis.reads] == ["w", ""]
    assert analysis.names == {"v"}


def test_legacy_liquid_forgives_in_conditions_alone() -> None:
    made = template(
        '{"liquid": "legacy", "properties": {"a": "{% assign v = trigger.a %}'
        '{{ trigger.b | default: 1 }}{% if trigger.c %}x{% endif %}"}}'
    )
    assert [read.status for read in analyze(made).reads] == ["required", "required", "tested"]


def test_nothing_is_said_of_a_template_that_does_not_parse() -> None:
    assert analyze(template('{"properties": {"a": "{% if %}{{ x }}"}}')).reads == ()
    assert analyze(template("{")).reads == ()
