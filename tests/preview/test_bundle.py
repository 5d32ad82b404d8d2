"""The modules become one script that does the same."""

import re
import shutil
import subprocess

import pytest
from inbox_toolkit.preview.bundle import bundle, in_order
from inbox_toolkit.web.static import load_assets

MODULES = {
    "main.js": 'import * as one from "./one.js";\nimport { two as zwei } from "./two.js";\n'
    "console.log(one.start(), zwei);\n",
    "one.js": 'import { two, Box } from "./two.js";\n'
    "export function start() {\n  return new Box().held + two;\n}\n",
    "two.js": "const held = 40;\nexport const two = 2;\nexport class Box { held = held; }\n",
}


def test_modules_stand_behind_what_they_import() -> None:
    assert in_order(MODULES, "main.js") == ["two.js", "one.js", "main.js"]


def test_modules_that_import_each_other_are_refused() -> None:
    with pytest.raises(ValueError, match=r"a\.js -> b\.js"):
        in_order(
            {"a.js": 'import { b } from "./b.js";\n', "b.js": 'import { a } from "./a.js";\n'},
            "a.js",
        )


def test_the_page_asks_for_all_its_modules_at_once() -> None:
    """A module that imports another is read before the other is known: a wait for each floor."""
    modules = {
        name: asset.content.decode()
        for name, asset in load_assets().items()
        if name.endswith(".js") and "/" not in name
    }
    page = load_assets()["index.html"].content.decode()
    wanted = re.findall(r'<link rel="modulepreload" href="/assets/([^"]+)">', page)
    assert sorted([*wanted, "main.js"]) == sorted(in_order(modules, "main.js"))


@pytest.mark.peer
@pytest.mark.skipif(shutil.which("node") is None, reason="needs Node")
def test_the_script_does_what_the_modules_do() -> None:
    script = bundle(MODULES, "main.js")
    ran = subprocess.run(["node", "-e", script], capture_output=True, check=True, timeout=60)
    assert ran.stdout == b"42 2\n"


def test_the_pages_own_modules_leave_no_import_behind() -> None:
    modules = {
        name: asset.content.decode()
        for name, asset in load_assets().items()
        if name.endswith(".js") and "/" not in name and not name.startswith("frame-")
    }
    script = bundle(modules, "main.js")
    lines = script.splitlines()
    assert not [line for line in lines if line.startswith(("import ", "export "))]
    assert "</script" not in script
