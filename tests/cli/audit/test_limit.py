import pytest
from inbox_toolkit.cli.audit.limit import parse_limit
from inbox_toolkit.errors import UsageError


@pytest.mark.parametrize(
    ("text", "lost", "people", "exceeded"),
    [
        ("0", 0, 100, False), ("0", 1, 100, True), ("25", 25, 100, False), ("25", 26, 100, True),
        ("0.1%", 1, 1_000, False), ("0.1%", 2, 1_000, True), ("100%", 7, 7, False), ("0%", 1, 7, True),
        ("50%", 0, 0, False), (" 3 ", 4, 9, True),
    ],
)  # fmt: skip
def test_limits(text: str, lost: int, people: int, exceeded: bool) -> None:
    assert parse_limit(text).is_exceeded(lost, people) is exceeded


@pytest.mark.parametrize("text", ["", "few", "-1", "1.5", "101%", "%", "1e3", "٣", "1 %%", "nan"])
def test_what_is_no_limit(text: str) -> None:
    with pytest.raises(UsageError, match="no number of people"):
        parse_limit(text)
