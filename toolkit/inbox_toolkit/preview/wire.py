"""What the preview and its page exchange; see ``web/wire.py`` for how it becomes JSON.

Names are ``""`` where there is none: the language of a base template, the message data of a send
without any. Offsets count UTF-16 units, as JavaScript does; lines and columns count from 1.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from inbox_toolkit.web.wire import (
    ABSENT,
    Absent,
    CodeSnippet,
    ErrorView,
    FramesView,
    Json,
    MessageView,
    Operation,
)

SeverityName = Literal["error", "warning", "info"]
Verdict = Literal["broken", "error", "warning", "info", "clean", "waiting"]
"""``broken`` cannot be rendered at all, ``waiting`` has no case yet or is not validated yet."""


@dataclass(frozen=True, slots=True)
class Place:
    """A span of a file of the project."""

    file: str
    line: int
    column: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ExcerptLine:
    """A line of a file, cut into what is before, in and after the marked span."""

    number: int
    before: str
    marked: str
    after: str


@dataclass(frozen=True, slots=True)
class CaseRef:
    """A case of a template by the names of its fixtures."""

    profile: str
    data: str
    language: str


@dataclass(frozen=True, slots=True)
class FixOffer:
    """A mechanical correction, applied by its id once rendering proves it."""

    id: str
    title: str


@dataclass(frozen=True, slots=True)
class FindingView:
    """One finding in the file of its place; ``template`` is whose it is, ``""`` the project's.

    ``cases`` are the first of the ``case_count`` it was seen in.
    """

    rule: str
    severity: SeverityName
    message: str
    label: str
    notes: tuple[str, ...]
    help: str
    template: str
    place: Place
    excerpt: tuple[ExcerptLine, ...]
    cases: tuple[CaseRef, ...]
    case_count: int
    fix: FixOffer | None


@dataclass(frozen=True, slots=True)
class FixtureEntry:
    """A profile or message data as a menu lists it: its file's stem, and what people call it."""

    name: str
    label: str
    file: str


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """One translation of a template."""

    language: str
    file: str
    verdict: Verdict
    errors: int
    warnings: int
    cases: int
    failing: tuple[CaseRef, ...]


