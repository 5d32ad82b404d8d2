"""Customer.io's own tags, such as ``random 3`` and ``render_liquid customer.note``.

Source: the tag list of Customer.io's documentation. None of them prints a value that the
documentation states; ``catalog.py`` says what is known of each.
"""

from inbox_toolkit.liquid.expressions import read_options
from inbox_toolkit.liquid.nodes import Argument, Service
from inbox_toolkit.liquid.tags.tag import Tag

TAGS = frozenset(
    {
        "cio_link",
        "cio_link_id",
        "countdown",
        "generate_uuid",
        "manage_subscription_preferences_url",
        "random",
        "render_liquid",
        "subscription_topic_name",
        "tracking_consent_url",
        "unsubscribe",
        "unsubscribe_url",
        "view_in_browser",
        "view_in_browser_url",
    }
)

_TAKES_A_VALUE = frozenset({"random", "render_liquid"})


def read_service(tag: Tag) -> Service:
    """Read a tag of the service: one value for some, options (``url: x``) for the others."""
    arguments: tuple[Argument, ...] = ()
    if tag.name in _TAKES_A_VALUE:
        value = tag.reader.value_or_fail()
        arguments = (Argument(value.span, None, value),)
    elif tag.name == "subscription_topic_name" and "=" in tag.reader.rest().of(tag.pieces.text):
        name = tag.reader.name()
        tag.reader.take("=")
        value = tag.reader.value_or_fail()
        arguments = (Argument(value.span, name[0] if name else None, value),)
    else:
        arguments = read_options(tag.reader)
    return Service(tag.span, tag.name, tag.piece.inner, arguments)
