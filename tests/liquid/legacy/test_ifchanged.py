from tests.support.liquid_runs import mistakes, node, text


def test_only_what_differs_from_before_is_printed() -> None:
    template = "{% for i in l %}{% ifchanged %}{{ i }}{% endifchanged %}{% endfor %}"
    assert text(template, {"l": [1, 1, 2, 2, 1]}, "legacy") == "121"


def test_it_reaches_to_its_end() -> None:
    template = "{% ifchanged %}x{% endifchanged %}"
    assert node(template, "legacy").span.of(template) == template
    assert mistakes("{% ifchanged %}x", "legacy")
    assert mistakes(template, "latest")
