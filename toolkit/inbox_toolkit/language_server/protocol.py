"""The shapes of the Language Server Protocol 3.17 that are used here, as they stand in messages.

They are typed dictionaries, since a message is JSON: building one costs no conversion, and reading
one only ``checked``. Names are the protocol's own, so that its specification explains them.
"""

from functools import cache
from types import UnionType
from typing import (
    Any,
    Literal,
    NotRequired,
    TypedDict,
    TypeVar,
    cast,
    get_args,
    get_origin,
    get_type_hints,
    is_typeddict,
)

Shape = TypeVar("Shape")
Encoding = Literal["utf-8", "utf-16", "utf-32"]
ENCODINGS: tuple[Encoding, ...] = ("utf-8", "utf-16", "utf-32")


class Severity:
    """``DiagnosticSeverity``."""

    ERROR = 1
    WARNING = 2
    INFORMATION = 3


class ItemKind:
    """``CompletionItemKind``."""

    FUNCTION = 3
    FIELD = 5
    VARIABLE = 6
    MODULE = 9
    PROPERTY = 10
    VALUE = 12
    KEYWORD = 14


class Symbol:
    """``SymbolKind``."""

    VARIABLE = 13
    CONSTANT = 14
    STRING = 15
    NUMBER = 16
    ARRAY = 18
    OBJECT = 19


UNNECESSARY = 1
"""``DiagnosticTag.Unnecessary``: shown faded."""
SNIPPET = 2
"""``InsertTextFormat.Snippet``."""
TYPE_HINT = 1
"""``InlayHintKind.Type``."""
FULL_SYNC = 1
"""``TextDocumentSyncKind.Full``."""
CHANGED = 2
"""``FileChangeType.Changed``."""
QUICK_FIX = "quickfix"
FIX_ALL = "source.fixAll"


class Position(TypedDict):
    """A line, and code units of the agreed encoding in it; both from 0."""

    line: int
    character: int


class Range(TypedDict):
    """From a position up to, and without, another one."""

    start: Position
    end: Position


class Location(TypedDict):
    """A range in a file."""

    uri: str
    range: Range


class TextEdit(TypedDict):
    """A range, and the text that takes its place."""

    range: Range
    newText: str


class WorkspaceEdit(TypedDict):
    """Edits of files by URI."""

    changes: dict[str, list[TextEdit]]


class Markdown(TypedDict):
    """``MarkupContent``."""

    kind: Literal["markdown"]
    value: str


def markdown(text: str) -> Markdown:
    """Return a text that is markdown."""
    return {"kind": "markdown", "value": text}


class Command(TypedDict):
    """A command; one without a name does nothing, and is shown."""

    title: str
    command: str
    arguments: NotRequired[list[str]]


class CodeDescription(TypedDict):
    """Where a diagnostic's code is explained."""

    href: str


class RelatedInformation(TypedDict):
    """``DiagnosticRelatedInformation``."""

    location: Location
    message: str


class Diagnostic(TypedDict):
    """A finding; those that a client hands back may lack anything but range and message."""

    range: Range
    message: str
    severity: NotRequired[int]
    code: NotRequired[str | int]
    codeDescription: NotRequired[CodeDescription]
    source: NotRequired[str]
    tags: NotRequired[list[int]]
    relatedInformation: NotRequired[list[RelatedInformation]]


class PublishDiagnosticsParams(TypedDict):
    """All findings in one version of a file."""

    uri: str
    diagnostics: list[Diagnostic]
    version: NotRequired[int]


class CompletionItem(TypedDict):
    """One thing that can be written."""

    label: str
    kind: int
    textEdit: TextEdit
    detail: NotRequired[str]
    documentation: NotRequired[Markdown]
    sortText: NotRequired[str]
    filterText: NotRequired[str]
    insertTextFormat: NotRequired[int]


class CompletionList(TypedDict):
    """All that can be written at a place."""

    isIncomplete: bool
    items: list[CompletionItem]


class Hover(TypedDict):
    """What is known of a range."""

    contents: Markdown
    range: Range


class ParameterInformation(TypedDict):
    """One argument, as it stands in the signature's label."""

    label: str


class SignatureInformation(TypedDict):
    """A filter's signature."""

    label: str
    parameters: list[ParameterInformation]
    activeParameter: int


class SignatureHelp(TypedDict):
    """The signature whose argument is being typed."""

    signatures: list[SignatureInformation]
    activeSignature: int
    activeParameter: int


class PrepareRename(TypedDict):
    """What would be renamed."""

    range: Range
    placeholder: str


class CodeAction(TypedDict):
    """An edit that is offered."""

    title: str
    kind: str
    edit: WorkspaceEdit
    diagnostics: NotRequired[list[Diagnostic]]
    isPreferred: NotRequired[bool]


class CodeLens(TypedDict):
    """A command shown above a range."""

    range: Range
    command: Command


class InlayHint(TypedDict):
    """A text shown at a position."""

    position: Position
    label: str
    kind: int
    tooltip: str
    paddingLeft: bool


