from collections.abc import Iterator
from pathlib import Path

import pytest
from inbox_toolkit.appapi.client import AppApi
from inbox_toolkit.appapi.endpoints import Endpoint
from inbox_toolkit.appapi.exports import create_export, download_export, wait_for_export
from inbox_toolkit.errors import ForbiddenError, ProjectError, ServiceError
from inbox_toolkit.project.credentials import Credentials

from tests.support.loopback import Loopback, Scripted, as_json, serve_loopback

KEY = "5f2d8c01aa3b4e6f9d7c6b5a41302f1e"
CSV = b"id,cio_id,email,unsubscribed,first_name\nu1,a1,ada@example.com,false,Ada\n"


@pytest.fixture
def server() -> Iterator[Loopback]:
    with serve_loopback() as loopback:
        yield loopback


@pytest.fixture
def api(server: Loopback) -> Iterator[AppApi]:
    with AppApi(
        Credentials(KEY, None, "test"), Endpoint(server.url, "test"), sleep=lambda _: None
    ) as opened:
        yield opened


def export(status: str, **more: object) -> Scripted:
    return as_json({"export": {"id": 110, "status": status, "failed": False, **more}})


def test_an_export_is_created_awaited_and_downloaded_without_the_key(
    server: Loopback, api: AppApi, tmp_path: Path
) -> None:
    server.script(
        export("pending"), export("pending"), export("done", total=1),
        as_json({"url": f"{server.url}/signed?token=abc"}), Scripted(200, CSV),
    )  # fmt: skip
    waits: list[str] = []
    created = create_export(api, 3, ["first_name"])
    done = wait_for_export(
        api, created.id, on_wait=lambda one, _: waits.append(one.status), sleep=lambda _: None
    )
    sizes: list[tuple[int, int | None]] = []
    file = tmp_path / "people.csv"
    assert download_export(api, done.id, file, on_bytes=lambda *at: sizes.append(at)) == len(CSV)
    assert file.read_bytes() == CSV
    assert list(tmp_path.iterdir()) == [file]
    assert (waits, done.total, sizes[-1]) == (["pending"], 1, (len(CSV), len(CSV)))
    first = server.seen[0]
    assert (first.method, first.path) == ("POST", "/v1/exports/customers")
    assert first.json() == {"filters": {"segment": {"id": 3}}, "attributes": ["first_name"]}
    assert KEY in str(server.seen[3])
    assert KEY not in str(server.seen[4])


def test_an_export_that_fails(server: Loopback, api: AppApi) -> None:
    server.script(export("done", failed=True))
    with pytest.raises(ServiceError, match="could not prepare export 110"):
        wait_for_export(api, 110, sleep=lambda _: None)


def test_creating_is_not_repeated_after_an_error(server: Loopback, api: AppApi) -> None:
    server.script(Scripted(503, b"{}"))
    with pytest.raises(ServiceError):
        create_export(api, 3, [])
    assert len(server.seen) == 1


def test_a_key_that_may_not_export(server: Loopback, api: AppApi) -> None:
    server.script(as_json({"errors": [{"detail": "forbidden", "status": "403"}]}, 403))
    with pytest.raises(ForbiddenError):
        create_export(api, 3, [])


@pytest.mark.parametrize("document", [{}, {"export": None}, {"export": {"id": "x"}}])
def test_answers_without_an_export(server: Loopback, api: AppApi, document: object) -> None:
    server.script(as_json(document))
    with pytest.raises(ServiceError, match="holds none"):
        wait_for_export(api, 1)


@pytest.mark.parametrize(
    "address", [None, 7, "", "http://example.com/x", "file:///etc/passwd", "https://", "http://[x"]
)
def test_addresses_that_are_not_fetched(
    server: Loopback, api: AppApi, tmp_path: Path, address: object
) -> None:
    server.script(as_json({"url": address}))
    with pytest.raises(ServiceError, match="no https address"):
        download_export(api, 1, tmp_path / "people.csv")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("answer", [Scripted(403, b"expired"), Scripted(200, CSV, wire="cut")])
def test_a_download_that_is_not_whole_leaves_the_old_file(
    server: Loopback, api: AppApi, tmp_path: Path, answer: Scripted
) -> None:
    file = tmp_path / "people.csv"
    file.write_bytes(b"old")
    server.script(as_json({"url": f"{server.url}/x"}), answer)
    with pytest.raises(ServiceError, match="could not download"):
        download_export(api, 1, file)
    assert file.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [file]


def test_a_folder_that_is_not_there(server: Loopback, api: AppApi, tmp_path: Path) -> None:
    server.script(as_json({"url": f"{server.url}/x"}), Scripted(200, CSV))
    with pytest.raises(ProjectError, match="cannot be written"):
        download_export(api, 1, tmp_path / "nowhere/people.csv")
