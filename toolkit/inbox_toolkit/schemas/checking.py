"""Check a document against a JSON Schema, and explain what does not match.

jsonschema-rs does both: its regular expressions cannot hang, as Python's would on ``^(a+)+$``.
jsonschema is only imported to say why a file is not a schema.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache
from typing import Any

from inbox_toolkit.errors import ProjectError
from inbox_toolkit.schemas.shipped import shipped
from inbox_toolkit.text.record import record

Schema = Mapping[str, Any]


@record
class SchemaProblem:
    """One place where a document does not match; ``path`` leads to it from the root.

    ``key`` names the key of the object at ``path`` that is unknown or misnamed, ``lacks`` the one
    that is missing.
    """

    path: tuple[str | int, ...]
    message: str
    help: str
    key: str | None = None
    lacks: str | None = None


class Checker:
    """One schema, compiled on first use and reusable.

    ``whole`` is what messages call the document. ``is_worded`` means that descriptions say what is
    expected, as in the shipped schemas; elsewhere they may say anything.
    """

    def __init__(self, schema: Schema, *, whole: str = "the file", is_worded: bool = False) -> None:
        self.schema = schema
        self.whole = whole
        self.is_worded = is_worded
        self._fast: Any = None

    def fits(self, document: object) -> bool:
        """Return True if the document matches the schema.

        No reference is ever fetched: one that leads out of the schema raises ProjectError.
        """
        return bool(self._run(document, lambda fast, one: fast.is_valid(one)))

    def problems(self, document: object) -> list[SchemaProblem]:
        """Return every place where the document does not match, in document order."""
        if self.fits(document):
            return []
        try:
            errors = self._run(document, lambda fast, one: list(fast.iter_errors(one)))
        except ValueError:  # jsonschema-rs copies the wrong value, up to a depth
            message = f"{self.whole} does not match, and is nested too deeply to say where"
            return [SchemaProblem((), message, "make it flatter")]
        found: list[SchemaProblem] = []
        for error in errors:
            closest = _closest_error(error, self.schema)
            found += _explain(closest, self.schema, self.whole, is_worded=self.is_worded)
        return sorted(dict.fromkeys(found), key=lambda one: [str(step) for step in one.path])

    def _run(self, document: object, ask: Callable[[Any, object], Any]) -> Any:
        """Ask about a document; again without halves of surrogate pairs, which Rust cannot hold."""
        if self._fast is None:
            try:
                self._fast = _compile(self.schema)
            except ValueError:
                self.schema = _well_formed(self.schema)
                self._fast = _compile(self.schema)
        try:
            return ask(self._fast, document)
        except ValueError:  # UnicodeEncodeError is one
            return ask(self._fast, _well_formed(document))


def _compile(schema: Schema) -> Any:
    import jsonschema_rs

    try:
        return jsonschema_rs.validator_for(dict(schema), retriever=_refuse)
    except jsonschema_rs.ValidationError as error:
        message = f"the schema cannot be used: {str(error).splitlines()[0]}"
        raise ProjectError(message, help="keep what it refers to in its own $defs") from None


def _well_formed(document: Any) -> Any:
    """Return a JSON document with U+FFFD for each half of a surrogate pair."""
    text = json.dumps(document, ensure_ascii=False)
    return json.loads(text.encode("utf-16", "surrogatepass").decode("utf-16", "replace"))


def _refuse(uri: str) -> Any:
    raise ValueError(f"{uri} is not fetched")


@cache
def shipped_checker(name: str, definition: str = "") -> Checker:
    """Return the checker of a shipped schema, or of one of its ``$defs``."""
    schema = shipped(name)
    return Checker(schema["$defs"][definition] if definition else schema, is_worded=True)


def schema_problem(schema: object) -> SchemaProblem | None:
    """Return why a document is not a JSON Schema (2020-12), None if it is one."""
    dialect = schema.get("$schema") if isinstance(schema, dict) else None
    if isinstance(dialect, str) and not _OFFICIAL.fullmatch(dialect):
        hint = "write https://json-schema.org/draft/2020-12/schema, or leave it out"
        return SchemaProblem(("$schema",), f"unknown dialect `{dialect}`", hint)
    if _is_plainly_sound(schema):
        return None
    from jsonschema import Draft202012Validator
    from jsonschema.exceptions import SchemaError

    try:
        Draft202012Validator.check_schema(schema)  # type: ignore[arg-type] # that is the question
    except SchemaError as error:
        path = tuple(error.absolute_path)
        where = f"`{_dotted(path)}`" if path else "the file"
        return SchemaProblem(
            path,
            f"{where} is {_shown(error.instance)}",
            f"expected {_wanted(str(error.validator), error.validator_value)}",
        )
    return None


# Those that jsonschema-rs holds; it fetches any other, draft-03 and draft-05 included.
_OFFICIAL = re.compile(
    r"https?://json-schema\.org/(draft-0[467]|draft/2019-09|draft/2020-12)/schema#?"
)


def _is_plainly_sound(schema: object) -> bool:
    """Return True if jsonschema-rs accepts a schema; it does not check patterns.

    Only ask about official dialects: it would fetch any other.
    """
    import jsonschema_rs

    if not isinstance(schema, dict) or '"pattern' in json.dumps(schema):
        return False
    return jsonschema_rs.meta.is_valid(schema)


def _closest_error(error: Any, schema: Schema) -> Any:
    """Return the error of the branch of an ``anyOf`` or ``oneOf`` that comes closest.

    That is the deepest one; of equally deep ones the only one whose branch has the right type. If
    there is no single such branch, the error of the whole.
    """
    inner = [each for branch in getattr(error.kind, "context", ()) for each in branch]
    ranks = [(-len(one.instance_path), not _is_typed(schema, one)) for one in inner]
    best = min(ranks, default=None)
    if best is None or ranks.count(best) > 1:
        return error
    return _closest_error(inner[ranks.index(best)], schema)


def _is_typed(schema: Schema, error: Any) -> bool:
    """Return True if the schema that an error is about names the type of the value there."""
    *_, holder, _ = _schemas(schema, error)
    types = holder.get("type") if isinstance(holder, Mapping) else None
    return types is not None and Checker({"type": types}).fits(error.instance)


def _schemas(schema: Schema, error: Any) -> list[Any]:
    """Return the schemas around the keyword of an error, outermost first, then its value."""
    here: Any = schema
    found: list[Any] = [here]
    for step in error.schema_path:
        known = isinstance(here, Mapping) and step in here
        known = known or (isinstance(here, list) and isinstance(step, int) and step < len(here))
        here = here[step] if known else None
        found.append(here)
    return found


def _explain(error: Any, schema: Schema, whole: str, *, is_worded: bool) -> Iterable[SchemaProblem]:
    """Explain an error of jsonschema-rs in terms of the document."""
    path = tuple(error.instance_path)
    where = f"`{_dotted(path)}`" if path else whole
    *around, value = _schemas(schema, error)
    match error.kind.name:
        case "additionalProperties":
            known = list(around[-1].get("properties", {}))
            yield from (_unknown(path, key, known) for key in error.kind.unexpected)
        case "required":
            key = error.kind.property
            yield SchemaProblem(path, f"{where} lacks the key `{key}`", f"add `{key}`", lacks=key)
        case "propertyNames":
            key = error.kind.error.instance
            hint = f"expected {_wanted(str(error.schema_path[-1]), value)}"
            yield SchemaProblem(path, f"{where} has the key `{key}`", hint, key)
        case "falseSchema" if error.schema_path[-1:] == ["additionalProperties"]:
            yield SchemaProblem(path, f"{where} has a key", "leave it out: no key is allowed here")
        case "falseSchema":
            yield SchemaProblem(path, f"{where} is {_shown(error.instance)}", "leave it out")
        case name:
            near = _meant(value, error.instance) if name == "enum" else ""
            wanted = (is_worded and _described(around)) or _wanted(
                str(error.schema_path[-1]), value
            )
            hint = f'did you mean "{near}"?' if near else f"expected {wanted}"
            yield SchemaProblem(path, f"{where} is {_shown(error.instance)}", hint)


def _meant(choices: Sequence[object], instance: object) -> str:
    """Return the choice that was probably meant, ``""`` if none is close."""
    texts = [one for one in choices if isinstance(one, str)]
    near = get_close_matches(instance, texts, n=1, cutoff=0.7) if isinstance(instance, str) else []
    return near[0] if near else ""


def _described(schemas: Sequence[Any]) -> str | None:
    """Return the nearest description: the one around an ``anyOf`` describes its branches."""
    for schema in reversed(schemas):
        if isinstance(schema, Mapping) and isinstance(schema.get("description"), str):
            return str(schema["description"])
    return None


def _unknown(path: tuple[str | int, ...], key: str, known: Sequence[str]) -> SchemaProblem:
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
    place = f" in `{_dotted(path)}`" if path else ""
    return SchemaProblem(path, f"unknown key `{key}`{place}", hint, key)


def _wanted(keyword: str, value: Any) -> str:
    match keyword:
        case "type":
            return " or ".join(KINDS.get(kind, kind) for kind in _listed(value))
        case "enum":
            return "one of " + ", ".join(json.dumps(choice) for choice in value)
        case "const":
            return json.dumps(value)
        case "minLength" | "minItems" | "minProperties":
            return f"at least {value}"
        case _:
            return f"{keyword} {json.dumps(value)}"[:120]


def _listed(value: Any) -> list[str]:
    return [value] if isinstance(value, str) else list(value)


KINDS = {
    "array": "a list",
    "boolean": "true or false",
    "integer": "a whole number",
    "null": "null",
    "number": "a number",
    "object": "an object",
    "string": "text",
}
"""The types of JSON Schema in words."""


def _shown(value: object) -> str:
    if isinstance(value, dict | list):
        return "an object" if isinstance(value, dict) else "a list"
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text if len(text) <= 60 else text[:59] + "…"


def _dotted(path: Iterable[str | int]) -> str:
    text = ""
    for step in path:
        text += f"[{step}]" if isinstance(step, int) else f".{step}" if text else step
    return text
