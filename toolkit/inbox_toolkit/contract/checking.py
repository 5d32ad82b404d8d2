"""Checks message data against a template's contract: for backends, before they send."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inbox_toolkit.contract.agreeing import Agreed, agreed
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.project import nearest, open_project
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.reader import read_templates


def check(
    template: str, message_data: Mapping[str, Any], *, project: Path | None = None
) -> list[SchemaProblem]:
    """Return what in message data does not fit the contract of a template; nothing where all does.

    ``project`` is a folder of the project, here by default. Raises UsageError with the nearest
    name for an unknown template, ProjectError for a project or contract that cannot be used.
    """
    return checker_of(template, project=project).problems(message_data)


def checker_of(template: str, *, project: Path | None = None) -> Checker:
    """Return the checker of a template's message data, to be asked many times."""
    opened = open_project(project or Path())
    templates = read_templates(opened.template_files, opened.config)
    for one in templates:
        if one.name == template and one.language is None:
            return checker_for(agreed(one, opened))
    names = [one.name for one in templates if one.language is None]
    unknown: UsageError = nearest(template, names, "template", f"{opened.config.templates}/")
    raise unknown


def checker_for(contract: Agreed) -> Checker:
    """Return the checker of message data against the contract in force: what all here ask."""
    return Checker(contract.schema, whole="the message data")
