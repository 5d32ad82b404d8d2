from tests.support.liquid_runs import failures, rendered, text


def test_rendering_goes_on_behind_a_failure() -> None:
    template = "a{{ x }}b{{ 1 | date: '', 'Nowhere' }}c{{ y.z }}d"
    assert rendered(template).text == "abcd"
    assert [message for message, _ in failures(template)] == [
        "undefined variable: x",
        "Invalid time zone specified: Nowhere",
        "undefined variable: y",
    ]


def test_a_counter_starts_from_the_data_and_an_assigned_name_hides_it() -> None:
    assert text("{% increment n %}{% increment n %}", {"n": 5}) == "56"
    assert text("{% increment n %}{% assign n = 9 %}{{ n }}{% increment n %}") == "091"


def test_liquid_in_a_value_is_rendered_with_the_same_data() -> None:
    data: dict[str, object] = {"note": "Hi {{ name }}", "name": "Ada"}
    assert text("{% render_liquid note %}", data) == "Hi Ada"
    endless: dict[str, object] = {"note": "{% render_liquid note %}"}
    assert failures("{% render_liquid note %}", endless)
    assert failures("{% render_liquid note %}", {"note": "{% nope %}"})


def test_the_data_is_left_as_it_was() -> None:
    data: dict[str, object] = {"a": 1}
    assert text("{% assign a = 2 %}{% increment b %}{{ a }}", data) == "02"
    assert data == {"a": 1}
