from tests.support.liquid_runs import failures, rendered, text

DATA: dict[str, object] = {"l": [{"n": 1}, {"n": 2}, {"n": 3}], "limit": 2}


def test_an_expression_sees_its_item_the_data_and_the_loop() -> None:
    template = "{{ l | where_exp: 'x', 'x.n >= limit' | map: 'n' | join }}"
    assert text(template, DATA) == "2 3"
    looped = "{% for i in (2..3) %}{{ l | find_exp: 'x', 'x.n == i' | json }}{% endfor %}"
    assert text(looped, DATA) == '{"n":2}{"n":3}'


def test_filters_may_stand_in_it() -> None:
    assert (
        text("{{ l | group_by_exp: 'x', 'x.n | modulo: 2' | map: 'name' | join }}", DATA) == "1 0"
    )


def test_what_it_reads_beyond_its_item_is_noted() -> None:
    found = rendered("{{ l | where_exp: 'x', 'x.n > limit' | size }}", DATA)
    assert "limit" in [read.path for read in found.reads]


def test_what_it_lacks_or_gets_wrong_fails_the_filter() -> None:
    template = "{{ l | where_exp: 'x', 'x.nope' }}"
    assert failures(template, DATA) == [
        ("undefined variable: x.nope", "| where_exp: 'x', 'x.nope'")
    ]
    ((message, marked),) = failures("{{ l | where_exp: 'x', '' }}", {"l": []})
    assert marked == "| where_exp: 'x', ''"
    assert message
