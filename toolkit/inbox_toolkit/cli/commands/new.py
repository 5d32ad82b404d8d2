"""``inbox new``: create a template with its first message data."""

from pathlib import Path

import click

from inbox_toolkit.cli.console import echo, echo_err, is_interactive
from inbox_toolkit.cli.options import inbox_command, option_group, project_option
from inbox_toolkit.errors import UsageError
from inbox_toolkit.text.presentable import presentable

_kind = option_group("Envelope")


@inbox_command("new", "inbox new invoice_due", "inbox new payment_failed --topic orders")
@click.argument("name", required=False)
@_kind(
    "--topic", metavar="TEXT", help="Topic of the message. [default: the first of [inbox] topics]"
)
@_kind(
    "--type",
    "kind",
    metavar="TEXT",
    help="Type of the message. [default: the first of [inbox] types]",
)
@project_option
def command(name: str | None, topic: str | None, kind: str | None, folder: Path) -> int:
    """Create the template NAME and message data for it. Asks for NAME on a terminal."""
    from inbox_toolkit.project.config import find_config
    from inbox_toolkit.project.starter_files import (
        TopicAndType,
        default_topic_and_type,
        template_files,
        write_new,
    )

    config = find_config(folder)
    default = default_topic_and_type(config)
    is_asked = name is None
    if name is None:
        if not is_interactive():
            raise UsageError("a new template needs a name", help="inbox new NAME")
        name = _ask("Name of the template", None)
    chosen = TopicAndType(
        _ask("Topic", default.topic) if is_asked and topic is None else topic or default.topic,
        _ask("Type", default.type) if is_asked and kind is None else kind or default.type,
    )
    _require_known("topic", chosen.topic, config.inbox.topics)
    _require_known("type", chosen.type, config.inbox.types)
    files = template_files(name, config, chosen)
    write_new(config.root, files)
    for file in files:
        echo(presentable(file))
    echo_err(f"next: inbox preview, or inbox validate {name}")
    return 0


def _require_known(what: str, value: str, known: tuple[str, ...] | None) -> None:
    """Raise UsageError if the inbox client does not know the topic or type of a new template."""
    if known is None or value in known:
        return
    listed = ", ".join(known) or "none"
    raise UsageError(
        f"the inbox client does not know the {what} `{value}`",
        help=f"use one of [inbox] {what}s in inbox.toml ({listed}), or add it there",
    )


def _ask(what: str, default: str | None) -> str:
    return str(click.prompt(what, default=default, err=True))
