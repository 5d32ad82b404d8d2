import pytest

from tests.support.liquid_runs import rendered, text


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("a{% if n %}b{% else %}c{% endif %}", "ab"),
        ("{% unless n %}b{% elsif n == 1 %}c{% endunless %}", "c"),
        ("{% assign x = n | plus: 1 %}{{ x }}", "2"),
        ("{% capture x %}<{{ n }}>{% endcapture %}{{ x }}{{ x }}", "<1><1>"),
        ("{% increment c %}{% increment c %}{% decrement c %}", "011"),
        ("{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}{% cycle 'a', 'b' %}", "aba"),
        ("{% liquid\nassign x = 5\necho x\n%}", "5"),
        ("{% comment %}{{ x }}{% endcomment %}{% raw %}{{ x }}{% endraw %}", "{{ x }}"),
        ("{% # note %}x", "x"),
    ],
)
def test_statements(template: str, expected: str) -> None:
    assert text(template, {"n": 1}) == expected


def test_break_ends_the_loop_even_from_a_capture() -> None:
    template = "{% for i in (1..9) %}{{ i }}{% capture c %}{% break %}{% endcapture %}{% endfor %}"
    assert text(template) == "1"


def test_the_taken_branches_are_recorded() -> None:
    template = "{% if a %}x{% elsif b %}y{% else %}z{% endif %}"
    found = rendered(template, {"b": 1})
    assert [found.program.branches[number].kind for number in found.taken_branches] == ["elsif"]


ITEMS = "{% for i in l OPTIONS %}{{ i }}{% else %}none{% endfor %}"


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ("", "1234"),
        ("limit: 2", "12"),
        ("offset: 1 limit: 2", "23"),
        ("limit: 2 offset: 1 reversed", "32"),
        ("offset: 9", ""),
    ],
)
def test_options(options: str, expected: str) -> None:
    assert text(ITEMS.replace("OPTIONS", options), {"l": [1, 2, 3, 4]}) == expected


@pytest.mark.parametrize(
    ("collection", "expected"),
    [([], "none"), (None, "none"), ("text", "text"), ("", "none"), ({"a": 1}, "a1"), (5, "none")],
)
def test_collections(collection: object, expected: str) -> None:
    assert text(ITEMS.replace("OPTIONS", ""), {"l": collection}) == expected


def test_a_loop_goes_on_where_another_stopped() -> None:
    template = (
        "{% for i in l limit: 2 %}{{ i }}{% endfor %}"
        "|{% for i in l offset: continue %}{{ i }}{% endfor %}"
    )
    assert text(template, {"l": [1, 2, 3, 4]}) == "12|34"


def test_every_when_that_matches_is_rendered() -> None:
    template = "{% case 1 %}{% when 1, 2 %}a{% when 3 or 1 %}b{% else %}c{% endcase %}"
    assert text(template) == "ab"


def test_a_table() -> None:
    assert text("{% tablerow i in l cols: 2 %}{{ i }}{% endtablerow %}", {"l": [1, 2, 3]}) == (
        '<tr class="row1"><td class="col1">1</td><td class="col2">2</td></tr>'
        '<tr class="row2"><td class="col1">3</td></tr>'
    )


def test_loops_in_loops_have_their_own_names() -> None:
    template = (
        "{% for i in l %}{% for j in l %}{{ forloop.index }}{% endfor %}"
        "{{ forloop.last }} {% endfor %}"
    )
    assert text(template, {"l": [1, 2]}) == "12false 12true "
