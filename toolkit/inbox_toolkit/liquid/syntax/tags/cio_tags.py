"""Customer.io's own tags, such as ``random 3`` and ``render_liquid customer.note``.

Source: the tag list of Customer.io's documentation, which states no value that one of them prints.
"""

from inbox_toolkit.liquid.syntax.cursor import Cursor
from inbox_toolkit.liquid.syntax.expressions import read_options
from inbox_toolkit.liquid.syntax.nodes import Argument, CioTag
from inbox_toolkit.liquid.syntax.tags.spec import TagTable
from inbox_toolkit.liquid.syntax.tags.tag import Tag

TAGS = TagTable()

_TAKES_A_VALUE = frozenset({"random", "render_liquid"})


@TAGS.define("generate_uuid", "{% generate_uuid %}", is_own=True, prints="a random id")
@TAGS.define(
    "random",
    "{% random 3 %}",
    is_own=True,
    prints="a random whole number",
    open_point="random-range",
)
@TAGS.define(
    "render_liquid", "{% render_liquid a.b %}", is_own=True, prints="the Liquid in a value"
)
@TAGS.define("cio_link", "{% cio_link %}", is_own=True, applies=False)
@TAGS.define("cio_link_id", "{% cio_link_id %}", is_own=True, applies=False)
@TAGS.define("countdown", "{% countdown %}", is_own=True, applies=False)
@TAGS.define(
    "manage_subscription_preferences_url",
    "{% manage_subscription_preferences_url %}",
    is_own=True,
    applies=False,
)
@TAGS.define("subscription_topic_name", "{% subscription_topic_name %}", is_own=True, applies=False)
@TAGS.define("tracking_consent_url", "{% tracking_consent_url %}", is_own=True, applies=False)
@TAGS.define("unsubscribe", "{% unsubscribe %}", is_own=True, applies=False)
@TAGS.define("unsubscribe_url", "{% unsubscribe_url %}", is_own=True, applies=False)
@TAGS.define("view_in_browser", "{% view_in_browser %}", is_own=True, applies=False)
@TAGS.define("view_in_browser_url", "{% view_in_browser_url %}", is_own=True, applies=False)
def read_cio_tag(tag: Tag) -> CioTag:
    """Read a tag of the service."""
    return CioTag(tag.span, tag.name, tag.token.inner, read_arguments(tag.name, tag.cursor))


def read_arguments(name: str, cursor: Cursor) -> tuple[Argument, ...]:
    """Read what follows a tag's name: one value for some, options (``url: x``) for the others."""
    if name in _TAKES_A_VALUE:
        value = cursor.value_or_fail()
        return (Argument(value.span, None, value),)
    if name == "subscription_topic_name" and "=" in cursor.rest().of(cursor.text):
        option = cursor.name()
        cursor.take("=")
        value = cursor.value_or_fail()
        return (Argument(value.span, option[0] if option else None, value),)
    return read_options(cursor)
