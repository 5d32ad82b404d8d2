"""A contract's objects as frozen dataclasses that read and write message data exactly."""

from collections.abc import Mapping

from inbox_toolkit.codegen.model import Field, ObjectType, Type
from inbox_toolkit.codegen.python import (
    Import,
    PythonCode,
    docstring,
    members,
    python_type,
    quoted,
    type_imports,
)
from inbox_toolkit.codegen.python_names import member_names

_IMPORTS: frozenset[Import] = frozenset(
    {
        ("collections.abc", "Mapping"),
        ("dataclasses", "dataclass"),
        ("dataclasses", "field"),
        ("dataclasses", "fields"),
        ("enum", "Enum"),
        ("typing", "Any"),
        ("typing", "Final"),
        ("typing", "Self"),
    }
)

_RESERVED = frozenset(
    ("more", "to_message_data", "from_message_data", "ABSENT", "Absent", "MessageObject", "Literal")
) | {name for _, name in _IMPORTS}

_ABSENT = '''\
class Absent(Enum):
    """What stands for a member that is left out; null is None."""

    ABSENT = "absent"


ABSENT: Final = Absent.ABSENT'''

_BASE = '''\
@dataclass(frozen=True, slots=True, kw_only=True)
class MessageObject:
    """What all objects share; `more` holds members that the template does not read."""

    more: Mapping[str, object] = field(default_factory=dict)

    def to_message_data(self) -> dict[str, Any]:
        """Return what to send: a member that is ABSENT is left out, None is null."""
        written: dict[str, Any] = {}
        for one in fields(self):
            value = getattr(self, one.name)
            if one.name != "more" and value is not ABSENT:
                written[one.metadata.get("key", one.name)] = _sent(value)
        return {**written, **self.more}

    @classmethod
    def _unread(cls, data: Mapping[str, Any]) -> dict[str, Any]:
        known = {one.metadata.get("key", one.name) for one in fields(cls) if one.name != "more"}
        return {key: value for key, value in data.items() if key not in known}


def _sent(value: object) -> object:
    if isinstance(value, MessageObject):
        return value.to_message_data()
    if isinstance(value, list):
        return [_sent(one) for one in value]
    if isinstance(value, Mapping):
        return {key: _sent(one) for key, one in value.items()}
    return value'''


def data_classes(objects: tuple[ObjectType, ...]) -> PythonCode:
    """Return a dataclass for each object; mypy --strict takes it."""
    reserved = _RESERVED | {one.name for one in objects}
    blocks = (_block(one, reserved) for one in objects)
    return PythonCode((_ABSENT, _BASE, *blocks), _IMPORTS | type_imports(objects))


def _block(one: ObjectType, reserved: frozenset[str]) -> str:
    names = member_names((member.key for member in one.fields), reserved)
    lines = [
        "@dataclass(frozen=True, slots=True, kw_only=True)",
        f"class {one.name}(MessageObject):",
        docstring(one.doc),
    ]
    declared = ((_declared(member, names[member.key]), member.doc) for member in one.fields)
    return "\n".join([*lines, *members(declared), "", _reading(one, names)])


def _declared(member: Field, name: str) -> str:
    written = python_type(member.type)
    settings = [] if member.is_required else ["default=ABSENT"]
    settings += [] if name == member.key else [f'metadata={{"key": {quoted(member.key)}}}']
    if not member.is_required and written != "object":
        written = f"{written} | Absent"
    if settings == ["default=ABSENT"]:
        return f"{name}: {written} = ABSENT"
    return f"{name}: {written}" + (f" = field({', '.join(settings)})" if settings else "")


def _reading(one: ObjectType, names: Mapping[str, str]) -> str:
    """Return the method that builds the object from valid message data."""
    lines = [
        "    @classmethod",
        "    def from_message_data(cls, data: Mapping[str, Any]) -> Self:",
        '        """Return data that fits the contract as an object."""',
        "        return cls(",
    ]
    for member in one.fields:
        key = quoted(member.key)
        made = _made(member.type, f"data[{key}]", 1)
        if not member.is_required:
            made = f"{made} if {key} in data else ABSENT"
            made = f"data.get({key}, ABSENT)" if not member.type.holds_objects else made
        lines.append(f"            {names[member.key]}={made},")
    return "\n".join([*lines, "            more=cls._unread(data),", "        )"])


def _made(one: Type, value: str, depth: int) -> str:
    """Return an expression that converts a value, wherever its type contains objects."""
    if not one.holds_objects:
        return value
    inner = "one" * depth
    ways = []
    for part in (one, *one.others):
        if part.name:
            ways.append(("Mapping", f"{part.name}.from_message_data({value})"))
        if part.item is not None and part.item.holds_objects:
            ways.append(("list", f"[{_made(part.item, inner, depth + 1)} for {inner} in {value}]"))
        if part.entry is not None and part.entry.holds_objects:
            entry = _made(part.entry, inner, depth + 1)
            made = f"{{key: {entry} for key, {inner} in {value}.items()}}"
            ways.append(("Mapping", made))
    if len(ways) == 1 and _is_only(one):
        return ways[0][1]
    chosen = value
    for kind, made in reversed(ways):
        chosen = f"({made} if isinstance({value}, {kind}) else {chosen})"
    return chosen


def _is_only(one: Type) -> bool:
    """Return True if a type has one alternative, so no ``isinstance`` check is needed."""
    held = (one.item is not None) + (one.entry is not None) + bool(one.name)
    return held == 1 and not (one.kinds or one.values or one.others)
