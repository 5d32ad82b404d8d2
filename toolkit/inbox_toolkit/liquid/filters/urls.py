"""Percent-encoding as JavaScript does it, and slugs."""

import re
from unicodedata import category
from urllib.parse import quote, unquote_to_bytes

from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.spec import FilterTable, optional
from inbox_toolkit.liquid.javascript.utf16 import WHITESPACE_RUN, join_surrogates
from inbox_toolkit.liquid.javascript.values import MISSING, js_string, js_truthy, to_text

FILTERS = FilterTable()

_HALF = "the text holds half of a character: fix what cut it"
_MALFORMED = "write a % that begins no code as %25, or leave url_decode out"
_UNRESERVED = "-_.!~*'()"
_RESERVED = ";/?:@&=+$,#"
_ENCODED_RUN = re.compile("(?:%[0-9A-Fa-f]{2})+")
_BAD_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")
_CGI = re.compile("[!'()*]")
_NOT_ASCII_WORD = re.compile("[^A-Za-z0-9]+")
_PRETTY = frozenset("._~!$&'()+,;=@")
_LATIN_LETTERS = {"a": "àáâãäå", "e": "èéêë", "i": "ìíîï", "o": "òóôõöø", "u": "ùúûü", "y": "ýÿ"}
_LATIN_PAIRS = "æ=ae ç=c ð=d ñ=n ß=ss œ=oe þ=th ẞ=SS Œ=OE Þ=TH"
_LATIN = str.maketrans(
    {accented: plain for plain, letters in _LATIN_LETTERS.items() for accented in letters}
    | {pair[0]: pair[2:] for pair in _LATIN_PAIRS.split()}
)


@FILTERS.define(
    "url_encode",
    accepts="scalar",
    returns="text",
    output="safe",
    keeps_visible=True,
    synonyms=("encode",),
)
def url_encode(value: object) -> str:
    """Return the text for use in a query: ``encodeURIComponent``, spaces as ``+``."""
    return _quoted(value, _UNRESERVED).replace("%20", "+")


@FILTERS.define("cgi_escape", accepts="scalar", returns="text", output="safe", keeps_visible=True)
def cgi_escape(value: object) -> str:
    """Return the text as ``url_encode`` does, ``! ' ( ) *`` encoded as well."""
    return _CGI.sub(lambda found: f"%{ord(found[0]):02X}", url_encode(value))


@FILTERS.define("uri_escape", accepts="scalar", returns="text", output="safe", keeps_visible=True)
def uri_escape(value: object) -> str:
    """Return a whole URL with illegal characters encoded: ``encodeURI``."""
    written = _quoted(value, _UNRESERVED + _RESERVED)
    return written.replace("%5B", "[").replace("%5D", "]")


def _quoted(value: object, safe: str) -> str:
    try:
        return quote(join_surrogates(to_text(value)), safe=safe)
    except UnicodeEncodeError:
        raise FilterError("URI malformed", help=_HALF) from None


@FILTERS.define("url_decode", accepts="text", returns="text", open_point="documented-otherwise")
def url_decode(value: object) -> str:
    """Return the text with percent codes decoded, then every ``+`` as a space."""
    text = to_text(value)
    if _BAD_PERCENT.search(text):
        raise FilterError("URI malformed", help=_MALFORMED)
    try:
        decoded = _ENCODED_RUN.sub(lambda run: unquote_to_bytes(run[0]).decode(), text)
    except UnicodeDecodeError:
        raise FilterError("URI malformed", help=_MALFORMED) from None
    return decoded.replace("+", " ")


@FILTERS.define(
    "slugify",
    optional("mode", "text", choices=("default", "raw", "pretty", "ascii", "latin", "none")),
    optional("cased", "boolean"),
    accepts="text",
    returns="text",
    output="keeps_safe",
)
def slugify(value: object, mode: object = MISSING, cased: object = False) -> str:
    """Return the text as a URL slug; modes default, raw, pretty, ascii, latin, none."""
    slug = _hyphened(to_text(value), "default" if mode is MISSING else js_string(mode))
    return slug if js_truthy(cased) else slug.lower()


def _hyphened(text: str, mode: str) -> str:
    if mode == "raw":
        text = WHITESPACE_RUN.sub("-", text)
    elif mode == "ascii":
        text = _NOT_ASCII_WORD.sub("-", text)
    elif mode in ("default", "latin", "pretty"):
        text = text.translate(_LATIN) if mode == "latin" else text
        text = _runs_replaced(text, _PRETTY if mode == "pretty" else frozenset())
    else:
        return text
    return text.removeprefix("-").removesuffix("-")


def _runs_replaced(text: str, kept: frozenset[str]) -> str:
    """Replace each run that has no letter, mark, digit or kept character by a hyphen."""
    pieces: list[str] = []
    in_run = False
    for character in join_surrogates(text):
        kind = category(character)
        keeps = character in kept or kind[0] in "LM" or kind == "Nd"
        if keeps or not in_run:
            pieces.append(character if keeps else "-")
        in_run = not keeps
    return "".join(pieces)
