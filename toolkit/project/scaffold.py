"""The files a new project or template starts with; they render clean from the first run."""

import re
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from toolkit.errors import ProjectError, UsageError
from toolkit.project.config import CONFIG_NAME, Config
from toolkit.project.files import write_atomically
from toolkit.project.project import ENDINGS, split_language

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

CONFIG = """\
# The settings of this project; every line is optional. See: inbox validate --help

[render]
# The clock that templates see, so that a run today and one next year print the same.
now = "2026-01-15T09:00:00Z"

[inbox]
# What your inbox client filters and draws by.
topics = ["news"]
types = ["notification"]

[send]
# Who may receive a test from here: id:..., email:... or me (see: inbox login).
recipients = ["me"]
"""

PROFILES = {
    "ada": '{\n  "id": "user_1",\n  "email": "ada@example.com",\n  "first_name": "Ada"\n}\n',
    "nameless": '{\n  "id": "user_2",\n  "email": "someone@example.com"\n}\n',
}

TEMPLATE = """\
{
  "transactional_message_id": "%(name)s",
  "name": "%(title)s",
  "topics": ["news"],
  "type": "notification",
  "expiration": { "type": "relative", "value": 30, "unit": "days" },
  "properties": {
    "title": {{ customer.first_name | default: 'there' | prepend: 'Hi ' | json }},
    "body": {{ trigger.text | json }},
    "link": {{ trigger.link | json }}
  }
}
"""

MESSAGE_DATA = '{\n  "text": "Your first message.",\n  "link": "https://example.com/start"\n}\n'


def project_files(root: Path) -> dict[str, str]:
    """Return the files of a new project by path, one template and its fixtures among them.

    Raises ProjectError where there is a template of that name in ``root`` already.
    """
    config = Config(root=root)
    profiles = {f"fixtures/profiles/{name}.json": text for name, text in PROFILES.items()}
    return {CONFIG_NAME: CONFIG, **profiles, **template_files("welcome", config)}


def template_files(name: str, config: Config) -> dict[str, str]:
    """Return the files of a new template by path.

    Raises UsageError for a name that cannot be one, and ProjectError where it is taken.
    """
    if not _NAME.fullmatch(name) or split_language(name)[1]:
        raise UsageError(
            f"`{name}` cannot be a template's name",
            help="use letters, digits, `_` and `-`, such as order_shipped",
        )
    for ending in ENDINGS:
        taken = f"{config.templates}/{name}{ending}"
        if (config.root / taken).exists():
            raise ProjectError(f"{taken} exists already", help="choose another name")
    title = name.replace("_", " ").replace("-", " ").capitalize()
    return {
        f"{config.templates}/{name}.json.liquid": TEMPLATE % {"name": name, "title": title},
        f"{config.fixtures}/message_data/{name}/standard.json": MESSAGE_DATA,
    }


def write_new(root: Path, files: Mapping[str, str]) -> None:
    """Write files that are not there yet: all of them, or none.

    Raises ProjectError naming a file that exists, or one that cannot be written.
    """
    for name in files:
        if (root / name).exists():
            raise ProjectError(
                f"{name} exists already in {root}",
                help="nothing was written; choose another folder",
            )
    written: list[Path] = []
    try:
        for name, text in files.items():
            write_atomically(root / name, text)
            written.append(root / name)
    except ProjectError:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise
