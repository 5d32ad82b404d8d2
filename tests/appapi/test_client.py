"""Every way an answer can come, or not come, over a real socket."""

import ssl
from collections.abc import Iterator

import httpx
import pytest
import trustme
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.deliveries import DeliveryEvent
from inbox_toolkit.appapi.endpoints import Endpoint, find_endpoint
from inbox_toolkit.appapi.errors import MaybeSentError, RejectedError
from inbox_toolkit.appapi.recipients import parse_recipient
from inbox_toolkit.appapi.send_request import Accepted, SendRequest
from inbox_toolkit.errors import CredentialsError, ForbiddenError, ServiceError, ToolkitError
from inbox_toolkit.project.credentials import Credentials

from tests.support.fake_clock import FakeClock
from tests.support.loopback import Loopback, Scripted, as_json, closed_port, serve_loopback

REQUEST = SendRequest(
    "order_shipped",
    parse_recipient("id:user_123"),
    {"order_id": "ORD-5678", "product_name": "Blue Widget"},
)
ACCEPTED = as_json({"delivery_id": "dGk=", "queued_at": 1_700_000_000})


def refusal(api: AppApi) -> ToolkitError:
    with pytest.raises(ToolkitError) as raised:
        api.send(REQUEST)
    error = raised.value
    assert error.help
    assert "5f2d8c01" not in f"{error.message} {error.help} {error!r}"
    assert "\n" not in error.message
    return error


def test_the_request_is_the_documented_one(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"delivery_id": "dGk=", "queued_at": 17, "send_at": 18, "new": [1]}))
    assert api.send(REQUEST) == Accepted("dGk=", 17, 18)
    (seen,) = server.seen
    assert (seen.method, seen.path) == ("POST", "/v1/send/inbox_message")
    assert seen.headers["authorization"] == "Bearer 5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
    assert seen.headers["content-type"] == "application/json"
    assert seen.headers["user-agent"].startswith("inbox-toolkit/")
    assert "x-workspace-id" not in seen.headers
    assert seen.json() == REQUEST.body()


def test_a_service_account_says_its_workspace(server: Loopback) -> None:
    server.script(ACCEPTED)
    account = Credentials("sa_live_x", 70310, "CIO_TOKEN")
    with AppApi(account, find_endpoint({"CIO_API_URL": server.url})) as api:
        api.send(REQUEST)
    assert server.seen[0].headers["x-workspace-id"] == "70310"


META = {"meta": {"error": "no such thing"}}
LIST = {"errors": [{"detail": "no such thing (reference a1b2c3)", "status": "400"}]}
HTML = Scripted(502, b"<html><title>Bad Gateway</title></html>", (("Content-Type", "text/html"),))


@pytest.mark.parametrize("body", [META, LIST])
@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, RejectedError),
        (401, CredentialsError),
        (403, ForbiddenError),
        (404, RejectedError),
        (422, RejectedError),
    ],
)
def test_a_refusal_is_repeated_in_the_services_words_and_never_sent_again(
    api: AppApi, server: Loopback, status: int, kind: type[ToolkitError], body: object
) -> None:
    server.script(as_json(body, status))
    error = refusal(api)
    assert type(error) is kind
    assert "no such thing" in error.message
    assert len(server.seen) == 1


@pytest.mark.parametrize("answer", [HTML, Scripted(500), Scripted(503, b'{"meta": {"er')])
def test_a_failed_send_may_have_been_sent_and_is_never_repeated(
    api: AppApi, server: Loopback, answer: Scripted
) -> None:
    server.script(answer, ACCEPTED)
    error = refusal(api)
    assert type(error) is MaybeSentError
    assert len(server.seen) == 1


@pytest.mark.parametrize(
    "answer",
    [
        Scripted(200),
        Scripted(200, b"<html>captive portal</html>"),
        as_json({"queued_at": 1}),
        as_json({"delivery_id": 7}),
        Scripted(200, b'{"delivery_id": "a"}', (), "cut"),
        Scripted(wire="reset"),
        Scripted(wire="hang"),
    ],
)
def test_an_answer_that_says_nothing_leaves_it_open(
    api: AppApi, server: Loopback, answer: Scripted
) -> None:
    server.script(answer, ACCEPTED)
    error = refusal(api)
    assert type(error) is MaybeSentError
    assert error.exit_code == 5
    assert "may have been sent" in error.message
    assert len(server.seen) == 1


def test_a_refusal_cut_short_is_still_a_refusal(api: AppApi, server: Loopback) -> None:
    server.script(Scripted(400, b'{"meta": {"error": "x"}}', (), "cut"))
    assert type(refusal(api)) is RejectedError


def test_429_is_sent_again_after_what_it_asks(
    api: AppApi, server: Loopback, naps: FakeClock
) -> None:
    server.script(as_json(LIST, 429, Retry_After="2"), as_json(LIST, 429), ACCEPTED)
    assert api.send(REQUEST).delivery_id == "dGk="
    assert naps.taken == [2.0, 0.6]
    assert [seen.body for seen in server.seen] == [server.seen[0].body] * 3


