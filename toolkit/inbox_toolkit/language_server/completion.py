"""Completion: paths from fixtures, filters and tags from the catalog, values of ``when``."""

from collections.abc import Iterator

from inbox_toolkit.language_server.completion_item import completion_item
from inbox_toolkit.language_server.contract_members import ContractMember, contract_members
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.json_completion import complete_json
from inbox_toolkit.language_server.liquid_context import LiquidContext, context_at
from inbox_toolkit.language_server.locals import locals_at
from inbox_toolkit.language_server.protocol import (
    CompletionItem,
    CompletionList,
    ItemKind,
    PositionParams,
)
from inbox_toolkit.language_server.values import Member, example, members_at, values_at
from inbox_toolkit.liquid.catalog.roots import ROOTS
from inbox_toolkit.liquid.filters.registry import lookup, specs
from inbox_toolkit.liquid.filters.spec import FilterSpec
from inbox_toolkit.liquid.syntax.tags.registry import BLOCKS, BRANCHES, tags_of
from inbox_toolkit.text.span import Span

TRIGGERS = [".", "|", "%", "{", "'", '"']

_SUITS = {
    "text": {"text", "scalar", "sized", "any"},
    "number": {"number", "scalar", "date", "any"},
    "boolean": {"boolean", "scalar", "any"},
    "list": {"list", "sized", "any"},
    "object": {"any"},
}


def complete(document: Document, params: PositionParams) -> CompletionList | None:
    """Return what can be written at a position."""
    offset = document.positions.offset(params["position"])
    context = None
    if document.session is None or document.is_template:
        context = context_at(document.text, offset)
    if context is None:
        found = complete_json(document, offset)
        return {"isIncomplete": False, "items": found} if found else None
    match context.place:
        case "filter":
            items = _filters(document, offset, context)
        case "tag":
            items = _tags(document, context)
        case "when":
            items = _when_values(document, context)
        case _:
            items = _paths(document, offset, context)
    return {"isIncomplete": False, "items": list(items)}


def _paths(document: Document, offset: int, context: LiquidContext) -> Iterator[CompletionItem]:
    if context.holder is not None:
        start = construct_start(document.text, offset)
        found = members_at(document, start, context.holder)
        promised = contract_members(document, start, context.holder)
        for member in found.values():
            yield _member_item(document, context.span, member, promised.pop(member.name, None))
        for name, known in promised.items():
            yield _member_item(document, context.span, Member(name), known)
        return
    for name, kind in locals_at(document.text, offset).items():
        yield completion_item(document, context.span, name, ItemKind.VARIABLE, detail=kind)
    for root in ROOTS.values():
        if root.is_available:
            yield completion_item(
                document,
                context.span,
                root.name,
                ItemKind.MODULE,
                detail=root.holds,
                sort="1",
            )


def _member_item(
    document: Document, span: Span, member: Member, known: ContractMember | None
) -> CompletionItem:
    """Return the item of a member that fixtures have, a contract knows, or both."""
    shown = [example(value) for value in member.values if value is not None][:1]
    type_name, about = member.type_name, [member.availability]
    if known is not None:
        type_name = type_name if member.values else known.type_name
        if not shown and known.example is not None:
            shown = [example(known.example)]
        promise = "required" if known.is_required else "optional"
        about = [*filter(None, [known.description]), *about, f"{promise} in the contract"]
    return completion_item(
        document,
        span,
        member.name,
        ItemKind.FIELD,
        detail=" · ".join([type_name, *shown]),
        documentation="\n\n".join(about),
        sort="1" if member.missing or not member.values else "0",
    )


def _filters(document: Document, offset: int, context: LiquidContext) -> Iterator[CompletionItem]:
    version = version_of(document)
    suits = _SUITS.get(_type_before(document, offset), set())
    for spec in specs(version):
        if spec.replacement and not spec.is_listed:
            continue
        arguments = [one.name for one in spec.arguments if one.is_required]
        call = ", ".join(f"${{{number}:{name}}}" for number, name in enumerate(arguments, 1))
        item = completion_item(
            document,
            context.span,
            spec.name,
            ItemKind.FUNCTION,
            detail=spec.signature or None,
            documentation=filter_page(spec, version),
            sort="0" if spec.accepts in suits else "1",
            snippet=f"{spec.name}: {call}" if call else None,
        )
        yield item


def filter_page(spec: FilterSpec, version: str) -> str:
    """Return what is known of a filter, as markdown."""
    found = lookup(spec.name, version)
    summary = ((found.function.__doc__ if found else "") or "").strip().partition("\n\n")[0]
    lines = [f"`| {spec.name}{': ' + spec.signature if spec.signature else ''}`", "", summary]
    if spec.versions != frozenset({"latest", "legacy"}):
        lines += ["", f"Only in {' and '.join(sorted(spec.versions))} Liquid."]
    if spec.replacement:
        lines += ["", f"Deprecated: use `{spec.replacement}`."]
    if spec.legacy_difference:
        lines += ["", f"Legacy Liquid: {spec.legacy_difference[0]}."]
    return "\n".join([*lines, "", f"Source: {spec.source}"])


def _type_before(document: Document, offset: int) -> str:
    """Return the type of the value that a filter at an offset would be given; "" if unknown."""
    start = construct_start(document.text, offset)
    inside = document.text[start + 2 : offset].lstrip("- ")
    expression = inside.rpartition("|")[0].strip()
    if inside.startswith("assign"):
        expression = expression.partition("=")[2].strip()
    if not expression:
        return ""
    found, _ = values_at(document, start, expression, limit=10)
    names = {Member("", [one.value]).type_name for one in found if not one.is_missing} - {"null"}
    return names.pop() if len(names) == 1 else ""


def _tags(document: Document, context: LiquidContext) -> Iterator[CompletionItem]:
    for spec in tags_of(version_of(document)).values():
        if not spec.applies or spec.name == "#":
            continue
        documentation = f"`{spec.form}`\n\nSource: {spec.source}"
        yield completion_item(
            document,
            context.span,
            spec.name,
            ItemKind.KEYWORD,
            documentation=documentation,
            sort="0" if spec.is_listed else "1",
        )
    for end in (*BLOCKS, *BRANCHES):
        yield completion_item(document, context.span, end, ItemKind.KEYWORD, sort="0")


def _when_values(document: Document, context: LiquidContext) -> Iterator[CompletionItem]:
    """Yield the values that the fixtures have for the subject of the ``case`` around."""
    text = document.text
    start = text.rfind("case ", 0, context.span.start)
    end = text.find("%}", start)
    if start < 0 or end < 0:
        return
    subject = text[start + 5 : end].rstrip("- ")
    found, _ = values_at(document, text.rfind("{%", 0, start), subject)
    for value in dict.fromkeys(one.value for one in found if isinstance(one.value, str | int)):
        written = repr(value) if isinstance(value, str) else str(value)
        yield completion_item(document, context.span, written, ItemKind.VALUE)


def construct_start(text: str, offset: int) -> int:
    """Return where the output or tag around an offset begins."""
    return max(0, *(text.rfind(opening, 0, offset) for opening in ("{{", "{%", "<<")))


def version_of(document: Document) -> str:
    """Return the version of Liquid that a document is written in."""
    opened = document.opened() if document.is_template else None
    template = opened.template(document.name) if opened else None
    if template is not None:
        return template.version
    return document.session.config.liquid if document.session else "latest"
