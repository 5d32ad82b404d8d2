"""What a page and its server exchange: the codec, and the types that both servers share.

Every document is a frozen dataclass. In JSON its names are camelCase, ``ABSENT`` members are left
out, and ``Json`` stands for any value. ``scripts/wire_types.py`` writes the same types in
TypeScript. To add one: declare it, name it in an ``Operation`` or an event, run that script.
"""

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields, is_dataclass
from enum import Enum
from functools import cache
from operator import attrgetter
from types import NoneType, UnionType
from typing import (
    Any,
    Final,
    Literal,
    NamedTuple,
    TypeAlias,
    TypeVar,
    Union,
    cast,
    get_args,
    get_origin,
    get_type_hints,
)

from starlette.datastructures import QueryParams

from inbox_toolkit.errors import UsageError

T = TypeVar("T")

Json: TypeAlias = object
"""Any JSON value, such as a payload of the project's."""


class Absent(Enum):
    """The type of a member that a document may not have, which is not ``null``."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT


@dataclass(frozen=True, slots=True)
class Operation:
    """One request a page can make; ``streams`` is an answer of one JSON document per line.

    A GET's ``request`` is its query and its path's names, a POST's is the JSON of its body.
    """

    method: Literal["GET", "POST"]
    path: str
    request: type | None
    response: type
    streams: bool = False


@dataclass(frozen=True, slots=True)
class ErrorView:
    """Why a request was refused, and what to do about it."""

    message: str
    help: str | None


@dataclass(frozen=True, slots=True)
class MessageView:
    """A message with the keys of the web SDK's ``InboxMessage``; dates are ISO 8601."""

    message_id: str
    sent_at: str
    expires_at: str | None
    opened: bool
    properties: Json
    type: str
    topics: tuple[str, ...]
    delivery_id: str | Absent = ABSENT


@dataclass(frozen=True, slots=True)
class CodeSnippet:
    """A request as code that reads the key from the environment.

    ``language`` is ``http``, ``curl`` or one of the vendor's clients, such as ``python``.
    """

    language: str
    text: str


@dataclass(frozen=True, slots=True)
class ViewSetup:
    """Whether a project can be seen in a view, else why not and the settings that are missing."""

    name: Literal["visual", "component"]
    ready: bool
    why: str
    snippet: str


@dataclass(frozen=True, slots=True)
class VisualDefinitions:
    """What the visual inbox draws with."""

    templates: Json
    theme: Json


@dataclass(frozen=True, slots=True)
class FramesView:
    """The views that are drawn in a frame; ``epoch`` changes with the component's files."""

    views: tuple[ViewSetup, ...]
    epoch: str
    visual: VisualDefinitions | None


def encode(document: object) -> bytes:
    """Return a document as JSON: ASCII, so that half a surrogate pair cannot break it."""
    return json.dumps(document, separators=(",", ":"), default=_members).encode("ascii")


def to_plain(document: object) -> Any:
    """Return a document as the JSON that it stands for, in dicts and lists."""
    return json.loads(encode(document))


def _members(value: object) -> object:
    layout = _layout(cast(Any, type(value)))
    if layout is None:
        return dict(cast(Mapping[str, object], value))
    members = dict(zip(layout.keys, layout.values(value), strict=True))
    if layout.may_lack_some:
        return {key: member for key, member in members.items() if member is not ABSENT}
    return members


class _Layout(NamedTuple):
    """How a type is written: the keys of its members, and what reads their values."""

    keys: tuple[str, ...]
    values: Callable[[object], tuple[object, ...]]
    may_lack_some: bool


@cache
def _layout(kind: Any) -> _Layout | None:
    """Return how a dataclass is written, None for a mapping, which is written as it is."""
    if issubclass(kind, Mapping):
        return None
    if not is_dataclass(kind):
        raise TypeError(f"{kind.__name__} has no form on the wire")
    names = [one.name for one in fields(kind)]
    get = attrgetter(*names)
    return _Layout(
        tuple(map(camel_case, names)),
        get if len(names) > 1 else lambda value: (get(value),),
        any(Absent in get_args(one) for one in _hints(cast(Any, kind)).values()),
    )


def camel_case(name: str) -> str:
    """Return the name of a member in JSON."""
    first, *rest = name.split("_")
    return first + "".join(word.capitalize() for word in rest)


def decode(kind: type[T], document: object) -> T:
    """Return what a page sent as a dataclass; raises UsageError naming the member that is wrong."""
    return cast(T, _decoded(kind, document, "the request"))


def decode_query(kind: type[T], query: QueryParams, names: Mapping[str, str]) -> T:
    """Return a query, with the names in its path, as a dataclass; raises UsageError."""
    document: dict[str, object] = {}
    for name, wanted in _hints(cast(Any, kind)).items():
        key = camel_case(name)
        if get_origin(wanted) is tuple:
            document[key] = query.getlist(key)
        elif (text := names.get(key, query.get(key))) is not None:
            document[key] = _scalar(wanted, text)
    return decode(kind, document)


def _scalar(wanted: object, text: str) -> object:
    kinds = get_args(wanted) or (wanted,)
    if bool in kinds:
        return text not in ("", "0", "false")
    if int in kinds and str not in kinds:
        return int(text) if text.isascii() and text.isdigit() and len(text) < 16 else text
    return text


@cache
def _hints(kind: Any) -> Mapping[str, Any]:
    return get_type_hints(kind)


def _decoded(wanted: Any, value: object, where: str) -> object:
    if wanted is object:
        return value
    if isinstance(wanted, type) and is_dataclass(wanted):
        return _decode_object(wanted, value, where)
    origin, options = get_origin(wanted), get_args(wanted)
    if origin is tuple and isinstance(value, list):
        return tuple(_decoded(options[0], one, f"an item of {where}") for one in value)
    if origin in (UnionType, Union):
        return _decode_union(options, value, where)
    if (origin is Literal and isinstance(value, str) and value in options) or _is_a(wanted, value):
        return value
    raise _misfit(where, value)


def _is_a(wanted: object, value: object) -> bool:
    if isinstance(value, bool):
        return wanted is bool
    if wanted is float:
        return isinstance(value, int | float)
    return wanted in (str, int, NoneType) and isinstance(value, cast(type, wanted))


def _decode_union(options: tuple[Any, ...], value: object, where: str) -> object:
    for one in options:
        try:
            return _decoded(one, value, where)
        except UsageError:
            continue
    raise _misfit(where, value)


def _decode_object(kind: Any, value: object, where: str) -> object:
    if not isinstance(value, dict):
        raise _misfit(where, value)
    hints = _hints(kind)
    given = {}
    for one in fields(kind):
        key = camel_case(one.name)
        if key in value:
            given[one.name] = _decoded(hints[one.name], value[key], f"`{key}`")
        elif one.default is MISSING and one.default_factory is MISSING:
            raise UsageError(f"the request lacks `{key}`", help="reload the page")
    return cast(object, kind(**given))


def _misfit(where: str, value: object) -> UsageError:
    shown = repr(value)
    shown = shown if len(shown) <= 60 else f"{shown[:60]}…"
    return UsageError(f"{where} cannot be {shown}", help="reload the page")
