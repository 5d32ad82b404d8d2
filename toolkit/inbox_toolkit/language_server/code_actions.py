"""Code actions: the fixes of ``--fix``, a fallback, a missing key, a suppression, ``| json``."""

import json
from collections.abc import Iterator
from difflib import get_close_matches

from inbox_toolkit.diagnostics.diagnostic import SUPPRESSION, Diagnostic
from inbox_toolkit.language_server import protocol
from inbox_toolkit.language_server.completion import construct_start
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.protocol import (
    FIX_ALL,
    QUICK_FIX,
    CodeAction,
    CodeActionParams,
    TextEdit,
)
from inbox_toolkit.language_server.session import UnitState
from inbox_toolkit.language_server.values import members_at
from inbox_toolkit.project.fixtures import Fixture
from inbox_toolkit.text.json_reader import read_json
from inbox_toolkit.text.span import Span

KINDS = [QUICK_FIX, FIX_ALL]
_WITHOUT_VALUE = frozenset({"missing-value", "possibly-missing", "blank-value"})


def code_actions(document: Document, params: CodeActionParams) -> list[CodeAction]:
    """Return what can be done about the findings in a range, and all safe fixes at once."""
    state = document.state()
    if state is None:
        return []
    area = document.positions.span(params["range"])
    inside = [
        one
        for one in state.diagnostics
        if one.file == document.name and one.span.start <= area.end and area.start <= one.span.end
    ]
    actions = [
        action
        for one in inside
        for action in _actions_for(document, state, one, _sent(params, document, one))
    ]
    return [*actions, *_fix_all(document, state)]


def _sent(
    params: CodeActionParams, document: Document, one: Diagnostic
) -> list[protocol.Diagnostic]:
    """Return the client's own diagnostics that stand for a finding."""
    area = document.positions.range(one.span)
    return [
        each
        for each in params["context"]["diagnostics"]
        if each.get("code") == one.rule and each["range"] == area
    ]


def _actions_for(
    document: Document, state: UnitState, one: Diagnostic, sent: list[protocol.Diagnostic]
) -> Iterator[CodeAction]:
    if one.fix is not None:
        edits = [document.positions.edit(edit.span, edit.text) for edit in one.fix.edits]
        yield _action(one.fix.description, {document.uri: edits}, sent, is_preferred=one.fix.safe)
    if one.rule in _WITHOUT_VALUE:
        corrections = list(_spelling(document, one, sent))
        yield from corrections
        yield from _fallback(document, one, sent)
        if not corrections:
            yield from _missing_keys(document, state, one, sent)
    if _is_in_properties(document, one):
        yield _suppression(document, one, sent)


def _is_in_properties(document: Document, one: Diagnostic) -> bool:
    """Return True where a comment of Liquid can stand: the envelope holds none."""
    result = document.result()
    body = result.template.body if result else None
    return (
        body is not None and body.source.name == document.name and body.span.holds(one.span.start)
    )


def _spelling(
    document: Document, one: Diagnostic, sent: list[protocol.Diagnostic]
) -> Iterator[CodeAction]:
    """Offer the members of the fixtures that are spelled nearly like the last name of the path."""
    written = one.span.of(document.text)
    holder, dot, name = written.rpartition(".")
    if not dot or not name.isidentifier():
        return
    start = construct_start(document.text, one.span.start)
    known = members_at(document, start, holder)
    if name in known:
        return
    for near in get_close_matches(name, known, n=2):
        span = Span(one.span.end - len(name), one.span.end)
        edit = document.positions.edit(span, near)
        yield _action(f"Change to `{near}`", {document.uri: [edit]}, sent, is_preferred=True)


def _fallback(
    document: Document, one: Diagnostic, sent: list[protocol.Diagnostic]
) -> Iterator[CodeAction]:
    """Offer ``| default`` behind the path, before its other filters."""
    text = document.text
    start = max(text.rfind("{{", 0, one.span.start + 2), text.rfind("<<", 0, one.span.start + 2))
    end = text.find("}}" if text.startswith("{{", start) else ">>", start)
    if start < 0 or end < one.span.start:
        return
    bar = text.find("|", start, end)
    at = len(text[: bar if bar >= 0 else end].rstrip(" -"))
    if text[bar + 1 : end].lstrip().startswith("default") and bar >= 0:
        return
    edit = document.positions.edit(Span(at, at), " | default: '...'")
    yield _action("Print a fallback: | default: '...'", {document.uri: [edit]}, sent)


def _missing_keys(
    document: Document, state: UnitState, one: Diagnostic, sent: list[protocol.Diagnostic]
) -> Iterator[CodeAction]:
    """Offer to add the key to each fixture that lacks it, up to three."""
    path = one.message.split("`")[1] if one.message.count("`") > 1 else ""
    root, _, name = path.partition(".")
    if not name or "." in name or "[" in name:
        return
    groups = {
        "customer": state.opened.fixtures.profiles,
        "trigger": state.opened.message_data,
    }
    lacking = [each for each in groups.get(root, ()) if name not in each.data]
    for fixture in lacking[:3]:
        edit = _key_edit(document, fixture, name)
        if edit is not None:
            title = f"Add `{name}` to {fixture.file}"
            yield _action(title, {document.uri_of(fixture.file): [edit]}, sent)


def _key_edit(document: Document, fixture: Fixture, name: str) -> TextEdit | None:
    root = read_json(fixture.source.text).root
    if root is None:
        return None
    text = fixture.source.text
    positions = document.positions_of(fixture.file)
    key = f'{json.dumps(name)}: ""'
    if not root.members:
        return positions.edit(root.span, "{\n  " + key + "\n}")
    last = root.members[-1]
    line = text[text.rfind("\n", 0, last.key_span.start) + 1 : last.key_span.start]
    separator = ",\n" + line if line.strip() == "" and "\n" in text else ", "
    at = Span(last.value.span.end, last.value.span.end)
    return positions.edit(at, separator + key)


def _suppression(
    document: Document, one: Diagnostic, sent: list[protocol.Diagnostic]
) -> CodeAction:
    text = document.text
    start = text.rfind("\n", 0, one.span.start) + 1
    indent = text[start : len(text[:start]) + len(text[start:]) - len(text[start:].lstrip(" \t"))]
    comment = f"{{% comment %}} {SUPPRESSION} {one.rule}: REASON {{% endcomment %}}"
    edit = document.positions.edit(Span(start, start), f"{indent}{comment}\n")
    return _action(f"Ignore `{one.rule}` on this line", {document.uri: [edit]}, sent)


def _fix_all(document: Document, state: UnitState) -> Iterator[CodeAction]:
    edits: list[TextEdit] = []
    taken: list[Span] = []
    for one in state.diagnostics:
        if one.file != document.name or one.fix is None or not one.fix.safe:
            continue
        spans = [edit.span for edit in one.fix.edits]
        if any(a.start < b.end and b.start < a.end for a in spans for b in taken):
            continue
        taken += spans
        edits += [document.positions.edit(edit.span, edit.text) for edit in one.fix.edits]
    if edits:
        yield {
            "title": "Apply all safe fixes",
            "kind": FIX_ALL,
            "edit": {"changes": {document.uri: edits}},
        }


def _action(
    title: str,
    changes: dict[str, list[TextEdit]],
    sent: list[protocol.Diagnostic],
    *,
    is_preferred: bool = False,
) -> CodeAction:
    return {
        "title": title,
        "kind": QUICK_FIX,
        "diagnostics": sent,
        "isPreferred": is_preferred,
        "edit": {"changes": changes},
    }
