"""Send the case on screen as a test, by the same function as ``inbox send``."""

from collections.abc import Iterator, Mapping
from queue import SimpleQueue
from threading import Thread
from typing import TYPE_CHECKING

from inbox_toolkit.errors import ToolkitError, UsageError
from inbox_toolkit.preview.views.selection import Selection
from inbox_toolkit.preview.wire import SendCapability, SendPlan, StepView
from inbox_toolkit.project.config import Config
from inbox_toolkit.web.wire import CodeSnippet
from inbox_toolkit.workspace.workspace import Workspace

if TYPE_CHECKING:
    from inbox_toolkit.appapi.session import ApiSession
    from inbox_toolkit.send.plan import CheckedMessage
    from inbox_toolkit.send.send_one import SendReport

_KEY_SNIPPET = "inbox login\n"
_RECIPIENTS_SNIPPET = '[send]\nrecipients = ["id:YOUR_ID"]\n'


def send_case(workspace: Workspace, wanted: Selection, to: str) -> Iterator[StepView]:
    """Send the case on screen and yield each step as it happens.

    The send goes on, and is followed, even if nobody takes the steps any more. The click on the
    page is the answer to the command's question.
    """
    steps: SimpleQueue[StepView | None] = SimpleQueue()

    def run() -> None:
        delivery_id = page = None
        try:
            report, page = _send(workspace, wanted, to, steps)
            code, delivery_id = report.exit_code, report.delivery_id
        except ToolkitError as error:
            steps.put(StepView("failed", error.message))
            if error.help:
                steps.put(StepView("note", error.help))
            code = error.exit_code
        except Exception as error:  # noqa: BLE001 - the page says so; the server goes on
            text = (
                f"This is a bug ({type(error).__name__}); look in Customer.io whether it was sent"
            )
            steps.put(StepView("failed", text))
            code = 70
        steps.put(StepView("end", "", delivery_id, code, page))
        steps.put(None)

    Thread(target=run, daemon=True, name="send").start()
    while (step := steps.get()) is not None:
        yield step


def _send(
    workspace: Workspace, wanted: Selection, to: str, steps: "SimpleQueue[StepView | None]"
) -> "tuple[SendReport, str | None]":
    """Return what became of the send, and the page of its delivery where that is known."""
    from inbox_toolkit.send.explain import sandbox_page
    from inbox_toolkit.send.send_one import FollowOptions, send_one
    from inbox_toolkit.send.steps import heading

    checked, session = _check(workspace, wanted, to)
    steps.put(StepView("note", heading([checked.item], session.endpoint, (to,))))
    report = send_one(
        checked,
        workspace,
        session,
        on_step=lambda one: steps.put(StepView(one.status.value, one.text)),
        confirm=lambda _: None,
        follow=FollowOptions(),
    )
    delivery = report.delivery_id
    return report, sandbox_page(session.endpoint, delivery) if delivery else None


def send_plan(workspace: Workspace, wanted: Selection, to: str) -> SendPlan:
    """Return what ``send_case`` would do; nothing is sent. Raises as ``inbox send`` does."""
    from inbox_toolkit.appapi.request_preview import format_curl, format_request
    from inbox_toolkit.appapi.send_snippets import send_snippets

    checked, session = _check(workspace, wanted, to)
    given = checked.item.message.request, session.endpoint, session.credentials
    payload = checked.outcome.payload if checked.outcome else None
    return SendPlan(
        recipient=str(checked.item.recipient),
        endpoint=session.endpoint.label,
        profile=checked.item.case.profile.name,
        properties=payload,
        refusal=f"it {checked.prediction}: {checked.first_error}" if checked.errors else "",
        snippets=(
            CodeSnippet("curl", format_curl(*given)),
            *(
                CodeSnippet(language, text)
                for language, text in send_snippets(
                    checked.item.message.request.body(), session.endpoint.base_url
                ).items()
            ),
            CodeSnippet("http", format_request(*given)),
        ),
    )


def _check(workspace: Workspace, wanted: Selection, to: str) -> "tuple[CheckedMessage, ApiSession]":
    from inbox_toolkit.appapi.session import open_session
    from inbox_toolkit.send.plan import SendOptions, check_messages, plan_messages

    options = SendOptions(
        wanted.template,
        (to,),
        profile=wanted.profile or None,
        data=wanted.data or None,
        changes=wanted.changes,
        removed=wanted.removed,
        language=wanted.language or None,
    )
    session = open_session(configured=workspace.config.send.region)
    planned = plan_messages(workspace, options, session.me)
    (checked,) = check_messages(planned, workspace)
    return checked, session


def send_capability(config: Config, environ: Mapping[str, str]) -> SendCapability:
    """Say whether a test can be sent from here: there must be a key, and somebody to send to."""
    from inbox_toolkit.send.send_test import offered_recipients

    recipients = list(offered_recipients(config, environ))
    if not has_key(environ):
        return SendCapability(
            why="There is no key to send with: inbox doctor says what to set.",
            snippet=_KEY_SNIPPET,
        )
    if not recipients:
        return SendCapability(
            why="Nobody may get a test: list people in inbox.toml, [send] recipients.",
            snippet=_RECIPIENTS_SNIPPET,
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
