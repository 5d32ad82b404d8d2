"""What the page may have done: fixtures and templates saved, the editor opened, a test sent."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.preview.app import preview_app
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.views.overview import Capabilities
from inbox_toolkit.preview.wire import OPERATIONS
from inbox_toolkit.project.files import text_digest

from tests.support.asgi import Answer, ask
from tests.support.loopback import serve_loopback
from tests.support.preview_server import ORDER, small_project, write
from tests.support.scripted_api import KEY, ScriptedApi

ORDER_CASE = "/?t=order_shipped&p=ada&d=standard"
DATA = "fixtures/message_data/order_shipped"


@pytest.fixture
def api(monkeypatch: pytest.MonkeyPatch) -> Iterator[ScriptedApi]:
    played = ScriptedApi()
    with serve_loopback() as server:
        server.route = played
        monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", KEY)
        monkeypatch.setenv("CIO_API_URL", server.url)
        yield played


CASE = {"template": "order_shipped", "profile": "ada", "data": "standard"}
DIGEST = text_digest(ORDER)


def session_of(root: Path) -> Session:
    session = Session(ProjectState(root), capabilities=Capabilities())
    session.state.validate_pending()
    return session


def post(
    session: Session, name: str, document: object, *, read_only: str = "", **headers: str
) -> Answer:
    sent = {
        "origin": "http://127.0.0.1:4600",
        "x-inbox-token": session.token,
        "cookie": f"inbox_preview={session.token}",
        **headers,
    }
    body = document if isinstance(document, bytes) else json.dumps(document).encode()
    app = preview_app(session, read_only=read_only)
    return ask(app, f"/api/{name}", method="POST", headers=sent, body=body)


REQUESTS: dict[str, dict[str, object]] = {
    "case": {"case": CASE, "text": ORDER},
    "diff": {**CASE, "against": "saved"},
    "value": {**CASE, "path": "trigger.order_id"},
    "file": {"file": "templates/order_shipped.json", "text": "{}", "digest": DIGEST},
    "save": {"case": {**CASE, "set": ["trigger.order_id=7"]}},
    "fixture": {"case": CASE, "name": "new_one", "kind": "data"},
    "undo": {"undo": "x"},
    "fix": {"id": "x"},
    "edit": {"file": "templates/order_shipped.json"},
    "send": {"case": CASE, "to": "id:1"},
    "send/plan": {"case": CASE, "to": "id:1"},
}


def test_every_action_is_attacked_below() -> None:
    posts = {one.path for one in OPERATIONS if one.method == "POST"}
    assert posts == {f"/api/{name}" for name in REQUESTS}


@pytest.mark.parametrize("name", REQUESTS)
def test_another_site_can_do_nothing(tmp_path: Path, name: str) -> None:
    session = session_of(small_project(tmp_path))
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    request = REQUESTS[name]
    assert post(session, name, request, origin="http://evil.example").status == 403
    assert post(session, name, request, **{"x-inbox-token": "guess"}).status == 403
    assert post(session, name, request, cookie="inbox_preview=guess").status == 403
    refused = post(session, name, request, read_only="This preview only shows.")
    assert (refused.status, refused.text) == (403, "This preview only shows.\n")
    after = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    assert after == before


@pytest.mark.parametrize("name", REQUESTS)
@pytest.mark.parametrize("body", [b"", b"[]", b"{", b"[" * 100_000, b"\xff", b"{}", b'{"case":1}'])
def test_a_strange_request_is_refused_in_a_sentence(tmp_path: Path, name: str, body: bytes) -> None:
    answer = post(session_of(small_project(tmp_path)), name, body)
    assert answer.status == 400
    assert set(answer.json()) == {"message", "help"}  # type: ignore[call-overload]


def test_what_is_saved_is_answered_with_what_takes_it_back(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    path = tmp_path / DATA / "standard.json"
    saved = json.loads(post(session, "save", REQUESTS["save"]).content)
    assert saved["files"] == [f"{DATA}/standard.json"]
    assert json.loads(path.read_text())["order_id"] == 7
    case = ask(preview_app(session), "/api/case?template=order_shipped&profile=ada&data=standard")
    assert '"body":"Order 7"' in case.text  # read at once, without hearing of the file


def test_an_undo_is_one_session_long(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    app = preview_app(session)
    headers = {
        "origin": "http://127.0.0.1:4600",
        "x-inbox-token": session.token,
        "cookie": f"inbox_preview={session.token}",
    }

    def tell(name: str, document: object) -> Answer:
        body = json.dumps(document).encode()
        return ask(app, f"/api/{name}", method="POST", headers=headers, body=body)

    before = (tmp_path / DATA / "standard.json").read_bytes()
    saved = json.loads(tell("save", REQUESTS["save"]).content)
    undone = tell("undo", {"undo": saved["undo"]})
    assert undone.json() == {"files": [f"{DATA}/standard.json"]}
    assert (tmp_path / DATA / "standard.json").read_bytes() == before
    assert tell("undo", {"undo": saved["undo"]}).status == 400


def test_a_conflict_answers_409_with_the_text_on_disk(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    write(tmp_path / "templates/order_shipped.json", ORDER + "\n")
    answer = post(session, "file", REQUESTS["file"])
    assert answer.status == 409
    found = json.loads(answer.content)
    assert (found["text"], found["digest"]) == (ORDER + "\n", text_digest(ORDER + "\n"))


def test_a_text_is_rendered_without_being_saved(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    text = ORDER.replace("Order", "Parcel")
    answer = json.loads(post(session, "case", {"case": CASE, "text": text}).content)
    assert answer["message"]["properties"]["body"] == "Parcel ORD-5678"
    assert (tmp_path / "templates/order_shipped.json").read_text() == ORDER


def test_a_rule_explains_itself(tmp_path: Path) -> None:
    app = preview_app(session_of(small_project(tmp_path)))
    found = json.loads(ask(app, "/api/rule?rule=missing-value").content)
    assert (found["rule"], found["severity"]) == ("missing-value", "error")
    assert "```liquid" in found["text"]
    assert ask(app, "/api/rule?rule=no-such").status == 400


@pytest.mark.parametrize("name", ["../../etc/passwd", "no_such", "", "README.md"])
def test_only_files_of_the_project_are_opened(tmp_path: Path, name: str) -> None:
    answer = post(session_of(small_project(tmp_path)), "edit", {"file": name})
    assert answer.status == 400
    assert "is not a file of this project" in answer.text


def test_sending_that_is_off_stays_off(tmp_path: Path) -> None:
    for name in ("send", "send/plan"):
        answer = post(session_of(small_project(tmp_path)), name, REQUESTS["send"])
        assert answer.status == 400
        assert "sending is off" in answer.text


def test_what_is_too_long_for_an_address_is_posted(tmp_path: Path) -> None:
    session = session_of(small_project(tmp_path))
    what_if = {"set": [f"trigger.order_id={'x' * 1_000_000}"]}
    diff = post(session, "diff", {**CASE, **what_if, "against": "case:ada/standard"})
    assert diff.status == 200
    assert "xxx" in diff.text
    value = post(session, "value", {**CASE, **what_if, "path": "trigger.order_id"})
    assert len(value.text) > 1_000_000
