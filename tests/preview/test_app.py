"""The routes answer, within the fence."""

from pathlib import Path
from typing import Any

import pytest
from inbox_toolkit.preview.app import preview_app
from inbox_toolkit.preview.project_state import ProjectState
from inbox_toolkit.preview.session import Session
from inbox_toolkit.preview.views.overview import Capabilities

from tests.support.asgi import Answer, ask
from tests.support.preview_server import small_project

CASE = "template=order_shipped&profile=ada&data=standard"


@pytest.fixture
def session(tmp_path: Path) -> Session:
    state = ProjectState(small_project(tmp_path))
    state.validate_pending()
    return Session(state, capabilities=Capabilities())


def get(session: Session, path: str, **options: Any) -> Answer:
    return ask(preview_app(session), path, **options)


def test_the_page_brings_its_token_and_cookie(session: Session) -> None:
    page = get(session, "/")
    assert session.token in page.text
    assert "%TOKEN%" not in page.text
    cookie = page.headers["set-cookie"].lower()
    assert "httponly" in cookie
    assert "samesite=strict" in cookie


def test_the_questions_are_answered(session: Session) -> None:
    for path, key in [
        ("/api/overview", "templates"),
        (f"/api/case?{CASE}", "message"),
        (f"/api/matrix?{CASE}", "cells"),
        (f"/api/matrix?{CASE}&every=1", "matrices"),
        (f"/api/diff?{CASE}&against=case:grace/standard", "segments"),
        (f"/api/value?{CASE}&path=trigger.order_id", "ORD-5678"),
        ("/api/file?file=templates/order_shipped.json", "digest"),
    ]:
        answer = get(session, path)
        assert answer.status == 200, path
        assert key in answer.text


def test_an_absent_value_is_part_of_the_question(session: Session) -> None:
    answer = get(session, f"/api/case?{CASE}&unset=trigger.order_id&set=trigger.url=x")
    assert "`trigger.order_id` has no value" in answer.text
    assert '"unset":["trigger.order_id"]' in answer.text


def test_what_if_values_are_part_of_the_question(session: Session) -> None:
    answer = get(session, f"/api/case?{CASE}&set=trigger.order_id=7&set=customer.first_name=Zoe")
    assert '"body":"Order 7"' in answer.text
    assert '"title":"Hi Zoe"' in answer.text


@pytest.mark.parametrize(
    "query", ["template=order_shiped", f"{CASE}x", f"{CASE}&set=oops", f"{CASE}&language=xx", ""]
)
def test_an_unknown_name_is_a_sentence(session: Session, query: str) -> None:
    answer = get(session, f"/api/case?{query}")
    assert answer.status == 400
    assert set(answer.json()) == {"message", "help"}  # type: ignore[call-overload]


@pytest.mark.parametrize("path", ["/api/nothing", "/assets/../app.py", "/etc/passwd", "/frame/x"])
def test_nothing_else_is_there(session: Session, path: str) -> None:
    assert get(session, path).status == 404


@pytest.mark.parametrize(
    "path", ["/", "/api/overview", f"/api/case?{CASE}", "/assets/page/page.js"]
)
def test_a_rebound_name_gets_nothing(session: Session, path: str) -> None:
    answer = get(session, path, host="evil.example:4600")
    assert answer.status == 403
    assert "Ada" not in answer.text


def test_another_site_reads_nothing(session: Session) -> None:
    headers = {"sec-fetch-site": "cross-site"}
    assert get(session, "/api/overview", headers=headers).status == 403
