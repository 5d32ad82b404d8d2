import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("encoding"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


@pytest.mark.parametrize(
    ("name", "arguments", "expected"),
    [
        ("md5", (), "900150983cd24fb0d6963f7d28e17f72"),
        ("sha1", (), "a9993e364706816aba3e25717850c26c9cd0d89d"),
        ("hmac_sha1", ("key",), "4fd0b215276ef12f2b3e4c8ecac2811498b656fc"),
        ("base64", (), "YWJj"),
    ],
)
def test_customer_io_s_own(name: str, arguments: tuple[str, ...], expected: str) -> None:
    assert apply(name, "abc", *arguments) == expected


def test_hex_to_base64() -> None:
    assert apply("hex_base64", "616263") == "YWJj"
    assert apply("hex_base64", "6162zz63") == "YWI="
    assert apply("hex_base64", None) == ""


def test_of_a_wide_character_the_low_byte_counts() -> None:
    assert apply("base64_decode", "QUJD\u0141\u0142\u0143\u0144") == "ABC\0\x10\ufffd"
    assert apply("base64_decode", "\u0153GVs\u013dQUJD") == "Hel"
    assert apply("base64_decode", "😀 emoji") == ""


def test_both_alphabets_are_read() -> None:
    assert apply("base64_url_safe_encode", "??>>") == "Pz8-Pg=="
    assert apply("base64_url_safe_decode", "Pz8-Pg") == "??>>"
    assert apply("base64_decode", "Pz8+Pg==") == "??>>"


@given(st.text())
def test_decoding_undoes_encoding(text: str) -> None:
    assert apply("base64_decode", apply("base64_encode", text)) == text
    assert apply("base64_url_safe_decode", apply("base64_url_safe_encode", text)) == text
