"""``inbox login``: store the key outside projects, and set who `me` is."""

import os
import sys
from contextlib import suppress
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, is_interactive
from inbox_toolkit.cli.options import inbox_command, option_group
from inbox_toolkit.errors import CredentialsError, ProjectError, ToolkitError

if TYPE_CHECKING:
    from inbox_toolkit.appapi.endpoints import Endpoint
    from inbox_toolkit.project.credentials import Credentials
    from inbox_toolkit.project.user_config import UserConfig

LONGEST = 8192
"""Characters read from stdin; keys are far shorter."""

_owner = option_group("Account")
_place = option_group("Storage")


@inbox_command("login", "inbox login --me id:user_123", "inbox login --region eu < key.txt")
@_owner("--me", metavar="WHO", help="Your own test profile: id:USER or email:ADDRESS.")
@_owner("--region", type=click.Choice(["us", "eu"]), help="Region of the workspace.")
@_owner("--workspace", type=int, metavar="ID", help="Workspace of a service account.")
@_place("--keyring", is_flag=True, help="Store the key in the system's keyring.")
def command(me: str | None, region: str | None, workspace: int | None, keyring: bool) -> int:
    """Store the App API key where only you can read it, outside every project.

    Reads the key from a hidden prompt or from stdin, and asks the service whether it is valid.
    Without a key, keeps the stored one.
    """
    from inbox_toolkit.appapi.recipients import parse_recipient
    from inbox_toolkit.project.credentials import make_credentials
    from inbox_toolkit.project.user_config import (
        read_user_config,
        user_config_path,
        write_user_config,
    )

    path = user_config_path(os.environ)
    if path is None:
        raise ProjectError(
            "there is no home folder to store a key in", help="set HOME or XDG_CONFIG_HOME"
        )
    before = read_user_config(path)
    said = {
        "me": str(parse_recipient(me)) if me else None,
        "region": region,
        "workspace_id": workspace,
    }
    config = replace(before, **{name: value for name, value in said.items() if value is not None})  # type: ignore[arg-type]
    token = _read_key()
    if not token and config == before:
        raise CredentialsError(
            "no key and no setting given", help="type or pipe the key, or add --me"
        )
    verdict = ""
    if token:
        credentials = make_credentials(token, config.workspace_id or "", source="the key")
        config, verdict = _verified(credentials, config)
        config = _with_key(config, credentials.token, keyring=keyring)
    write_user_config(path, config)
    echo(f"stored in {path}, readable by you alone")
    if verdict:
        echo(verdict)
    return 0


def _verified(credentials: "Credentials", config: "UserConfig") -> "tuple[UserConfig, str]":
    """Ask the service about a key; returns the settings, with its region, and what it said.

    Raises CredentialsError if the service does not accept the key in any region.
    """
    from inbox_toolkit.appapi.endpoints import HOSTS, find_endpoint

    if credentials.is_service_account:
        return config, "not checked: a service account can only send"
    endpoint = find_endpoint(os.environ, configured=config.region, http_hosts=config.http_hosts)
    try:
        return config, _ask(credentials, endpoint)
    except CredentialsError:
        others = [region for region, url in HOSTS.items() if url != endpoint.base_url]
        if endpoint.base_url not in HOSTS.values() or config.region:
            raise
        for region in others:
            with suppress(ToolkitError):
                said = _ask(credentials, find_endpoint({}, configured=region))
                return replace(config, region=region), said
        raise
    except ToolkitError as error:
        return config, f"not checked: {error.message}; try later: inbox doctor"


def _ask(credentials: "Credentials", endpoint: "Endpoint") -> str:
    from inbox_toolkit.appapi.client import AppApi
    from inbox_toolkit.appapi.health import describe_key

    with AppApi(credentials, endpoint) as api:
        return describe_key(api, endpoint)


def _with_key(config: "UserConfig", token: str, *, keyring: bool) -> "UserConfig":
    """Return the settings with the key, or store it in the keyring and return them without."""
    from inbox_toolkit.project.credentials import write_key

    if not keyring:
        return replace(config, key=token)
    write_key(token)
    return replace(config, key=None)


def _read_key() -> str:
    if is_interactive():
        prompt = "App API key (hidden; empty keeps the stored one)"
        return str(click.prompt(prompt, default="", hide_input=True, show_default=False, err=True))
    return "" if sys.stdin.isatty() else sys.stdin.read(LONGEST).strip()
