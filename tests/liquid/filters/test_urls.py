import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.support.liquid_filters import Case, apply, cases, check


@pytest.mark.parametrize("case", cases("urls"))
def test_as_liquidjs_has_it(case: Case) -> None:
    check(case)


@given(st.text())
def test_decoding_undoes_encoding_but_for_a_plus(text: str) -> None:
    # liquidjs makes spaces of plus signs after decoding, when those that were encoded are back.
    assert apply("url_decode", apply("url_encode", text)) == text.replace("+", " ")


@given(st.text())
def test_a_slug_is_a_slug(text: str) -> None:
    slug = apply("slugify", text, "ascii")
    assert apply("slugify", slug, "ascii") == slug
