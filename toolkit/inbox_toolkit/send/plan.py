"""What is to be sent: one message per recipient and message data, each rendered here first."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from inbox_toolkit.appapi.bulk_send import Message
from inbox_toolkit.appapi.recipients import Recipient, parse_recipient
from inbox_toolkit.appapi.send_request import SendRequest, encode_request
from inbox_toolkit.diagnostics.diagnostic import Diagnostic, Severity
from inbox_toolkit.errors import UsageError
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.rendering.cases import Case, pick_case, with_changes
from inbox_toolkit.rendering.outcome import Outcome
from inbox_toolkit.template.template import Template
from inbox_toolkit.validation.runner import validate_case
from inbox_toolkit.validation.settings import settings_of
from inbox_toolkit.workspace.workspace import Workspace


@dataclass(frozen=True, slots=True)
class SendOptions:
    """What to send to whom; ``send_at`` is Unix seconds.

    ``to`` holds recipients as people write them (``me``, ``id:USER``). ``data`` names a message
    data fixture, or is one that the project does not hold. ``changes`` are values of it to set,
    ``path=value``, and ``removed`` paths to take away.
    """

    template: str
    to: tuple[str, ...]
    profile: str | None = None
    data: str | Fixture | None = None
    all_cases: bool = False
    changes: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
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
    workspace: Workspace, options: SendOptions, me: str | None
) -> tuple[PlannedMessage, ...]:
    """Return the messages to send, each recipient and message data once.

    Raises:
        UsageError: a name, a recipient or a value does not fit.
        RefusedError: a request is larger than the service takes.
    """
    if any(one.startswith("customer.") for one in (*options.changes, *options.removed)):
        raise UsageError(
            "only message data is sent, so customer.… cannot be changed",
            help="change trigger.… here; `inbox render` takes customer.… as well",
        )
    template = _template(workspace, options)
    recipients = dict.fromkeys(parse_recipient(text, me=me) for text in options.to)
    return tuple(
        _plan_message(case, recipient, options)
        for recipient in recipients
        for case in _cases(workspace, template, recipient, options)
    )


def _template(workspace: Workspace, options: SendOptions) -> Template:
    """Return the template, or its translation into the requested language."""
    template = workspace.template(options.template)
    wanted = f"{template.name}.{options.language}"
    return next((one for one in workspace.templates if one.label == wanted), template)


def _cases(
    workspace: Workspace, template: Template, recipient: Recipient, options: SendOptions
) -> Iterator[Case]:
    fixtures = workspace.project.fixtures
    profile = options.profile or _profile_of(recipient, fixtures.profiles)
    if isinstance(options.data, Fixture):
        case = pick_case(template, fixtures, profile=profile, data=None)
        yield with_changes(replace(case, data=options.data), options.changes, options.removed)
        return
    group = fixtures.message_data.get(template.name, ())
    names = [one.name for one in group] if options.all_cases else [options.data]
    for name in names or [None]:
        case = pick_case(template, fixtures, profile=profile, data=name)
        yield with_changes(case, options.changes, options.removed)


def _profile_of(recipient: Recipient, profiles: tuple[Fixture, ...]) -> str | None:
    """Return the profile fixture with the recipient's identifier, if there is one."""
    for profile in profiles:
        if str(profile.data.get(recipient.kind)) == recipient.value:
            return profile.name
    return None


def _plan_message(case: Case, recipient: Recipient, options: SendOptions) -> PlannedMessage:
    request = SendRequest(
        case.template.envelope.transactional_message_id,
        recipient,
        case.message_data,
        language=options.language or case.template.language,
        queue_draft=options.queue_draft,
        send_at=options.send_at,
    )
    encode_request(request)  # refuse what can never be sent before asking anybody anything
    return PlannedMessage(case, recipient, Message(f"{recipient} × {case.data_name}", request))


@dataclass(frozen=True, slots=True)
class CheckedMessage:
    """A planned message and how its case renders here; no outcome if its template has errors."""

    item: PlannedMessage
    outcome: Outcome | None
    errors: tuple[Diagnostic, ...]

    @property
    def prediction(self) -> str:
        """What would become of a message with errors: some arrive, but broken."""
        is_delivered = self.outcome is not None and self.outcome.is_deliverable
        return "would arrive broken" if is_delivered else "would fail"

    @property
    def first_error(self) -> str:
        """The worst error in the message's case and where it is."""
        error = self.errors[0]
        # Only one case was rendered, so its count says nothing.
        message = re.sub(r" in 1 of 1 cases?\b", "", error.message)
        return f"{message} ({error.file}:{error.start.line}:{error.start.column})"


def check_messages(items: Sequence[PlannedMessage], workspace: Workspace) -> list[CheckedMessage]:
    """Render and validate each message's case here, every case once."""
    settings = settings_of(workspace.project.config)
    known: dict[tuple[str, str], tuple[Outcome | None, tuple[Diagnostic, ...]]] = {}
    checked = []
    for item in items:
        key = (item.case.template.label, item.case.label)
        if key not in known:
            outcome, report = validate_case(
                item.case, workspace.project, workspace.environment, settings
            )
            errors = [one for one in report.diagnostics if one.severity is Severity.ERROR]
            known[key] = outcome, tuple(errors)
        checked.append(CheckedMessage(item, *known[key]))
    return checked
