import pytest
from hypothesis import given
from hypothesis import strategies as st
from inbox_toolkit.appapi.endpoints import find_endpoint
from inbox_toolkit.appapi.errors import Call, MaybeSentError, RejectedError, from_response
from inbox_toolkit.appapi.responses import ApiResponse
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import Credentials

TOKEN = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
CREDENTIALS = Credentials(TOKEN, None, "CUSTOMERIO_APP_API_KEY")
SEND = Call("send the message", find_endpoint({}), CREDENTIALS, is_send=True)
READ = Call("read the delivery", find_endpoint({}), CREDENTIALS)


def judge(status: int, body: bytes = b"", call: Call = SEND, **headers: str) -> ToolkitError:
    return from_response(ApiResponse(status, body, **headers), call)


@pytest.mark.parametrize(
    ("status", "kind", "code"),
    [
        (301, RejectedError, 5),
        (400, RejectedError, 5),
        (401, CredentialsError, 3),
        (402, ForbiddenError, 4),
        (403, ForbiddenError, 4),
        (404, RejectedError, 5),
        (405, RejectedError, 5),
        (413, RejectedError, 5),
        (418, RejectedError, 5),
        (422, RejectedError, 5),
        (429, RejectedError, 5),
    ],
)
def test_a_refusal_says_what_and_what_to_do(
    status: int, kind: type[ToolkitError], code: int
) -> None:
    error = judge(status)
    assert type(error) is kind
    assert error.exit_code == code
    assert error.help


@pytest.mark.parametrize("status", [500, 502, 503, 504, 599])
def test_a_failure_after_a_send_may_have_been_a_send(status: int) -> None:
    error = judge(status)
    assert type(error) is MaybeSentError
    assert error.message.startswith("the message may have been sent: api.customer.io failed")
    assert type(judge(status, call=READ)) is ServiceError


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'"ok"', b"{", b"\xff\xfe", b"[" * 9999])
def test_a_success_in_other_words_may_have_been_a_send(body: bytes) -> None:
    assert type(judge(200, body)) is MaybeSentError
    assert type(judge(200, body, READ)) is ServiceError


def test_an_unknown_template_is_told_how_to_make_one() -> None:
    error = judge(400, b'{"meta": {"error": "\\"transactional_message_id\\" not found."}}')
    assert error.message == (
        'could not send the message: "transactional_message_id" not found'
        " (400 from api.customer.io)"
    )
    assert error.help is not None
    assert "Transactional" in error.help


def test_a_redirect_to_the_other_region_names_it() -> None:
    error = judge(307, location="https://api-eu.customer.io/v1/send/inbox_message")
    assert error.help == "set CIO_REGION=eu"


def test_a_limit_says_how_long_to_wait() -> None:
    assert judge(429, retry_after="7").help == "wait 7 s and try again; nothing was sent"
    assert judge(429, call=READ).help == "wait a while and try again"


def test_a_service_account_that_reads_is_told_it_may_not() -> None:
    account = Credentials("sa_live_x", 7, "CIO_TOKEN")
    error = judge(403, call=Call("read the delivery", find_endpoint({}), account))
    assert (
        error.help
        == "a service account may only send on api.customer.io: set CUSTOMERIO_APP_API_KEY to read"
    )


@given(st.integers(100, 599), st.binary(max_size=300), st.sampled_from([SEND, READ]))
def test_any_answer_gives_one_clean_sentence(status: int, body: bytes, call: Call) -> None:
    error = from_response(
        ApiResponse(status, body + TOKEN.encode() + b"\x1b[2J\n", "\x1b", TOKEN), call
    )
    assert error.message.isprintable()
    assert TOKEN not in f"{error.message} {error.help}"
