"""Send the case on screen as a test, by the same function as ``inbox send``."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from queue import SimpleQueue
from threading import Thread

from inbox_toolkit.errors import ToolkitError, UsageError
from inbox_toolkit.preview.views.overview import SendCapability
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.project.config import Config
from inbox_toolkit.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class Step:
    """One step of a send as the page shows it.

    ``state`` is ``done``, ``failed`` or ``note``; the last one is ``end``, its text the exit code.
    """

    state: str
    text: str


def send_case(workspace: Workspace, wanted: Selection, to: str) -> Iterator[Step]:
    """Send the case on screen and yield each step as it happens.

    The send goes on, and is followed, even if nobody takes the steps any more. The click on the
    page is the answer to the command's question.
    """
    steps: SimpleQueue[Step | None] = SimpleQueue()

    def run() -> None:
        try:
            code = _send(workspace, wanted, to, steps)
        except ToolkitError as error:
            steps.put(Step("failed", error.message))
            if error.help:
                steps.put(Step("note", error.help))
            code = error.exit_code
        except Exception as error:  # noqa: BLE001 - the page says so; the server goes on
            text = (
                f"This is a bug ({type(error).__name__}); look in Customer.io whether it was sent"
            )
            steps.put(Step("failed", text))
            code = 70
        steps.put(Step("end", str(code)))
        steps.put(None)

    Thread(target=run, daemon=True, name="send").start()
    while (step := steps.get()) is not None:
        yield step


def _send(
    workspace: Workspace, wanted: Selection, to: str, steps: "SimpleQueue[Step | None]"
) -> int:
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.send.plan import SendOptions, check_messages, plan_messages
    from inbox_toolkit.send.send_one import FollowOptions, send_one
    from inbox_toolkit.send.steps import heading

    options = SendOptions(
        wanted.template,
        (to,),
        profile=wanted.profile or None,
        data=wanted.data or None,
        changes=wanted.changes,
        language=wanted.language or None,
    )
    session = open_session(configured=workspace.config.send.region)
    planned = plan_messages(workspace, options, session.me)
    steps.put(Step("note", heading(planned, session.endpoint, (to,))))
    (checked,) = check_messages(planned, workspace)
    report = send_one(
        checked,
        workspace,
        session,
        on_step=lambda one: steps.put(Step(one.status.value, one.text)),
        confirm=lambda _: None,
        follow=FollowOptions(),
    )
    return report.exit_code


def send_capability(
    config: Config, environ: Mapping[str, str], *, loopback: bool
) -> SendCapability:
    """Say whether a test can be sent from here: there must be a key, and somebody to send to."""
    recipients = [*config.send.recipients, *(["me"] if environ.get("CIO_ME") else [])]
    recipients = list(dict.fromkeys(recipients))
    if not loopback:
        return SendCapability(
            why="Sending is off, because this page can be reached from elsewhere."
        )
    if not has_key(environ):
        return SendCapability(why="There is no key to send with: inbox doctor says what to set.")
    if not recipients:
        return SendCapability(
            why="Nobody may get a test: list people in inbox.toml, [send] recipients."
        )
    return SendCapability(ready=True, why="", recipients=tuple(recipients))


def has_key(environ: Mapping[str, str]) -> bool:
    """Return True if a send would find a key; the key is not kept."""
    from inbox_toolkit.project.credentials import find_credentials
    from inbox_toolkit.project.user_config import read_user_config, user_config_path

    try:
        config = read_user_config(user_config_path(environ))
        return find_credentials(environ, config) is not None
    except ToolkitError:  # a send says it better, when it is asked
        return False


def check_recipient(to: str, capability: SendCapability) -> None:
    """Raise UsageError where sending is off or the recipient is not one that was offered."""
    if not capability.ready:
        raise UsageError("sending is off", help=capability.why)
    if to not in capability.recipients:
        raise UsageError(f"{to!r} is not on the list", help="choose one of the page's own")
