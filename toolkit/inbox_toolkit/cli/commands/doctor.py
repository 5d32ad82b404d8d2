"""``inbox doctor``: check that everything is ready for sending."""

import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from inbox_toolkit.cli.console import echo, echo_json
from inbox_toolkit.cli.options import format_option, inbox_command, project_option, region_option
from inbox_toolkit.errors import ToolkitError

if TYPE_CHECKING:
    from inbox_toolkit.appapi.client import AppApi
    from inbox_toolkit.appapi.endpoints import Endpoint
    from inbox_toolkit.appapi.health import Check
    from inbox_toolkit.appapi.session import ApiSession


@inbox_command("doctor", "inbox doctor", "inbox doctor --region eu")
@region_option
@format_option
@project_option
def command(region: str | None, form: str, folder: Path) -> int:
    """Check that project, key, region, permissions and clock are ready for sending.

    Says how to fix each problem. Sends nothing and changes nothing.
    """
    checks = []
    for check in _every_check(region, folder):
        if form == "text":
            echo(_format(check))
        checks.append(check)
    if form == "json":
        echo_json(
            [
                {"status": one.status.value, "message": one.message, "help": one.help}
                for one in checks
            ]
        )
    return next((one.exit_code for one in checks if one.exit_code), 0)


def _every_check(region: str | None, folder: Path) -> "Iterator[Check]":
    """Yield each check as it is done; one that fails does not end the others."""
    from inbox_toolkit.appapi.health import Check, CheckStatus
    from inbox_toolkit.appapi.session import open_session

    configured, checks = _project(folder)
    yield from checks
    try:
        service = open_session(region=region, configured=configured)
    except ToolkitError as error:
        yield _failed(error)
        return
    if service.me:
        yield Check(CheckStatus.GOOD, f"`me` is {service.me}")
    else:
        yield Check(CheckStatus.WARNING, "`me` is not set", "set CIO_ME=id:YOUR_ID")
    try:
        credentials = service.required()
    except ToolkitError as error:
        yield _failed(error)
        yield from _reachable(service)
        return
    yield Check(CheckStatus.GOOD, f"the key comes from {credentials.source}")
    yield from _service(service)


def _failed(error: ToolkitError) -> "Check":
    from inbox_toolkit.appapi.health import Check, CheckStatus

    return Check(CheckStatus.BAD, error.message, error.help or "", error.exit_code)


def _reachable(service: "ApiSession") -> "Iterator[Check]":
    """Check without a key whether the service can be reached at all."""
    from inbox_toolkit.appapi.client import AppApi
    from inbox_toolkit.appapi.health import check_reachable
    from inbox_toolkit.project.credentials import Credentials

    with AppApi(Credentials("none", None, source="nowhere"), service.endpoint) as api:
        yield from check_reachable(api, service.endpoint, time.time)


def _project(folder: Path) -> "tuple[str | None, list[Check]]":
    """Return the region the project asks for, and what is found about the project."""
    from inbox_toolkit.appapi.health import Check, CheckStatus
    from inbox_toolkit.project.project import open_project

    try:
        project = open_project(folder)
    except ToolkitError as error:
        return None, [_failed(error)]
    send = project.config.send
    checks = [Check(CheckStatus.GOOD, f"the project is {project.root}")]
    if not send.recipients:
        checks.append(
            Check(CheckStatus.WARNING, "no recipients are allowed but `me`",
                  'add to inbox.toml:  [send]  recipients = ["id:YOUR_TEST_PROFILE"]')
        )  # fmt: skip
    return send.region, checks


def _service(service: "ApiSession") -> "Iterator[Check]":
    from inbox_toolkit.appapi.client import AppApi
    from inbox_toolkit.appapi.health import Check, CheckStatus, check_service

    credentials = service.required()
    if credentials.is_service_account:
        yield Check(
            CheckStatus.WARNING,
            f"a service account for workspace {credentials.workspace_id}: it may only send here, "
            "so nothing more can be checked without sending",
            "set CUSTOMERIO_APP_API_KEY as well to follow deliveries",
        )
        return

    def open_api(endpoint: "Endpoint") -> "AppApi":
        return AppApi(credentials, endpoint)

    with service.open() as api:
        yield from check_service(api, service.endpoint, open_api, time.time)


def _format(check: "Check") -> str:
    from inbox_toolkit.appapi.health import CheckStatus
    from inbox_toolkit.cli.send.output import format_step
    from inbox_toolkit.send.steps import SendStep, StepStatus

    status = {
        CheckStatus.GOOD: StepStatus.DONE,
        CheckStatus.WARNING: StepStatus.NOTE,
        CheckStatus.BAD: StepStatus.FAILED,
    }[check.status]
    help_line = f"\n      help: {check.help}" if check.help else ""
    return f"{format_step(SendStep(status, check.message))}{help_line}"
