import pytest
from inbox_toolkit.text.quantity import quantity


@pytest.mark.parametrize(
    ("number", "expected"),
    [(0, "0 cases"), (1, "1 case"), (2, "2 cases"), (1200, "1,200 cases")],
)
def test_a_number_agrees_with_its_noun(number: int, expected: str) -> None:
    assert quantity(number, "case") == expected