class DocumentSymbol(TypedDict):
    """A named part of a file."""

    name: str
    kind: int
    range: Range
    selectionRange: Range
    children: NotRequired["list[DocumentSymbol]"]


class FoldingRange(TypedDict):
    """Lines that can be folded."""

    startLine: int
    endLine: int


class SelectionRange(TypedDict):
    """A range, and the next larger one around it."""

    range: Range
    parent: NotRequired["SelectionRange"]


class SemanticTokens(TypedDict):
    """Tokens, five numbers each: lines on, characters on, length, type, modifiers."""

    data: list[int]


class DocumentIdentifier(TypedDict):
    """A file by its URI."""

    uri: str


class VersionedDocument(TypedDict):
    """A version of a file."""

    uri: str
    version: int


class OpenedDocument(TypedDict):
    """``TextDocumentItem``."""

    uri: str
    version: int
    text: str


class DocumentParams(TypedDict):
    """What is asked of a whole file: formatting, symbols, folding, lenses, tokens."""

    textDocument: DocumentIdentifier


class PositionParams(TypedDict):
    """What is asked of a place: completion, hover, definition, references."""

    textDocument: DocumentIdentifier
    position: Position


class RangeParams(TypedDict):
    """What is asked of a range: inlay hints, formatting."""

    textDocument: DocumentIdentifier
    range: Range


class RenameParams(TypedDict):
    """A place, and the new name of what stands there."""

    textDocument: DocumentIdentifier
    position: Position
    newName: str


class CodeActionContext(TypedDict):
    """The diagnostics that the client shows in the range."""

    diagnostics: list[Diagnostic]


class CodeActionParams(TypedDict):
    """A range whose actions are wanted."""

    textDocument: DocumentIdentifier
    range: Range
    context: CodeActionContext


class SelectionRangeParams(TypedDict):
    """Places whose surroundings are wanted."""

    textDocument: DocumentIdentifier
    positions: list[Position]


class DidOpenParams(TypedDict):
    """A file that was opened."""

    textDocument: OpenedDocument


class ContentChange(TypedDict):
    """A new text, of a range or, without one, of the file."""

    text: str
    range: NotRequired[Range]


class DidChangeParams(TypedDict):
    """A file whose text changed."""

    textDocument: VersionedDocument
    contentChanges: list[ContentChange]


class FileEvent(TypedDict):
    """A file that was made, changed or deleted on disk."""

    uri: str


class DidChangeFilesParams(TypedDict):
    """Files that changed on disk."""

    changes: list[FileEvent]


class WatchedFilesCapability(TypedDict, total=False):
    """Whether the client watches files for the server."""

    dynamicRegistration: bool


class WorkspaceCapabilities(TypedDict, total=False):
    """What the client can do with files."""

    didChangeWatchedFiles: WatchedFilesCapability


class GeneralCapabilities(TypedDict, total=False):
    """What concerns all messages."""

    positionEncodings: list[str]


class ClientCapabilities(TypedDict, total=False):
    """What the client can do."""

    workspace: WorkspaceCapabilities
    general: GeneralCapabilities


class InitializeParams(TypedDict):
    """Who the client is, and what it can do."""

    capabilities: ClientCapabilities
    initializationOptions: NotRequired[object]


class ExecuteCommandParams(TypedDict):
    """A command, and what it is for."""

    command: str
    arguments: NotRequired[list[object]]


def checked(value: object, shape: type[Shape]) -> Shape:
    """Return what a client sent, if it has a shape; raises ValueError with what is wrong.

    >>> checked({"line": 0, "character": "x"}, Position)
    Traceback (most recent call last):
    ValueError: `character` is not an integer
    """
    problem = _problem(value, shape, "the parameters")
    if problem:
        raise ValueError(problem)
    return cast(Shape, value)


def _problem(value: object, shape: Any, where: str) -> str:
    """Return why a value has not a shape; "" where it has."""
    if is_typeddict(shape):
        return _problem_of_members(value, shape, where)
    if get_origin(shape) is list:
        if not isinstance(value, list):
            return f"{where} is not a list"
        (item,) = get_args(shape)
        return next((found for one in value if (found := _problem(one, item, where))), "")
    if get_origin(shape) is UnionType:
        problems = [_problem(value, one, where) for one in get_args(shape)]
        return "" if "" in problems else problems[0]
    if shape is int:
        is_natural = isinstance(value, int) and not isinstance(value, bool)
        return "" if is_natural else f"{where} is not an integer"
    return "" if isinstance(value, shape) else f"{where} is not a {shape.__name__}"


def _problem_of_members(value: object, shape: Any, where: str) -> str:
    if not isinstance(value, dict):
        return f"{where} is not an object"
    for name, kind in _members(shape).items():
        held = value.get(name)
        if held is None and name not in shape.__required_keys__:
            continue
        if name not in value:
            return f"{where} has no `{name}`"
        if found := _problem(held, kind, f"`{name}`"):
            return found
    return ""


@cache
def _members(shape: Any) -> dict[str, Any]:
    return get_type_hints(shape)
