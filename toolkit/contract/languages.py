"""The languages that a contract's types are written in."""

from collections.abc import Callable, Mapping
from typing import Any

from toolkit.contract.keeping import contract_text
from toolkit.contract.python_types import python_module
from toolkit.contract.typenames import class_name, objects_of
from toolkit.contract.typescript_types import typescript_module
from toolkit.template.template import Template

Schema = Mapping[str, Any]


def _python(schema: Schema, template: Template) -> str:
    return python_module(_objects(schema, template), str(schema.get("title", template.name)))


def _typescript(schema: Schema, template: Template) -> str:
    return typescript_module(_objects(schema, template), str(schema.get("title", template.name)))


def _objects(schema: Schema, template: Template) -> Any:
    return objects_of(schema, class_name(template.name, "data"))


def _schema(schema: Schema, _: Template) -> str:
    return contract_text(schema)


LANGUAGES: Mapping[str, tuple[str, Callable[[Schema, Template], str]]] = {
    "python": (".py", _python),
    "typescript": (".ts", _typescript),
    "json-schema": (".schema.json", _schema),
}
"""Each language's file ending, and what writes it."""
