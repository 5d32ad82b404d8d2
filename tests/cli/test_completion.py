import os
import subprocess
import sys
from pathlib import Path

import click
import pytest
from inbox_toolkit.cli.commands.validate import command
from inbox_toolkit.cli.completion import data_names, profile_names, template_names

from tests.support.commands import working_directory
from tests.support.projects import small_project, write_project


@pytest.fixture
def project(tmp_path: Path) -> Path:
    files = {
        "templates/order_shipped.json": "",
        "templates/order_shipped.fr.json": "",
        "fixtures/profiles/bob.json": {},
        "fixtures/message_data/order_shipped/express.json": {},
        "fixtures/message_data/order_shipped/extra.json": {},
        "fixtures/message_data/unknown/never.json": {},
    }
    return write_project(small_project(tmp_path, "{}"), files)


def context(**params: object) -> click.Context:
    found = click.Context(command)
    found.params = params
    return found


def test_templates_are_offered_by_their_beginning(project: Path) -> None:
    with working_directory(project):
        every = template_names(context(), command.params[0], "")
        some = template_names(context(), command.params[0], "ord")
    assert [one.value for one in every] == ["order_shipped", "order_shipped.fr", "t"]
    assert [one.value for one in some] == ["order_shipped", "order_shipped.fr"]


def test_profiles_are_offered(project: Path) -> None:
    found = profile_names(context(folder=project), command.params[0], "")
    assert [one.value for one in found] == ["ada", "bob"]


@pytest.mark.parametrize(
    ("template", "typed", "expected"),
    [
        ("order_shipped", "", ["express", "extra"]),
        ("order_shipped.fr", "exp", ["express"]),
        ("templates/order_shipped.json", "", ["express", "extra"]),
        ("t", "", ["standard"]),
        (None, "", ["express", "extra", "standard"]),
        ("none", "", []),
    ],
)
def test_message_data_is_that_of_the_template(
    project: Path, template: str | None, typed: str, expected: list[str]
) -> None:
    found = data_names(context(folder=project, template=template), command.params[0], typed)
    assert [one.value for one in found] == expected


def test_in_an_empty_folder_nothing_is(tmp_path: Path) -> None:
    for offer in (template_names, profile_names, data_names):
        assert offer(context(folder=tmp_path), command.params[0], "") == []


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("inbox render order_shipped --data ", "plain,express\nplain,extra\n"),
        ("inbox send order_shipped --profile b", "plain,bob\n"),
        ("inbox prove ord", "plain,order_shipped\nplain,order_shipped.fr\n"),
        ("inbox fixtures generate t", "plain,t\n"),
    ],
)
def test_a_shell_is_answered(project: Path, words: str, expected: str) -> None:
    typed = words.split(" ")
    asked = {
        "_INBOX_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(typed) - 1),
    }
    code = "from inbox_toolkit.cli.main import inbox; inbox(prog_name='inbox', complete_var='_INBOX_COMPLETE')"
    ran = subprocess.run(
        [sys.executable, "-c", code],
        cwd=project,
        env={**os.environ, **asked},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.stdout, ran.stderr) == (expected, "")
