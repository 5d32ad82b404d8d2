"""Completion in JSON: the settings of a template, the keys that a fixture lacks."""

import json
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from inbox_toolkit.language_server.completion_item import completion_item
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.json_context import JsonContext, json_context_at
from inbox_toolkit.language_server.protocol import CompletionItem, ItemKind
from inbox_toolkit.language_server.session import ProjectSession
from inbox_toolkit.language_server.values import cases_for
from inbox_toolkit.liquid.syntax.scanner import normalize_delimiters, scan
from inbox_toolkit.rendering.render import render_cases
from inbox_toolkit.schemas.shipped import shipped
from inbox_toolkit.template.reader import mask

Schema = Mapping[str, Any]

MAX_RENDERS = 20
"""Cases that are rendered to see what is read of message data."""


def complete_json(document: Document, offset: int) -> list[CompletionItem]:
    """Return the keys or values that can be written at an offset outside Liquid."""
    session = document.session
    if session is None:
        return []
    if document.is_template:
        text = normalize_delimiters(document.text)
        context = json_context_at(mask(text, scan(text)[0]), offset)
        if context is None or "properties" in context.path[:1]:
            return []
        return list(_settings(document, session, context))
    if not session.is_fixture(document.name):
        return []
    context = json_context_at(document.text, offset)
    return list(_missing_keys(document, context)) if context and context.is_key else []


def _settings(
    document: Document, session: ProjectSession, context: JsonContext
) -> Iterator[CompletionItem]:
    """Yield the keys and values of the envelope that its schema knows."""
    schema = _schema_at(shipped("template"), context.path)
    if context.is_key:
        for name, about in schema.get("properties", {}).items():
            if name not in context.keys:
                yield _key(document, context, name, about.get("description", ""))
        return
    inbox = session.config.inbox
    known: Iterable[object] = schema.get("enum", ())
    if context.path == ("topics", "[]"):
        known = inbox.topics or ()
    elif context.path == ("type",):
        known = inbox.types or ()
    for value in known:
        yield completion_item(document, context.span, json.dumps(value), ItemKind.VALUE)


def _schema_at(schema: Schema, path: tuple[str, ...]) -> Schema:
    """Return the part of a schema that describes what a path leads to; empty where none does."""
    root = schema
    for step in path:
        found = (
            schema.get("items", {}) if step == "[]" else schema.get("properties", {}).get(step, {})
        )
        reference = str(found.get("$ref", ""))
        if reference.startswith("#/$defs/"):
            found = root.get("$defs", {}).get(reference.removeprefix("#/$defs/"), {})
        schema = found
    return schema


def _missing_keys(document: Document, context: JsonContext) -> Iterator[CompletionItem]:
    """Yield the members that the template reads at a place of a fixture and that it lacks there."""
    opened = document.opened()
    if opened is None:
        return
    steps = ["trigger", *(step for step in context.path if step != "[]")]
    names: dict[str, None] = {}
    for template in opened.repaired:
        if template.body is None or template.parsed.errors:
            continue
        cases, _ = cases_for(opened, template, "trigger")
        for outcome in render_cases(cases[:MAX_RENDERS], opened.environment):
            for read in outcome.rendered.reads:
                below = _below(read.path, steps)
                if below is not None:
                    names[below] = None
    for name in names:
        if name not in context.keys:
            yield _key(document, context, name, f"read as `{'.'.join(steps)}.{name}`")


def _below(path: str, steps: list[str]) -> str | None:
    """Return the name that a path goes on with behind some steps, indexes left out."""
    names = [part.partition("[")[0] for part in path.split(".")]
    if names[: len(steps)] != steps or len(names) <= len(steps):
        return None
    return names[len(steps)] or None


def _key(document: Document, context: JsonContext, name: str, about: str) -> CompletionItem:
    written = json.dumps(name, ensure_ascii=False)
    snippet = f"{written}: $1".replace("\\", "\\\\") if "$" not in name else f'"\\{name}": $1'
    return completion_item(
        document, context.span, written, ItemKind.PROPERTY, documentation=about, snippet=snippet
    )
