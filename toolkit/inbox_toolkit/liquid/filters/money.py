"""Filters that write amounts and numbers as people of a place do, by CLDR's data."""

import re
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING

from inbox_toolkit.liquid.filters.amounts import (
    currency_digits,
    currency_text,
    decimal_text,
    rounded,
)
from inbox_toolkit.liquid.filters.context import Context, FilterError
from inbox_toolkit.liquid.values import MISSING, is_nil, plain, to_number, to_text

if TYPE_CHECKING:
    from babel import Locale

_DEFAULT_LOCALE = "en-US"
_TAG = re.compile(r"[A-Za-z]{2,3}(?:-[A-Za-z]{4})?(?:-(?:[A-Za-z]{2}|[0-9]{3}))?(?:-[A-Za-z0-9]+)*")
_CURRENCY = re.compile("[A-Za-z]{3}")
_FRACTION_DIGITS = 3
"""``Intl.NumberFormat`` prints no more unless told."""


def format_number(value: object, locale: object = MISSING) -> object:
    """Return the number with the locale's separators (en), rounded to three digits."""
    number = _number(value)
    if number is None:
        return value
    return decimal_text(rounded(number, _FRACTION_DIGITS), _locale(locale, "en"))


def currency(
    value: object, locale: object = MISSING, code: object = MISSING, *, context: Context
) -> object:
    """Return an amount in the locale's (en-US) way, in its currency or the one given."""
    return _money(value, locale, code, context, None)


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
    return currency_text(rounded(number, places), unit, places, locale)


def _number(value: object) -> Decimal | None:
    """Return a number or the number a text stands for; None for what is neither."""
    value = plain(value)
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


FILTERS = {
    "currency": currency,
    "format_number": format_number,
    "number_with_delimeter": format_number,
    "rounded_currency": rounded_currency,
}
