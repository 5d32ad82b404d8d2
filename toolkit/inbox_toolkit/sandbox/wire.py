"""What the emulator and its page exchange; see ``web/wire.py`` for how it becomes JSON.

Times are Unix seconds. Everything a request brought is text that the page must not interpret.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inbox_toolkit.sandbox.models import DeliveryState
from inbox_toolkit.web.wire import (
    CodeSnippet,
    ErrorView,
    FramesView,
    Json,
    MessageView,
    Operation,
)

RequestVerdict = Literal["clean", "findings", "failed", "queued", "drafted", "refused", "answered"]
"""What became of a request: of a send its delivery's state, ``refused`` where the answer is an
error, ``answered`` for any other."""


@dataclass(frozen=True, slots=True)
class FindingRow:
    """One finding stored with a delivery."""

    rule: str
    severity: Literal["error", "warning", "info"]
    message: str
    file: str
    line: int
    column: int
    help: str


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """A delivery as a row of a list."""

    number: int
    delivery_id: str
    template: str
    person: str
    cio_id: str
    queued_at: float
    due: float | None
    state: DeliveryState
    is_clean: bool
    failure: str | None


@dataclass(frozen=True, slots=True)
class DeliveryView:
    """A delivery with its request, rendered text, message, findings and events.

    ``metrics`` are its events with the time each first happened.
    """

    row: DeliveryRow
    request: Json
    identifiers: Mapping[str, str | None]
    metrics: Mapping[str, int]
    text: str
    message: MessageView | None
    findings: tuple[FindingRow, ...]


@dataclass(frozen=True, slots=True)
class RequestRow:
    """A request to the emulator's API; ``number`` grows with each, ``status`` is of its answer.

    A send has a template, a recipient and a delivery; ``failure`` says why it failed or was
    refused. ``fault`` is the kind of fault that was injected.
    """

    number: int
    at: float
    method: str
    path: str
    status: int
    verdict: RequestVerdict
    template: str
    recipient: str
    delivery_id: str | None
    failure: str
    fault: str


@dataclass(frozen=True, slots=True)
class RequestView:
    """A request with its body and answer as text, and as code that makes it again.

    ``can_resend`` is False where its body was too large to be kept.
    """

    row: RequestRow
    query: str
    body: str
    answer: str
    snippets: tuple[CodeSnippet, ...]
    can_resend: bool
    delivery: DeliveryView | None


@dataclass(frozen=True, slots=True)
class PersonView:
    """A person as an entry of a list."""

    cio_id: str
    label: str
    name: str


@dataclass(frozen=True, slots=True)
class FaultSetting:
    """A fault to inject into requests that match ``on``; see ``docs/howto/sandbox.md``."""

    kind: Literal["latency", "status", "html", "reset", "cut", "late-verdict", "two-verdicts"]
    on: str = "*"
    chance: float = 1.0
    times: int | None = None
    status: int = 503
    retry_after: int | None = None
    seconds: float = 0.5
    after: bool = False
    enabled: bool = True


@dataclass(frozen=True, slots=True)
class FaultView:
    """A fault, and how often it was injected."""

    setting: FaultSetting
    injected: int


@dataclass(frozen=True, slots=True)
class SandboxOverview:
    """What there is to know before a request is chosen.

    ``trouble`` says why the project cannot be read as it is now. ``environment`` holds the
    variables that point a backend here. ``can_act`` is False where others can reach the page.
    """

    project: str
    now: str
    url: str
    trouble: str | None
    kept: int
    requests: int
    people: tuple[PersonView, ...]
    faults: tuple[FaultView, ...]
    environment: Mapping[str, str]
    can_act: bool
    frames: FramesView


@dataclass(frozen=True, slots=True)
class RequestsQuery:
    """Which requests to list, newest first; ``before`` is the number where the page starts.

    ``search`` is looked for in path, template, recipient, failure and status.
    """

    before: int | None = None
    limit: int = 50
    search: str = ""
    verdict: str = ""
    person: str = ""


@dataclass(frozen=True, slots=True)
class RequestPage:
    """Some requests, and whether there are earlier ones."""

    requests: tuple[RequestRow, ...]
    more: bool


@dataclass(frozen=True, slots=True)
class RequestQuery:
    """A request by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class InboxQuery:
    """A person by their ``cio_id``."""

    cio_id: str


@dataclass(frozen=True, slots=True)
class InboxView:
    """A person's inbox, newest first."""

    messages: tuple[MessageView, ...]


@dataclass(frozen=True, slots=True)
class Cleared:
    """How many requests and deliveries are gone."""

    requests: int
    deliveries: int


@dataclass(frozen=True, slots=True)
class Resent:
    """What a request that was made again became."""

    number: int
    status: int
    delivery_id: str | None


@dataclass(frozen=True, slots=True)
class FaultsRequest:
    """The faults to inject from now on, in place of all others."""

    faults: tuple[FaultSetting, ...]


@dataclass(frozen=True, slots=True)
class FaultsView:
    """The faults that are injected now."""

    faults: tuple[FaultView, ...]


@dataclass(frozen=True, slots=True)
class SandboxHello:
    """The first event of a connection; ``run`` differs between runs of the emulator."""

    run: str


@dataclass(frozen=True, slots=True)
class SandboxUpdate:
    """Something has changed: the newest request's number, and how many deliveries are kept."""

    newest: int
    kept: int


OPERATIONS = (
    Operation("GET", "/sandbox/overview", None, SandboxOverview),
    Operation("GET", "/sandbox/requests", RequestsQuery, RequestPage),
    Operation("GET", "/sandbox/requests/{number}", RequestQuery, RequestView),
    Operation("GET", "/sandbox/inbox/{cioId}", InboxQuery, InboxView),
    Operation("POST", "/sandbox/requests/clear", None, Cleared),
    Operation("POST", "/sandbox/requests/resend", RequestQuery, Resent),
    Operation("POST", "/sandbox/faults", FaultsRequest, FaultsView),
)
"""Every request of the page, each of which can be answered by ``ErrorView``."""

EVENTS = {"hello": SandboxHello, "update": SandboxUpdate, "beat": int}
"""What ``GET /sandbox/events`` pushes."""

DOCUMENTS = (ErrorView,)
"""What is exchanged beside operations and events."""
