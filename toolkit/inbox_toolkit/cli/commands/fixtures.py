"""``inbox fixtures``: real profiles and snippets as fixtures, and made-up ones that reach all."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, echo_err, is_interactive
from inbox_toolkit.cli.options import (
    GroupedCommand,
    examples_epilog,
    option_group,
    output_group,
    project_option,
    region_option,
    template_argument,
)
from inbox_toolkit.errors import RefusedError, UsageError

if TYPE_CHECKING:
    from inbox_toolkit.appapi.recipients import Recipient

_whose = option_group("Whose profile")


@click.group(
    "fixtures",
    epilog=examples_epilog(
        "inbox fixtures pull --id user_123 --redact", "inbox fixtures pull-snippets"
    ),
)
def command() -> None:
    """Fetch what templates read from the workspace, or make it up, and keep it as fixtures."""


@command.command(
    "pull",
    cls=GroupedCommand,
    epilog=examples_epilog(
        "inbox fixtures pull --id user_123 --types --redact",
        "inbox fixtures pull --email ada+test@example.com --name ada",
    ),
)
@_whose("--id", "by_id", metavar="USER", help="The person's id.")
@_whose("--email", metavar="ADDRESS", help="The person's e-mail address.")
@_whose("--cio-id", metavar="ID", help="The id Customer.io gave the person.")
@output_group("--name", metavar="NAME", help="What to call the profile; else after the id.")
@output_group("--types", is_flag=True, help="Restore numbers, booleans and objects from text.")
@output_group("--redact", is_flag=True, help="Replace personal values by made-up ones.")
@region_option
@output_group("--yes", is_flag=True, help="Overwrite without asking.")
@project_option
def pull(
    by_id: str | None,
    email: str | None,
    cio_id: str | None,
    name: str | None,
    types: bool,
    redact: bool,
    region: str | None,
    yes: bool,
    folder: Path,
) -> int:
    """Fetch one person's attributes into fixtures/profiles/NAME.json.

    The service gives every value as text; --types guesses back what it was.
    """
    from inbox_toolkit.appapi.anonymize import anonymize
    from inbox_toolkit.appapi.customers import fetch_person, restore_types
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.project.project import open_project

    recipient = _recipient({"id": by_id, "email": email, "cio_id": cio_id})
    config = open_project(folder).config
    with open_session(region=region, configured=config.send.region).open() as api:
        texts = fetch_person(api, recipient).attributes
    attributes = anonymize(texts) if redact else texts
    profile = restore_types(attributes) if types else attributes
    file = _file_name(name or str(attributes.get("id") or attributes.get("cio_id") or "profile"))
    _keep(config.root, f"{config.fixtures}/profiles/{file}.json", profile, yes=yes)
    return 0


@command.command(
    "pull-snippets",
    cls=GroupedCommand,
    epilog=examples_epilog("inbox fixtures pull-snippets", "inbox fixtures pull-snippets --yes"),
)
@region_option
@output_group("--yes", is_flag=True, help="Overwrite without asking.")
@project_option
def pull_snippets(region: str | None, yes: bool, folder: Path) -> int:
    """Fetch the workspace's snippets into fixtures/snippets.json."""
    from inbox_toolkit.appapi.customers import fetch_snippets
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.project.project import open_project

    config = open_project(folder).config
    with open_session(region=region, configured=config.send.region).open() as api:
        snippets = fetch_snippets(api)
    _keep(config.root, f"{config.fixtures}/snippets.json", snippets, yes=yes)
    return 0


@command.command(
    "generate",
    cls=GroupedCommand,
    epilog=examples_epilog(
        "inbox fixtures generate order_shipped",
        "inbox fixtures generate order_shipped --seed 7 --yes",
    ),
)
@template_argument
@output_group("--seed", type=int, default=0, help="Draw other values; 0 by default.")
@output_group(
    "--locale",
    "locales",
    multiple=True,
    metavar="LOCALE",
    help="Take names, cities and currency of there, such as de or pt-BR; can be repeated.",
)
@output_group("--yes", is_flag=True, help="Overwrite without asking.")
@project_option
def generate(template: str, seed: int, locales: tuple[str, ...], yes: bool, folder: Path) -> int:
    """Write the fewest fixtures that reach every branch of TEMPLATE, as generated_1 and on.

    Profiles that are there already are used where they serve. Values are English, and of the
    languages that TEMPLATE is translated to. Exit 1 where some branch could not be reached.
    """
    from inbox_toolkit.prove.coverage import GenerateOptions, cover
    from inbox_toolkit.prove.generated_fixtures import (
        coverage_lines,
        fixture_files,
        fixture_locales,
        without_generated,
    )
    from inbox_toolkit.prove.prove import contract_schemas, open_oracle
    from inbox_toolkit.workspace.workspace import open_workspace

    workspace = open_workspace(folder)
    chosen, project = workspace.template(template), workspace.project
    options = GenerateOptions(locales or fixture_locales(chosen, workspace.templates), seed)
    oracle = open_oracle(chosen, project, workspace.environment)
    fixtures = without_generated(project.fixtures, chosen)
    found = cover(oracle, contract_schemas(chosen, project), options, fixtures)
    files = fixture_files(found, chosen, project.config.fixtures)
    _allow(project.root, files, yes=yes)
    for name, document in files.items():
        _write(project.root, name, document)
    echo_err("\n".join(coverage_lines(found, chosen)))
    return 0 if found.is_complete and found.pairs else 1


def _recipient(given: Mapping[str, str | None]) -> "Recipient":
    from inbox_toolkit.appapi.recipients import parse_recipient

    named = [f"{kind}:{value}" for kind, value in given.items() if value is not None]
    if len(named) != 1:
        raise UsageError("name one person", help="give exactly one of --id, --email and --cio-id")
    return parse_recipient(named[0])


def _file_name(text: str) -> str:
    """Return a name that is one harmless file name on every system."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_")[:80] or "profile"


def _keep(root: Path, name: str, document: Mapping[str, object], *, yes: bool) -> None:
    """Write a fixture, after asking where there is one; raises RefusedError for a no."""
    _allow(root, {name: document}, yes=yes)
    _write(root, name, document)


def _allow(root: Path, files: Mapping[str, Mapping[str, object]], *, yes: bool) -> None:
    """Ask before what is there is overwritten, once for all; raises RefusedError for a no."""
    there = [name for name in files if (root / name).exists()]
    if not there or yes:
        return
    what, them = f"{there[0]} exists already", "it"
    if len(there) > 1:
        what, them = f"{there[0]} and {len(there) - 1} more exist already", "them"
    if not is_interactive():
        raise RefusedError(what, help="add --yes to overwrite what is there")
    if not click.confirm(f"{what}. Overwrite {them}?", err=True):
        raise RefusedError(
            "nothing was written", help="rename what you want to keep, and run again"
        )


def _write(root: Path, name: str, document: Mapping[str, object]) -> None:
    from inbox_toolkit.project.files import write_atomically

    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    write_atomically(root / name, text.encode("utf-8", "replace").decode(), replace=True)
    echo(f"wrote {name} ({len(document)} values)")
