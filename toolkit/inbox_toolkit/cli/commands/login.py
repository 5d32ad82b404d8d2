"""``inbox login``: store the key outside projects, and set who `me` is."""

import os
import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from inbox_toolkit.cli.console import echo, is_interactive
from inbox_toolkit.cli.options import inbox_command, option_group
from inbox_toolkit.errors import CredentialsError, ProjectError

if TYPE_CHECKING:
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

    Reads the key from a hidden prompt or from stdin. Without a key, keeps the stored one.
    """
    from inbox_toolkit.appapi.recipients import parse_recipient
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
    config = _with_key(config, keyring=keyring)
    if config == before and not keyring:
        raise CredentialsError(
            "no key and no setting given", help="type or pipe the key, or add --me"
        )
    write_user_config(path, config)
    echo(f"stored in {path}, readable by you alone")
    echo("check it with: inbox doctor")
    return 0


def _with_key(config: "UserConfig", *, keyring: bool) -> "UserConfig":
    """Read the key and return the settings to store; a key for the keyring is stored there."""
    from inbox_toolkit.project.credentials import make_credentials, write_key

    token = _read_key()
    if not token:
        return config
    credentials = make_credentials(token, config.workspace_id or "", source="the key")
    if not keyring:
        return replace(config, key=credentials.token)
    write_key(credentials.token)
    return replace(config, key=None)


def _read_key() -> str:
    if is_interactive():
        prompt = "App API key (hidden; empty keeps the stored one)"
        return str(click.prompt(prompt, default="", hide_input=True, show_default=False, err=True))
    return "" if sys.stdin.isatty() else sys.stdin.read(LONGEST).strip()
