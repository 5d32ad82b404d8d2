from pathlib import Path

import click

from tests.support.commands import standing_in
from tests.support.projects import small_project
from toolkit.cli.commands.validate import command
from toolkit.cli.completing import template_names


def offered(folder: Path, typed: str) -> list[str]:
    context = click.Context(command)
    with standing_in(folder):
        return [item.value for item in template_names(context, command.params[0], typed)]


def test_templates_are_offered_by_their_beginning(tmp_path: Path) -> None:
    small_project(tmp_path, "{}")
    (tmp_path / "templates/order_shipped.json").touch()
    assert offered(tmp_path, "") == ["order_shipped", "t"]
    assert offered(tmp_path, "ord") == ["order_shipped"]


def test_outside_a_project_nothing_is(tmp_path: Path) -> None:
    assert offered(tmp_path, "") == []
