import pickle

from inbox_toolkit.liquid.compiler.program import VariableRef

from tests.support.liquid_engine import program


def one(text: str) -> VariableRef:
    (variable,) = program(text).variables
    return variable


def test_a_site_says_where_and_what_for_a_variable_is_read() -> None:
    text = "{% if a.b == c %}{{ d | default: e }}{% endif %}{% assign f = g %}{{ f }}"
    found = {variable.path: variable for variable in program(text).variables}
    assert {path: variable.use for path, variable in found.items()} == {
        "a.b": "condition",
        "c": "condition",
        "d": "output",
        "e": "argument",
        "g": "assign",
        "f": "output",
    }
    assert [path for path, variable in found.items() if variable.defaulted] == ["d"]
    assert [path for path, variable in found.items() if variable.local] == ["f"]
    assert found["d"].node_span.of(text) == "{{ d | default: e }}"
    assert found["a.b"].node_span.of(text) == "{% if a.b == c %}"
    assert found["a.b"].names == ("a", "b")


def test_a_path_is_shown_as_it_is_written() -> None:
    assert one("{{ a[0]['b c'].d }}").path == "a[0]['b c'].d"
    assert one("{{ a['b'] }}").path == "a.b"


def test_loops_and_what_is_in_brackets_are_uses_too() -> None:
    found = {
        variable.path: variable
        for variable in program("{% for x in a[b] %}{{ x.y }}{% endfor %}").variables
    }
    assert {path: variable.use for path, variable in found.items()} == {
        "a[b]": "loop",
        "b": "argument",
        "x.y": "output",
    }
    assert found["x.y"].local


def test_arms_are_every_way_through() -> None:
    text = (
        "{% if a %}1{% elsif b %}2{% endif %}{% for x in y %}3{% else %}4{% endfor %}"
        "{% case z %}{% when 5 %}5{% endcase %}{{ q | default: 6 }}{% unless r %}7{% endunless %}"
    )
    branches = program(text).branches
    assert [(arm.kind, arm.is_written) for arm in branches] == [
        ("if", True),
        ("elsif", True),
        ("else", False),
        ("for", True),
        ("for-else", True),
        ("when", True),
        ("case-else", False),
        ("default", True),
        ("unless", True),
        ("else", False),
    ]
    assert branches[1].span.of(text) == "{% elsif b %}2"
    assert branches[2].span.of(text) == "{% if a %}"
    assert branches[4].span.of(text) == "{% else %}4"
    assert branches[7].span.of(text) == "| default: 6"


def test_filters_and_tags_are_listed_with_their_places() -> None:
    text = "{{ a | upcase | nope: 1 }}{% random 3 %}"
    found = program(text)
    assert [(use.name, use.span.of(text)) for use in found.filters] == [
        ("upcase", "| upcase"),
        ("nope", "| nope: 1"),
    ]
    assert [(use.name, use.span.of(text)) for use in found.tags] == [("random", "{% random 3 %}")]


def test_a_program_travels_between_processes() -> None:
    made = program("{{ a.b | upcase }}")
    copy = pickle.loads(pickle.dumps(made))
    assert (copy.code, copy.variables, copy.filters) == (made.code, made.variables, made.filters)
