"""A contract's objects as Pydantic v2 models; only generated code imports Pydantic."""

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

_NUMBER = "int | float"
"""The annotation of a number: with ``float`` alone Pydantic would turn 3 into 3.0."""

_IMPORTS: frozenset[Import] = frozenset(
    {
        ("collections.abc", "Mapping"),
        ("pydantic", "BaseModel"),
        ("pydantic", "ConfigDict"),
        ("typing", "Any"),
        ("typing", "Self"),
    }
)

_OPTIONAL: frozenset[Import] = frozenset({("pydantic", "BeforeValidator"), ("typing", "Annotated")})

_MODEL = (
    "construct", "copy", "dict", "from_orm", "json", "model_computed_fields", "model_config",
    "model_construct", "model_copy", "model_dump", "model_dump_json", "model_extra",
    "model_fields", "model_fields_set", "model_json_schema", "model_parametrized_name",
    "model_post_init", "model_rebuild", "model_validate", "model_validate_json",
    "model_validate_strings", "parse_file", "parse_obj", "parse_raw", "schema", "schema_json",
    "update_forward_refs", "validate",
)  # fmt: skip
"""Attributes of every model, which a field of that name would hide."""

_RESERVED = frozenset(
    (*_MODEL, "to_message_data", "from_message_data", "Given", "MessageObject", "Field", "Literal")
) | {name for _, name in _IMPORTS | _OPTIONAL}

_GIVEN = '''\
def _given(value: object) -> object:
    if value is None:
        raise ValueError("leave it out; null is not allowed")
    return value


Given = BeforeValidator(_given)
"""Refuses null where a member may only be left out."""'''

_BASE = '''\
class MessageObject(BaseModel):
    """What all objects share; members that the template does not read are kept."""

    model_config = ConfigDict(
        extra="allow",
        frozen=True,
        populate_by_name=True,
        protected_namespaces=(),
        strict=True,
    )

    @classmethod
    def from_message_data(cls, data: Mapping[str, Any]) -> Self:
        """Return data as an object; raises pydantic.ValidationError for what does not fit."""
        return cls.model_validate(data)

    def to_message_data(self) -> dict[str, Any]:
        """Return what to send: a member that was not given is left out, None is null."""
        return self.model_dump(by_alias=True, exclude_unset=True)'''


def pydantic_models(objects: tuple[ObjectType, ...]) -> PythonCode:
    """Return a model for each object; mypy --strict takes it, with Pydantic's plugin or without."""
    reserved = _RESERVED | {one.name for one in objects}
    written = [_block(one, reserved) for one in objects]
    imports = _IMPORTS | type_imports(objects)
    blocks: tuple[str, ...] = (_BASE, *written)
    if any("Annotated[" in one for one in written):
        imports, blocks = imports | _OPTIONAL, (_GIVEN, *blocks)
    if any(" = Field(" in one for one in written):
        imports |= {("pydantic", "Field")}
    return PythonCode(blocks, imports)


def _block(one: ObjectType, reserved: frozenset[str]) -> str:
    names = member_names((member.key for member in one.fields), reserved)
    lines = [f"class {one.name}(MessageObject):", docstring(one.doc)]
    declared = ((_declared(member, names[member.key]), member.doc) for member in one.fields)
    return "\n".join([*lines, *members(declared)])


def _declared(member: Field, name: str) -> str:
    written = python_type(member.type, number=_NUMBER)
    settings = [] if member.is_required else ["default=None"]
    if name != member.key:
        key = quoted(member.key)
        settings += [f"validation_alias={key}", f"serialization_alias={key}"]
    if not member.is_required and not _takes_null(member.type) and written != "object":
        written = f"Annotated[{written} | None, Given]"
    if settings == ["default=None"]:
        return f"{name}: {written} = None"
    return f"{name}: {written}" + (f" = Field({', '.join(settings)})" if settings else "")


def _takes_null(one: Type) -> bool:
    return any("null" in part.kinds or None in part.values for part in (one, *one.others))
