"""Files served from memory: a fixed list, so no path in a request can reach anything else."""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from importlib.resources.abc import Traversable

from starlette.requests import Request
from starlette.responses import Response

MEDIA_TYPES = {
    ".css": "text/css; charset=utf-8",
    ".gif": "image/gif",
    ".html": "text/html; charset=utf-8",
    ".jpg": "image/jpeg",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".mjs": "text/javascript; charset=utf-8",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".txt": "text/plain; charset=utf-8",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


PREVIEW_PAGE = "page/index.html"
EMULATOR_PAGE = "page/emulator.html"
"""The pages among the assets; absent where the package was built without npm or a network."""

_NOT_BUILT = b"""<!doctype html>
<html lang="en"><meta charset="utf-8"><title>Inbox preview</title>
<h1>The page is not built</h1>
<p>It is TypeScript, and this installation had no npm or no network to build it with.</p>
<p>From a clone, run <code>make page</code>. Else install inbox-toolkit again with a network.</p>
</html>
"""


@dataclass(frozen=True, slots=True)
class Asset:
    """One file: its bytes, what they are, and a tag that changes with them."""

    content: bytes
    media_type: str
    etag: str


def load_assets(folder: str = "assets") -> dict[str, Asset]:
    """Read a folder of this package, files named by their path in it with forward slashes."""
    return dict(_walk(files("inbox_toolkit.web").joinpath(folder), ""))


def page_document(assets: Mapping[str, Asset], name: str, token: str) -> bytes:
    """Return a page with the token for its requests; where it is not built, how to build it."""
    page = assets.get(name)
    return _NOT_BUILT if page is None else page.content.replace(b"%TOKEN%", token.encode())


def asset_of(name: str, content: bytes) -> Asset:
    """Make an asset of bytes; its media type follows from the name's ending."""
    ending = name[name.rfind(".") :]
    tag = hashlib.sha256(content).hexdigest()[:16]
    return Asset(content, MEDIA_TYPES.get(ending, "application/octet-stream"), f'"{tag}"')


def serve(request: Request, asset: Asset | None) -> Response:
    """Answer with an asset, 304 where the browser has it already, 404 for None."""
    if asset is None:
        return Response("No such file.\n", status_code=404, media_type="text/plain")
    headers = {"cache-control": "no-cache", "etag": asset.etag}
    if request.headers.get("if-none-match") == asset.etag:
        return Response(status_code=304, headers=headers)
    return Response(asset.content, media_type=asset.media_type, headers=headers)


def allow_in_frames(response: Response) -> Response:
    """Let a frame without an origin load this: code and styles, never data."""
    response.headers["access-control-allow-origin"] = "*"
    response.headers["cross-origin-resource-policy"] = "cross-origin"
    return response


def _walk(folder: Traversable, prefix: str) -> list[tuple[str, Asset]]:
    found: list[tuple[str, Asset]] = []
    if not folder.is_dir():
        return found
    for entry in sorted(folder.iterdir(), key=lambda each: each.name):
        name = prefix + entry.name
        if entry.is_dir():
            found += _walk(entry, name + "/")
        elif name.endswith(tuple(MEDIA_TYPES)):
            found.append((name, asset_of(name, entry.read_bytes())))
    return found
