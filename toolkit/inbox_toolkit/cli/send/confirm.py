"""What stands between a command and a message that cannot be taken back (DESIGN 8)."""

from collections.abc import Sequence

import click

from inbox_toolkit.appapi.recipients import check_allowed
from inbox_toolkit.cli.console import echo_err, is_interactive
from inbox_toolkit.cli.send import messages
from inbox_toolkit.cli.send.plan import CheckedMessage, PlannedMessage, first_error
from inbox_toolkit.errors import RefusedError
from inbox_toolkit.workspace.workspace import Workspace


def run_guards(
    judged: Sequence[CheckedMessage],
    workspace: Workspace,
    me: str | None,
    *,
    force: bool,
    yes: bool,
) -> None:
    """Go through the guards in their order, telling each; raises RefusedError at the first no."""
    items = [one.item for one in judged]
    broken = next((one for one in judged if one.errors), None)
    if broken is None:
        echo_err(messages.rendered_clean(judged))
    elif force:
        said = f"{broken.prospect}, and is sent because of --force: {first_error(broken)}"
        echo_err(messages.bad(said))
    else:
        refuse_broken(judged)
    echo_err(messages.good(allowed_by(items, workspace, me)))
    confirm(len(items), yes=yes)


def refuse_broken(judged: Sequence[CheckedMessage]) -> None:
    """Raise RefusedError for the first message that would fail, saying how many would."""
    broken = [one for one in judged if one.errors]
    if not broken:
        return
    more = f"; so would {len(broken) - 1} of the others" if len(broken) > 1 else ""
    raise RefusedError(
        f"not sent: the message {broken[0].prospect}: {first_error(broken[0])}{more}",
        help="fix it, or send anyway with --force",
    )


def allowed_by(items: Sequence[PlannedMessage], workspace: Workspace, me: str | None) -> str:
    """Return on whose word the recipients may get a message; raises RefusedError if one may not."""
    config = workspace.project.config
    name = config.file.name if config.file else "inbox.toml"
    words = [
        check_allowed(one.recipient, config.send.recipients, me=me, config=name) for one in items
    ]
    if len({one.recipient for one in items}) == 1:
        return words[0]
    return f"all recipients are on the list in {name}"


def confirm(count: int, *, yes: bool) -> None:
    """Ask on a terminal; elsewhere only ``--yes`` lets a message go. Raises RefusedError."""
    if yes:
        return
    if not is_interactive():
        raise RefusedError(
            "not sent: there is no terminal to ask on", help="add --yes to send without a question"
        )
    if not click.confirm("Send it?" if count == 1 else f"Send {count} messages?", err=True):
        raise RefusedError("not sent", help="nothing left this machine")
