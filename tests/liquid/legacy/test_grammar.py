import pytest

from tests.support.liquid_runs import mistakes, text


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        ("true && false", "Y"),
        ("false || true", "N"),
        ("(false) or (true and true)", "N"),
        ("true | nonsense: 1", "Y"),
        ("'b' == 'b' junk", "Y"),
    ],
)
def test_what_is_not_understood_is_left_out(condition: str, expected: str) -> None:
    template = f"{{% if {condition} %}}Y{{% else %}}N{{% endif %}}"
    assert text(template, {}, "legacy") == expected


def test_no_condition_is_a_mistake() -> None:
    assert mistakes("{% if %}x{% endif %}", "legacy")
