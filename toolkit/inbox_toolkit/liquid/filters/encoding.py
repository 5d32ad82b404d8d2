"""Base64, digests and HMAC signatures, over the UTF-8 of the value."""

import base64 as codec
import binascii
import hashlib
import hmac
import re

from inbox_toolkit.liquid.filters.spec import FilterTable, required
from inbox_toolkit.liquid.javascript.utf16 import code_units, to_well_formed
from inbox_toolkit.liquid.javascript.values import MISSING, to_text

FILTERS = FilterTable()

_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/_-]")
_TO_STANDARD = str.maketrans("-_", "+/")


@FILTERS.define(
    "base64", accepts="scalar", returns="text", output="safe", keeps_visible=True, is_own=True
)
@FILTERS.define(
    "base64_encode", accepts="scalar", returns="text", output="safe", keeps_visible=True
)
def base64_encode(value: object) -> str:
    """Return the text's UTF-8 as base64."""
    return codec.b64encode(_bytes(value)).decode()


@FILTERS.define(
    "base64_url_safe_encode",
    accepts="scalar",
    returns="text",
    output="safe",
    keeps_visible=True,
    is_own=True,
)
def base64_url_safe_encode(value: object) -> str:
    """Return the text's UTF-8 as base64 with ``-`` and ``_``, padded as Ruby pads it."""
    return codec.urlsafe_b64encode(_bytes(value)).decode()


@FILTERS.define("base64_decode", accepts="text", returns="text")
@FILTERS.define("base64_url_safe_decode", accepts="text", returns="text", is_own=True)
def base64_decode(value: object) -> str:
    """Return the text that base64 encodes, decoded as leniently as Node does.

    Either alphabet, with or without padding; what is not base64 is skipped, what is not UTF-8
    becomes U+FFFD. Of a character beyond Latin-1 Node looks at the low byte.
    """
    text = to_text(value)
    if not text.isascii():
        text = "".join(chr(ord(unit) & 0xFF) for unit in code_units(text))
    digits = _NOT_BASE64.sub("", text.partition("=")[0]).translate(_TO_STANDARD)
    if len(digits) % 4 == 1:
        digits = digits[:-1]  # six bits make no byte
    padded = digits + "=" * (-len(digits) % 4)
    return codec.b64decode(padded).decode("utf-8", "replace")


@FILTERS.define("hex_base64", accepts="scalar", returns="text", output="safe", is_own=True)
def hex_base64(value: object) -> str:
    """Return hexadecimal digits as base64, up to the first that is not one."""
    digits = re.match("(?:[0-9A-Fa-f]{2})*", to_text(value))
    return codec.b64encode(binascii.unhexlify(digits[0] if digits else "")).decode()


@FILTERS.define(
    "md5", accepts="scalar", returns="text", output="safe", keeps_visible=True, is_own=True
)
def md5(value: object) -> str:
    """Return the MD5 of the text's UTF-8, in lower-case hexadecimal as all digests are."""
    return hashlib.md5(_bytes(value), usedforsecurity=False).hexdigest()


@FILTERS.define(
    "sha1", accepts="scalar", returns="text", output="safe", keeps_visible=True, is_own=True
)
def sha1(value: object) -> str:
    """Return the SHA-1 of the text's UTF-8."""
    return hashlib.sha1(_bytes(value), usedforsecurity=False).hexdigest()


@FILTERS.define("sha256", accepts="scalar", returns="text", output="safe", keeps_visible=True)
def sha256(value: object) -> str:
    """Return the SHA-256 of the text's UTF-8."""
    return hashlib.sha256(_bytes(value)).hexdigest()


@FILTERS.define(
    "hmac_sha1",
    required("key", "text"),
    accepts="scalar",
    returns="text",
    output="safe",
    is_own=True,
)
def hmac_sha1(value: object, key: object = MISSING) -> str:
    """Return the HMAC-SHA-1 of the text under a key."""
    return hmac.new(_bytes(key), _bytes(value), "sha1").hexdigest()


@FILTERS.define(
    "hmac_sha256", required("key", "text"), accepts="scalar", returns="text", output="safe"
)
def hmac_sha256(value: object, key: object = MISSING) -> str:
    """Return the HMAC-SHA-256 of the text under a key."""
    return hmac.new(_bytes(key), _bytes(value), "sha256").hexdigest()


def _bytes(value: object) -> bytes:
    return to_well_formed(to_text(value)).encode()
