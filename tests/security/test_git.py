"""git is asked about a repository, and runs nothing of it."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from inbox_toolkit.errors import UsageError
from inbox_toolkit.workspace.git import changed_since, files_at, is_revision

from tests.security.conftest import Run
from tests.support.hostile import git, repository, trap
from tests.support.projects import write_project

HOOKS = ["post-index-change", "post-checkout", "pre-commit", "reference-transaction"]


def configure(root: Path, program: Path, key: str, value: str | None = None) -> None:
    """Set a key as whoever packed the repository's .git folder can."""
    git(root, "config", key, value or str(program))


CONFIGURED = {
    "fsmonitor": ["core.fsmonitor"],
    "clean filter": ["filter.evil.clean", "filter.evil.smudge"],
    "process filter": ["filter.evil.process"],
    "filter of an odd name": ["filter.e=v i\u00e9l.clean", "filter.e=v i\u00e9l.smudge"],
    "external diff": ["diff.external", "diff.evil.command"],
    "textconv": ["diff.evil.textconv"],
    "pager": ["core.pager", "pager.diff", "pager.show", "pager.ls-files"],
    "ssh": ["core.sshCommand", "core.gitProxy"],
    "archive": ["tar.tar.command", "tar.tgz.command"],
    "askpass": ["core.askPass", "credential.helper"],
    "signature": ["gpg.program", "gpg.ssh.program"],
    "alias": ["alias.diff", "alias.ls-files", "alias.rev-parse"],
}


@pytest.mark.parametrize("keys", CONFIGURED.values(), ids=CONFIGURED)
def test_no_configuration_of_a_repository_runs(run: Run, tmp_path: Path, keys: list[str]) -> None:
    root = repository(tmp_path)
    attributes = '* filter=evil diff=evil\n* filter="e=v i\u00e9l"\n'
    write_project(root, {".gitattributes": attributes, "notes.txt": "one"})
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    program, fired = trap(tmp_path)
    for key in keys:
        configure(root, program, key, f"!{program}" if key.startswith("alias") else None)
    (root / "templates/t.json").touch()  # so that git looks into it again
    write_project(root, {"notes.txt": "two", "templates/new.json": "{}"})
    assert "templates/new.json" in changed_since(root, "HEAD")
    assert files_at(root, "HEAD~1")
    run(root, "validate", "--since", "HEAD~1", "--no-cache", "--format", "markdown")
    run(root, "preview", "--build", str(tmp_path / "site"), "--since", "HEAD~1")
    assert not fired.exists()


@pytest.mark.parametrize("key", ["core.fsmonitor", "filter.evil.clean"])
def test_plain_git_would_run_it(tmp_path: Path, key: str) -> None:
    """The trap is one: else the tests above could not fail."""
    root = repository(tmp_path)
    write_project(root, {".gitattributes": "* filter=evil\n"})
    program, fired = trap(tmp_path)
    configure(root, program, key)
    git(root, "diff", "--name-only")
    assert fired.exists()


def test_no_hook_runs(run: Run, tmp_path: Path) -> None:
    root = repository(tmp_path)
    program, fired = trap(tmp_path)
    for hook in HOOKS:
        shutil.copy(program, root / ".git/hooks" / hook)
    git(root, "config", "core.hooksPath", str(root / ".git/hooks"))
    run(root, "validate", "--since", "HEAD", "--no-cache")
    assert not fired.exists()


def bare_inside(root: Path, program: Path) -> Path:
    """A tracked folder that is a bare repository with a program in its configuration."""
    folder = root / "templates"
    for name, text in {
        "HEAD": "ref: refs/heads/main\n",
        "config": f"[core]\n\tbare = false\n\tworktree = .\n\tfsmonitor = {program}\n",
        "objects/.keep": "",
        "refs/heads/.keep": "",
    }.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_text(text)
    return folder


def test_a_folder_that_is_a_bare_repository_is_not_taken_for_one(run: Run, tmp_path: Path) -> None:
    root = repository(tmp_path)
    program, fired = trap(tmp_path)
    folder = bare_inside(root, program)
    with pytest.raises(UsageError):
        changed_since(folder, "HEAD")
    # and where the project itself is such a folder, the whole command says so
    write_project(folder, {"inbox.toml": "", "templates/t.json": "{}", "fixtures/x.json": "{}"})
    done = run(folder, "validate", "--since", "HEAD", "--no-cache")
    assert done.code == 2
    assert not fired.exists()


def test_a_submodule_is_not_looked_into(run: Run, tmp_path: Path) -> None:
    root = repository(tmp_path)
    inner = root / "inner"
    git(tmp_path, "init", "-q", str(inner))
    write_project(inner, {"a.txt": "1"})
    git(inner, "add", ".")
    git(inner, "commit", "-q", "-m", "one")
    git(root, "add", "inner")
    git(root, "commit", "-q", "-m", "two")
    program, fired = trap(tmp_path)
    configure(inner, program, "core.fsmonitor")
    (inner / "a.txt").write_text("22")
    run(root, "validate", "--since", "HEAD~1", "--no-cache")
    assert not fired.exists()


@pytest.mark.parametrize(
    "revision",
    [
        "--output=/tmp/x",
        "-h",
        "--upload-pack=x",
        "",
        "HEAD\0",
        "a b",
        "HEAD:templates",
        "x" * 5_000,
        "\ud800",
    ],
)
def test_no_revision_is_an_option(run: Run, tmp_path: Path, revision: str) -> None:
    root = repository(tmp_path)
    with pytest.raises(UsageError):
        changed_since(root, revision)
    with pytest.raises(UsageError):
        files_at(root, revision)
    assert not is_revision(root, revision)
    if "\0" not in revision:
        assert run(root, "validate", f"--since={revision}").code in (0, 1, 2)


