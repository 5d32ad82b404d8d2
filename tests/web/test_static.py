"""Assets come from a fixed list and are not sent twice."""

import gzip

from inbox_toolkit.web.static import PREVIEW_PAGE, asset_of, load_assets, page_document, serve
from starlette.applications import Starlette
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from tests.support.asgi import ask

ASSETS = {"a/page.js": asset_of("a/page.js", b"export {};")}


async def _serve(request: Request) -> Response:
    return serve(request, ASSETS.get(request.path_params["name"]))


APP = Starlette(routes=[Route("/assets/{name:path}", _serve)])


def test_an_asset_is_served_once() -> None:
    first = ask(APP, "/assets/a/page.js")
    assert first.content == b"export {};"
    assert first.headers["content-type"] == "text/javascript; charset=utf-8"
    again = ask(APP, "/assets/a/page.js", headers={"if-none-match": first.headers["etag"]})
    assert (again.status, again.content) == (304, b"")


def test_nothing_else_can_be_reached() -> None:
    for path in ("../pyproject.toml", "%2e%2e/%2e%2e/etc/passwd", "", "a", "a/page.js/"):
        assert ask(APP, f"/assets/{path}").status == 404


def test_the_page_is_there() -> None:
    assets = load_assets()
    assert {"page/index.html", "page/page.js", "page/emulator.html", "frame-own.js"} <= set(assets)


def test_the_document_holds_the_token_of_its_requests() -> None:
    page = {PREVIEW_PAGE: asset_of(PREVIEW_PAGE, b'<meta content="%TOKEN%">')}
    assert page_document(page, PREVIEW_PAGE, "a-token") == b'<meta content="a-token">'


def test_without_a_build_the_document_says_how_to_make_one() -> None:
    assert b"make page" in page_document({}, PREVIEW_PAGE, "a-token")


def test_the_page_is_small() -> None:
    """What a first visit loads, but the fonts; then all there is, with the editor."""
    sizes = {
        name: len(gzip.compress(asset.content))
        for name, asset in load_assets().items()
        if name.startswith("page/") and name.endswith((".js", ".css", ".html"))
        if not name.startswith(("page/emulator.", "page/written."))
    }
    first = ("page/index.html", "page/page.js", "page/page.css")
    assert sum(sizes[name] for name in first) < 120_000
    assert sum(sizes.values()) < 400_000


def test_a_folder_that_is_not_there_holds_nothing() -> None:
    assert load_assets(folder="no such folder") == {}
