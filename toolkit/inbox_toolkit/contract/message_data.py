"""Check message data against a template's contract: what a backend calls before it sends.

from inbox_toolkit.contract.message_data import check_message_data

problems = check_message_data("order_shipped", {"order_id": "ORD-7"})  # [] when it fits
"""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from inbox_toolkit.contract.contract import EffectiveContract, effective_contract
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.project import nearest, open_project
from inbox_toolkit.schemas.checking import Checker, SchemaProblem
from inbox_toolkit.template.reader import read_templates


def check_message_data(
    template: str, message_data: Mapping[str, Any], *, project: Path | None = None
) -> list[SchemaProblem]:
    """Return the problems that a template's contract finds in message data, [] if it fits.

    ``project`` is a folder inside the project, the current one by default. Raises UsageError for
    an unknown template and ProjectError for a project or contract that cannot be used.
    """
    return message_data_checker(template, project=project).problems(message_data)


def message_data_checker(template: str, *, project: Path | None = None) -> Checker:
    """Return a reusable checker of a template's message data; opens the project once.

    Takes and raises what ``check_message_data`` does.
    """
    opened = open_project(project or Path())
    templates = read_templates(opened.template_files, opened.config)
    for one in templates:
        if one.name == template and one.language is None:
            return checker_for(effective_contract(one, opened))
    names = [one.name for one in templates if one.language is None]
    unknown: UsageError = nearest(template, names, "template", f"{opened.config.templates}/")
    raise unknown


def checker_for(contract: EffectiveContract) -> Checker:
    """Return the checker of message data against a contract."""
    return Checker(contract.schema, whole="the message data")
