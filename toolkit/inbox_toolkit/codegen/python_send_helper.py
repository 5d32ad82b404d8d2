"""A typed function that sends one template with the official Python client."""

from inbox_toolkit.codegen.python import PythonCode, docstring_text, quoted
from inbox_toolkit.codegen.python_names import function_name
from inbox_toolkit.template.template import Template

_CLIENT = '''\
class InboxClient(Protocol):
    """The part of `customerio.APIClient` that sends inbox messages."""

    def send_inbox_message(self, request: Any, /) -> Any:
        """Send one request; return the service's answer."""


class ById(TypedDict):
    """A person by the id you gave them."""

    id: str


class ByEmail(TypedDict):
    """A person by their e-mail address."""

    email: str


class ByCioId(TypedDict):
    """A person by the id that Customer.io gave them."""

    cio_id: str


Recipient: TypeAlias = ById | ByEmail | ByCioId


class Accepted(TypedDict):
    """The service's answer: it has taken the message, and renders it later."""

    delivery_id: str
    queued_at: int'''

_SEND = '''\
def {function}(
    client: InboxClient,
    to: Recipient,
    message_data: {data},
    *,
    language: str | None = None,
    send_at: int | datetime | None = None,
    queue_draft: bool | None = None,
    disable_message_retention: bool | None = None,
) -> Accepted:
    """Send `{name}` to one person.

    `send_at` is a time to come, as Unix time in seconds or a datetime. Raises what the client
    raises, `customerio.CustomerIOException`.
    """
    request = {{
        "transactional_message_id": {message_id},
        "identifiers": to,
        "message_data": {sent},
        "language": language,
        "send_at": send_at,
        "queue_draft": queue_draft,
        "disable_message_retention": disable_message_retention,
    }}
    given = {{key: value for key, value in request.items() if value is not None}}
    accepted: Accepted = client.send_inbox_message(given)
    return accepted'''


def python_send_helper(template: Template, data: str, *, is_plain: bool) -> PythonCode:
    """Return the function; ``data`` is the class of the message data, ``is_plain`` for a dict.

    The client is described by a protocol: it ships no types, so mypy --strict would reject the
    import.
    """
    function = _SEND.format(
        function=function_name("send", template.name),
        data=data,
        name=docstring_text(template.envelope.name or template.name),
        message_id=quoted(template.envelope.transactional_message_id),
        sent="message_data" if is_plain else "message_data.to_message_data()",
    )
    names = ("Any", "Protocol", "TypeAlias", "TypedDict")
    imports = {("typing", name) for name in names} | {("datetime", "datetime")}
    return PythonCode((_CLIENT, function), frozenset(imports))
