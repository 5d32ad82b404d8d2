"""Numbers and amounts of money in a locale's format, as ``Intl.NumberFormat`` gives them.

The data are babel's copy of CLDR. The formatting is ours, since babel 2.18 lacks native digits, a
locale's own minus sign, the space beside a currency, and locales that do not group four digits.
"""

import decimal
import re
import unicodedata
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from inbox_toolkit.liquid.catalog.sources import UPGRADE
from inbox_toolkit.liquid.errors import FilterError
from inbox_toolkit.liquid.filters.spec import Context, FilterTable, optional
from inbox_toolkit.liquid.javascript.values import MISSING, is_nil, to_number, to_text, unwrap

if TYPE_CHECKING:
    from collections.abc import Mapping

    from babel import Locale

FILTERS = FilterTable()


_ZEROS = {"arab": "٠", "arabext": "۰", "beng": "০", "deva": "०", "mymr": "၀"}
_ZEROS |= {"cakm": "\U00011136", "nkoo": "߀", "olck": "᱐", "tibt": "༠", "adlm": "\U0001e950"}
_ASCII_DIGITS = "0123456789"

_UNGROUPED_FOUR = frozenset(
    {"be", "bg", "ee", "es", "et", "hu", "hy", "ia", "ie", "it", "ka", "lv", "pl", "pt", "sl", "sq"}
)
"""Languages that write 1234 without a separator (CLDR 48, minimumGroupingDigits 2)."""

_ES_UNGROUPED = frozenset({None, "EA", "ES", "GQ", "IC", "PH"})
_PT_GROUPED = frozenset({None, "AO", "BR"})

_DIGITS = {"COP": 0, "HUF": 0, "IDR": 0, "PKR": 0, "RSD": 2}
"""Decimal places of currencies where CLDR 48 differs from babel 2.18's."""

_WIDE = decimal.Context(prec=400, rounding=ROUND_HALF_UP)
"""Wide enough for every double written out."""

_NO_BREAK_SPACE = "\u00a0"


def round_half_up(number: Decimal, digits: int) -> Decimal:
    """Return the number with at most so many decimal places, rounded half away from zero."""
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or -exponent <= digits:
        return number
    return _WIDE.quantize(number, Decimal(1).scaleb(-digits))


def currency_digits(unit: str) -> int:
    """Return how many decimal places a currency has."""
    from babel.numbers import get_currency_precision

    return _DIGITS.get(unit, get_currency_precision(unit))


def format_decimal(number: Decimal, locale: "Locale") -> str:
    """Return a plain number in the locale's shape, without needless zeros."""
    pattern = locale.decimal_formats[None]
    symbols = _symbols(locale)
    digits = _grouped(number.normalize(_WIDE), pattern.grouping, locale, symbols)
    sign = symbols["minusSign"] if number.is_signed() else ""
    return f"{sign}{digits}"


def format_currency(number: Decimal, unit: str, places: int, locale: "Locale") -> str:
    """Return an amount in a currency with exactly so many decimal places."""
    from babel.numbers import get_currency_symbol

    pattern = locale.currency_formats["standard"]
    symbols = _symbols(locale)
    money = {
        **symbols,
        "decimal": symbols.get("currencyDecimal", symbols["decimal"]),
        "group": symbols.get("currencyGroup", symbols["group"]),
    }
    number = _WIDE.quantize(number, Decimal(1).scaleb(-places))
    digits = _grouped(number, pattern.grouping, locale, money)
    symbol = get_currency_symbol(unit, locale)
    signed = number.is_signed()
    before, after = (side[signed].replace("-", "\0") for side in (pattern.prefix, pattern.suffix))
    before = before.replace("¤", symbol)
    after = after.replace("¤", symbol)
    if before.endswith(symbol) and _needs_space(symbol[-1]):
        before += _NO_BREAK_SPACE
    if after.startswith(symbol) and _needs_space(symbol[0]):
        after = _NO_BREAK_SPACE + after
    return f"{before}{digits}{after}".replace("\0", symbols["minusSign"])


def _symbols(locale: "Locale") -> "Mapping[str, str]":
    symbols = locale.number_symbols
    native: Mapping[str, str] = symbols.get(locale.default_numbering_system, {})
    return native if "decimal" in native else symbols["latn"]


def _needs_space(neighbour: str) -> bool:
    """Return True if a space separates this symbol from a digit (CLDR, currencySpacing)."""
    return unicodedata.category(neighbour)[0] not in "SZ"


