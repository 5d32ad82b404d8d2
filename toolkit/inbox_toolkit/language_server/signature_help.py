"""Signature help: the arguments of the filter that is being typed."""

from inbox_toolkit.language_server.completion import version_of
from inbox_toolkit.language_server.documents import Document
from inbox_toolkit.language_server.liquid_context import context_at
from inbox_toolkit.language_server.protocol import (
    PositionParams,
    SignatureHelp,
    SignatureInformation,
)
from inbox_toolkit.liquid.filters.registry import spec_of

TRIGGERS = [":", ","]


def signature_help(document: Document, params: PositionParams) -> SignatureHelp | None:
    """Return the filter whose argument a cursor stands in, with that argument marked."""
    context = context_at(document.text, document.positions.offset(params["position"]))
    spec = spec_of(context.filter, version_of(document)) if context and context.filter else None
    if context is None or spec is None or not spec.arguments:
        return None
    names = [one.written for one in spec.arguments]
    active = min(context.argument, len(names) - 1)
    signature: SignatureInformation = {
        "label": f"{spec.name}: {spec.signature}",
        "parameters": [{"label": name} for name in names],
        "activeParameter": active,
    }
    return {"signatures": [signature], "activeSignature": 0, "activeParameter": active}
