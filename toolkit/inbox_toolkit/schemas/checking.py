"""Check a document against a JSON Schema: jsonschema-rs decides, jsonschema explains.

jsonschema-rs is two orders of magnitude faster; jsonschema knows which branch of an ``anyOf`` came
closest. So the fast one decides and the slow one is only imported when something is wrong.
"""

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib.resources import files
from typing import Any

from inbox_toolkit.errors import ProjectError

Schema = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
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


@cache
def shipped(name: str) -> Schema:
    """Return a schema that ships with the package, by its file name without the extension."""
    text = (
        files("inbox_toolkit.schemas").joinpath(f"{name}.schema.json").read_text(encoding="utf-8")
    )
    loaded: Schema = json.loads(text)
    return loaded


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
        if self._fast is None:
            import jsonschema_rs

            try:
                self._fast = jsonschema_rs.validator_for(dict(self.schema), retriever=_refuse)
            except jsonschema_rs.ValidationError as error:
                message = f"the schema cannot be used: {str(error).splitlines()[0]}"
                raise ProjectError(
                    message, help="keep what it refers to in its own $defs"
                ) from None
        return bool(self._fast.is_valid(document))

    def problems(self, document: object) -> list[SchemaProblem]:
        """Return every place where the document does not match, in document order."""
        if self.fits(document):
            return []
        from jsonschema import Draft202012Validator
        from jsonschema.exceptions import best_match
        from referencing import Registry

        found: list[SchemaProblem] = []
        validator = Draft202012Validator(dict(self.schema), registry=Registry())  # fetches nothing
        for error in validator.iter_errors(document):
            closest = best_match([error]) if error.context else error
            found += _explain(closest or error, self.whole, is_worded=self.is_worded)
        # jsonschema has an error for each key that is lacking, and each of them names them all.
        return sorted(dict.fromkeys(found), key=lambda one: [str(step) for step in one.path])


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
            path, f"{where} is {_shown(error.instance)}", f"expected {_wanted(error)}"
        )
    return None


_OFFICIAL = re.compile(r"https?://json-schema\.org/(draft-\d\d|draft/20\d\d-\d\d)/schema#?")


def _is_plainly_sound(schema: object) -> bool:
    """Return True if jsonschema-rs accepts a schema; it does not check patterns.

    Only ask about official dialects: it would fetch any other.
    """
    import jsonschema_rs

    if not isinstance(schema, dict) or '"pattern' in json.dumps(schema):
        return False
    return jsonschema_rs.meta.is_valid(schema)


def _explain(error: Any, whole: str, *, is_worded: bool) -> Iterable[SchemaProblem]:
    """Explain a jsonschema ``ValidationError`` in terms of the document."""
    path = tuple(error.absolute_path)
    where = f"`{_dotted(path)}`" if path else whole
    if error.validator == "additionalProperties" and isinstance(error.instance, dict):
        known = list(error.schema.get("properties", {}))
        for key in error.instance:
            if key not in known:
                yield _unknown(path, key, known)
        return
    if error.validator == "required" and isinstance(error.instance, dict):
        for key in error.validator_value:
            if key not in error.instance:
                hint = f"add `{key}`"
                yield SchemaProblem(path, f"{where} lacks the key `{key}`", hint, lacks=key)
        return
    near = _meant(error)
    wanted = (is_worded and _described(error)) or _wanted(error)
    hint = f'did you mean "{near}"?' if near else f"expected {wanted}"
    yield SchemaProblem(path, f"{where} is {_shown(error.instance)}", hint)


def _meant(error: Any) -> str:
    """Return the choice that was probably meant, ``""`` if none is close."""
    if error.validator != "enum" or not isinstance(error.instance, str):
        return ""
    choices = [one for one in error.validator_value if isinstance(one, str)]
    near = get_close_matches(error.instance, choices, n=1, cutoff=0.7)
    return near[0] if near else ""


def _described(error: Any) -> str | None:
    """Return the nearest description: the one around an ``anyOf`` describes its branches."""
    while error is not None:
        if isinstance(error.schema, dict) and "description" in error.schema:
            return str(error.schema["description"])
        error = error.parent
    return None


def _unknown(path: tuple[str | int, ...], key: str, known: Sequence[str]) -> SchemaProblem:
    near = get_close_matches(key, known, n=1)
    hint = f"did you mean `{near[0]}`?" if near else f"known keys: {', '.join(known)}"
    place = f" in `{_dotted(path)}`" if path else ""
    return SchemaProblem(path, f"unknown key `{key}`{place}", hint, key)


def _wanted(error: Any) -> str:
    value = error.validator_value
    match error.validator:
        case "type":
            kinds = [value] if isinstance(value, str) else list(value)
            return " or ".join(KINDS.get(kind, kind) for kind in kinds)
        case "enum":
            return "one of " + ", ".join(json.dumps(choice) for choice in value)
        case "const":
            return json.dumps(value)
        case "minLength" | "minItems" | "minProperties":
            return f"at least {value}"
        case _:
            return f"{error.validator} {json.dumps(value)}"[:120]


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
