"""The preview as files: one self-contained page per template, for a share or a CI artifact."""

import base64
import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from toolkit.errors import ProjectError
from toolkit.preview.board import Board
from toolkit.preview.bundle import bundle
from toolkit.preview.views.case import case_view
from toolkit.preview.views.matrix import matrix_view
from toolkit.preview.views.overview import Offers, overview
from toolkit.preview.views.selection import Selection
from toolkit.project.files import why
from toolkit.web.static import Asset, load_assets

STYLES = ("page.css", "views.css")


def write_site(board: Board, folder: Path, *, alone: bool = False) -> list[Path]:
    """Write a page per template, and ``index.html``; the board must have judged everything.

    ``alone`` leaves out the messages of other templates in the inbox, so that a page changes only
    with its own template.
    Raises ProjectError where the folder cannot be written.
    """
    assets = load_assets()
    pages = page_names(board)
    everything = overview(board, 0, Offers()) | {"pages": pages}
    written = []
    for number, (name, file) in enumerate(pages.items()):
        text = page(assets, everything, _contents(board, name, alone=alone))
        written.append(_write(folder / file, text))
        if number == 0:
            _write(folder / "index.html", text)
    return written


def page_names(board: Board) -> dict[str, str]:
    """Return the file of each template's page; folders in a name become part of it."""
    names: dict[str, str] = {}
    for name in board.names:
        plain = re.sub(r"[^\w.-]", "_", name)
        taken = set(names.values()) | {"index.html"}
        file = f"{plain}.html"
        names[name] = file if file not in taken else f"{plain}_{len(names)}.html"
    return names


def page(assets: Mapping[str, Asset], everything: dict[str, Any], own: dict[str, Any]) -> str:
    """Return one page with its styles, its script and its data inside, and nothing else allowed."""
    modules = {
        name: asset.content.decode() for name, asset in assets.items() if name.endswith(".js")
    }
    script = bundle(modules, "main.js")
    style = "".join(assets[name].content.decode() for name in STYLES)
    policy = (
        f"default-src 'none'; script-src '{_hash(script)}'; style-src '{_hash(style)}'; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    data = json.dumps({"overview": everything, **own}, separators=(",", ":"))
    shell = assets["index.html"].content.decode()
    shell = re.sub(r"<(?:link|script|meta name=\"inbox-token\") [^>]*>(?:</script>)?\n", "", shell)
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n<style>{style}</style>\n'
    )
    foot = (
        f'<script type="application/json" id="inbox-data">{_fenced(data)}</script>\n'
        f"<script>{script}</script>\n"
    )
    return shell.replace("</head>", head + "</head>").replace("</body>", foot + "</body>")


def _contents(board: Board, name: str, *, alone: bool) -> dict[str, Any]:
    change: dict[str, Any] = {"neighbours": []} if alone else {}
    languages = [one.language or "" for one in board.family(name)]
    return {
        "template": name,
        "cases": {
            "\n".join((one.profile, one.data, one.language)): case_view(board, one) | change
            for one in _selections(board, name, languages)
        },
        "matrix": {each: matrix_view(board, Selection(name, language=each)) for each in languages},
    }


def _selections(board: Board, name: str, languages: list[str]) -> Iterator[Selection]:
    fixtures = board.contents.project.fixtures
    data = [one.name for one in fixtures.message_data.get(name, ())] or [""]
    profiles = [one.name for one in fixtures.profiles] or [""]
    for language in languages:
        for profile in profiles:
            for each in data:
                yield Selection(name, profile, each, language)


def _fenced(data: str) -> str:
    """Make JSON safe between script tags: no ``<`` can end them."""
    return data.replace("<", "\\u003c")


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _write(path: Path, text: str) -> Path:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        reason, remedy = why(error)
        raise ProjectError(f"{path} cannot be written: {reason}", help=remedy) from None
    return path
