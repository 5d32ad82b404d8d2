"""What stands between a command and a message that cannot be taken back."""

from collections.abc import Callable, Sequence

from inbox_toolkit.appapi.recipients import check_allowed
from inbox_toolkit.errors import RefusedError
from inbox_toolkit.send.plan import CheckedMessage, PlannedMessage
from inbox_toolkit.send.steps import OnStep, SendStep, StepStatus, renders_clean
from inbox_toolkit.text.presentable import presentable
from inbox_toolkit.workspace.workspace import Workspace

Confirm = Callable[[int], None]
"""Asks whether so many messages may go; raises RefusedError if they may not."""


def run_guards(
    checked: Sequence[CheckedMessage],
    workspace: Workspace,
    *,
    me: str | None,
    force: bool,
    confirm: Confirm,
    on_step: OnStep,
) -> None:
    """Go through the guards in order, reporting each; raises RefusedError at the first refusal."""
    items = [one.item for one in checked]
    broken = next((one for one in checked if one.errors), None)
    if broken is None:
        on_step(renders_clean(checked))
    elif force:
        text = f"{broken.prediction}, and is sent because of --force: {broken.first_error}"
        on_step(SendStep(StepStatus.FAILED, text, "checked"))
    else:
        refuse_broken(checked)
    on_step(SendStep(StepStatus.DONE, allowed_by(items, workspace, me), "allowed"))
    confirm(len(items))


def refuse_broken(checked: Sequence[CheckedMessage]) -> None:
    """Raise RefusedError for the first message with errors, saying how many have some."""
    broken = [one for one in checked if one.errors]
    if not broken:
        return
    more = f"; so would {len(broken) - 1} of the others" if len(broken) > 1 else ""
    raise RefusedError(
        presentable(f"not sent: the message {broken[0].prediction}: {broken[0].first_error}{more}"),
        help="fix it, or send anyway with --force",
    )


def allowed_by(items: Sequence[PlannedMessage], workspace: Workspace, me: str | None) -> str:
    """Return why the recipients may get a message; raises RefusedError if one may not."""
    config = workspace.project.config
    name = config.file.name if config.file else "inbox.toml"
    reasons = [
        check_allowed(one.recipient, config.send.recipients, me=me, config=name) for one in items
    ]
    if len({one.recipient for one in items}) == 1:
        return reasons[0]
    return f"all recipients are on the list in {name}"
