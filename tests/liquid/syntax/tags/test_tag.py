from tests.support.liquid_runs import mistakes, node


def test_a_wrong_expression_is_noted_and_the_rest_is_read() -> None:
    found = mistakes("{% if a | %}{% nope %}{% endif %}{% if & %}{% endif %}")
    assert ("{% nope %}") in [source for source, _ in found]
    assert len(found) >= 2


def test_an_unclosed_tag_is_marked_where_it_opens() -> None:
    ((marked, message),) = mistakes("x {% for a in b %} y")
    assert marked == "{% for a in b %}"
    assert message == "`for` is never closed"


def test_an_arm_reaches_to_the_tag_that_ends_it() -> None:
    template = "{% if a %}xy{% else %}z{% endif %}"
    assert [branch.span.of(template) for branch in node(template).branches] == [
        "{% if a %}xy",
        "{% else %}z",
    ]
