"""Send one case as a test, as editors do, by the guards of ``inbox send``."""

from collections.abc import Mapping

from inbox_toolkit.appapi.session import open_session
from inbox_toolkit.project.config import Config
from inbox_toolkit.send.guards import Confirm
from inbox_toolkit.send.plan import SendOptions, check_messages, plan_messages
from inbox_toolkit.send.send_one import FollowOptions, send_one
from inbox_toolkit.send.steps import OnStep, heading, note
from inbox_toolkit.workspace.workspace import Workspace


def send_test(
    workspace: Workspace, options: SendOptions, *, on_step: OnStep, confirm: Confirm
) -> int:
    """Send one message to one recipient and follow it; return the exit code of ``inbox send``.

    The first step says what would be sent to whom, before ``confirm`` is asked. Raises what
    ``send_one`` raises.
    """
    session = open_session(configured=workspace.config.send.region)
    planned = plan_messages(workspace, options, session.me)
    on_step(note(heading(planned, session.endpoint, options.to)))
    (checked,) = check_messages(planned, workspace)
    report = send_one(
        checked,
        workspace,
        session,
        on_step=on_step,
        confirm=confirm,
        follow=FollowOptions(),
    )
    return report.exit_code


def offered_recipients(config: Config, environ: Mapping[str, str]) -> tuple[str, ...]:
    """Return whom a test may be sent to: those of ``[send] recipients``, and ``me``."""
    found = [*config.send.recipients, *(["me"] if environ.get("CIO_ME") else [])]
    return tuple(dict.fromkeys(found))