def test_429_without_end_says_nothing_was_sent(api: AppApi, server: Loopback) -> None:
    server.script(*[as_json(LIST, 429, Retry_After="1")] * 9)
    error = refusal(api)
    assert type(error) is RejectedError
    assert error.help == "wait 1 s and try again; nothing was sent"
    assert len(server.seen) == 4


def test_429_that_asks_for_too_long_is_not_waited_for(
    api: AppApi, server: Loopback, naps: FakeClock
) -> None:
    server.script(as_json(META, 429, Retry_After="3600"))
    assert refusal(api).help == "wait 3600 s and try again; nothing was sent"
    assert naps.taken == []


def test_a_redirect_is_not_followed(api: AppApi, server: Loopback) -> None:
    server.script(Scripted(307, b"", (("Location", f"{server.url}/elsewhere"),)), ACCEPTED)
    assert type(refusal(api)) is RejectedError
    assert len(server.seen) == 1


# --- no connection ---------------------------------------------------------------------------


def client_for(url: str, credentials: Credentials, naps: FakeClock) -> AppApi:
    timeout = httpx.Timeout(5.0, read=0.5)
    return AppApi(credentials, Endpoint(url, "test"), sleep=naps.sleep, timeout=timeout)


def test_a_refused_connection_is_tried_again_then_named(
    credentials: Credentials, naps: FakeClock
) -> None:
    with client_for(f"http://127.0.0.1:{closed_port()}", credentials, naps) as api:
        error = refusal(api)
    assert type(error) is ServiceError
    assert "the connection was refused" in error.message
    assert "sent:" not in error.message
    assert error.help is not None
    assert "inbox sandbox" in error.help
    assert naps.taken == [0.3, 0.6, 1.2]


def test_a_name_nobody_knows(credentials: Credentials, naps: FakeClock) -> None:
    with client_for("http://nope.invalid", credentials, naps) as api:
        error = refusal(api)
    assert type(error) is ServiceError
    assert "nope.invalid" in error.message
    assert "its name could not be resolved" in error.message


@pytest.fixture
def self_signed() -> Iterator[Loopback]:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with serve_loopback(context) as loopback:
        yield loopback


def test_a_certificate_nobody_vouches_for(
    self_signed: Loopback, credentials: Credentials, naps: FakeClock
) -> None:
    with client_for(self_signed.url, credentials, naps) as api:
        error = refusal(api)
    assert type(error) is ServiceError
    assert "its certificate is not valid" in error.message
    assert error.help is not None
    assert "SSL_CERT_FILE" in error.help
    assert self_signed.seen == []
    assert naps.taken == []


def test_https_spoken_to_a_server_that_does_not(
    server: Loopback, credentials: Credentials, naps: FakeClock
) -> None:
    with client_for(server.url.replace("http:", "https:"), credentials, naps) as api:
        error = refusal(api)
    assert type(error) is ServiceError
    assert "TLS failed" in error.message
    assert server.seen == []


# --- reads -----------------------------------------------------------------------------------


def test_a_delivery_is_read_by_its_encoded_id(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"message": {"id": "d/1+=", "metrics": {"sent": 7}}}))
    delivery = api.delivery("d/1+=")
    assert delivery is not None
    assert delivery.events == (DeliveryEvent("sent", 7),)
    assert server.seen[0].path == "/v1/messages/d%2F1%2B%3D"


def test_a_delivery_nobody_knows_yet_is_none(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"errors": [{"detail": "not found", "status": "404"}]}, 404))
    assert api.delivery("d") is None


@pytest.mark.parametrize(
    "trouble", [Scripted(503), Scripted(wire="reset"), Scripted(200, b'{"message"', (), "cut")]
)
def test_a_read_is_tried_again(api: AppApi, server: Loopback, trouble: Scripted) -> None:
    server.script(trouble, as_json({"message": {"metrics": None}}))
    assert api.delivery("d") is not None
    assert len(server.seen) == 2


@pytest.mark.parametrize("answer", [Scripted(200), as_json([]), as_json({"message": 3})])
def test_a_read_that_makes_no_sense_is_an_error(
    api: AppApi, server: Loopback, answer: Scripted
) -> None:
    server.script(answer)
    with pytest.raises(ServiceError, match="could not read the delivery"):
        api.delivery("d")


def test_any_object_can_be_read_with_its_query_encoded(api: AppApi, server: Loopback) -> None:
    server.script(as_json({"results": []}))
    query = {"email": "ada+test@example.com"}
    assert api.get("/v1/customers", "find the person", params=query) == {"results": []}
    assert server.seen[0].path == "/v1/customers?email=ada%2Btest%40example.com"


def test_a_look_takes_any_answer(api: AppApi, server: Loopback) -> None:
    server.script(as_json(META, 401))
    assert api.get_response("/v1/workspaces", "list the workspaces").status == 401