def test_only_files_of_the_project_come_out_of_a_revision(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "templates/link.json").symlink_to("/etc/passwd")
    write_project(root, {"large.json": "[" + "1," * 2_000_000 + "1]", "program.sh": "x"})
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    found = files_at(root, "HEAD")
    assert "templates/t.json" in found
    assert "templates/link.json" not in found
    assert "large.json" not in found
    assert "program.sh" not in found


def test_a_project_below_its_repository_is_found(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write_project(root, {"sub/templates/a.json": "{}"})
    git(root, "add", ".")
    git(root, "commit", "-q", "-m", "two")
    assert files_at(root / "sub", "HEAD") == {"templates/a.json": b"{}"}
    write_project(root, {"sub/templates/a.json": "[]", "sub/new é.json": "{}"})
    assert changed_since(root / "sub", "HEAD") == {"templates/a.json", "new é.json"}


HOSTILE_NAMES = {
    "line break": b"a\nb",
    "escape sequence": b"\x1b[2Jx",
    "quotes": b"q\"uote's",
    "option": b"-rf",
    "long option": b"--output=x",
    "not UTF-8": b"\xff\xfe",
    "workflow command": b"::error::x",
    "old workflow command": b"##[error]x",
    "direction mark": b"\xe2\x80\xaeevil",
    "next line": b"\xc2\x85x",
    "240 letters": b"x" * 240,
    "blank": b" ",
    "Liquid": b"{{ x }}",
    "backslash": b"a\\b",
    "HTML": b"<img onerror=x>",
}
REPORTS = ("text", "concise", "json", "github", "sarif", "junit", "markdown")


def with_name(root: Path, name: bytes) -> None:
    """Give a template, a profile and two fixtures a name, and commit them; change one since."""
    for folder in ("templates", "fixtures/profiles", "fixtures/message_data/t"):
        text = '{"properties": {"a": "{{ trigger.x }}"}}' if folder == "templates" else "{}"
        (root / folder).mkdir(parents=True, exist_ok=True)
        with open(os.fsencode(root / folder) + b"/" + name + b".json", "w") as file:  # noqa: PTH123
            file.write(text)
    own = os.fsencode(root / "fixtures/message_data") + b"/" + name
    os.makedirs(own, exist_ok=True)  # noqa: PTH103 - a name that is no text
    with open(own + b"/" + name + b".json", "w") as file:  # noqa: PTH123
        file.write('{"x": "1"}')
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "two")
    with open(os.fsencode(root / "templates") + b"/" + name + b".json", "a") as file:  # noqa: PTH123
        file.write("\n")


@pytest.mark.skipif(sys.platform != "linux", reason="other systems refuse such names")
@pytest.mark.parametrize("name", HOSTILE_NAMES.values(), ids=HOSTILE_NAMES)
def test_no_name_in_a_tree_is_a_bug_or_acts_on_a_report(
    run: Run, tmp_path: Path, name: bytes
) -> None:
    root = repository(tmp_path)
    with_name(root, name)
    for revision in ("HEAD", "HEAD~1"):
        for form in REPORTS:
            done = run(root, "validate", "--since", revision, "--no-cache", "--format", form)
            assert done.code in (0, 1), done
            assert_presentable(done.out + done.err, form)
        site = tmp_path / f"site-{revision}"
        assert run(root, "preview", "--build", str(site), "--since", revision).code == 0
    for form in ("text", "json"):
        done = run(root, "list", "--format", form)
        assert done.code == 0
        assert_presentable(done.out, form)


def assert_presentable(shown: str, form: str) -> None:
    assert all(one.isprintable() or one == "\n" for one in shown), ascii(shown)
    if form != "github":  # whose lines are workflow commands, of which none is the name's
        assert not re.search(r"^\s*::", shown, re.MULTILINE)
    assert "::error::x" not in re.findall(r"^\s*::\S+", shown, re.MULTILINE)
    assert "##[" not in shown


@pytest.mark.parametrize("name", [b"..", b".git", b".", b"../../x.json", b"/x.json"])
def test_a_tree_that_leads_out_is_read_as_data(run: Run, tmp_path: Path, name: bytes) -> None:
    """git writes such a tree if it is asked to; a checkout would refuse it."""
    root = repository(tmp_path)
    blob = git(root, "hash-object", "-w", "templates/t.json").strip()
    entry = b"100644 blob %s\t%s\0" % (blob.encode(), name.rpartition(b"/")[2] or name)
    tree = make_tree(root, entry)
    for part in reversed([part for part in name.split(b"/")[:-1] if part]):
        tree = make_tree(root, b"040000 tree %s\t%s\0" % (tree.encode(), part))
    commit = git(root, "commit-tree", tree, "-m", "x").strip()
    assert not [one for one in files_at(root, commit) if one.startswith(("..", "/", ".git"))]
    assert run(root, "validate", "--since", commit, "--no-cache").code in (0, 1, 2)
    site = str(tmp_path / "site")
    assert run(root, "preview", "--build", site, "--since", commit).code in (0, 2)
    assert not (tmp_path / "x.json").exists()


def make_tree(root: Path, entry: bytes) -> str:
    command = ["git", "-C", str(root), "mktree", "-z"]
    done = subprocess.run(command, input=entry, capture_output=True, check=True)
    return done.stdout.decode().strip()
