"""The page is built from its sources once, and only again when they change."""

import json
import shutil
import subprocess
from pathlib import Path

import pytest

from scripts.page import ASSETS, SOURCE, STAMP, build, digest_of, has_packages


@pytest.fixture
def checkout(tmp_path: Path, repository: Path) -> Path:
    """The sources of the page alone, without packages."""
    ignored = shutil.ignore_patterns("node_modules")
    shutil.copytree(repository / SOURCE, tmp_path / SOURCE, ignore=ignored)
    return tmp_path


def test_what_the_page_is_built_from_has_a_digest_of_its_own(checkout: Path) -> None:
    source = checkout / SOURCE
    before = digest_of(source)
    (source / "node_modules").mkdir()
    (source / "node_modules/package.js").write_text("export {};")
    (source / "tests/more.test.ts").write_text("")
    assert digest_of(source) == before
    (source / "src/main.tsx").write_text("")
    assert digest_of(source) != before


def test_a_page_that_is_up_to_date_needs_no_npm(
    checkout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (checkout / STAMP).parent.mkdir(parents=True)
    (checkout / STAMP).write_text(digest_of(checkout / SOURCE))
    monkeypatch.setenv("PATH", "")
    assert build(checkout) is False


def test_packages_of_an_older_lock_file_are_not_used(checkout: Path) -> None:
    assert not has_packages(checkout / SOURCE)


@pytest.mark.peer
def test_a_checkout_is_built_with_npm_from_the_lock_file(checkout: Path) -> None:
    assert build(checkout) is True
    assets = checkout / ASSETS
    built = {path.name for path in (assets / "page").iterdir()}
    assert {"index.html", "page.css", "page.js", "inter-latin-wght-normal.woff2"} <= built
    assert "MIT" in (assets / "vendor/jist/LICENSE").read_text()
    assert build(checkout) is False


@pytest.mark.peer
def test_a_build_that_fails_leaves_the_page_of_before(checkout: Path) -> None:
    build(checkout)
    (checkout / SOURCE / "src/emulator/main.tsx").write_text("const = ;")
    with pytest.raises(subprocess.CalledProcessError):
        build(checkout)
    assert (checkout / ASSETS / "page/page.js").is_file()
    assert {path.name for path in (checkout / ASSETS).iterdir()} == {"page", "vendor"}


@pytest.mark.peer
def test_a_package_with_another_hash_is_refused(checkout: Path) -> None:
    lock = checkout / SOURCE / "package-lock.json"
    document = json.loads(lock.read_text())
    document["packages"]["node_modules/preact"]["integrity"] = f"sha512-{'A' * 86}=="
    lock.write_text(json.dumps(document))
    with pytest.raises(subprocess.CalledProcessError) as raised:
        build(checkout)
    assert "EINTEGRITY" in raised.value.stderr
    assert not (checkout / STAMP).exists()
    assert not (checkout / ASSETS / "page/page.js").exists()