def _grouped(
    number: Decimal, grouping: tuple[int, int], locale: "Locale", symbols: "Mapping[str, str]"
) -> str:
    whole, _, fraction = f"{abs(number):f}".partition(".")
    first, others = grouping
    if len(whole) >= first + (2 if _keeps_four(locale) else 1):
        head, groups = whole[:-first], [whole[-first:]]
        while head:
            head, groups = head[:-others], [head[-others:], *groups]
        whole = symbols["group"].join(groups)
    text = f"{whole}{symbols['decimal']}{fraction}" if fraction else whole
    zero = _ZEROS.get(locale.default_numbering_system)
    if zero is None:
        return text
    return text.translate({ord(one): chr(ord(zero) + int(one)) for one in _ASCII_DIGITS})


def _keeps_four(locale: "Locale") -> bool:
    if locale.language == "es":
        return locale.territory in _ES_UNGROUPED
    if locale.language == "pt":
        return locale.territory not in _PT_GROUPED
    return locale.language in _UNGROUPED_FOUR


_DEFAULT_LOCALE = "en-US"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]+)*")
_CURRENCY = re.compile("[A-Za-z]{3}")
_FRACTION_DIGITS = 3
"""``Intl.NumberFormat`` prints no more unless told."""


@FILTERS.define(
    "format_number",
    optional("locale", "text"),
    accepts="number",
    returns="text",
    output="keeps_safe",
    is_own=True,
    open_point="group-separators",
)
@FILTERS.define(
    "number_with_delimeter",
    accepts="number",
    returns="text",
    source=UPGRADE,
    is_own=True,
    replacement="format_number",
)
def format_number(value: object, locale: object = MISSING) -> object:
    """Return the number with the locale's separators (en), rounded to three digits."""
    number = _number(value)
    if number is None:
        return value
    return format_decimal(round_half_up(number, _FRACTION_DIGITS), _locale(locale, "en"))


@FILTERS.define(
    "currency",
    optional("locale", "text"),
    optional("code", "text"),
    accepts="number",
    returns="text",
    output="keeps_safe",
    is_own=True,
    open_point="group-separators",
    synonyms=("money",),
)
def currency(
    value: object, locale: object = MISSING, code: object = MISSING, *, context: Context
) -> object:
    """Return an amount in the locale's (en-US) way, in its currency or the one given."""
    return _money(value, locale, code, context, None)


@FILTERS.define(
    "rounded_currency",
    optional("locale", "text"),
    optional("code", "text"),
    accepts="number",
    returns="text",
    output="keeps_safe",
    is_own=True,
    open_point="group-separators",
)
def rounded_currency(
    value: object, locale: object = MISSING, code: object = MISSING, *, context: Context
) -> object:
    """Return an amount as ``currency`` does, rounded to whole units."""
    return _money(value, locale, code, context, 0)


def _money(
    value: object, tag: object, code: object, context: Context, digits: int | None
) -> object:
    number = _number(value)
    if number is None:
        return value
    locale = _locale(tag, _DEFAULT_LOCALE)
    unit = _unit(locale, context) if is_nil(code) else to_text(code).upper()
    if not _CURRENCY.fullmatch(unit):
        raise FilterError(
            f"Invalid currency code : {to_text(code)}", help="three letters, such as 'EUR'"
        )
    places = currency_digits(unit) if digits is None else digits
    return format_currency(round_half_up(number, places), unit, places, locale)


def _number(value: object) -> Decimal | None:
    """Return a number, or the number a text spells; None for anything else."""
    value = unwrap(value)
    if isinstance(value, bool) or not isinstance(value, int | float | str) or value == "":
        return None
    number = to_number(value)
    return Decimal(repr(number)) if abs(number) < float("inf") else None


def _unit(locale: "Locale", context: Context) -> str:
    """Return the currency of a locale's territory on the day of the render."""
    from babel.core import get_global
    from babel.numbers import get_territory_currencies

    territory = locale.territory
    if not territory:
        likely = get_global("likely_subtags").get(str(locale), "en_Latn_US")
        territory = likely.rpartition("_")[2]
    today = context.now.date()
    return next(iter(get_territory_currencies(territory, today, today)), "USD")


def _locale(tag: object, default: str) -> "Locale":
    name = default if is_nil(tag) else to_text(tag)
    if not _TAG.fullmatch(name):
        raise FilterError(
            f"Incorrect locale information provided: {name}", help="a language such as 'de-DE'"
        )
    return _known(name)


@lru_cache(maxsize=64)
def _known(name: str) -> "Locale":
    """Return a locale by its tag, in any case; where CLDR has none, its language's, or English."""
    from babel import Locale, UnknownLocaleError

    for candidate in (name, name.partition("-")[0]):
        try:
            return Locale.parse(candidate, sep="-")
        except (UnknownLocaleError, ValueError):
            continue
    return Locale.parse(_DEFAULT_LOCALE, sep="-")
