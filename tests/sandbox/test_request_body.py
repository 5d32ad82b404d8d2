"""Numbers of a query, and how large a page is."""

import pytest
from inbox_toolkit.sandbox.request_body import page_size, whole_number
from inbox_toolkit.sandbox.responses import ApiError


@pytest.mark.parametrize(("text", "number"), [("0", 0), ("007", 7), ("", None)])
def test_a_number(text: str, number: int | None) -> None:
    assert whole_number({"n": text}, "n") == number


@pytest.mark.parametrize("text", ["-1", "1.5", "x", "١", "9" * 19, " 1"])
def test_what_is_none(text: str) -> None:
    with pytest.raises(ApiError) as caught:
        whole_number({"n": text}, "n")
    assert caught.value.status == 400


@pytest.mark.parametrize(("limit", "size"), [("", 50), ("0", 50), ("7", 7), ("1001", 1000)])
def test_a_page_has_fifty_to_a_thousand(limit: str, size: int) -> None:
    assert page_size({"limit": limit}) == size
