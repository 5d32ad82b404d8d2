"""What npm installs is what the lock files name: each package by hash, and no address to fetch it from."""

import json
import re
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
LOCKS = sorted(path for path in ROOT.rglob("package-lock.json") if "node_modules" not in path.parts)
HASH = re.compile(r"sha512-[A-Za-z0-9+/]{86}==")


def packages_of(lock: Path) -> dict[str, dict[str, Any]]:
    """Return the packages that are installed, without the folder itself."""
    packages: dict[str, dict[str, Any]] = json.loads(lock.read_text())["packages"]
    return {name: one for name, one in packages.items() if name}


def test_there_are_lock_files() -> None:
    assert {path.parent.relative_to(ROOT).as_posix() for path in LOCKS} >= {
        "benchmarks", "scripts", "tests/editors", "tests/peers", "toolkit/page", "toolkit/vscode",
    }  # fmt: skip
    manifests = {
        path.parent
        for path in ROOT.rglob("package.json")
        if "node_modules" not in path.parts and '"dependencies"' in path.read_text()
    }
    assert manifests <= {path.parent for path in LOCKS}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.parent.name)
def test_every_package_has_a_hash_and_names_no_address(lock: Path) -> None:
    packages = packages_of(lock)
    assert len(packages) > 1
    for name, one in packages.items():
        assert HASH.fullmatch(one.get("integrity", "")), name
        assert "resolved" not in one, name
        assert not one.get("link"), name
        assert name.startswith("node_modules/"), name
        assert re.fullmatch(r"\d+\.\d+\.\d+[\w.+-]*", one["version"]), name


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.parent.name)
def test_a_lock_file_fits_its_manifest(lock: Path) -> None:
    """``npm ci`` refuses one that does not; so nothing is resolved anew while it is installed."""
    manifest = json.loads((lock.parent / "package.json").read_text())
    locked = json.loads(lock.read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert locked.get(kind, {}) == manifest.get(kind, {})


def test_npm_only_installs_what_a_lock_file_names_and_runs_none_of_it() -> None:
    for file in ("Makefile", "scripts/page.py"):
        text = (ROOT / file).read_text()
        assert not re.search(r"npm (i|install)\b", text)
        assert "--ignore-scripts" in text
    workflows = sorted((ROOT / ".github").rglob("*.yml"))
    assert not [path for path in workflows if re.search(r"npm (i|install)\b", path.read_text())]
