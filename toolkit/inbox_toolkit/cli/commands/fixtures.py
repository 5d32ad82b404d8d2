"""``inbox fixtures``: generate fixtures, or fetch a profile or snippets from the workspace."""

import json
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.options import (
    GroupedCommand,
    examples_epilog,
    option_group,
    output_group,
    project_option,
    region_option,
    template_argument,
)
from inbox_toolkit.cli.overwrite import confirm_overwrite
from inbox_toolkit.cli.progress import ProgressPrinter
from inbox_toolkit.cli.project_folder import folder_for
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

if TYPE_CHECKING:
    from inbox_toolkit.appapi.recipients import Recipient

_whose = option_group("Whose profile")


@click.group(
    "fixtures",
    invoke_without_command=True,
    epilog=examples_epilog(
        "inbox fixtures pull --id user_123 --redact", "inbox fixtures pull-snippets"
    ),
)
@click.pass_context
def command(ctx: click.Context) -> None:
    """Generate fixtures, or fetch a profile or the snippets from the workspace."""
    if ctx.invoked_subcommand is None:
        echo(ctx.get_help())


@command.command(
    "pull",
    short_help="Fetch one person as a profile.",
    cls=GroupedCommand,
    epilog=examples_epilog(
        "inbox fixtures pull --id user_123 --types --redact",
        "inbox fixtures pull --email ada+test@example.com --name ada",
    ),
)
@_whose("--id", "by_id", metavar="USER", help="The person with this id.")
@_whose("--email", metavar="ADDRESS", help="The person with this email address.")
@_whose("--cio-id", metavar="ID", help="The person with this cio_id.")
@output_group("--name", metavar="NAME", help="Name of the fixture. [default: the id]")
@output_group("--types", is_flag=True, help="Turn text back into numbers, booleans and objects.")
@output_group("--redact", is_flag=True, help="Replace personal values with invented ones.")
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

    The service returns every value as text; --types restores the likely types.
    """
    from inbox_toolkit.appapi.anonymize import anonymize
    from inbox_toolkit.appapi.customers import fetch_person, restore_types
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.project.project import open_project

    recipient = _parse_recipient({"id": by_id, "email": email, "cio_id": cio_id})
    config = open_project(folder).config
    with open_session(region=region, configured=config.send.region).open() as api:
        texts = fetch_person(api, recipient).attributes
    attributes = anonymize(texts) if redact else texts
    profile = restore_types(attributes) if types else attributes
    file = _file_name(name or str(attributes.get("id") or attributes.get("cio_id") or "profile"))
    _write_fixture(config.root, f"{config.fixtures}/profiles/{file}.json", profile, yes=yes)
    return 0


@command.command(
    "pull-snippets",
    short_help="Fetch the snippets of the workspace.",
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
    _write_fixture(config.root, f"{config.fixtures}/snippets.json", snippets, yes=yes)
    return 0


@command.command(
    "generate",
    short_help="Write the fewest fixtures that reach every branch.",
    cls=GroupedCommand,
    epilog=examples_epilog(
        "inbox fixtures generate order_shipped",
        "inbox fixtures generate order_shipped --seed 7 --yes",
    ),
)
@template_argument
@output_group("--seed", type=int, default=0, show_default=True, help="Choose other values.")
@output_group(
    "--locale",
    "locales",
    multiple=True,
    metavar="LOCALE",
    help="Use names, cities and currency of a locale, such as de or pt-BR. Repeatable.",
)
@output_group("--yes", is_flag=True, help="Overwrite without asking.")
@project_option
def generate(template: str, seed: int, locales: tuple[str, ...], yes: bool, folder: Path) -> int:
    """Write the fewest fixtures that reach every branch of TEMPLATE: generated_1 and so on.

    Reuses existing profiles where possible. Exits 1 if some branch cannot be reached.
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

    workspace = open_workspace(folder_for(template, folder))
    chosen, project = workspace.template(template), workspace.project
    options = GenerateOptions(locales or fixture_locales(chosen, workspace.templates), seed)
    oracle = open_oracle(chosen, project, workspace.environment)
    fixtures = without_generated(project.fixtures, chosen)
    found = cover(oracle, contract_schemas(chosen, project), options, fixtures)
    files = fixture_files(found, chosen, project.config.fixtures)
    confirm_overwrite(project.root, files, yes=yes)
    for name, document in files.items():
        _write_file(project.root, name, document)
    echo_err("\n".join(coverage_lines(found, chosen)))
    return 0 if found.is_complete and found.pairs else 1


