"""The operations that are played, gathered from one module per resource.

To add one: write ``endpoints/<resource>.py`` (or go to the one there is) with a function
``async (service, request) -> Response`` that reads, asks the service and answers, raising
``ApiError`` for what the API refuses; list it in the module's ``ENDPOINTS``; add the module
here; describe it in ``openapi.json``; test it in ``tests/sandbox/endpoints/``.
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
"""In the order in which they are looked through; the busiest first."""
