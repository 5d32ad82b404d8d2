"""The files a new template starts with, and writing files that are not there yet."""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import Config
from inbox_toolkit.project.files import write_atomically
from inbox_toolkit.project.project import ENDINGS, split_language

TOPIC, TYPE = "news", "notification"
"""What a new template is given where the project does not say what its inbox client knows."""

_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]*")

TEMPLATE = """\
{
  "transactional_message_id": %(name)s,
  "name": %(title)s,
  "topics": %(topics)s,
  "type": %(type)s,
  "expiration": { "type": "relative", "value": 30, "unit": "days" },
  "properties": {
    "title": {{ customer.first_name | default: 'there' | prepend: 'Hi ' | json }},
    "body": {{ trigger.text | json }},
    "link": {{ trigger.link | json }}
  }
}
"""

_TYPE_LINE = '  "type": %(type)s,\n'

MESSAGE_DATA = '{\n  "text": "Your first message.",\n  "link": "https://example.com/start"\n}\n'


@dataclass(frozen=True, slots=True)
class Look:
    """What the inbox client files a message under and draws it by; "" means none is given."""

    topic: str
    type: str


def usual_look(config: Config) -> Look:
    """Return what a new template gets unasked: the first topic and type the client knows."""
    topics, types = config.inbox.topics, config.inbox.types
    return Look(
        TOPIC if topics is None else next(iter(topics), ""),
        TYPE if types is None else next(iter(types), ""),
    )


def template_files(name: str, config: Config, look: Look | None = None) -> dict[str, str]:
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
    return {
        f"{config.templates}/{name}.json.liquid": _template(name, look or usual_look(config)),
        f"{config.fixtures}/message_data/{name}/standard.json": MESSAGE_DATA,
    }


def _template(name: str, look: Look) -> str:
    words: dict[str, object] = {
        "name": name,
        "title": name.replace("_", " ").replace("-", " ").capitalize(),
        "topics": [look.topic] if look.topic else [],
        "type": look.type,
    }
    text = TEMPLATE if look.type else TEMPLATE.replace(_TYPE_LINE, "")
    return text % {key: json.dumps(word, ensure_ascii=False) for key, word in words.items()}


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
