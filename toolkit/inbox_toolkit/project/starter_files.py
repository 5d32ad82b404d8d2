"""The files that ``inbox init`` and ``inbox new`` write, and writing them all or not at all.

A new project's files lie below ``starter/`` as they are written; ``dot-`` stands for a leading dot.
"""

import json
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path, PurePosixPath
from shlex import quote
from types import MappingProxyType

from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.config import CONFIG_NAME, Config, has_settings
from inbox_toolkit.project.files import write_inside
from inbox_toolkit.project.project import ENDINGS, split_language

PROJECT = (
    CONFIG_NAME,
    "fixtures/profiles/ada.json",
    "fixtures/profiles/nameless.json",
    "fixtures/profiles/hostile.json",
    "templates/welcome.json",
    "fixtures/message_data/welcome/standard.json",
    "templates/order_shipped.json.liquid",
    "templates/order_shipped.contract.json",
    "fixtures/message_data/order_shipped/standard.json",
    "fixtures/message_data/order_shipped/express.json",
    "fixtures/message_data/order_shipped/nothing_listed.json",
    "contracts/notification.schema.json",
)
"""The project's own files, in the order they are listed."""

REPOSITORY_FILES = (".vscode/settings.json", ".gitignore")
"""Files a repository may have already; they are written where there is none."""

SCHEMAS = ("config", "template")
"""Schemas of the toolkit that the project's files point an editor at."""

SERVICES = MappingProxyType(
    {"github": ".github/workflows/inbox.yml", "gitlab": ".gitlab/inbox.yml"}
)
"""Where a CI service's file goes, from the root of the repository."""

GITLAB_MAIN = ".gitlab-ci.yml"
GITLAB_INCLUDE = f"include:\n  - local: {SERVICES['gitlab']}\n"
"""What GitLab reads, and what it needs to hold for our file to be run."""

MANUAL_STEPS = MappingProxyType(
    {
        ".vscode/settings.json": "point its json.schemas at schemas/template.schema.json",
        ".gitignore": "let it name what inbox can write: /site/ /.inbox-cache/",
        GITLAB_MAIN: f"add to it: include: [local: {SERVICES['gitlab']}]",
    }
)
"""What a person does by hand where such a file is theirs already."""


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
class TopicAndType:
    """What the inbox client files a message under and draws it by; "" means none is given."""

    topic: str
    type: str


def project_files(root: Path) -> dict[str, str]:
    """Return the text of a new project's own files by path relative to ``root``.

    Raises ProjectError where ``root`` is a project already.
    """
    if (file := has_settings(root)) is not None:
        raise ProjectError(
            f"{root.resolve().name} is a project already: its settings are in {file}",
            help="add a message with: inbox new NAME, or CI files with: inbox init --ci github",
        )
    return {name: _text(name) for name in PROJECT}


def schema_files() -> dict[str, str]:
    """Return the schemas that the project's files name, by path; they change with the toolkit."""
    return {f"schemas/{name}.schema.json": _schema(name) for name in SCHEMAS}


def repository_files() -> dict[str, str]:
    """Return the text of the editor's files and git's by path: written where there is none."""
    return {name: _text(name) for name in REPOSITORY_FILES}


def ci_files(service: str, folder: PurePosixPath) -> dict[str, str]:
    """Return the files that make a CI service validate the project in ``folder``.

    ``service`` is one of SERVICES; all paths, ``folder`` too, are relative to the repository.
    """
    # a JSON string is a YAML one too, whatever the folder is called
    filled = {"@FOLDER@": str(folder), "@ENTER@": f"cd {quote(str(folder))}"}
    text = _text(f"ci/{service}.yml")
    for mark, words in filled.items():
        text = text.replace(mark, json.dumps(words, ensure_ascii=False))
    found = {SERVICES[service]: text}
    return found | ({GITLAB_MAIN: GITLAB_INCLUDE} if service == "gitlab" else {})


def repository_of(folder: Path) -> Path:
    """Return the root of the repository a folder is in (it need not exist); itself without one."""
    here = folder.resolve()
    return next((one for one in (here, *here.parents) if (one / ".git").exists()), here)


def missing_files(root: Path, found: Mapping[str, str]) -> dict[str, str]:
    """Return those files that are not there yet."""
    return {name: text for name, text in found.items() if not (root / name).exists()}


def has_text(path: Path, text: str) -> bool:
    """Return True if a file holds a text, whatever its line ends are."""
    try:
        return path.read_text(encoding="utf-8") == text
    except (OSError, UnicodeDecodeError):
        return False


def default_topic_and_type(config: Config) -> TopicAndType:
    """Return what a new template gets unasked: the first topic and type the client knows."""
    topics, types = config.inbox.topics, config.inbox.types
    return TopicAndType(
        TOPIC if topics is None else next(iter(topics), ""),
        TYPE if types is None else next(iter(types), ""),
    )


def template_files(name: str, config: Config, kind: TopicAndType | None = None) -> dict[str, str]:
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
        f"{config.templates}/{name}.json.liquid": _template(
            name, kind or default_topic_and_type(config)
        ),
        f"{config.fixtures}/message_data/{name}/standard.json": MESSAGE_DATA,
    }


def _template(name: str, kind: TopicAndType) -> str:
    words: dict[str, object] = {
        "name": name,
        "title": name.replace("_", " ").replace("-", " ").capitalize(),
        "topics": [kind.topic] if kind.topic else [],
        "type": kind.type,
    }
    text = TEMPLATE if kind.type else TEMPLATE.replace(_TYPE_LINE, "")
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
            write_inside(root, name, text)
            written.append(root / name)
    except ProjectError:
        for path in written:
            with suppress(OSError):
                path.unlink()
        raise


def _text(name: str) -> str:
    inside = [f"dot-{part[1:]}" if part.startswith(".") else part for part in name.split("/")]
    return files("inbox_toolkit.project").joinpath("starter", *inside).read_text(encoding="utf-8")


def _schema(name: str) -> str:
    return (
        files("inbox_toolkit.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    )
