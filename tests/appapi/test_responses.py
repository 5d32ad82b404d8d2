import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.responses import ApiResponse


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (b'{"meta": {"error": "no such template"}}', "no such template"),
        (b'{"meta": {"errors": ["one", "two"]}}', "one; two"),
        (b'{"meta": {"errors": "one"}}', "one"),
        (b'{"errors": [{"detail": "unauthorized", "status": "401"}]}', "unauthorized"),
        (
            b'{"errors": [{"detail": "name cannot be blank", "source": {"pointer": "/name"}}]}',
            "name cannot be blank (/name)",
        ),
        (b'{"errors": [{"code": "invalid_credentials"}]}', "invalid_credentials"),
        (b'{"errors": ["plain", 3, {}]}', "plain"),
        (b'{"error": "plain"}', "plain"),
        (b'{"message": "plain"}', "plain"),
        (b"{}", ""),
        (b'{"errors": null, "meta": null}', ""),
        (b'{"cut": "sho', ""),
        (b"", ""),
        (b"upstream gone", "upstream gone"),
        (b"<html><head><title>502 Bad Gateway</title>", "502 Bad Gateway"),
        (b"<html><body>no title</body></html>", ""),
    ],
)
def test_the_complaint_is_found_in_every_shape(body: bytes, words: str) -> None:
    assert ApiResponse(400, body).error_text() == words


@pytest.mark.parametrize("body", [b"", b"[1]", b"{", b"[" * 50_000, b'{"a":' * 50_000, b"9" * 9999])
def test_what_is_no_json_object_is_no_document(body: bytes) -> None:
    assert ApiResponse(200, body).document() is None


@given(st.binary(max_size=500))
def test_no_body_crashes(body: bytes) -> None:
    assert isinstance(ApiResponse(400, body).error_text(), str)


@pytest.mark.parametrize(
    ("status", "success"), [(199, False), (200, True), (299, True), (300, False)]
)
def test_success_is_2xx(status: int, success: bool) -> None:
    assert ApiResponse(status, b"").is_success is success
