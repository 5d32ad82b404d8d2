"""Customer.io's own tags, such as ``random 3`` and ``render_liquid customer.note``.

Source: the tag list of Customer.io's documentation, which states no value that one of them prints.
"""

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
    """Read a tag of the service: one value for some, options (``url: x``) for the others."""
    arguments: tuple[Argument, ...] = ()
    if tag.name in _TAKES_A_VALUE:
        value = tag.cursor.value_or_fail()
        arguments = (Argument(value.span, None, value),)
    elif tag.name == "subscription_topic_name" and "=" in tag.cursor.rest().of(tag.tokens.text):
        name = tag.cursor.name()
        tag.cursor.take("=")
        value = tag.cursor.value_or_fail()
        arguments = (Argument(value.span, name[0] if name else None, value),)
    else:
        arguments = read_options(tag.cursor)
    return CioTag(tag.span, tag.name, tag.token.inner, arguments)
