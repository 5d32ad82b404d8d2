"""A template as the service's own editor takes it: the text to paste, and the settings to set."""

from collections.abc import Iterator
from datetime import UTC, datetime
from textwrap import dedent

from inbox_toolkit.template.envelope import Envelope
from inbox_toolkit.template.template import Template


def editor_text(template: Template) -> str | None:
    """Return the properties with ``{{ }}`` delimiters, outdented; None where there are none."""
    body = template.body
    if body is None:
        return None
    text = body.span.of(body.text)
    line_start = body.text.rfind("\n", 0, body.span.start) + 1
    lead = body.text[line_start : body.span.start]
    indent = lead[: len(lead) - len(lead.lstrip())]
    return dedent(indent + text) if indent else text


def settings(envelope: Envelope) -> Iterator[tuple[str, str]]:
    """Yield each setting's name in the editor and its value; those left out are not named."""
    yield "Trigger name", str(envelope.transactional_message_id)
    if envelope.name:
        yield "Name", envelope.name
    if envelope.topics:
        yield "Topics", ", ".join(envelope.topics)
    if envelope.type:
        yield "Type", envelope.type
    if envelope.expiration:
        yield "Expiration", _expiration(envelope)
    if envelope.liquid:
        yield "Liquid", envelope.liquid


def _expiration(envelope: Envelope) -> str:
    expiration = envelope.expiration
    if expiration is None:
        return ""
    if expiration.unit:
        return f"{expiration.value} {expiration.unit}"
    return datetime.fromtimestamp(expiration.value, UTC).strftime("%Y-%m-%d %H:%M:%S UTC")
