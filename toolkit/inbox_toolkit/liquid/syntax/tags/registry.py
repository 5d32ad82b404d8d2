"""Which function reads which tag; a tag that is not listed is an error.

Customer.io's own tags, such as ``random 3`` and ``render_liquid customer.note``.

Source: the tag list of Customer.io's documentation. None of them prints a value that the
documentation states; ``catalog.py`` says what is known of each.
"""

from collections.abc import Callable
from difflib import get_close_matches

from inbox_toolkit.errors import LiquidSyntaxError, UnknownTagError
from inbox_toolkit.liquid.legacy.ifchanged import read_ifchanged
from inbox_toolkit.liquid.syntax.expressions import read_options
from inbox_toolkit.liquid.syntax.nodes import Argument, CioTag, Node
from inbox_toolkit.liquid.syntax.tags.conditionals import read_case, read_if, read_unless
from inbox_toolkit.liquid.syntax.tags.literal import (
    read_comment,
    read_echo,
    read_inline_comment,
    read_liquid,
    read_raw,
)
from inbox_toolkit.liquid.syntax.tags.loops import read_cycle, read_for, read_jump, read_tablerow
from inbox_toolkit.liquid.syntax.tags.tag import Tag
from inbox_toolkit.liquid.syntax.tags.variables import read_assign, read_capture, read_counter
from inbox_toolkit.text.span import Span

CIO_TAGS = frozenset(
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


READERS: dict[str, Callable[[Tag], Node | None]] = {
    "#": read_inline_comment,
    "assign": read_assign,
    "break": read_jump,
    "capture": read_capture,
    "case": read_case,
    "comment": read_comment,
    "continue": read_jump,
    "cycle": read_cycle,
    "decrement": read_counter,
    "echo": read_echo,
    "for": read_for,
    "if": read_if,
    "increment": read_counter,
    "liquid": read_liquid,
    "raw": read_raw,
    "tablerow": read_tablerow,
    "unless": read_unless,
    **dict.fromkeys(CIO_TAGS, read_cio_tag),
}

LATEST_ONLY = frozenset({"#", "break", "continue", "echo", "liquid"})
"""Tags that legacy Liquid does not know."""

LEGACY_ONLY: dict[str, Callable[[Tag], Node | None]] = {"ifchanged": read_ifchanged}
"""Tags that only legacy Liquid knows."""

PARTIALS = frozenset({"block", "include", "layout", "render"})
"""Tags of liquidjs that need files, which the service does not have."""

BLOCKS = {
    "endcapture": "capture",
    "endcase": "case",
    "endcomment": "comment",
    "endfor": "for",
    "endif": "if",
    "endifchanged": "ifchanged",
    "endraw": "raw",
    "endtablerow": "tablerow",
    "endunless": "unless",
}
"""Which closing tag closes what."""

BETWEEN = {"else": "if, unless, case or for", "elsif": "if or unless", "when": "case"}
"""Tags that belong inside a block, and which."""


def unknown_tag_error(name: str, span: Span) -> LiquidSyntaxError:
    """Return the error for a tag that nothing reads here: why, and what to do."""
    if name in BLOCKS:
        help_text = f"open it with {{% {BLOCKS[name]} %}}, or remove it"
        return LiquidSyntaxError(f"`{name}` closes nothing here", span, help=help_text)
    if name in BETWEEN:
        help_text = f"it belongs inside {BETWEEN[name]}"
        return LiquidSyntaxError(f"`{name}` does not belong here", span, help=help_text)
    if name in PARTIALS:
        help_text = "put the text in a snippet: {{ snippets.name }}"
        return UnknownTagError(f"the service has no tag `{name}`", span, help=help_text)
    near = get_close_matches(name, [*READERS, *BLOCKS, *BETWEEN], 1)
    usual = "there are if, unless, case, for, assign, capture, comment, raw and the service's own"
    help_text = f"did you mean `{near[0]}`?" if near else usual
    return UnknownTagError(f"there is no tag `{name}`", span, help=help_text)