@dataclass(frozen=True, slots=True)
class TemplateRow:
    """One template with its translations; counts and findings are of all of them.

    ``title`` is its human name, ``group`` its folder or first topic. ``failing`` holds every case,
    of the base and then of the translations, that is not delivered or has an error.
    """

    name: str
    title: str
    group: str
    file: str
    type: str
    topics: tuple[str, ...]
    is_visual: bool
    languages: tuple[LanguageRow, ...]
    verdict: Verdict
    errors: int
    warnings: int
    cases: int
    failing: tuple[CaseRef, ...]
    first_failing: CaseRef | None
    data: tuple[FixtureEntry, ...]
    findings: tuple[FindingView, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts of the whole project."""

    templates: int
    cases: int
    failing: int
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class ConfigurationProblem:
    """Why the configuration cannot be used; ``kept`` says that the last good one stays in force."""

    message: str
    help: str
    place: Place | None
    excerpt: tuple[ExcerptLine, ...]
    kept: bool


@dataclass(frozen=True, slots=True)
class Capability:
    """Whether something can be done from this page, else why not."""

    ready: bool
    why: str


@dataclass(frozen=True, slots=True)
class SendCapability:
    """Whether a test can be sent: to whom, else why not and what to copy to change that."""

    ready: bool = False
    why: str = "Sending is off."
    recipients: tuple[str, ...] = ()
    snippet: str = ""


@dataclass(frozen=True, slots=True)
class CapabilitiesView:
    """What this run of the preview can do beside showing.

    ``write`` covers fixtures, templates and fixes, ``editor`` opening files in the user's own.
    ``language_server`` is the URI of the project's folder, by which the language server behind the
    WebSocket ``/api/lsp`` knows its files; null where there is none.
    """

    write: Capability
    editor: Capability
    language_server: str | None
    send: SendCapability


@dataclass(frozen=True, slots=True)
class ProjectView:
    """What there is to know of a project beside its templates."""

    name: str
    now: str
    profiles: tuple[FixtureEntry, ...]
    problems: tuple[FindingView, ...]
    summary: Summary
    configuration: ConfigurationProblem | None
    capabilities: CapabilitiesView
    frames: FramesView


@dataclass(frozen=True, slots=True)
class Overview:
    """All there is to know before a case is chosen."""

    epoch: int
    templates: tuple[TemplateRow, ...]
    project: ProjectView


@dataclass(frozen=True, slots=True)
class CaseQuery:
    """A case by its names; ``set`` are what-if values ``path=value``, ``unset`` absent paths."""

    template: str
    profile: str = ""
    data: str = ""
    language: str = ""
    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TextQuery:
    """A case rendered from a text of its template that is not saved."""

    case: CaseQuery
    text: str


@dataclass(frozen=True, slots=True)
class RenderedExcerpt:
    """The rendered text around a place, which is between ``before`` and ``after``.

    ``offset`` is of the place in the whole text. ``before`` and ``after`` are cut where they are
    long.
    """

    before: str
    after: str
    offset: int
    line: int
    column: int


@dataclass(frozen=True, slots=True)
class CauseView:
    """The value that made a case fail: its path, where it came from, what it printed.

    ``value`` is absent where there is none.
    """

    path: str
    origin: "Origin"
    file: str
    printed: str | None
    value: Json | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class FailureView:
    """Why a case is not delivered.

    ``message`` is a sentence; ``consequence`` is what the service would do. ``cases`` are the first
    of the ``case_count`` that fail for the same reason.
    """

    message: str
    consequence: str
    help: str
    place: Place | None
    excerpt: tuple[ExcerptLine, ...]
    rendered: RenderedExcerpt | None
    cause: CauseView | None
    fix: FixOffer | None
    cases: tuple[CaseRef, ...]
    case_count: int


Origin = Literal["profile", "data", "snippets", "objects", "template", "service"]
VariableGroup = Literal["missing", "data", "profile", "computed"]
VariableState = Literal["missing", "blank", "value", "unset"]
"""``unset`` is missing without harm: it is only tested, or there is a default."""
ValueType = Literal["text", "number", "date", "boolean", "null", "object", "list", "absent"]
"""``date`` is a number of Unix seconds that the template formats as a date."""


@dataclass(frozen=True, slots=True)
class VariableView:
    """A variable that a case read, once however often it was read.

    ``value`` is absent where there is none, and shortened where ``is_shortened``. ``edit_path`` is
    what to set or unset, None for what the fixtures do not hold.
    """

    path: str
    group: VariableGroup
    state: VariableState
    type: ValueType
    origin: Origin
    defaulted: bool
    times: int
    places: tuple[Place, ...]
    edit_path: str | None
    changed: Literal["set", "unset"] | None
    is_shortened: bool
    value: Json | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class TraceView:
    """Which part of the template printed the value at a JSON pointer of the payload."""

    pointer: str
    place: Place


@dataclass(frozen=True, slots=True)
class NeighborView:
    """A message of another template in the same inbox."""

    template: str
    properties: Json
    sent_at: str
    opened: bool


@dataclass(frozen=True, slots=True)
class CaseView:
    """The case on screen: its message, and what led to it.

    ``message`` is the last good one of the case where ``stale``. ``text`` is what was rendered
    where nothing is delivered. ``digest`` names the saved text of the template's file, of which
    ``source`` is the text rendered here. ``bytes`` is the payload's size in UTF-8. ``findings`` are
    of a text that is not saved, None for a saved one: its row has them.
    """

    template: str
    profile: str
    data: str
    language: str
    set: tuple[str, ...]
    unset: tuple[str, ...]
    title: str
    file: str
    digest: str
    source: str
    message: MessageView | None
    stale: bool
    text: str | None
    failure: FailureView | None
    variables: tuple[VariableView, ...]
    traces: tuple[TraceView, ...]
    unreached: tuple[Place, ...]
    neighbors: tuple[NeighborView, ...]
    bytes: int
    milliseconds: float
    findings: tuple[FindingView, ...] | None


@dataclass(frozen=True, slots=True)
class ValueQuery:
    """A variable of a case, whose value is wanted whole."""

    path: str
    template: str
    profile: str = ""
    data: str = ""
    language: str = ""
    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class WholeValue:
    """A value of a fixture, however large; absent where there is none.

    ``text`` is a string as it is, and any other value as JSON with all digits of its numbers.
    """

    path: str
    is_json: bool
    text: str | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class MatrixQuery:
    """The template whose cases are wanted, or every one of the project's."""

    template: str = ""
    language: str = ""
    every: bool = False


@dataclass(frozen=True, slots=True)
class MatrixOutcome:
    """What one or more cases of a template become, drawn once."""

    verdict: Verdict
    failure: str
    properties: Json


@dataclass(frozen=True, slots=True)
class MatrixCell:
    """One case: the index of its outcome, and its milliseconds where it is ``slow``, else 0."""

    profile: str
    data: str
    outcome: int
    slow: int


@dataclass(frozen=True, slots=True)
class MatrixView:
    """Every case of one template, in the order of profiles."""

    template: str
    language: str
    outcomes: tuple[MatrixOutcome, ...]
    cells: tuple[MatrixCell, ...]


@dataclass(frozen=True, slots=True)
class MatricesView:
    """The matrix of one template, or of every template with its translations behind it."""

    matrices: tuple[MatrixView, ...]


@dataclass(frozen=True, slots=True)
class DiffQuery:
    """A case, and what to compare it with.

    ``against`` is ``saved`` (the last save), ``commit`` (the last commit), ``revision:NAME`` or
    ``case:PROFILE/DATA``.
    """

    template: str
    profile: str = ""
    data: str = ""
    language: str = ""
    set: tuple[str, ...] = ()
    unset: tuple[str, ...] = ()
    against: str = "commit"


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line; ``changed`` where the other side's line differs."""

    text: str
    changed: bool


@dataclass(frozen=True, slots=True)
class DiffLine:
    """A line of the comparison, with its number on each side it is on."""

    kind: Literal["same", "removed", "added"]
    before: int | None
    after: int | None
    segments: tuple[Segment, ...]


@dataclass(frozen=True, slots=True)
class DiffView:
    """A case beside what it is compared with, its lines laid out as JSON.

    ``problem`` says why there is nothing to compare, else it is empty.
    """

    against: str
    title: str
    problem: str
    identical: bool
    lines: tuple[DiffLine, ...]
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class SaveRequest:
    """What-if values to write into the fixtures that the case is made of."""

    case: CaseQuery


@dataclass(frozen=True, slots=True)
class NewFixtureRequest:
    """A fixture to make of the case with its what-if values.

    ``kind`` says which; by default, those that were changed. ``replace`` allows a name that is
    taken.
    """

    case: CaseQuery
    name: str
    kind: Literal["changed", "profile", "data"] = "changed"
    replace: bool = False


@dataclass(frozen=True, slots=True)
class Saved:
    """Files that were written; ``undo`` takes it back, the names choose what is new."""

    files: tuple[str, ...]
    undo: str
    profile: str | None = None
    data: str | None = None


@dataclass(frozen=True, slots=True)
class FixtureAnswer:
    """What was saved; None where the name is taken and nothing was written."""

    saved: Saved | None


@dataclass(frozen=True, slots=True)
class UndoRequest:
    """The token of what is to be taken back."""

    undo: str


@dataclass(frozen=True, slots=True)
class Undone:
    """The files that are again what they were."""

    files: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class FixRequest:
    """The fix to apply, by the id of its offer."""

    id: str


@dataclass(frozen=True, slots=True)
class FileQuery:
    """A file of the project: a template, fixture, contract or the configuration."""

    file: str


@dataclass(frozen=True, slots=True)
class FileText:
    """A file as it is on disk; ``digest`` names that text."""

    file: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class SaveFileRequest:
    """A text to write over the one that ``digest`` names."""

    file: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class SavedFile:
    """A file that was written, the digest of its text now, and what takes it back."""

    file: str
    digest: str
    undo: str


@dataclass(frozen=True, slots=True)
class Conflict:
    """Answers 409: the file on disk is no longer the one that was opened; nothing was written."""

    message: str
    file: str
    text: str
    digest: str


@dataclass(frozen=True, slots=True)
class EditRequest:
    """A file of the project to open in the user's editor."""

    file: str
    line: int = 1
    column: int = 1


@dataclass(frozen=True, slots=True)
class EditAnswer:
    """The address that opens the file, None where the editor was started."""

    url: str | None


@dataclass(frozen=True, slots=True)
class RuleQuery:
    """A rule by its id."""

    rule: str


@dataclass(frozen=True, slots=True)
class RuleView:
    """What ``inbox explain`` says of a rule, as markdown."""

    rule: str
    summary: str
    severity: SeverityName
    text: str


@dataclass(frozen=True, slots=True)
class SendRequest:
    """A case to send as a test, and to whom."""

    case: CaseQuery
    to: str


@dataclass(frozen=True, slots=True)
class SendPlan:
    """What a send would do: to whom, where, rendered as whom, and what speaks against it."""

    recipient: str
    endpoint: str
    profile: str
    properties: Json
    refusal: str
    snippets: tuple[CodeSnippet, ...]


@dataclass(frozen=True, slots=True)
class StepView:
    """One step of a send; the last one is ``end``, with the command's exit code.

    It has the delivery, and where that is a sandbox's, the address of its page.
    """

    state: Literal["done", "failed", "note", "end"]
    text: str
    delivery_id: str | None = None
    exit_code: int | None = None
    delivery_page: str | None = None


@dataclass(frozen=True, slots=True)
class Hello:
    """The first event of a connection; ``run`` differs between runs of the server."""

    epoch: int
    run: str


@dataclass(frozen=True, slots=True)
class Update:
    """What changed since the update before; ``project`` is None while only messages are drawn.

    ``order`` names every template, ``templates`` are the rows that changed, ``views`` the cases
    that pages look at.
    """

    epoch: int
    order: tuple[str, ...]
    templates: tuple[TemplateRow, ...]
    project: ProjectView | None
    views: tuple[CaseView, ...]


@dataclass(frozen=True, slots=True)
class StaticData:
    """What a page written by ``preview --build`` holds of its template.

    Cases are keyed by ``profile``, ``data`` and ``language`` joined with line feeds, matrices by
    language. The index of all pages has no ``template`` and no cases. ``changed`` counts the cases
    of each template that deliver something else than at the revision ``since``, empty for the last
    commit; it means nothing unless ``compared``.
    """

    overview: Overview
    template: str
    since: str
    pages: Mapping[str, str]
    cases: Mapping[str, CaseView]
    matrix: Mapping[str, MatrixView]
    diffs: Mapping[str, DiffView]
    documents: Mapping[str, str]
    changed: Mapping[str, int]
    compared: bool


OPERATIONS = (
    Operation("GET", "/api/overview", None, Overview),
    Operation("GET", "/api/case", CaseQuery, CaseView),
    Operation("POST", "/api/case", TextQuery, CaseView),
    Operation("GET", "/api/value", ValueQuery, WholeValue),
    Operation("POST", "/api/value", ValueQuery, WholeValue),
    Operation("GET", "/api/matrix", MatrixQuery, MatricesView),
    Operation("GET", "/api/diff", DiffQuery, DiffView),
    Operation("POST", "/api/diff", DiffQuery, DiffView),
    Operation("GET", "/api/rule", RuleQuery, RuleView),
    Operation("GET", "/api/file", FileQuery, FileText),
    Operation("POST", "/api/file", SaveFileRequest, SavedFile),
    Operation("POST", "/api/save", SaveRequest, Saved),
    Operation("POST", "/api/fixture", NewFixtureRequest, FixtureAnswer),
    Operation("POST", "/api/undo", UndoRequest, Undone),
    Operation("POST", "/api/fix", FixRequest, Saved),
    Operation("POST", "/api/edit", EditRequest, EditAnswer),
    Operation("POST", "/api/send/plan", SendRequest, SendPlan),
    Operation("POST", "/api/send", SendRequest, StepView, streams=True),
)
"""Every request of the page. All of them can be answered by ``ErrorView``, and POST /api/file by
``Conflict``."""

EVENTS = {"hello": Hello, "update": Update, "beat": int}
"""What ``GET /api/events?watching=`` pushes; ``watching`` is ``CaseQuery`` as JSON."""

DOCUMENTS = (ErrorView, Conflict, StaticData)
"""What is exchanged beside operations and events."""
