"""The emulated operations, one module per resource.

To add one:

1. Write ``async (service, request) -> Response`` in ``endpoints/<resource>.py``; raise ``ApiError``
   for what the API refuses.
2. List it in the module's ``ENDPOINTS``, and the module here.
3. Describe it in ``openapi.json``.
4. Test it in ``tests/sandbox/endpoints/``.
"""

from inbox_toolkit.sandbox.endpoints import (
    analytics,
    customers,
    inbox_queue,
    messages,
    send_inbox_message,
    snippets,
    transactional,
    workspace,
)
from inbox_toolkit.sandbox.route import Endpoint

ENDPOINTS: list[Endpoint] = [
    *send_inbox_message.ENDPOINTS,
    *messages.ENDPOINTS,
    *inbox_queue.ENDPOINTS,
    *customers.ENDPOINTS,
    *transactional.ENDPOINTS,
    *snippets.ENDPOINTS,
    *workspace.ENDPOINTS,
    *analytics.ENDPOINTS,
]
"""Matched in this order; the busiest come first."""
