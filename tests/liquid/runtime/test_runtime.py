import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.errors import MissingValueError, RenderError, RenderLimitError

from tests.support.liquid_runs import rendered

NAMES = st.sampled_from(["a", "b", "size", "__class__", "items", "first"])
JSON = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-5, 5)
    | st.floats(allow_nan=False)
    | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=3),
    max_leaves=8,
)
TEMPLATES = st.sampled_from(
    [
        "{{ a }}{{ a.b }}{{ a.items.first }}{{ a.__class__ }}",
        "{% for x in a %}{{ x }}{{ x.b }}{{ forloop.last }}{% else %}-{% endfor %}",
        "{% tablerow x in a cols: b %}{{ x }}{% endtablerow %}",
        "{% if a == b or a contains 'x' %}{{ a | size }}{% endif %}{% cycle a, b %}",
        "{% case a %}{% when b %}1{% else %}2{% endcase %}{{ a | plus: b | json }}",
    ]
)


def test_what_printed_which_part() -> None:
    template = "Hi {{ name }}{% if a %}, {{ a }}{% endif %}!"
    found = rendered(template, {"name": "Ada", "a": 7}, trace=True)
    shown = [(found.text[one.start : one.end], one.span.of(template)) for one in found.output_map]
    assert ("Ada", "{{ name }}") in shown
    assert ("7", "{{ a }}") in shown
    assert "".join(text for text, _ in shown) == found.text == "Hi Ada, 7!"


def test_without_collecting_the_first_failure_is_raised() -> None:
    with pytest.raises(RenderError):
        rendered("{{ a }}", collect=False)


def test_lone_halves_of_a_character_do_not_leave() -> None:
    assert rendered("{{ s | slice: 0 }}", {"s": "😀"}).text == "\ufffd"


def test_roots_that_nobody_gave() -> None:
    assert rendered("[{{ size }}{{ unsubscribe_url }}]").text == "[0]"


def test_no_attribute_of_python_s_can_be_read() -> None:
    for path in ("a.__class__", "a.append", "l.__len__", "s.upper", "s['__class__']", "n.real"):
        data: dict[str, object] = {"a": {}, "l": [], "s": "x", "n": 1}
        assert rendered(f"{{{{ {path} }}}}", data).failures


def test_every_missing_variable_is_found_in_one_run() -> None:
    text = "{{ a.b.c }}-{{ d }}-{{ e | upcase }}-{{ a.x | f: g }}{% for i in h %}{% endfor %}"
    found = rendered(text, {"a": {}})
    assert found.text == "---"
    assert [(one.path, one.span.of(text)) for one in found.failures] == [
        ("a.b", "a.b.c"),
        ("d", "d"),
        ("e", "e"),
        ("a.x", "a.x"),
        ("g", "g"),
        ("h", "h"),
    ]
    assert found.failures[0].message == "undefined variable: a.b"


def test_the_service_stops_at_the_first() -> None:
    with pytest.raises(MissingValueError) as caught:
        rendered("{{ ok }}{{ a.b }}{{ c }}", {"ok": 1, "a": {}}, collect=False)
    assert (caught.value.path, caught.value.span) == ("a.b", (11, 14))
    assert caught.value.message == "undefined variable: a.b"
    assert caught.value.help


@pytest.mark.parametrize(
    "text",
    [
        "{% if a.b %}x{% elsif a.c == 1 %}y{% endif %}",
        "{% unless a.b %}{% endunless %}",
        "{% case a.b %}{% when 1 %}x{% endcase %}",
        "{% assign v = a.b %}{{ v }}",
        "{{ a.b | default: '' }}{{ zz | default: '' }}",
        "{{ n.b.c }}{% for i in n %}x{% endfor %}",
    ],
)
def test_where_a_missing_value_is_forgiven(text: str) -> None:
    found = rendered(text, {"a": {}, "n": None})
    assert (found.text, found.failures) == ("", ())


@pytest.mark.parametrize(
    ("text", "path"),
    [
        ("{{ a.b | upcase | default: 'x' }}", "a.b"),
        ("{% if a[b] %}{% endif %}", "b"),
        ("{{ l[5] }}", "l.5"),
        ("{{ l | where: 'x', 1 }}", "x"),
        ("{% for i in l %}{{ i.x }}{% endfor %}", "i.x"),
        ("{% cycle a.b, 1 %}", "a.b"),
        ("{% for i in l limit: a.b %}{% endfor %}", "a.b"),
        ("{{ forloop }}", "forloop"),
        ("{{ toString }}", "toString"),
    ],
)
def test_where_it_is_not(text: str, path: str) -> None:
    assert rendered(text, {"a": {}, "l": [{}]}).failures[0].path == path


@pytest.mark.parametrize(
    "text",
    [
        "{% for i in (1..2000000) %}{% endfor %}",
        "{% for i in (1..1000) %}{% for j in (1..2000) %}{{ j }}{% endfor %}{% endfor %}",
        "{% for i in (1..90000) %}{% if i %}{{ long }}{% endif %}{% endfor %}",
        "{% assign x = long %}{% for i in (1..40) %}{% assign x = x | append: x %}{% endfor %}",
        "{% for i in (1..40) %}{% capture x %}{{ x }}{{ long }}{{ x }}{% endcapture %}{% endfor %}",
        "{{ (1..999999999) | size }}",
        "{% tablerow i in (1..9999999) %}{% endtablerow %}",
    ],
)
def test_too_much_is_stopped_where_it_stands(text: str) -> None:
    data: dict[str, object] = {"long": "x" * 100, "x": ""}
    with pytest.raises(RenderLimitError) as caught:
        rendered(text, data, collect=False)
    assert caught.value.span.of(text).startswith("{")
    (failure,) = rendered(text, data).failures
    assert failure.message == caught.value.message


def test_data_that_nests_too_deep_is_refused() -> None:
    deep: list[object] = []
    for _ in range(100_000):
        deep = [deep]
    (failure,) = rendered("{{ a }}", {"a": deep}).failures
    assert "too deep" in failure.message


def test_chance_is_seeded() -> None:
    text = "{% random 1000000 %}{% generate_uuid %}"
    first, again, other = (rendered(text, seed=seed).text for seed in (1, 1, 2))
    assert first == again != other


def test_the_data_is_left_as_it_was() -> None:
    data: dict[str, object] = {"n": 1, "l": [1]}
    text = "{% increment n %}{% assign l = 2 %}{% assign z = 3 %}{{ n }}{{ l }}"
    assert rendered(text, data).text == "122"
    assert data == {"n": 1, "l": [1]}


@given(TEMPLATES, st.dictionaries(NAMES, JSON, max_size=4), st.booleans())
def test_any_data_renders_or_is_refused_in_words(
    text: str, data: dict[str, object], strict: bool
) -> None:
    collected = rendered(text, data, strict=strict)
    if not collected.failures:
        assert rendered(text, data, strict=strict, collect=False).text == collected.text
        return
    with pytest.raises(RenderError) as caught:
        rendered(text, data, strict=strict, collect=False)
    first = collected.failures[0]
    assert (first.message, first.span) == (caught.value.message, caught.value.span)
