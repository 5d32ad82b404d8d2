"""The files that generated fixtures are."""

from dataclasses import replace

from inbox_toolkit.project.fixtures import Fixture, Fixtures
from inbox_toolkit.prove.coverage import Coverage
from inbox_toolkit.prove.explore import FixturePair
from inbox_toolkit.prove.generated_fixtures import (
    coverage_lines,
    fixture_files,
    fixture_locales,
    without_generated,
)
from inbox_toolkit.text.source import Source

from tests.support.contracts import of_body

ONE = replace(of_body("{}"), name="orders/shipped")


def test_nothing_is_written_twice() -> None:
    pairs = (
        FixturePair({"a": 1}, {"id": "x"}),
        FixturePair({"a": 2}, {"id": "x"}),
        FixturePair({"a": 1}, {"id": "y"}),
        FixturePair({"a": 3}, {"id": "z"}, "ada"),
        FixturePair({"a": 3}, {"id": "id_1001", "b": 1}),
    )
    assert fixture_files(Coverage(pairs, 1, frozenset({0})), ONE, "fixtures") == {
        "fixtures/message_data/orders/shipped/generated_1.json": {"a": 1},
        "fixtures/message_data/orders/shipped/generated_2.json": {"a": 2},
        "fixtures/message_data/orders/shipped/generated_3.json": {"a": 3},
        "fixtures/profiles/orders_shipped_generated_1.json": {"id": "x"},
        "fixtures/profiles/orders_shipped_generated_2.json": {"id": "y"},
        "fixtures/profiles/orders_shipped_generated_3.json": {"id": "id_1003", "b": 1},
    }


def test_what_was_generated_before_is_no_others() -> None:
    names = ("ada", "orders_shipped_generated_1", "other_generated_1")
    people = tuple(Fixture(name, Source("", ""), {}) for name in names)
    kept = without_generated(Fixtures(profiles=people), ONE).profiles
    assert [one.name for one in kept] == ["ada", "other_generated_1"]


def test_a_templates_languages_are_those_it_is_translated_to() -> None:
    every = [ONE, *(replace(ONE, language=one) for one in ("fr", "pt-BR", "it"))]
    assert fixture_locales(ONE, [*every, replace(ONE, name="b", language="de")]) == (
        "en",
        "fr",
        "pt-BR",
    )
    assert fixture_locales(every[1], every) == ("fr",)
    assert fixture_locales(every[3], every) == ("en",)


def test_what_is_not_reached_is_named() -> None:
    made = of_body('{"a": {% if trigger.a %}1{% else %}2{% endif %}}')
    some = Coverage((FixturePair({}, {}, "ada"),), 2, frozenset({1}))
    assert list(coverage_lines(some, made)) == [
        "they reach 1 of 2 branches",
        "not reached: the `if` at templates/t.json:1:22",
    ]
    (said,) = coverage_lines(Coverage((), 2, frozenset()), made)
    assert said.endswith("inbox prove t")
