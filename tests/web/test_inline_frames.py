"""A frame's modules are all inside it, and no file that is not its own."""

import base64
import json
from pathlib import Path

import pytest
from inbox_toolkit.web.inline_frames import InlineFrame, collect_modules, own_frame, visual_frame
from inbox_toolkit.web.static import Asset, asset_of, load_assets

from tests.support.preview_server import write


def modules(**sources: str) -> dict[str, Asset]:
    """Assets by name; an underscore stands for a slash, and ``.js`` is left out."""
    named = {name.replace("_", "/") + ".js": text for name, text in sources.items()}
    return {name: asset_of(name, text.encode()) for name, text in named.items()}


def decoded(address: str) -> str:
    return base64.b64decode(address.partition("base64,")[2]).decode()


def imports_of(frame: InlineFrame) -> dict[str, str]:
    found: dict[str, dict[str, str]] = json.loads(frame.scripts[0])
    return found["imports"]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ('import { a } from "./b.js";', 'import { a } from "inlined/b.js";'),
        ("import a, * as c from './b.js'", "import a, * as c from 'inlined/b.js'"),
        ('import{a}from"./b.js";', 'import{a}from"inlined/b.js";'),
        ('import "./b.js";', 'import "inlined/b.js";'),
        ('export * from "./b.js";', 'export * from "inlined/b.js";'),
        ('const b = await import("./b.js?v=1");', 'const b = await import("inlined/b.js");'),
        ('import {\n  a,\n} from "./d/../b.js";', 'import {\n  a,\n} from "inlined/b.js";'),
        ('import { a } from "/assets/b.js";', 'import { a } from "inlined/b.js";'),
        ('import { a } from "./unknown.js";', 'import { a } from "./unknown.js";'),
        ('import { a } from "https://x.test/b.js";', 'import { a } from "https://x.test/b.js";'),
        ('const text = "./b.js";', 'const text = "./b.js";'),
    ],
)
def test_names_that_are_imported_become_plain(source: str, expected: str) -> None:
    assets = modules(a=source, b="export const a = 1;")
    assert decoded(collect_modules(["a.js"], assets.get)["inlined/a.js"]) == expected


def test_modules_in_a_circle_and_in_folders_are_gathered_once() -> None:
    assets = modules(
        a='import "./lib/b.js";', lib_b='import "../a.js"; import "./c.js";', lib_c="", other=""
    )
    found = collect_modules(["a.js"], assets.get)
    assert sorted(found) == ["inlined/a.js", "inlined/lib/b.js", "inlined/lib/c.js"]


def test_an_address_beside_a_module_holds_its_file() -> None:
    assets = modules(a='const logo = new URL("./logo.svg", import.meta.url);')
    assets["logo.svg"] = asset_of("logo.svg", b"<svg/>")
    text = decoded(collect_modules(["a.js"], assets.get)["inlined/a.js"])
    assert text == 'const logo = new URL("data:image/svg+xml;base64,PHN2Zy8+");'


def test_a_component_is_gathered_from_its_own_folder_alone(tmp_path: Path) -> None:
    component = write(
        tmp_path / "inbox/component.js",
        'import "./near.js"; import "../secret.js"; import "./link.js";',
    )
    write(tmp_path / "inbox/near.js", "")
    write(tmp_path / "inbox/unused.js", "")
    secret = write(tmp_path / "secret.js", "export const secret = 1;")
    (tmp_path / "inbox/link.js").symlink_to(secret)
    frame = own_frame(load_assets(), component.resolve())
    assert sorted(imports_of(frame)) == [
        "inlined/frame-own.js",
        "inlined/own/component.js",
        "inlined/own/near.js",
    ]
    assert 'data-component="inlined/own/component.js"' in frame.document
    assert all(script in frame.document for script in frame.scripts)


def test_a_name_cannot_end_the_script_it_stands_in(tmp_path: Path) -> None:
    component = write(tmp_path / "a<b>.js", "")
    frame = own_frame(load_assets(), component.resolve())
    assert "a<b>" not in frame.document
    assert "inlined/own/a<b>.js" in imports_of(frame)


@pytest.mark.skipif(
    "vendor/jist/jist-element.js" not in load_assets(), reason="built without a network"
)
def test_the_vendors_renderer_is_inside() -> None:
    frame = visual_frame(load_assets())
    assert {"inlined/frame-visual.js", "inlined/vendor/jist/jist-css.js"} <= set(imports_of(frame))
