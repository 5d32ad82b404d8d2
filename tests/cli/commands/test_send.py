"""`inbox send` through its front door, against a real server on loopback."""

import io
import json
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.support.commands import CommandResult, invoke
from tests.support.loopback import Loopback, Scripted, as_json, serve_loopback
from tests.support.projects import write_project
from tests.support.scripted_api import KEY, ScriptedApi

FILES = {
    "inbox.toml": '[send]\nrecipients = ["id:user_123", "id:bob"]\n',
    "templates/order_shipped.json": (
        '{"name": "Order shipped",\n "properties": {\n'
        '  "title": "Hi {{ customer.first_name }}",\n'
        '  "body": "Order {{ trigger.order_id }}"\n}}'
    ),
    "templates/order_shipped.fr.json": '{"properties": {"body": "Commande {{ trigger.order_id }}"}}',
    "fixtures/profiles/ada.json": {"id": "user_123", "first_name": "Ada"},
    "fixtures/profiles/zoe.json": {"id": "zoe", "first_name": "Zoë"},
    "fixtures/message_data/order_shipped/broken.json": {"product": 1},
    "fixtures/message_data/order_shipped/resend.json": {"order_id": "ORD-9"},
    "fixtures/message_data/order_shipped/standard.json": {"order_id": "ORD-5678"},
}

Send = Callable[..., CommandResult]


@pytest.fixture
def api() -> ScriptedApi:
    return ScriptedApi()


@pytest.fixture
def server(api: ScriptedApi) -> Iterator[Loopback]:
    with serve_loopback() as loopback:
        loopback.route = api
        yield loopback


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write_project(tmp_path, FILES)


