"""What a text looks like."""

import pytest
from inbox_toolkit.generate.by_name import FieldContext, ends_with, last_name, text_for, words_of
from inbox_toolkit.generate.regions import region_of

TEXTS = [
    (("email",), "lena.schaefer@example.com"),
    (("firstName",), "Lena"),
    (("customer", "last_name"), "Schäfer"),
    (("editor", "name"), "Lena Schäfer"),
    (("product_name",), "Schreibtischlampe Nussbaum"),
    (("items", None, "name"), "Schreibtischlampe Nussbaum"),
    (("shop", "name"), "Buchhandlung Nordlicht"),
    (("company",), "Buchhandlung Nordlicht"),
    (("currency",), "EUR"),
    (("locale",), "de-DE"),
    (("timezone",), "Europe/Berlin"),
    (("language",), "de"),
    (("country",), "Deutschland"),
    (("country_code",), "DE"),
    (("phone",), "+493023125000"),
    (("city",), "Köln"),
    (("address", None), "Lindenstraße 12"),
    (("tracking_url",), "https://example.com/tracking/1001"),
    (("url",), "https://example.com/page/1001"),
    (("image_url",), "https://cdn.example.com/images/1001.png"),
    (("created_at",), "2026-01-15T09:00:00Z"),
    (("birthday",), "2026-01-15"),
    (("order_id",), "ORDER-1001"),
    (("id",), "id_1001"),
    (("color",), "#2563eb"),
    (("total_price",), "49.90"),
    (("title",), "Was diese Woche neu ist"),
    (("tags", None), "Neuigkeiten"),
    (("anything",), "Wir haben alles sorgfältig verpackt."),
    (("anythings", None), "Neuigkeiten"),
    (("名前",), "Wir haben alles sorgfältig verpackt."),
]


@pytest.mark.parametrize(("path", "wanted"), TEXTS)
def test_names_say_what_texts_look_like(path: tuple[str | None, ...], wanted: str) -> None:
    assert text_for(FieldContext(region_of("de"), path, 0), None) == wanted


FORMATS = [
    ("email", "emre.yildiz@example.com"),
    ("uri", "https://example.com/page/1004"),
    ("date", "2026-01-18"),
    ("date-time", "2026-01-18T09:00:00Z"),
    ("uuid", "7f2c1c1e-8d3b-4a57-9a43-0b7f7c2f1004"),
    ("ipv4", "192.0.2.1"),
    ("nobody knows", "Wir haben alles sorgfältig verpackt."),
    (["uri"], "Wir haben alles sorgfältig verpackt."),
]


@pytest.mark.parametrize(("form", "wanted"), FORMATS)
def test_a_format_says_more(form: object, wanted: str) -> None:
    assert text_for(FieldContext(region_of("de"), ("x",), 3), form) == wanted


def test_names_have_words() -> None:
    assert words_of("firstName") == ["first", "name"]
    assert words_of("product_URL2") == ["product", "url", "2"]
    assert last_name(("a", None)) == "a"
    assert last_name(()) == ""
    assert ends_with(["order", "id"], ("id",))
    assert not ends_with(["paid"], ("id",))
