"""`inbox preview` through its front door."""

import subprocess
import sys
import threading
import urllib.request
from pathlib import Path

import pytest
from inbox_toolkit.web.message_frames import RENDERER
from inbox_toolkit.web.server import bind
from inbox_toolkit.web.static import load_assets

from tests.support.browser import in_own_thread
from tests.support.commands import invoke
from tests.support.preview_server import ORDER, small_project, write
from tests.support.rendered_projects import visual_project


def test_without_a_project_it_says_so(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, tmp_path, "preview")
    assert ran.code == 2
    assert "no inbox project" in ran.err


@pytest.mark.parametrize("port", ["70000", "x"])
def test_a_port_that_is_none_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], port: str
) -> None:
    assert invoke(capsys, small_project(tmp_path), "preview", "--port", port).code == 2


def test_a_foreign_host_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    ran = invoke(capsys, small_project(tmp_path), "preview", "--host", "203.0.113.9")
    assert ran.code == 2
    assert "cannot listen on" in ran.err


def test_it_takes_the_next_port_serves_and_stops_on_ctrl_c(tmp_path: Path) -> None:
    root = small_project(tmp_path)
    with bind("127.0.0.1", 4600) as taken:
        port = taken.getsockname()[1]
        command = [
            sys.executable,
            "-m",
            "inbox_toolkit",
            "preview",
            "--port",
            str(port),
            "--no-open",
        ]
        with subprocess.Popen(
            command, cwd=root, stderr=subprocess.PIPE, encoding="utf-8"
        ) as process:
            assert process.stderr is not None
            watchdog = threading.Timer(60, process.kill)
            watchdog.start()
            assert f"Port {port} is in use" in process.stderr.readline()
            first = process.stderr.readline()
            assert "2 templates, 8 cases" in first
            assert "templates/ fixtures/ inbox.toml" in process.stderr.readline()
            url = first.split()[1]
            with urllib.request.urlopen(url, timeout=20) as page:
                assert b"Inbox preview" in page.read()
            write(root / "templates/order_shipped.json", ORDER.replace("}}", "}", 1))
            assert "clean → 1 error" in process.stderr.readline()
            process.send_signal(2)
            assert process.wait(20) == 0
            watchdog.cancel()
            assert process.stderr.read() == ""


def test_the_pages_are_written_as_files(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = small_project(tmp_path)
    ran = invoke(capsys, root, "preview", "--build", "site")
    assert ran.code == 0
    assert "index.html" in ran.out
    assert sorted(path.name for path in (root / "site").iterdir()) == [
        "index.html",
        "order_shipped.html",
        "welcome.html",
    ]


def test_a_folder_that_cannot_be_written_is_a_sentence(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_project(tmp_path)
    write(root / "taken", "a file")
    ran = invoke(capsys, root, "preview", "--build", "taken/site")
    assert ran.code == 2
    assert "cannot be written" in ran.err


@pytest.mark.long
@pytest.mark.browser
@in_own_thread
def test_pictures_are_the_same_until_something_changes(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = small_project(tmp_path)
    assert "19 screenshots" in invoke(capsys, root, "preview", "--screenshot", "shots").out
    assert invoke(capsys, root, "preview", "--compare", "shots").code == 0
    write(root / "templates/order_shipped.json", ORDER.replace("Order", "PARCEL NUMBER"))
    write(root / "fixtures/message_data/order_shipped/third.json", {"order_id": "3", "url": "u"})
    (root / "shots/welcome/grace--none.inbox.png").rename(
        root / "shots/welcome/old--none.inbox.png"
    )
    ran = invoke(capsys, root, "preview", "--compare", "shots")
    assert ran.code == 1
    assert "order_shipped/ada--standard.inbox.png  differs" in ran.out
    assert "order_shipped/ada--standard.json.png  differs" in ran.out
    assert "order_shipped/ada--third.inbox.png  is new" in ran.out
    assert "welcome/old--none.inbox.png  is gone" in ran.out
    assert "welcome/ada--none" not in ran.out
    assert (root / "shots/differences/order_shipped/ada--standard.inbox.png").stat().st_size > 1000
    ran = invoke(capsys, root, "preview", "--compare", "shots", "--view", "cases")
    assert {line.split()[0] for line in ran.out.splitlines()} == {"order_shipped/cases.png"}


@pytest.mark.long
@pytest.mark.browser
@pytest.mark.skipif(RENDERER not in load_assets(), reason="built without a network: no renderer")
@in_own_thread
def test_frames_are_pictured_with_what_they_draw(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = visual_project(tmp_path)
    write(
        root / "inbox/component.js",
        "export default (box, [one]) => box.append(one.properties.title)",
    )
    with (root / "inbox.toml").open("a") as file:
        file.write('[inbox]\ncomponent = "inbox/component.js"\n')
    words = ["preview", "--view", "visual", "--view", "component"]
    assert "12 screenshots" in invoke(capsys, root, *words, "--screenshot", "shots").out
    assert invoke(capsys, root, *words, "--compare", "shots").code == 0
    text = (root / "templates/visual.json").read_text(encoding="utf-8")
    write(root / "templates/visual.json", text.replace("Hi", "Good morning,"))
    ran = invoke(capsys, root, *words, "--compare", "shots")
    assert sorted(line.split()[0] for line in ran.out.splitlines()) == [
        f"visual/{name}--none.{view}.png"
        for name in ("ada", "grace")
        for view in ("component", "visual")
    ]


def test_nothing_to_compare_with_is_a_usage_error(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    ran = invoke(capsys, small_project(tmp_path), "preview", "--compare", "nowhere")
    assert ran.code == 2
    assert "--screenshot nowhere" in ran.err
