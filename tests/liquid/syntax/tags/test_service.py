from tests.support.liquid_runs import mistakes, node


def test_some_take_a_value_and_others_options() -> None:
    (value,) = node("{% random n %}").arguments
    assert value.name is None
    options = node("{% cio_link url: 'https://example.com' track: false %}").arguments
    assert [option.name for option in options] == ["url", "track"]
    (language,) = node("{% subscription_topic_name lang='pt' %}").arguments
    assert language.name == "lang"


def test_a_value_must_be_there() -> None:
    assert mistakes("{% random %}")
    assert mistakes("{% render_liquid %}")
    assert not mistakes("{% generate_uuid %}")
