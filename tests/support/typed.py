"""Contracts that are hard to write as types, and what compiles the types that are written."""

import importlib.util
import json
import subprocess
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

from inbox_toolkit.codegen.codegen import TypeGenerator
from inbox_toolkit.project.project import open_project
from inbox_toolkit.template.reader import read_templates
from inbox_toolkit.template.template import Template

HERE = Path(__file__).resolve().parents[2]

_ADDRESS = {
    "type": "object",
    "description": "Where it goes",
    "properties": {
        "street": {"type": "string"},
        "geo": {"type": "array", "items": {"type": "number"}},
    },
    "required": ["street"],
}

HARD: dict[str, Any] = {
    "title": 'odd "title" \\ here',
    "type": "object",
    "properties": {
        "order_id": {"type": "string", "description": 'the "order"\n"""'},
        "class": {"type": "number"},
        "class_": {"type": "string"},
        "two words": {"type": ["string", "null"]},
        "ﬁeld": {"type": "string"},
        "日本": {"type": "string"},
        "🪨": {"type": "boolean"},
        "9lives": {"type": "integer"},
        "__private": {"type": "string"},
        "_one": {"type": "string"},
        "": {"type": "string"},
        "quo\"te'": {"type": "string"},
        "new\nline": {"type": "string"},
        "str": {"type": "string"},
        "list": {"type": "array", "items": {"type": "string"}},
        "self": {"type": "string"},
        "more": {"type": "string"},
        "field": {"type": "string"},
        "copy": {"type": "string"},
        "json": {"type": "string"},
        "model_config": {"type": "string"},
        "model_year": {"type": "integer"},
        "from_message_data": {"type": "string"},
        "HardDataItemsItem": {"type": "string"},
        "None": {"type": "null"},
        "items": {
            "type": "array",
            "items": {"type": "object", "properties": {"n": {"type": "integer"}}, "required": ["n"]},
        },
        "kind": {"enum": ["a", 'b"', 1, True, None]},
        "size": {"enum": [1.5, "big"]},
        "nested": {"enum": [[1], "flat"]},
        "fixed": {"const": "yes"},
        "any": {},
        "allowed": True,
        "forbidden": False,
        "matrix": {"type": "array", "items": {"type": "array", "items": {"type": "number"}}},
        "grid": {"type": "array", "items": {"type": "array", "items": _ADDRESS}},
        "free": {"type": "object"},
        "rates": {"type": "object", "additionalProperties": {"type": "number"}},
        "places": {"type": "object", "additionalProperties": _ADDRESS},
        "billing": _ADDRESS,
        "shipping": {"properties": _ADDRESS["properties"]},
        "either": {"anyOf": [_ADDRESS, {"type": "string"}, {"type": "array", "items": _ADDRESS}]},
        "nullable": {"type": ["object", "null"], "properties": {"deep": {"type": "boolean"}}},
        "scalar": {"type": ["string", "number", "boolean"]},
        "link": {"type": "string", "format": "uri", "description": "Ends here. */ or not"},
    },
    "required": ["order_id", "class", "two words", "items", "kind"],
}  # fmt: skip

HARD_DATA: list[dict[str, Any]] = [
    {"order_id": "x", "class": 3, "two words": None, "items": [], "kind": None},
    {
        "order_id": "x", "class": 3.0, "class_": "same", "two words": "", "ﬁeld": "f", "日本": "j",
        "🪨": True, "9lives": 9, "__private": "p", "_one": "1", "": "empty", "quo\"te'": "q",
        "new\nline": "n", "str": "s", "list": ["a"], "self": "me", "more": "m", "field": "f",
        "copy": "c", "json": "{}", "model_config": "m", "model_year": 1970,
        "from_message_data": "f", "HardDataItemsItem": "h", "None": None,
        "items": [{"n": 1}, {"n": 2}], "kind": 'b"', "size": 1.5, "nested": [1], "fixed": "yes",
        "any": {"deep": [None, 1.0, {"x": 1}]}, "allowed": 0,
        "matrix": [[1, 1.5], []], "grid": [[{"street": "a"}], [{"street": "b", "geo": [1, 2.0]}]],
        "free": {"a": {"b": []}}, "rates": {"EUR": 1, "USD": 1.1},
        "places": {"home": {"street": "s"}}, "billing": {"street": "s", "geo": []},
        "shipping": {}, "either": {"street": "s"}, "nullable": None, "scalar": True,
        "link": "https://example.com/",
    },
    {"order_id": "", "class": -0.5, "two words": "w", "items": [], "kind": 1, "either": "text", "nullable": {}, "scalar": 1, "size": "big", "nested": "flat"},
    {"order_id": "", "class": 1, "two words": "w", "items": [{"n": 0}], "kind": True, "either": [{"street": "a"}], "nullable": {"deep": False}, "scalar": 2.0},
    {"order_id": "", "class": 1e21, "two words": "w", "items": [], "kind": "a", "scalar": "t"},
]  # fmt: skip


def templates() -> list[Template]:
    """This repository's own templates, without translations."""
    project = open_project(HERE)
    return [
        one for one in read_templates(project.template_files, project.config) if not one.language
    ]


def written(template: Template, writing: TypeGenerator) -> str:
    """The types of one of this repository's templates, from its own contract."""
    from inbox_toolkit.contract.contract import effective_contract

    return writing.text(effective_contract(template, open_project(HERE)).document, template)


def message_data(template: Template) -> list[dict[str, Any]]:
    """The fixtures of one of this repository's templates."""
    files = sorted((HERE / "fixtures/message_data" / template.name).glob("*.json"))
    assert files
    return [json.loads(file.read_text(encoding="utf-8")) for file in files]


def type_checked(*modules: Path, config: str = "") -> subprocess.CompletedProcess[str]:
    """Run mypy in a process of its own: in this one it would raise the recursion limit for all.

    What it learns of the libraries is kept between runs: that takes ten times as long as the rest.
    """
    settings = modules[0].with_name("mypy.ini")
    settings.write_text(f"[mypy]\nstrict = true\n{config}")
    cache = HERE / ".mypy_cache" / ("written-plain" if not config else "written-plugin")
    command = [sys.executable, "-m", "mypy", "--no-error-summary", "--cache-dir", str(cache)]
    command += ["--config-file", str(settings), *map(str, modules)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def loaded(path: Path) -> ModuleType:
    """Import a written module."""
    spec = importlib.util.spec_from_file_location(path.stem, path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module  # dataclasses and Pydantic look their own module up
    try:
        spec.loader.exec_module(module)
    finally:
        del sys.modules[path.stem]
    return module


def same(one: object, other: object) -> bool:
    """Return True if two values are one JSON: 3 is not 3.0, true is not 1."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
