"""A typed function that sends one template with the official Node client."""

from inbox_toolkit.codegen.model import class_name
from inbox_toolkit.codegen.typescript import comment_text, quoted
from inbox_toolkit.template.template import Template

_IMPORTS = """\
import { SendInboxMessageRequest } from "customerio-node";
import type { APIClient, SendInboxMessageRequestOptions } from "customerio-node";"""

_SEND = """\
/** One person: by the id you gave them, by e-mail address, or by the id Customer.io gave them. */
export type Recipient = {{ id: string | number }} | {{ email: string }} | {{ cio_id: string }};

/** The service's answer: it has taken the message, and renders it later. */
export interface Accepted {{
  delivery_id: string;
  queued_at: number;
}}

/** What else can be said of a send; `send_at` is Unix time in seconds. */
export type SendOptions = Pick<
  SendInboxMessageRequestOptions,
  "language" | "send_at" | "queue_draft" | "disable_message_retention"
>;

/** Send `{name}` to one person; rejects with the client's own errors. */
export async function {function}(
  client: Pick<APIClient, "sendInboxMessage">,
  to: Recipient,
  messageData: {data},
  options: SendOptions = {{}},
): Promise<Accepted> {{
  const request = new SendInboxMessageRequest({{
    ...options,
    transactional_message_id: {message_id},
    // the client's own types leave out `cio_id`, which the service takes
    identifiers: to as SendInboxMessageRequestOptions["identifiers"],
    message_data: {{ ...messageData }},
  }});
  return (await client.sendInboxMessage(request)) as Accepted;
}}"""


def typescript_send_helper(template: Template, data: str) -> tuple[str, str]:
    """Return the imports and the function; ``data`` is the type of the message data."""
    function = _SEND.format(
        function=f"send{class_name(template.name)}",
        data=data,
        name=comment_text(template.envelope.name or template.name),
        message_id=quoted(template.envelope.transactional_message_id),
    )
    return _IMPORTS, function
