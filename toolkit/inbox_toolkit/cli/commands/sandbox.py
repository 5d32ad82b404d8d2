"""``inbox sandbox``: a local Customer.io emulator."""

from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, echo_err
from inbox_toolkit.cli.options import inbox_command, option_group, project_option
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.text.quantity import quantity

if TYPE_CHECKING:
    from inbox_toolkit.sandbox.request_log import LoggedRequest, Settled
    from inbox_toolkit.sandbox.server import Sandbox
    from inbox_toolkit.sandbox.service import Setup

MAX_PATH = 200  # characters of a path that are printed

_server = option_group("Server")
_storage = option_group("Storage")
_behavior = option_group("Behavior")


@inbox_command("sandbox", "inbox sandbox", "inbox sandbox --memory --set unseen_seconds=0")
@_server("--host", metavar="HOST", default="127.0.0.1", help="Address to listen on.")
@_server(
    "--port", type=click.IntRange(0, 65535), help="Port, or the next free one. [default: 4700]"
)
@_server(
    "--name",
    "names",
    multiple=True,
    metavar="HOST",
    help="Accept requests for another host name. Repeatable.",
)
@_storage(
    "--db",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Database. [default: .inbox/sandbox.db]",
)
@_server("--sdk", is_flag=True, help="Also listen on the ports the web SDK uses for `local`.")
@_storage("--memory", is_flag=True, help="Store nothing on disk.")
@_storage("--keep", type=click.IntRange(1), metavar="N", help="Number of deliveries to keep.")
@_storage("--keep-days", type=click.FloatRange(0.001), metavar="N", help="Days to keep deliveries.")
@_behavior(
    "--faults",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Inject the faults described in FILE.",
)
@_behavior(
    "--set", "chosen", multiple=True, metavar="NAME=VALUE", help="Change an emulator option."
)
@_server("--quiet", is_flag=True, help="Print no line per request.")
@_behavior("--list-options", is_flag=True, help="List what --set can change, and why, then exit.")
@project_option
def command(
    host: str,
    port: int | None,
    names: tuple[str, ...],
    db: Path | None,
    sdk: bool,
    memory: bool,
    keep: int | None,
    keep_days: float | None,
    faults: Path | None,
    chosen: tuple[str, ...],
    quiet: bool,
    list_options: bool,
    folder: Path,
) -> int:
    """Run a local Customer.io emulator to test a backend offline.

    It accepts sends as the App API does, renders them with this project's templates, and shows
    what would be delivered or fail.
    """
    if list_options:
        return _print_options()
    if memory and db:
        raise UsageError("--memory and --db exclude each other", help="use one of them")
    from inbox_toolkit.project.config import find_config
    from inbox_toolkit.project.state_folder import state_path
    from inbox_toolkit.sandbox.faults import read_faults
    from inbox_toolkit.sandbox.server import DEFAULT_PORT, Sandbox, SandboxOptions

    database = None if memory else db or state_path(find_config(folder).root, "sandbox.db")
    options = SandboxOptions(
        host,
        DEFAULT_PORT if port is None else port,
        read_faults(faults) if faults else (),
        frozenset(names),
        sdk,
        replace(
            _setup(database, keep, keep_days, chosen),
            on_settled=None if quiet else _print_request,
        ),
    )
    sandbox = Sandbox(folder, options)
    _print_start(sandbox, database)
    sandbox.serve()
    return 0


def _setup(
    database: Path | None, keep: int | None, keep_days: float | None, chosen: tuple[str, ...]
) -> "Setup":
    from inbox_toolkit.sandbox.options import parse_options
    from inbox_toolkit.sandbox.service import DAY, Setup
    from inbox_toolkit.sandbox.store import Retention

    default = Retention()
    retention = Retention(
        keep or default.most, default.seconds if keep_days is None else keep_days * DAY
    )
    pairs = [one.partition("=") for one in chosen]
    for name, equals, _ in pairs:
        if not equals:
            raise UsageError(f"`{name}` sets nothing", help="write --set NAME=VALUE")
    options = parse_options({name: value for name, _, value in pairs})
    return Setup(db=database, options=options, retention=retention)


def _print_request(one: "LoggedRequest", settled: "Settled | None") -> None:
    echo_err(request_line(one, settled))


def request_line(one: "LoggedRequest", settled: "Settled | None") -> str:
    """Return what is printed of a request: what it asked, the answer, what became of a send."""
    path = one.path if len(one.path) <= MAX_PATH else f"{one.path[:MAX_PATH]}…"
    parts = [f"{datetime.fromtimestamp(one.at):%H:%M:%S} {one.method} {path} {one.status or '-'}"]
    if one.accepted is not None:
        parts[0] += f" {one.accepted.template} → {one.accepted.person.label}"
    if one.fault:
        parts.append(f"fault: {one.fault}")
    if outcome := _outcome(one, settled):
        parts.append(outcome)
    return presentable("  ".join(parts))


def _outcome(one: "LoggedRequest", settled: "Settled | None") -> str:
    if one.reason:
        return f"✗ refused: {one.reason}"
    if one.accepted is None:
        return ""
    if settled is None:
        return "· drafted" if one.accepted.due is None else "· to be sent later"
    if settled.failure is not None:
        return f"✗ failed: {settled.failure}"
    return "✓ sent" if settled.is_clean else "▲ sent, with findings"


def _print_start(one: "Sandbox", database: Path | None) -> None:
    from inbox_toolkit.project.hosts import is_loopback

    if one.requested_port not in (0, one.port):
        echo_err(f"Port {one.requested_port} is in use; using {one.port}.")
    count = len(one.service.catalog.messages)
    echo_err(f"Sandbox   {one.url}     {quantity(count, 'template')}")
    echo_err(f"Database  {database or 'in memory: gone when this stops'}          Ctrl-C to stop")
    if not is_loopback(one.host):
        echo_err("Others on the network can reach this, and read the profiles in fixtures/.")
    echo_err("Set this for whatever sends (any key is good here):")
    everyone = one.service.people.everyone
    me = next((f"id:{each.id}" for each in everyone if each.id), "id:me")
    for name, value in (
        ("CIO_API_URL", one.url),
        ("CUSTOMERIO_APP_API_KEY", "sandbox"),
        ("CIO_ME", me),
    ):
        echo(f"{name}={value}")


def _print_options() -> int:
    from inbox_toolkit.sandbox import options

    for one in options.list_options():
        choices = f" ({' | '.join(one.choices)})" if one.choices else ""
        echo(f"{one.name} = {one.default}{choices}\n    {one.reason}")
    return 0
