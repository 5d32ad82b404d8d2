"""Get the people of an audit: settings and options together, and a pull where one is asked for."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import cast

from inbox_toolkit.audit.attributes import contract_kinds, read_attributes, read_paths
from inbox_toolkit.audit.mapping import MappingOptions
from inbox_toolkit.audit.population import ColumnKind, EmptyPolicy
from inbox_toolkit.audit.sends import SendOptions
from inbox_toolkit.cli.console import echo_err
from inbox_toolkit.cli.progress import ProgressPrinter
from inbox_toolkit.errors import UsageError
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.workspace.workspace import Workspace

_PULLED = re.compile(r"(?P<resumed>export:)?(?P<id>[0-9]{1,15})")


@dataclass(frozen=True, slots=True)
class PeopleOptions:
    """What the command line says of people; None where it says nothing."""

    empty: str | None = None
    types: bool = False
    by: tuple[str, ...] = ()

    def empty_policy(self, workspace: Workspace) -> EmptyPolicy:
        """Return what an empty field means: the option, else the setting, else missing."""
        return cast("EmptyPolicy", self.empty or workspace.config.audit.empty or "missing")


def mapping_options(
    workspace: Workspace, templates: Sequence[Template], options: PeopleOptions
) -> MappingOptions:
    """Return how columns are read: as contracts say (``--types``), then as inbox.toml says."""
    mapping = _mapping(workspace, templates, options, "customer")
    return replace(mapping, wanted=wanted(workspace, templates, options.by))


def send_options(
    workspace: Workspace, templates: Sequence[Template], options: PeopleOptions
) -> SendOptions:
    """Return how sends are read, likewise; columns counted by are read as well."""
    settings = workspace.config.audit
    read = read_paths(templates, workspace.project.fixtures.snippets, root="trigger")
    for column in options.by:
        root, *steps = column.split(".")
        if root == "trigger" and not any(_is_within(steps, one) for one in read):
            read |= {tuple(steps)}
    mapping = _mapping(workspace, templates, options, "trigger")
    names = None if () in read else frozenset(path[0] for path in read)
    return SendOptions(replace(mapping, wanted=names), read, settings.send_id, settings.send_data)


def _is_within(steps: Sequence[str], path: Sequence[str]) -> bool:
    """Return True if one of two paths leads to the other."""
    return all(one == other for one, other in zip(steps, path, strict=False))


def _mapping(
    workspace: Workspace, templates: Sequence[Template], options: PeopleOptions, root: str
) -> MappingOptions:
    """Return how the columns of a root are read."""
    settings = workspace.config.audit
    from_contracts = contract_kinds(
        templates if options.types else (), workspace.project, root=root
    )
    kinds = dict(from_contracts.kinds)
    for path, kind in settings.types.items():
        kinds[tuple(path.split("."))] = cast("ColumnKind", kind)
    every = {column: tuple(path.split(".")) for column, path in settings.columns.items()}
    paths = {column: path for column, path in every.items() if path[0] == root}
    return MappingOptions(settings.id, paths, kinds, from_contracts.likely_numbers)


def wanted(
    workspace: Workspace, templates: Sequence[Template], by: Sequence[str]
) -> frozenset[str] | None:
    """Return the attributes to read: those of templates, and those counted by."""
    read = read_attributes(templates, workspace.project.fixtures.snippets)
    if read is None:
        return None
    of_people = (one for one in by if not one.startswith("trigger."))
    steps = (one.removeprefix("customer.").partition(".")[0] for one in of_people)
    return read | frozenset(steps)


def pull_people(
    pulled: str, file: Path, workspace: Workspace, templates: Sequence[Template], *, yes: bool
) -> None:
    """Export a segment through the App API into a file; ``export:ID`` goes on with an export.

    Raises UsageError for what is no segment or a file that exists (unless ``yes``), ServiceError,
    CredentialsError or ForbiddenError where the service does not give it.
    """
    from inbox_toolkit.appapi.exports import (
        Export,
        create_export,
        download_export,
        wait_for_export,
    )
    from inbox_toolkit.appapi.session import open_session

    found = _PULLED.fullmatch(pulled)
    if found is None:
        raise UsageError(
            f"`{pulled[:40]}` is no segment",
            help="--pull takes a segment's number (it ends the segment's address in Customer.io), "
            "or export:NUMBER to go on with an export",
        )
    if not file.name.lower().endswith(".csv"):
        raise UsageError(
            f"{file} is no name for an export, which is CSV", help="name it --people people.csv"
        )
    if file.exists() and not yes:
        raise UsageError(f"{file} exists already", help="choose another name, or add --yes")
    attributes = sorted(read_attributes(templates, workspace.project.fixtures.snippets) or ())
    progress = ProgressPrinter("bytes")

    def on_wait(export: Export, seconds: float) -> None:
        if seconds == 0 or int(seconds) % 10 == 0:
            echo_err(f"export {export.id} is {presentable(export.status)}, {seconds:.0f} s …")

    session = open_session(configured=workspace.config.send.region)
    with session.open() as api:
        number = int(found["id"])
        if not found["resumed"]:
            number = create_export(api, number, attributes).id
            echo_err(f"created export {number}; if this stops, go on with --pull export:{number}")
        done = wait_for_export(api, number, on_wait=on_wait)
        size = download_export(api, done.id, file, on_bytes=progress)
    echo_err(f"wrote {presentable(str(file))} ({size:,} bytes): it holds people's data")
