from datetime import datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.liquid.filters.dates.parser import parse_date


def _iso(text: str) -> str | None:
    found = parse_date(text)
    if found is None:
        return None
    moment = datetime(1970, 1, 1) + timedelta(milliseconds=found)
    return moment.isoformat(timespec="milliseconds")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2016-03-14", "2016-03-14T00:00:00.000"),
        ("2016-03-14T10:20:30.5+05:30", "2016-03-14T04:50:30.500"),
        ("2016-03-14T24:00", "2016-03-15T00:00:00.000"),
        ("2016-03-14 10:20:30 PDT", "2016-03-14T17:20:30.000"),
        ("March 14, 2016", "2016-03-14T00:00:00.000"),
        ("14-Mar-16", "2016-03-14T00:00:00.000"),
        ("Mon, 14 Mar 2016 10:20:30 +0200", "2016-03-14T08:20:30.000"),
        ("Mon Mar 14 2016 10:20:30 GMT+0200 (CEST)", "2016-03-14T08:20:30.000"),
        ("3/14/2016 5:06 pm", "2016-03-14T17:06:00.000"),
        ("hello 1", "2001-01-01T00:00:00.000"),
        ("2016-02-30", "2016-03-01T00:00:00.000"),
    ],
)
def test_what_v8_takes_for_a_date(text: str, expected: str) -> None:
    assert _iso(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "",
        "tomorrow",
        "14/3/2016",
        "20160314",
        "2016-03-14T",
        "2016-03-14T25:00",
        "5pm",
        "May",
        "a1",
        "2016-03-14T10:20:30+05",
        "1 2 3 4",
        "300000-01-01",
        "10:20",
        "June 1, 2020 5pm",
        "2024-02-29T12:30:13zZ",
    ],
)
def test_what_v8_does_not(text: str) -> None:
    assert parse_date(text) is None


@given(st.datetimes(min_value=datetime(100, 1, 1)))
def test_every_iso_date_is_read(moment: datetime) -> None:
    text = moment.isoformat(timespec="milliseconds")
    assert _iso(text) == text


@given(st.text(alphabet="0123456789-:/.TZ+ ()apmPMarGT,\u00a0é", max_size=30))
def test_no_text_is_an_error(text: str) -> None:
    assert parse_date(text) is None or isinstance(parse_date(text), int)


def test_nested_parentheses_take_linear_time() -> None:
    assert parse_date("(" * 50_000) is None
    assert _iso("((()" + "(" * 10 + ")" * 12 + ") Mar 14 2016") == "2016-03-14T00:00:00.000"
