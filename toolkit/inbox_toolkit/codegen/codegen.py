"""The languages that a contract's types are written in, and the styles of each."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from inbox_toolkit.codegen.model import ObjectType, class_name, objects_of
from inbox_toolkit.codegen.python import PythonCode, module_text
from inbox_toolkit.codegen.python_dataclass import data_classes
from inbox_toolkit.codegen.python_names import function_name, is_attribute_name
from inbox_toolkit.codegen.python_pydantic import pydantic_models
from inbox_toolkit.codegen.python_send_helper import python_send_helper
from inbox_toolkit.codegen.python_typeddict import typed_dicts
from inbox_toolkit.codegen.typescript import typescript_module
from inbox_toolkit.codegen.typescript_send_helper import typescript_send_helper
from inbox_toolkit.contract.merge import contract_text
from inbox_toolkit.errors import UsageError
from inbox_toolkit.template.template import Template

Schema = Mapping[str, Any]

PYTHON_STYLES: Mapping[str, Callable[[tuple[ObjectType, ...]], PythonCode]] = {
    "typeddict": typed_dicts,
    "dataclass": data_classes,
    "pydantic": pydantic_models,
}
"""The styles of Python types, the default first."""

ENDINGS: Mapping[str, str] = {
    "python": ".py", "typescript": ".ts", "json-schema": ".schema.json"
}  # fmt: skip
"""Each language's file extension, the default first."""


@dataclass(frozen=True, slots=True)
class TypeGenerator:
    """Writes types in a language and style ("" for its default), perhaps with a send function."""

    language: str = "python"
    style: str = ""
    with_send: bool = False

    def __post_init__(self) -> None:
        """Raise UsageError for a style or a send function that the language does not have."""
        if self.style and self.language != "python":
            raise UsageError(
                f"{self.language} does not have the style `{self.style}`",
                help="--style is for --lang python; leave it out",
            )
        if self.with_send and self.language == "json-schema":
            raise UsageError(
                "a JSON Schema has no send function", help="add --lang python or --lang typescript"
            )

    def text(self, schema: Schema, template: Template) -> str:
        """Return the types of a template's message data, which ``schema`` describes."""
        if self.language == "json-schema":
            return contract_text(schema)
        title = str(schema.get("title", template.name))
        objects = objects_of(schema, class_name(template.name, "data"))
        data = objects[-1].name
        if self.language == "typescript":
            sending = typescript_send_helper(template, data) if self.with_send else ("", "")
            return typescript_module(objects, title, sending)
        style = self.style or next(iter(PYTHON_STYLES))
        code = PYTHON_STYLES[style](objects)
        if self.with_send:
            code += python_send_helper(template, data, is_plain=style == "typeddict")
        return module_text(code, title)

    def files(self, templates: Iterable[Template]) -> dict[str, str]:
        """Return each template's file by its name; a Python file can be imported.

        Raises UsageError if two would be written to the same file.
        """
        files: dict[str, str] = {}
        for one in templates:
            file = self._file(one)
            other = next((name for name, taken in files.items() if taken == file), None)
            if other is not None:
                raise UsageError(
                    f"`{other}` and `{one.name}` would both be written to {file}",
                    help="write one of them alone, to another folder",
                )
            files[one.name] = file
        return files

    def _file(self, template: Template) -> str:
        name = template.name.replace("/", "_")
        if self.language == "python" and not is_attribute_name(name):
            name = f"message_{function_name(name)}"
        return f"{name}{ENDINGS[self.language]}"
