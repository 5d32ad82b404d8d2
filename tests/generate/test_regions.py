"""What goes with a locale."""

import re

import pytest
from babel.core import get_global
from inbox_toolkit.errors import UsageError
from inbox_toolkit.generate.regions import region_of
from inbox_toolkit.vocabulary import WORDS

PLACES = [
    ("en", "en-US", "USD", "America/Chicago", "United States", "Portland"),
    ("de", "de-DE", "EUR", "Europe/Berlin", "Deutschland", "Köln"),
    ("de-CH", "de-CH", "CHF", "Europe/Zurich", "Schweiz", "Zürich"),
    ("pt", "pt-BR", "BRL", "America/Sao_Paulo", "Brasil", "São Paulo"),
    ("pt_PT", "pt-PT", "EUR", "Europe/Lisbon", "Portugal", "Évora"),
    ("ja", "ja-JP", "JPY", "Asia/Tokyo", "日本", "横浜市"),
    ("ar", "ar-EG", "EGP", "Africa/Cairo", "مصر", "القاهرة"),
    ("it", "it-IT", "EUR", "Europe/Rome", "Italia", "Roma"),
]


@pytest.mark.parametrize(("given", "tag", "currency", "zone", "country", "city"), PLACES)
def test_it_is_of_one_place(
    given: str, tag: str, currency: str, zone: str, country: str, city: str
) -> None:
    region = region_of(given)
    assert (region.tag, region.currency, region.zone) == (tag, currency, zone)
    assert (region.country, region.cities[0]) == (country, city)
    assert region.phone(7) != region.phone(8)
    assert re.fullmatch(r"\+[1-9][0-9]{9,13}", region.phone(7))
    assert zone in get_global("zone_territories")


def test_a_currency_may_have_no_decimals() -> None:
    assert region_of("ja").digits == 0
    assert region_of("de").digits == 2


def test_who_has_no_names_here_borrows_them() -> None:
    assert region_of("it").words is WORDS["en"]


@pytest.mark.parametrize("tag", ["", "xx", "deutsch", "en-XX", "../a", "de-DE-x", "é"])
def test_what_is_no_locale_is_refused(tag: str) -> None:
    with pytest.raises(UsageError, match="is not a locale") as caught:
        region_of(tag)
    assert "de, fr" in str(caught.value.help)
