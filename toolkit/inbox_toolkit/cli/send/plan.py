"""What a run of ``inbox send`` is to send: one message per recipient and message data.

Renders and judges here what is about to be sent there.
"""

import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inbox_toolkit.appapi.bulk_send import Message
from inbox_toolkit.appapi.recipients import KINDS, Recipient, parse_recipient
from inbox_toolkit.appapi.send_request import SendRequest, encode_request
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.errors import ProjectError, UsageError
from inbox_toolkit.project.files import MAX_FILE_BYTES
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.source import Source
from inbox_toolkit.validation.runner import validate_case
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.workspace import Workspace

STDIN = "-"


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What the command line asks for; ``send_at`` is Unix seconds."""

    template: str
    to: tuple[str, ...]
    profile: str | None = None
    data: str | None = None
    all_cases: bool = False
    changes: tuple[str, ...] = ()
    language: str | None = None
    send_at: int | None = None
    queue_draft: bool = False


@dataclass(frozen=True, slots=True)
class PlannedMessage:
    """One message, the person it goes to, and the local case that stands for it."""

    case: Case
    recipient: Recipient
    message: Message


def plan_messages(
    workspace: Workspace, wishes: SendOptions, me: str | None
) -> tuple[PlannedMessage, ...]:
    """Return the messages to send, each recipient and message data once.

    Raises:
        UsageError: a name, a recipient or a value does not fit.
        RefusedError: a request is larger than the service takes.
    """
    if any(change.startswith("customer.") for change in wishes.changes):
        raise UsageError(
            "only message data is sent, so customer.… cannot be set",
            help="set trigger.… here; `inbox render` takes customer.… as well",
        )
    template = _template(workspace, wishes)
    recipients = dict.fromkeys(parse_recipient(text, me=me) for text in wishes.to)
    return tuple(
        _item(case, recipient, wishes)
        for recipient in recipients
        for case in _cases(workspace, template, recipient, wishes)
    )


def _template(workspace: Workspace, wishes: SendOptions) -> Template:
    """Return the template, or the translation of it that the wished language will pick."""
    template = workspace.template(wishes.template)
    wanted = f"{template.name}.{wishes.language}"
    return next((one for one in workspace.templates if one.label == wanted), template)


def _cases(
    workspace: Workspace, template: Template, recipient: Recipient, wishes: SendOptions
) -> Iterator[Case]:
    fixtures = workspace.project.fixtures
    profile = wishes.profile or _profile_of(recipient, fixtures.profiles)
    if wishes.data == STDIN:
        case = pick_case(template, fixtures, profile=profile, data=None)
        yield with_changes(replace(case, data=_read_stdin()), wishes.changes)
        return
    group = fixtures.message_data.get(template.name, ())
    names = [one.name for one in group] if wishes.all_cases else [wishes.data]
    for name in names or [None]:
        case = pick_case(template, fixtures, profile=profile, data=name)
        yield with_changes(case, wishes.changes)


def _profile_of(recipient: Recipient, profiles: tuple[Fixture, ...]) -> str | None:
    """Return the fixture that stands for the recipient, if one has the same identifier."""
    assert recipient.kind in KINDS  # noqa: S101 - parse_recipient made it
    for profile in profiles:
        if str(profile.data.get(recipient.kind)) == recipient.value:
            return profile.name
    return None


def _read_stdin() -> Fixture:
    content = sys.stdin.buffer.read(MAX_FILE_BYTES + 1)
    if len(content) > MAX_FILE_BYTES:
        raise UsageError(
            "the message data on stdin is larger than 2,048 KB", help="make it smaller"
        )
    try:
        source = Source("stdin", content.decode("utf-8"))
    except UnicodeDecodeError as error:
        raise ProjectError(
            f"stdin is not UTF-8: offset {error.start}", help="send UTF-8 to --data -"
        ) from None
    reading = read_json(source.text)
    for problem in reading.problems:
        at = source.position(problem.span.start)
        raise ProjectError(f"stdin:{at.line}:{at.column}: {problem.message}", help=problem.help)
    data = reading.root.plain() if reading.root else None
    if not isinstance(data, dict):
        raise ProjectError("stdin holds no JSON object", help='pipe {"name": value, …} to --data -')
    return Fixture("stdin", source, data)


def _item(case: Case, recipient: Recipient, wishes: SendOptions) -> PlannedMessage:
    request = SendRequest(
        case.template.envelope.transactional_message_id,
        recipient,
        case.message_data,
        language=wishes.language or case.template.language,
        queue_draft=wishes.queue_draft,
        send_at=wishes.send_at,
    )
    encode_request(request)  # what can never be sent is refused before anybody is asked anything
    return PlannedMessage(case, recipient, Message(f"{recipient} × {case.data_name}", request))


@dataclass(frozen=True, slots=True)
class CheckedMessage:
    """A message with what its case becomes here; no outcome where the template does not parse."""

    item: PlannedMessage
    outcome: Outcome | None
    errors: tuple[Diagnostic, ...]

    @property
    def prospect(self) -> str:
        """What a send of a message with errors would come to: some arrive, but not as meant."""
        is_delivered = self.outcome is not None and self.outcome.is_deliverable
        return "would arrive broken" if is_delivered else "would fail"


def check_messages(items: Sequence[PlannedMessage], workspace: Workspace) -> list[CheckedMessage]:
    """Render and judge each message here, each case once."""
    settings = settings_of(workspace.project.config)
    known: dict[tuple[str, str], tuple[Outcome | None, tuple[Diagnostic, ...]]] = {}
    judged = []
    for item in items:
        key = (item.case.template.label, item.case.label)
        if key not in known:
            outcome, report = validate_case(
                item.case, workspace.project, workspace.environment, settings
            )
            errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
            known[key] = outcome, tuple(errors)
        judged.append(CheckedMessage(item, *known[key]))
    return judged


def first_error(judged: CheckedMessage) -> str:
    """Return the worst finding in a message's case and where it is."""
    error = judged.errors[0]
    # Only one case was looked at, so its count says nothing.
    words = re.sub(r" in 1 of 1 cases?\b", "", error.message)
    return f"{words} ({error.file}:{error.start.line}:{error.start.column})"