@pytest.fixture
def send(
    project: Path,
    server: Loopback,
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> Send:
    monkeypatch.setitem(sys.modules, "keyring", None)
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
    monkeypatch.setenv("CIO_API_URL", server.url)

    def run(*args: str) -> CommandResult:
        ran = invoke(capsys, project, "send", "order_shipped", *args)
        assert KEY not in ran.out + ran.err
        return ran

    return run


TO_ADA = ("--to", "id:user_123", "--data", "standard", "--yes")


def test_a_message_is_sent_and_followed_to_its_verdict(send: Send, api: ScriptedApi) -> None:
    api.stories["user_123"] = [None, {"sent": 1_768_467_602}]
    ran = send(*TO_ADA)
    assert ran.code == 0, ran
    assert api.sent == [
        {
            "transactional_message_id": "order_shipped",
            "identifiers": {"id": "user_123"},
            "message_data": {"order_id": "ORD-5678"},
        }
    ]
    told = ran.err.splitlines()
    assert told[0].startswith("Order shipped → id:user_123, message data `standard`, 127.0.0.1:")
    assert told[1] == "  ✓ renders clean here as `ada` (51 bytes, 2 variables)"
    assert told[2] == "  ✓ recipient is on the list in inbox.toml"
    accepted, sent = ran.out.splitlines()
    assert accepted.startswith("  ✓ accepted   delivery 1/user_123=   queued ")
    assert sent.startswith("  ✓ sent       after ")


def test_me_is_allowed_without_a_list(
    send: Send, api: ScriptedApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CIO_ME", "id:zoe")
    ran = send("--to", "me", "--data", "standard", "--yes")
    assert ran.code == 0
    assert "→ me (id zoe)" in ran.err
    assert "as `zoe`" in ran.err
    assert "✓ recipient is you" in ran.err
    assert api.sent[0]["identifiers"] == {"id": "zoe"}


def test_a_message_that_would_fail_is_refused(send: Send, server: Loopback) -> None:
    ran = send("--to", "id:user_123", "--data", "broken", "--yes")
    assert ran.code == 1
    assert (
        "error: not sent: the message would fail: `trigger.order_id` has no value "
        "(templates/order_shipped.json:4:21)"
    ) in ran.err
    assert "--force" in ran.err
    assert server.seen == []


def test_a_forced_failure_is_mapped_to_its_line(send: Send, api: ScriptedApi) -> None:
    api.stories["user_123"] = [{"failed": 1_768_467_602}]
    api.failures["user_123"] = "undefined variable: trigger.order_id"
    ran = send("--to", "id:user_123", "--data", "broken", "--yes", "--force")
    assert ran.code == 1
    assert "would fail, and is sent because of --force" in ran.err
    assert "✗ failed     after" in ran.out
    assert "undefined variable: trigger.order_id" in ran.out
    assert "`trigger.order_id` is read at templates/order_shipped.json:4:21" in ran.out
    assert "probably not the one on disk" not in ran.out


def test_a_server_on_this_machine_is_asked_what_it_rendered(
    send: Send, api: ScriptedApi, server: Loopback
) -> None:
    api.stories["user_123"] = [{"failed": 1_768_467_602}]
    api.failures["user_123"] = "undefined variable: trigger.orderId"
    ran = send(*TO_ADA)
    assert ran.code == 1
    assert "templates/order_shipped.json does not read `trigger.orderId`" in ran.out
    assert "a sandbox renders the template on disk" in ran.out
    assert f"    {server.url}/?q=" in ran.out
    assert "Customer.io is probably" not in ran.out


def test_a_missing_attribute_points_at_the_profile(send: Send, api: ScriptedApi) -> None:
    api.stories["user_123"] = [{"failed": 1_768_467_602}]
    api.failures["user_123"] = "undefined variable: customer.first_name"
    ran = send(*TO_ADA)
    assert "the profile of id:user_123 has no such attribute" in ran.out
    assert "inbox fixtures pull --id user_123" in ran.out


@pytest.mark.parametrize(
    ("metrics", "code", "words"),
    [
        ({"undeliverable": 1_768_467_602}, 1, "✗ undeliverable after"),
        ({"drafted": 1_768_467_602}, 0, "✓ drafted    after"),
        ({"created": 1_768_467_602}, 5, "no verdict in 0.5 s"),
    ],
)
def test_other_ends(
    send: Send, api: ScriptedApi, metrics: dict[str, int], code: int, words: str
) -> None:
    api.stories["user_123"] = [metrics]
    ran = send(*TO_ADA, "--wait", "0.5")
    assert ran.code == code
    assert words in ran.out


def test_nobody_is_followed_with_no_wait_or_send_at(send: Send, server: Loopback) -> None:
    assert send(*TO_ADA, "--no-wait").code == 0
    ran = send(*TO_ADA, "--send-at", "+2h")
    assert ran.code == 0
    assert "to be sent 20" in ran.out
    assert [seen.method for seen in server.seen] == ["POST", "POST"]


def test_every_option_reaches_the_request(send: Send, api: ScriptedApi) -> None:
    ran = send(
        *TO_ADA, "--language", "fr", "--queue-draft", "--send-at", "+1d",
        "--set", "trigger.order_id=7", "--set", 'trigger.items=[{"name": "x"}]',
    )  # fmt: skip
    assert ran.code == 0
    (sent,) = api.sent
    send_at = sent.pop("send_at")
    assert isinstance(send_at, int)
    assert sent == {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "user_123"},
        "message_data": {"order_id": 7, "items": [{"name": "x"}]},
        "language": "fr",
        "queue_draft": True,
    }


def test_message_data_comes_from_stdin(
    send: Send, api: ScriptedApi, monkeypatch: pytest.MonkeyPatch
) -> None:
    def pipe(content: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    pipe(b'{"order_id": "ORD-1"}')
    assert send("--to", "id:bob", "--data", "-", "--yes").code == 0
    assert api.sent[0]["message_data"] == {"order_id": "ORD-1"}
    for content, message in [
        (b'{"a": 1,}', "stdin:1:8: "),
        (b"[1]", "no JSON object"),
        (b"\xff", "not UTF-8"),
        (b" " * 3_000_000, "larger than 2,048 KB"),
    ]:
        pipe(content)
        ran = send("--to", "id:bob", "--data", "-", "--yes")
        assert (ran.code, message in ran.err) == (2, True), ran
    assert len(api.sent) == 1


def test_json_is_one_line_and_all_of_stdout(send: Send) -> None:
    ran = send(*TO_ADA, "--format", "json")
    assert json.loads(ran.out) == {
        "delivery_id": "1/user_123=",
        "recipient": "id:user_123",
        "message_data": "standard",
        "verdict": "sent",
        "failure_message": None,
        "events": {"sent": 1_768_467_602},
    }
    assert "✓ accepted" in ran.err


# --- nothing leaves --------------------------------------------------------------------------


def test_a_dry_run_prints_the_documented_request(send: Send, server: Loopback) -> None:
    ran = send("--to", "id:stranger", "--data", "standard", "--dry-run")
    assert ran.code == 0
    assert ran.out.startswith(f"POST {server.url}/v1/send/inbox_message\n")
    assert "Authorization: Bearer [redacted]" in ran.out
    assert json.loads(ran.out.partition("\n\n")[2]) == {
        "transactional_message_id": "order_shipped",
        "identifiers": {"id": "stranger"},
        "message_data": {"order_id": "ORD-5678"},
    }
    assert server.seen == []


def test_a_dry_run_needs_no_key_and_tells_what_would_fail(
    send: Send, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("CUSTOMERIO_APP_API_KEY")
    ran = send("--to", "id:user_123", "--data", "broken", "--dry-run")
    assert ran.code == 1
    assert "it would fail: `trigger.order_id` has no value" in ran.err


@pytest.mark.parametrize(
    ("language", "written"),
    [
        ("curl", '"Authorization: Bearer $CUSTOMERIO_APP_API_KEY"'),
        ("python", 'os.environ["CUSTOMERIO_APP_API_KEY"]'),
        ("node", "process.env.CUSTOMERIO_APP_API_KEY"),
        ("ruby", 'ENV.fetch("CUSTOMERIO_APP_API_KEY")'),
        ("go", 'os.Getenv("CUSTOMERIO_APP_API_KEY")'),
    ],
)
def test_a_copy_reads_the_key_from_the_environment(send: Send, language: str, written: str) -> None:
    ran = send(*TO_ADA, "--copy-as", language)
    assert ran.code == 0
    assert written in ran.out
    assert "order_shipped" in ran.out


def test_a_program_is_for_one_message(send: Send) -> None:
    two = ("--to", "id:user_123", "--all-cases")
    refused = send(*two, "--copy-as", "node")
    assert refused.code == 2
    assert "--copy-as node writes a program for one message" in refused.err
    assert send(*two, "--copy-as", "curl").out.count("curl --fail-with-body") > 1


@pytest.mark.parametrize(
    ("args", "code", "message"),
    [
        (("--to", "id:stranger", "--yes"), 1, "id:stranger is not on the list of recipients"),
        (("--to", "id:user_123"), 1, "there is no terminal to ask on"),
        (("--to", "me", "--yes"), 2, "`me` is not set"),
        (("--to", "ada", "--yes"), 2, "`ada` is not a recipient"),
        ((), 2, "Missing option '--to'"),
        (("--to", "id:bob", "--send-at", "soon"), 2, "`soon` is not a time to send at"),
        (("--to", "id:bob", "--language", "x!", "--yes"), 2, "`x!` is not a language code"),
        (("--to", "id:bob", "--set", "customer.first_name=X"), 2, "customer.… cannot be changed"),
        (("--to", "id:bob", "--profile", "adda"), 2, "did you mean `ada`?"),
        (("--to", "id:bob", "--region", "mars"), 2, "'mars' is not one of"),
    ],
)
def test_what_does_not_fit_sends_nothing(
    send: Send, server: Loopback, args: tuple[str, ...], code: int, message: str
) -> None:
    ran = send("--data", "standard", *args)
    assert (ran.code, message in ran.err) == (code, True), ran
    assert ran.out == ""
    assert server.seen == []


def test_no_key_is_3(send: Send, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CUSTOMERIO_APP_API_KEY")
    ran = send(*TO_ADA)
    assert ran.code == 3
    assert "there is no key for the App API" in ran.err


@pytest.mark.parametrize(
    ("answer", "code", "words"),
    [
        (
            as_json({"meta": {"error": '"transactional_message_id" not found.'}}, 400),
            5,
            "not found",
        ),
        (
            as_json({"errors": [{"detail": "unauthorized", "status": "401"}]}, 401),
            3,
            "unauthorized",
        ),
        (as_json({"meta": {"error": "Workspace is set to Do Not Send."}}, 403), 4, "Do Not Send"),
        (Scripted(502, b"<html><h1>Bad</h1></html>"), 5, "may have been sent"),
        (Scripted(200, b"<html>"), 5, "may have been sent"),
        (Scripted(wire="reset"), 5, "may have been sent"),
    ],
)
def test_each_trouble_is_one_sentence_and_its_code(
    send: Send, server: Loopback, answer: Scripted, code: int, words: str
) -> None:
    server.script(answer)
    ran = send(*TO_ADA)
    assert ran.code == code
    (error,) = [line for line in ran.err.splitlines() if line.startswith("error:")]
    assert words in error
    assert len(server.seen) == 1


# --- several ---------------------------------------------------------------------------------

SEVERAL = ("--to", "id:user_123", "--to", "id:bob", "--all-cases", "--yes")


@pytest.fixture
def clean(project: Path) -> Path:
    """The project without the message data that would fail."""
    (project / "fixtures/message_data/order_shipped/broken.json").unlink()
    return project


@pytest.mark.usefixtures("clean")
def test_every_message_data_goes_to_every_recipient(send: Send, api: ScriptedApi) -> None:
    api.stories["bob"] = [{"failed": 1_768_467_602}]
    api.failures["bob"] = "undefined variable: customer.first_name"
    ran = send(*SEVERAL)
    assert ran.code == 1
    assert [
        (sent["identifiers"], sent["message_data"]) for sent in api.sent
    ] == [
        ({"id": person}, {"order_id": order})
        for person in ("user_123", "bob")
        for order in ("ORD-9", "ORD-5678")
    ]  # fmt: skip
    assert "Order shipped → 4 messages to 2 recipients" in ran.err
    assert "1/4 id:user_123 × resend: accepted, delivery 1/user_123=" in ran.out
    assert "id:bob × resend: failed after" in ran.out
    assert ran.out.splitlines()[-1] == "4 messages: 2 sent, 2 failed"


def test_one_that_would_fail_keeps_all_back(send: Send, api: ScriptedApi) -> None:
    ran = send(*SEVERAL)
    assert ran.code == 1
    assert "`trigger.order_id` has no value" in ran.err
    assert "so would 1 of the others" in ran.err
    assert api.sent == []


def test_a_run_cut_off_goes_on_and_sends_none_twice(
    send: Send, api: ScriptedApi, server: Loopback, clean: Path
) -> None:

    def cut_off(seen: object) -> Scripted:
        if len(api.sent) == 2:
            return Scripted(wire="reset")
        return api(seen)  # type: ignore[arg-type]

    server.route = cut_off
    ran = send(*SEVERAL, "--no-wait")
    assert ran.code == 5
    assert "may have been sent" in ran.out
    assert ran.out.splitlines()[-1] == "4 messages: 2 accepted, 1 unknown, 1 not tried"
    server.route = api
    ran = send(*SEVERAL, "--no-wait")
    assert "resuming a run that was interrupted" in ran.err
    assert "accepted by an earlier run" in ran.out
    assert "an earlier run may have sent it" in ran.out
    assert "--again" in ran.err
    assert (ran.code, len(api.sent)) == (5, 3)
    assert (send(*SEVERAL, "--no-wait").code, len(api.sent)) == (5, 3)
    without_yes = [one for one in SEVERAL if one != "--yes"]
    ran = send(*without_yes, "--no-wait", "--again")
    assert (ran.code, len(api.sent)) == (1, 3)
    assert send(*SEVERAL, "--no-wait", "--again").code == 0
    assert len(api.sent) == 4
    assert list((clean / ".inbox/sends").iterdir()) == []


@pytest.mark.usefixtures("clean")
def test_several_as_json_are_lines(send: Send) -> None:
    ran = send(*SEVERAL, "--format", "json")
    assert ran.code == 0
    assert {json.loads(line)["verdict"] for line in ran.out.splitlines()} == {"sent"}
    assert len(ran.out.splitlines()) == 4
