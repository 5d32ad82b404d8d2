"""The user's own settings, outside every project: who `me` is, the key, hosts to trust, the editor.

The file is TOML with ``me``, ``region``, ``key``, ``workspace_id``, ``http_hosts`` and ``editor``,
all optional. It may hold a key, so it must be readable by its owner alone.
"""

import json
import os
import stat
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.project.files import MAX_FILE_BYTES, error_reason
from inbox_toolkit.project.toml import parse_toml

FOLDER = "inbox-toolkit"
NAME = "config.toml"


@dataclass(frozen=True, slots=True)
class UserConfig:
    """What the user has set; None if unset.

    ``http_hosts`` are hosts that may get the key over plain http, such as a sandbox in a container.
    ``editor`` is a command, or an address such as ``vscode://file{path}:{line}``.
    """

    me: str | None = None
    region: str | None = None
    key: str | None = field(default=None, repr=False)
    workspace_id: int | None = None
    http_hosts: tuple[str, ...] = ()
    editor: str | None = None


def user_config_path(environ: Mapping[str, str]) -> Path | None:
    """Return where the file is or would be; None where the user has no home."""
    for variable in ("XDG_CONFIG_HOME", "APPDATA"):
        if environ.get(variable):
            return Path(environ[variable]) / FOLDER / NAME
    home = environ.get("HOME") or environ.get("USERPROFILE")
    return Path(home) / ".config" / FOLDER / NAME if home else None


def read_user_config(path: Path | None) -> UserConfig:
    """Read the file; all None where there is none.

    Raises:
        ProjectError: others may read it, or it is not what it should be.
    """
    if path is None:
        return UserConfig()
    try:
        with path.open("rb") as file:
            mode = stat.S_IMODE(os.fstat(file.fileno()).st_mode)
            if os.name == "posix" and mode & 0o077:
                raise ProjectError(
                    f"{path} may hold a key, and others may read it (mode {mode:04o})",
                    help=f"chmod 600 {path}",
                )
            content = file.read(MAX_FILE_BYTES)
        document = parse_toml(content.decode("utf-8"))
    except (FileNotFoundError, NotADirectoryError):
        return UserConfig()
    except OSError as error:
        reason, help = error_reason(error)  # noqa: A001 - the word users read
        raise ProjectError(f"{path} cannot be read: {reason}", help=help) from None
    except ValueError:
        # The parser's message would quote the line, and the line may be the key.
        raise ProjectError(f"{path} is not TOML", help="mend it, or run inbox login") from None
    return _checked(document, path)


def write_user_config(path: Path, config: UserConfig) -> None:
    """Replace the file, readable by its owner alone from its first byte on.

    Raises:
        ProjectError: it cannot be written.
    """
    pairs = ((one.name, getattr(config, one.name)) for one in fields(config))
    lines = [f"{name} = {json.dumps(value)}" for name, value in pairs if value not in (None, ())]
    try:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        # A temporary file is born with mode 0600; replacing keeps that, whatever was there before.
        draft = NamedTemporaryFile(  # noqa: SIM115 - closed below, before it is moved
            "w", dir=path.parent, delete=False, encoding="utf-8"
        )
        try:
            with draft:
                draft.write("# Written by: inbox login\n" + "\n".join(lines) + "\n")
                draft.flush()
                os.fsync(draft.fileno())
            Path(draft.name).replace(path)
        except BaseException:
            Path(draft.name).unlink()  # it may hold the key
            raise
    except OSError as error:
        reason, help = error_reason(error)  # noqa: A001 - the word users read
        raise ProjectError(f"{path} cannot be written: {reason}", help=help) from None


def _checked(document: Mapping[str, Any], path: Path) -> UserConfig:
    kinds = {"me": str, "region": str, "key": str, "workspace_id": int}
    kinds |= {"http_hosts": list, "editor": str}
    for name, value in document.items():
        is_list_of_other = isinstance(value, list) and not all(isinstance(v, str) for v in value)
        if name not in kinds or type(value) is not kinds[name] or is_list_of_other:
            wanted = ", ".join(kinds)
            raise ProjectError(
                f"{path}: `{name}` is not valid",
                help=f"it takes {wanted}; workspace_id is a number, http_hosts a list of texts, "
                "the others are texts",
            )
    hosts = tuple(host.casefold() for host in document.get("http_hosts", ()))
    return UserConfig(**{**document, "http_hosts": hosts})
