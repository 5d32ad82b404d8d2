"""A preview from start to stop, on a real port."""

import gc
import http.client
import json
import sys
import urllib.request
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.preview.server import Preview, PreviewOptions
from inbox_toolkit.preview.session import SaveReport
from inbox_toolkit.web.server import bind

from tests.support.preview_server import serve_preview, small_project, template, write


def test_it_serves_and_stops(tmp_path: Path) -> None:
    with serve_preview(small_project(tmp_path)) as running:
        connection = http.client.HTTPConnection("127.0.0.1", running.preview.port, timeout=20)
        connection.request("GET", "/api/overview")
        overview = json.loads(connection.getresponse().read())
        connection.close()
    summary = {"templates": 2, "cases": 8, "failing": 0, "errors": 0, "warnings": 0}
    assert overview["project"]["summary"] == summary


def test_the_interpreter_is_tuned_for_as_long_as_it_serves(tmp_path: Path) -> None:
    before = sys.getswitchinterval(), gc.get_freeze_count()
    with serve_preview(small_project(tmp_path)) as running:
        urllib.request.urlopen(running.url).close()
        assert sys.getswitchinterval() < before[0]
        assert gc.get_freeze_count() > before[1]
    assert (sys.getswitchinterval(), gc.get_freeze_count()) == before


def test_the_configured_port_is_the_one(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    with bind("127.0.0.1", 0) as taken:
        port = taken.getsockname()[1]
        write(root / "inbox.toml", f"[preview]\nport = {port}\n")
        preview = Preview(root, PreviewOptions())
        assert preview.port_wanted == port
        assert preview.port > port
    preview.stop()
    preview.close()


def test_other_machines_may_look_but_nobody_sends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = small_project(tmp_path)
    write(root / "inbox.toml", '[send]\nrecipients = ["id:1"]\n')
    monkeypatch.setenv("CUSTOMERIO_APP_API_KEY", "5f2d8c01aa3b4e6f9d7c6b5a41302f1e")
    preview = Preview(root, PreviewOptions(host="0.0.0.0", port=0))
    assert preview.exposed
    assert not preview.session.capabilities.send.ready
    assert "other machines" in preview.session.capabilities.read_only
    preview.close()


def test_a_host_that_is_none_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError):
        Preview(small_project(tmp_path), PreviewOptions(host="no.such.invalid"))


@pytest.mark.parametrize("poll", [False, True], ids=["events", "polling"])
def test_folders_that_come_later_are_followed(tmp_path: Path, poll: bool) -> None:
    import threading

    write(tmp_path / "inbox.toml", "")
    arrived = threading.Event()
    told: list[SaveReport] = []

    def saved(one: SaveReport) -> None:
        told.append(one)
        if "new" in preview.state.names:
            arrived.set()

    preview = Preview(tmp_path, PreviewOptions(port=0, poll=poll), on_saved=saved)
    thread = threading.Thread(target=preview.serve)
    thread.start()
    try:
        while not arrived.wait(0.2):
            write(tmp_path / "templates/new.json", template('{"title": "t"}'))
            assert len(told) < 500
    finally:
        preview.stop()
        thread.join(20)
