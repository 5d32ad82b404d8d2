"""Filters for HTML: escape and strip."""

import re

from inbox_toolkit.liquid.catalog.sources import UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.spec import FilterTable
from inbox_toolkit.liquid.javascript.values import to_text

FILTERS = FilterTable()

_ESCAPES = str.maketrans({"&": "&amp;", "<": "&lt;", ">": "&gt;", '"': "&#34;", "'": "&#39;"})
_ENTITY = re.compile("&(amp|lt|gt|#34|#39);")
_CHARACTERS = {"amp": "&", "lt": "<", "gt": ">", "#34": '"', "#39": "'"}
_UNCLOSED = "write it as &lt; in the data, or leave strip_html out where no markup comes"
_BLOCKS = (("<script", "</script>"), ("<style", "</style>"), ("<!--", "-->"), ("<", ">"))


@FILTERS.define(
    "escape",
    accepts="scalar",
    returns="text",
    open_point="escape",
    output="keeps_safe",
    keeps_visible=True,
    legacy_difference=(
        "`escape` also encodes for URLs in the legacy version",
        "for a URL use `url_encode`; for JSON use `json`",
    ),
)
@FILTERS.define(
    "htmlencode",
    accepts="scalar",
    returns="text",
    source=UPGRADE,
    is_own=True,
    replacement="escape",
    output="keeps_safe",
    keeps_visible=True,
)
@FILTERS.define(
    "xml_escape", accepts="scalar", returns="text", output="keeps_safe", keeps_visible=True
)
def escape(value: object) -> str:
    """Return the text with ``& < > " '`` as entities."""
    return to_text(value).translate(_ESCAPES)


@FILTERS.define(
    "escape_once", accepts="scalar", returns="text", output="keeps_safe", keeps_visible=True
)
def escape_once(value: object) -> str:
    """Return the text escaped, entities already in it left as they are."""
    return _ENTITY.sub(lambda found: _CHARACTERS[found[1]], to_text(value)).translate(_ESCAPES)


@FILTERS.define(
    "newline_to_br", accepts="text", returns="text", output="keeps_safe", keeps_visible=True
)
def newline_to_br(value: object) -> str:
    """Return the text with ``<br />`` before every line break."""
    return to_text(value).replace("\r\n", "\n").replace("\n", "<br />\n")


@FILTERS.define(
    "strip_html", accepts="text", returns="text", open_point="open-angle", output="keeps_safe"
)
def strip_html(value: object) -> str:
    """Return the text without tags, comments, scripts and styles, in one pass.

    Raises FilterError for a ``<`` that no ``>`` follows, unless it starts the text or follows what
    was taken away: liquidjs 10.26.0 repeats the text before it until a string can hold no more.
    """
    text = to_text(value)
    blocks = dict(_BLOCKS)
    kept: list[str] = []
    at = 0
    while (start := text.find("<", at)) >= 0:
        end = _block_end(text, start, blocks)
        if end < 0 and start > at:
            raise FilterError(
                "Invalid string length: strip_html cannot pass a < without its >", help=_UNCLOSED
            )
        kept.append(text[at:start])
        at = end
        if at < 0:
            return "".join(kept) + text[start:]
    return "".join(kept) + text[at:]


def _block_end(text: str, start: int, blocks: dict[str, str]) -> int:
    """Return where the block at ``start`` ends, -1 if nowhere; a kind without end is dropped."""
    for opener, closer in tuple(blocks.items()):
        if not text.startswith(opener, start):
            continue
        end = text.find(closer, start + len(opener))
        if end >= 0:
            return end + len(closer)
        del blocks[opener]
    return -1
