"""What goes with a locale: territory, currency, time zone, cities, telephone numbers.

What CLDR knows comes from babel. Telephone numbers are in ranges reserved for fiction where the
regulator has one (North America 555-01xx, Ofcom 020 7946 0xxx, Bundesnetzagentur 030 23125 xxx,
Arcep 01 99 00 xx xx); elsewhere the subscriber's part starts with zeros, as no real one does.
"""

from dataclasses import dataclass

from inbox_toolkit.errors import UsageError
from inbox_toolkit.vocabulary import CITIES, WORDS, Words

_ZONES = {
    "US": "America/Chicago", "BR": "America/Sao_Paulo", "DE": "Europe/Berlin",
    "ES": "Europe/Madrid", "MX": "America/Mexico_City", "PT": "Europe/Lisbon",
}  # fmt: skip
"""The time zone to take where a territory has several."""

_PHONES = {
    "US": "+120255501{:02}", "GB": "+442079460{:03}", "DE": "+493023125{:03}",
    "FR": "+3319900{:04}", "AT": "+43100000{:02}", "CH": "+41440000{:03}",
    "ES": "+34000000{:03}", "MX": "+52550000{:04}", "BR": "+551100000{:03}",
    "PT": "+351000000{:03}", "JP": "+8130000{:04}", "EG": "+2020000{:04}",
}  # fmt: skip
_PHONE = "+442079460{:03}"


@dataclass(frozen=True, slots=True)
class Region:
    """A locale and what goes with it; ``digits`` is how many decimals its currency has."""

    tag: str
    language: str
    territory: str
    country: str
    currency: str
    digits: int
    zone: str
    cities: tuple[str, ...]
    words: Words

    def phone(self, number: int) -> str:
        """Return a telephone number in E.164 that is nobody's."""
        return _PHONES.get(self.territory, _PHONE).format(number % 100)


def region_of(tag: str) -> Region:
    """Return what goes with a locale such as ``de``, ``pt-BR`` or ``ar_EG``.

    A language alone stands for where most of its speakers live, as CLDR has it. Raises UsageError
    if the tag is not a locale.
    """
    from babel.core import Locale, UnknownLocaleError, get_global
    from babel.numbers import get_currency_precision, get_territory_currencies

    try:
        locale = Locale.parse(tag.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        raise UsageError(
            f"`{tag}` is not a locale",
            help=f"name one such as de or pt-BR; there are names of people for {', '.join(WORDS)}",
        ) from None
    likely = get_global("likely_subtags").get(locale.language, "en_Latn_US")
    territory = locale.territory or likely.rpartition("_")[2]
    currency = (get_territory_currencies(territory) or ["USD"])[0]
    zones = sorted(zone for zone, of in get_global("zone_territories").items() if of == territory)
    zone = _ZONES.get(territory) or next(iter(zones), "UTC")
    return Region(
        tag=f"{locale.language}-{territory}",
        language=locale.language,
        territory=territory,
        country=locale.territories.get(territory, territory),
        currency=currency,
        digits=get_currency_precision(currency),
        zone=zone,
        cities=CITIES.get(territory) or (_city(zone, str(locale)),),
        words=WORDS.get(locale.language, WORDS["en"]),
    )


def _city(zone: str, locale: str) -> str:
    """Return the city that a time zone is named after, in a language."""
    from babel.dates import get_timezone, get_timezone_location

    return str(get_timezone_location(get_timezone(zone), locale=locale, return_city=True))
