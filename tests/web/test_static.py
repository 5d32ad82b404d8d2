"""Assets come from a fixed list and are not sent twice."""

from inbox_toolkit.web.static import asset_of, load_assets, serve
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
    assert {"index.html", "main.js", "page.css"} <= set(assets)


def test_a_folder_that_is_not_there_holds_nothing() -> None:
    assert load_assets(folder="no such folder") == {}
