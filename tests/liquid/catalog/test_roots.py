from inbox_toolkit.liquid.catalog.roots import (
    ELSEWHERE,
    FILLED,
    GIVEN,
    ROOTS,
    SERVICE_VALUES,
    UNAVAILABLE,
)


def test_every_root_is_of_one_kind() -> None:
    assert sorted([*GIVEN, *FILLED, *UNAVAILABLE, *ELSEWHERE]) == sorted(ROOTS)


def test_what_cannot_be_printed_says_whose_it_is() -> None:
    assert all(facts.is_available is (facts.belongs == "") for facts in ROOTS.values())


def test_rendering_gives_a_value_to_all_but_what_a_case_brings_along() -> None:
    case = {"customer", "trigger", "objects", "snippets"}
    assert set(SERVICE_VALUES) == (GIVEN | FILLED | set(UNAVAILABLE)) - case
    assert all(SERVICE_VALUES[name] is None for name in UNAVAILABLE)
