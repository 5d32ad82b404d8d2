from uuid import UUID

from tests.support.liquid_runs import rendered, text


def test_chance_is_seeded() -> None:
    first = rendered("{% generate_uuid %}", seed=3).text
    assert UUID(first).version == 4
    assert rendered("{% generate_uuid %}", seed=3).text == first
    drawn = {rendered("{% random 3 %}", seed=seed).text for seed in range(40)}
    assert drawn == {"0", "1", "2"}
    assert text("{% random none %}", {"none": None}) == "0"


def test_links_of_a_delivery_print_nothing_here() -> None:
    assert text("[{% unsubscribe_url %}{% cio_link url: 'https://example.com' %}]") == "[]"


def test_liquid_in_a_value_fails_where_its_tag_stands() -> None:
    source = "a{% render_liquid a.note %}b"
    for note in ("{{ zz }}", "{{ 1 | ", "{% render_liquid a.note %}"):
        found = rendered(source, {"a": {"note": note}})
        (failure,) = found.failures
        assert failure.span.of(source) == "{% render_liquid a.note %}"
        assert found.text == "ab"


def test_what_liquid_in_a_value_reads_is_noted() -> None:
    found = rendered("{% render_liquid a.note %}", {"a": {"note": "{{ b.c }}"}, "b": {"c": 1}})
    assert found.text == "1"
    assert [read.path for read in found.reads] == ["a.note", "b.c"]
