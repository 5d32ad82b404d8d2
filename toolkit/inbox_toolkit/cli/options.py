"""Options and arguments that several commands share."""

from pathlib import Path

import click

from inbox_toolkit.cli.completing import data_names, profile_names, template_names
from inbox_toolkit.cli.grouping import OTHER, Function, the_service, to_check, under, which_case

_NOW = "The clock templates see, such as 2026-01-15T09:00:00Z."


def template_argument(command: Function) -> Function:
    """``TEMPLATE``: one template by name, file or path."""
    return click.argument("template", shell_complete=template_names)(command)


def optional_template_argument(command: Function) -> Function:
    """``[TEMPLATE]``: one template, where an option can stand in for it."""
    return click.argument("template", required=False, shell_complete=template_names)(command)


def project_option(command: Function) -> Function:
    """``--project DIR``: where to look for the project instead of here."""
    return under(OTHER)(
        "--project",
        "folder",
        type=click.Path(path_type=Path),
        default=Path(),
        metavar="DIR",
        help="Work on the project at or above DIR instead of here.",
    )(command)


def region_option(command: Function) -> Function:
    """``--region``: which of the service's two hosts."""
    return the_service(
        "--region",
        type=click.Choice(["us", "eu"]),
        help="Where the workspace is.",
    )(command)


def profile_option(command: Function) -> Function:
    """``--profile NAME``: whose ``customer`` it is."""
    return which_case(
        "--profile", metavar="NAME", shell_complete=profile_names, help="Profile to render with."
    )(command)


def data_option(command: Function) -> Function:
    """``--data NAME``: which ``trigger`` it is."""
    return which_case(
        "--data", metavar="NAME", shell_complete=data_names, help="Message data to render with."
    )(command)


def set_option(command: Function) -> Function:
    """``--set PATH=VALUE``: changes to a case."""
    return which_case(
        "--set",
        "changes",
        multiple=True,
        metavar="PATH=VALUE",
        help="Change a value, such as trigger.order_id=7; VALUE is JSON or else text.",
    )(command)


def now_option(command: Function) -> Function:
    """``--now TIME``: the clock that templates see."""
    return to_check("--now", metavar="TIME", help=_NOW)(command)


def case_options(command: Function) -> Function:
    """``--profile``, ``--data``, ``--set``, ``--now``: which case, and changes to it."""
    clock = which_case("--now", metavar="TIME", help=_NOW)
    for declare in (clock, set_option, data_option, profile_option):
        command = declare(command)
    return command
