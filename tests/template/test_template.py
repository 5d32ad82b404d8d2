from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.template.template import merge_translation
from inbox_toolkit.text.span import Span

from tests.support.projects import template

KEYS = st.sampled_from(["a", "b", "c", "d"])
OBJECTS = st.recursive(
    st.integers(0, 9), lambda inner: st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
).filter(lambda value: isinstance(value, dict))


def merged(base: object, over: object) -> object:
    if isinstance(base, dict) and isinstance(over, dict):
        return {
            key: merged(base.get(key), over[key]) if key in over else base[key]
            for key in {**base, **over}
        }
    return over


@given(OBJECTS, OBJECTS)
def test_laying_over_is_merging(base: object, over: object) -> None:
    import json

    found = merge_translation(
        template(json.dumps({"properties": base})),
        template(json.dumps({"properties": over}), "t.fr"),
    )
    assert found.body is not None
    assert json.loads(found.body.text) == merged(base, over)


def test_where_members_cannot_be_told_apart_the_translation_stands_alone() -> None:
    base = template(
        '{"properties": {"a": 1{% if x %}, "b": 2{% endif %}{% if y %}, "b": 3{% endif %}}}'
    )
    over = template('{"properties": {"b": 9}}', "t.fr")
    found = merge_translation(base, over)
    assert found.body == over.body


def test_a_template_without_properties_has_no_program_to_speak_of() -> None:
    found = template('{"name": "x"}')
    assert found.body is None
    assert found.parsed.nodes == ()
    assert found.locate(Span(1, 2)).span == Span(1, 2)


def test_a_template_too_large_to_compile_has_an_error_that_says_so() -> None:
    arms = "".join(f"{{% elsif trigger.a == {number} %}}{number}" for number in range(3_000))
    text = '{"properties": {"a": "{% if trigger.a == blank %}' + arms + '{% endif %}"}}'
    (error,) = template(text).parsed.errors
    assert error.help
    assert error.message == "this template is too large to run"