@command.command(
    "people",
    short_help="Invent a population to try an audit on.",
    cls=GroupedCommand,
    epilog=examples_epilog(
        "inbox fixtures people --count 1000 --out people.parquet",
        "inbox fixtures people --count 1000 --out people.csv --seed 7",
    ),
)
@output_group(
    "--count",
    type=click.IntRange(1, 1_000_000_000),
    default=100_000,
    show_default=True,
    help="How many people.",
)
@output_group(
    "--out",
    "file",
    type=click.Path(path_type=Path),
    required=True,
    metavar="FILE",
    help="File to write: .parquet, .csv, .ndjson or .jsonl; the last three also with .gz.",
)
@output_group("--seed", type=int, default=0, show_default=True, help="Invent other people.")
@output_group("--yes", is_flag=True, help="Overwrite without asking.")
@project_option
def people_command(count: int, file: Path, seed: int, yes: bool, folder: Path) -> int:
    """Invent people with realistic and hostile attributes, those that templates read included.

    Some have no first name, some an empty one, some one with quotes, emoji or line breaks in it;
    numbers and dates are odd now and then. The same seed gives the same people.
    """
    from inbox_toolkit.audit.sample_people import columns_for, write_people
    from inbox_toolkit.contract.contract import effective_contract
    from inbox_toolkit.workspace.workspace import is_broken, open_workspace

    workspace = open_workspace(folder)
    schemas = [
        effective_contract(one, workspace.project, of="customer").schema
        for one in workspace.templates
        if one.language is None and not is_broken(one)
    ]
    columns = columns_for(schemas, seed=seed)
    progress = ProgressPrinter("people")
    write_people(
        file,
        count,
        columns,
        replace=yes,
        progress=lambda _, share: progress(round(max(share, 0) * count), count),
    )
    people = f"{count:,} {'person' if count == 1 else 'people'}"
    attributes = quantity(len(columns), "attribute")
    echo(f"wrote {presentable(str(file))} ({people}, {attributes})")
    return 0


def _parse_recipient(given: Mapping[str, str | None]) -> "Recipient":
    from inbox_toolkit.appapi.recipients import parse_recipient

    named = [f"{kind}:{value}" for kind, value in given.items() if value is not None]
    if len(named) != 1:
        raise UsageError("name one person", help="use exactly one of --id, --email and --cio-id")
    return parse_recipient(named[0])


def _file_name(text: str) -> str:
    """Return a file name that is safe on every system."""
    return re.sub(r"[^A-Za-z0-9_-]+", "_", text).strip("_")[:80] or "profile"


def _write_fixture(root: Path, name: str, document: Mapping[str, object], *, yes: bool) -> None:
    """Write a fixture, asking before one is overwritten; raises UsageError for a no."""
    confirm_overwrite(root, [name], yes=yes)
    _write_file(root, name, document)


def _write_file(root: Path, name: str, document: Mapping[str, object]) -> None:
    from inbox_toolkit.project.files import write_inside

    text = json.dumps(document, ensure_ascii=False, indent=2) + "\n"
    write_inside(root, name, text.encode("utf-8", "backslashreplace").decode(), replace=True)
    echo(f"wrote {presentable(name)} ({quantity(len(document), 'value')})")
