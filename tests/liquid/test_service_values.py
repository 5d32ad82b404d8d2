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
