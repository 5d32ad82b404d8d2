"""A frame with all its modules inside, for a page that is a file and has no server to ask.

A browser loads no module from ``file://``, and a data: address has no neighbours that a relative
name could lead to. So each module gets a plain name, and the frame's import map says which data:
address stands for it; the modules may import each other in a circle. Nothing in them changes but
the names that they import, and addresses made from ``import.meta.url``.
"""

import base64
import json
import posixpath
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from pathlib import Path

from inbox_toolkit.web.message_frames import STYLE
from inbox_toolkit.web.static import Asset, asset_of

Find = Callable[[str], Asset | None]

_IMPORT = re.compile(
    r"(?P<before>\b(?:import|export)\b\s*(?:[\w$\s{},*]*?\bfrom\b\s*|\(\s*)?)"
    r"(?P<quote>[\"'])(?P<name>(?:\.{1,2}|/assets)/[^\"'\n]+)(?P=quote)"
)
_ADDRESS = re.compile(
    r"\bnew URL\(\s*[\"'](?P<name>\.{1,2}/[^\"'\n]+)[\"']\s*,\s*import\.meta\.url\s*\)"
)
_OWN = "own/"
# The policy of the page counts for its frames: what a script makes may load what it names, so the
# first module is made by one, and all others are imported from there.
_BOOT = (
    'const { imports } = JSON.parse(document.querySelector("script").textContent);'
    'const first = document.createElement("script"); first.type = "module";'
    "first.src = imports[document.documentElement.dataset.entry]; document.head.append(first);"
)


@dataclass(frozen=True, slots=True)
class InlineFrame:
    """A frame's document, and the texts of its scripts, for the policy of the page around it."""

    document: str
    scripts: tuple[str, ...]


def visual_frame(assets: Mapping[str, Asset]) -> InlineFrame:
    """Return the frame of the vendor's renderer."""
    return _build_frame("visual", collect_modules(["frame-visual.js"], assets.get), "")


def own_frame(assets: Mapping[str, Asset], component: Path) -> InlineFrame:
    """Return the frame of a project's component, with the files of its folder that it names."""
    entry = _OWN + component.name

    def find(name: str) -> Asset | None:
        below = name.removeprefix(_OWN)
        return assets.get(name) if below == name else _beside(component.parent, below)

    return _build_frame("own", collect_modules(["frame-own.js", entry], find), _module_name(entry))


def collect_modules(entries: list[str], find: Find) -> dict[str, str]:
    """Return all that modules need, by the plain names they now import each other by.

    ``find`` gives a file by its path with forward slashes; a name it does not know stays.
    """
    found: dict[str, str] = {}
    waiting = list(entries)
    while waiting:
        name = waiting.pop()
        asset = find(name)
        if asset is not None and _module_name(name) not in found:
            content, needed = _rewrite_module(name, asset, find)
            found[_module_name(name)] = _data(content, asset.media_type)
            waiting += needed
    return found


def _rewrite_module(name: str, asset: Asset, find: Find) -> tuple[bytes, list[str]]:
    """Return a module's bytes with plain names in it, and the files that those stand for."""
    if not asset.media_type.startswith("text/javascript"):
        return asset.content, []
    needed: list[str] = []

    def rename(match: re.Match[str]) -> str:
        target = _target(name, match["name"])
        if find(target) is None:
            return match[0]
        needed.append(target)
        return f"{match['before']}{match['quote']}{_module_name(target)}{match['quote']}"

    def address(match: re.Match[str]) -> str:
        asset = find(_target(name, match["name"]))
        return f'new URL("{_data(asset.content, asset.media_type)}")' if asset else match[0]

    text = asset.content.decode("utf-8", "replace")
    return _ADDRESS.sub(address, _IMPORT.sub(rename, text)).encode(), needed


def _target(name: str, imported: str) -> str:
    path = imported.partition("?")[0]
    if path.startswith("/"):
        return path.removeprefix("/assets/")
    return posixpath.normpath(posixpath.join(posixpath.dirname(name), path))


def _module_name(name: str) -> str:
    return f"inlined/{name}"


def _data(content: bytes, media_type: str) -> str:
    return f"data:{media_type.replace(' ', '')};base64,{base64.b64encode(content).decode()}"


def _beside(folder: Path, name: str) -> Asset | None:
    path = (folder / name).resolve()
    if folder not in path.parents or not path.is_file():
        return None
    return asset_of(name, path.read_bytes())


def _build_frame(kind: str, modules: Mapping[str, str], component: str) -> InlineFrame:
    known = json.dumps({"imports": modules}, separators=(",", ":")).replace("<", "\\u003c")
    document = (
        f'<!doctype html><html lang="en" data-entry="{_module_name(f"frame-{kind}.js")}" '
        f'data-component="{escape(component)}"><head><meta charset="utf-8"><title>{kind}</title>'
        f'<style>{STYLE}</style><script type="importmap">{known}</script></head>'
        f"<body><script>{_BOOT}</script></body></html>"
    )
    return InlineFrame(document, (known, _BOOT))
